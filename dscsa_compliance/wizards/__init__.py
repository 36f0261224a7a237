from . import dscsa_release_wizard
from . import dscsa_source_dry_run, dscsa_source_upload
