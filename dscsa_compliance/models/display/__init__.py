"""Fields and ways onward that views show; no rule lives here."""

from . import (
    dscsa_discrepancy,
    dscsa_document,
    dscsa_epc,
    dscsa_release,
    dscsa_severity,
    dscsa_transaction,
    dscsa_transaction_line,
    product_template,
    purchase_order,
    purchase_order_line,
    res_config_settings,
    res_partner,
    stock_lot,
    stock_package,
    stock_picking,
)
