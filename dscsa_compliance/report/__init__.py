from . import dscsa_information_cover, dscsa_information_report
from . import dscsa_bottle_report
from . import dscsa_return_report, dscsa_transaction_report
from . import dscsa_downtime_report, dscsa_scanner_setup_report
from . import dscsa_self_test_report
from . import dscsa_retention_report
from . import dscsa_disposal_report, dscsa_ledger_retention_report
