from . import (
    dscsa_binder_report,
    dscsa_pbm_report,
    dscsa_readiness_report,
)
