from . import dscsa_bottle_report
from . import dscsa_return_report, dscsa_transaction_report
from . import dscsa_disposal_report, dscsa_retention_report
