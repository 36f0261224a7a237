from . import dscsa_guess_mixin
from . import dscsa_release_wizard
from . import dscsa_delivery_wizard, dscsa_delivery_wizard_line
from . import dscsa_import_column, dscsa_import_row, dscsa_import_wizard
from . import dscsa_needed_wizard
from . import dscsa_live_wizard, dscsa_removal_wizard
from . import dscsa_use_wizard
from . import dscsa_retention_paper
