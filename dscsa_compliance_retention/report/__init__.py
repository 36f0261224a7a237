from . import (
    dscsa_retention_report,
)
