from . import (
    dscsa_bottle,
    dscsa_epc,
    dscsa_information_request,
    dscsa_information_clock,
    dscsa_information_collect,
    dscsa_information_sending,
    dscsa_information_scope,
    dscsa_information_item,
    dscsa_information_answer,
    dscsa_retained_mixin,
    dscsa_today,
    dscsa_transaction_line,
)
