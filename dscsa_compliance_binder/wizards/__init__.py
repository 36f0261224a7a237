from . import dscsa_leaver, dscsa_pbm_wizard
