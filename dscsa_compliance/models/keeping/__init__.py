"""What is kept of the regulated records, and what stays as it is."""

from . import (  # isort: skip  the mixin before what it is for
    dscsa_ledger_mixin,
    base_partner_merge,
    dscsa_agreement,
    dscsa_discrepancy,
    dscsa_document,
    dscsa_epc,
    dscsa_epc_transaction,
    dscsa_event,
    dscsa_event_epc,
    dscsa_release,
    dscsa_severity,
    dscsa_transaction,
    dscsa_transaction_line,
    purchase_order,
    res_company,
    res_partner,
    res_users,
    stock_lot,
    stock_picking,
)
