from . import (
    dscsa_source_dry_run,
    dscsa_source_upload,
)
