from . import (
    dscsa_downtime_report,
    dscsa_scanner_setup_report,
    dscsa_self_test_report,
)
