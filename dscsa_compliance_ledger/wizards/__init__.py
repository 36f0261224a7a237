from . import (
    dscsa_handover,
    dscsa_leaver,
    dscsa_ledger_anchor,
)
