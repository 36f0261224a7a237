from . import (
    dscsa_retention_paper,
)
