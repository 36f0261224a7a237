from . import (
    dscsa_recall_handover,
)
