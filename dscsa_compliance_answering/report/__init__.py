from . import (
    dscsa_bottle_report,
    dscsa_information_cover,
    dscsa_information_report,
)
