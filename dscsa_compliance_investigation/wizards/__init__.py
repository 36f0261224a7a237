from . import (
    dscsa_doubt_reading,
    dscsa_doubt_wizard,
    dscsa_decision_wizard,
)
