"""Who may sell to us: licences, checks, rules, exceptions, and the gate."""

from . import (
    dscsa_product_class,
    dscsa_license_type,
    dscsa_license_requirement,
    dscsa_license,
    dscsa_license_check,
    dscsa_license_checking,
    dscsa_license_evidence,
    dscsa_license_override,
    product_template,
    res_company,
    res_partner,
)
