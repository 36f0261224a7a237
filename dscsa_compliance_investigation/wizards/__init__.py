from . import (
    dscsa_doubt_wizard,
    dscsa_decision_wizard,
)
