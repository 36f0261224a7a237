from . import (
    dscsa_as_of_wizard,
    dscsa_gate_wizard,
    dscsa_license_check_wizard,
    dscsa_override_wizard,
)
