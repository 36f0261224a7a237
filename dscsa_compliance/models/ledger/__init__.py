"""Facts of the regulated records, sealed in their order."""

from . import (
    dscsa_ledger,
    dscsa_ledger_jobs,
    dscsa_ledger_mixin,
)
