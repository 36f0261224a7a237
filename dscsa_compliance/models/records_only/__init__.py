"""Deliveries and register without stock in Odoo, and how packages end there."""

from . import (
    dscsa_epc,
    dscsa_use_report,
    res_company,
    res_config_settings,
    stock_picking,
)
