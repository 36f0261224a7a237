from . import (
    dscsa_live_wizard,
)
