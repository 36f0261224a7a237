"""Deliveries as small pharmacies have them: portal, paper, no order, no stock."""

from . import (
    dscsa_evidence_mixin,
    dscsa_agreement,
    dscsa_discrepancy,
    dscsa_document,
    dscsa_epc,
    dscsa_holiday,
    dscsa_reason,
    dscsa_release,
    dscsa_transaction,
    product_template,
    res_company,
    res_config_settings,
    res_partner,
    stock_picking,
    stock_picking_close,
    stock_picking_late,
    stock_picking_reason,
    stock_warehouse,
)
