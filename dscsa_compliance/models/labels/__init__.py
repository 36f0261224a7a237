"""Labels: holds in words, numbers of our own, SSCCs, specimens and test symbols."""

from . import (
    dscsa_labels,
    dscsa_discrepancy,
    dscsa_epc,
    dscsa_scanner_family,
    dscsa_sscc,
    dscsa_transaction,
    ir_actions_report,
    res_company,
    res_config_settings,
    stock_package,
    stock_picking,
)
