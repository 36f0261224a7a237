"""Labels: holds in words, numbers of our own, SSCCs, specimens and test symbols."""

from . import (
    dscsa_labels,
    dscsa_discrepancy,
    dscsa_scanner_family,
    dscsa_sscc,
    dscsa_transaction,
    ir_actions_report,
    stock_package,
)
