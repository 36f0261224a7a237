"""Facts of the regulated records, sealed in their order."""

from . import (  # isort: skip  the ledger before who writes into it
    dscsa_ledger,
    dscsa_ledger_mixin,
    dscsa_ledger_jobs,
    dscsa_ledger_adopt,
    dscsa_ledger_reading,
    dscsa_ledger_mail,
    dscsa_ledger_check,
    dscsa_ledger_check_line,
    dscsa_document,
    dscsa_retained_mixin,
    dscsa_retention_run,
    dscsa_today,
    res_company,
    res_config_settings,
)
