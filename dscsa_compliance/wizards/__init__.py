from . import dscsa_guess_mixin
from . import dscsa_release_wizard
from . import dscsa_delivery_wizard, dscsa_delivery_wizard_line
from . import dscsa_needed_wizard
from . import (
    dscsa_removal_wizard,
)
from . import dscsa_use_wizard
