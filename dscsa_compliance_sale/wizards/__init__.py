from . import dscsa_override_wizard
