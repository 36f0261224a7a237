"""What happens after a discrepancy was found: letter, call, clock, answer."""

from . import (
    dscsa_case_message,
    dscsa_discrepancy,
    dscsa_discrepancy_letter,
    dscsa_discrepancy_answer,
    dscsa_document,
    res_company,
    res_config_settings,
)
