"""Facts of the regulated records, sealed in their order."""

from . import (
    dscsa_ledger,
    dscsa_ledger_mixin,
    dscsa_ledger_jobs,
    dscsa_ledger_adopt,
    dscsa_agreement,
    dscsa_discrepancy,
    dscsa_document,
    dscsa_epc,
    dscsa_license,
    dscsa_license_check,
    dscsa_license_evidence,
    dscsa_license_override,
    dscsa_opening,
    dscsa_release,
    dscsa_severity,
    dscsa_transaction,
    dscsa_transaction_line,
    res_company,
)
