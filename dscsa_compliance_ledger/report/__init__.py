from . import (
    dscsa_disposal_report,
    dscsa_ledger_retention_report,
)
