from . import dscsa_guess_mixin  # isort: skip  forms inherit from it
from . import (
    base_partner_merge,
    dscsa_delivery_wizard,
    dscsa_delivery_wizard_line,
    dscsa_needed_wizard,
    dscsa_release_wizard,
    dscsa_removal_wizard,
    dscsa_use_wizard,
    stock_return_picking_line,
)
