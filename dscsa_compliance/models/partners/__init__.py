"""Who may sell to us: licenses, checks, rules, exceptions, and the gate."""

from . import (
    dscsa_discrepancy,
    dscsa_product_class,
    dscsa_license_type,
    dscsa_license_requirement,
    dscsa_license,
    dscsa_license_check,
    dscsa_license_checking,
    dscsa_license_digest,
    dscsa_license_evidence,
    dscsa_license_override,
    dscsa_partner_status,
    ir_attachment,
    product_template,
    purchase_order,
    purchase_order_line,
    res_company,
    res_config_settings,
    res_partner,
    stock_picking,
)
