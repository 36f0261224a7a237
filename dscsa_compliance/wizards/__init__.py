from . import dscsa_release_wizard
