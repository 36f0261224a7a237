"""The first hour: four questions, and the way to the first tote."""

from . import (
    dscsa_first_hour,
    dscsa_setup_step,
    res_company,
)
