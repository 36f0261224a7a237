from . import (
    dscsa_today,
    dscsa_today_parties,
)
