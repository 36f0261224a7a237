from . import dscsa_return_report, dscsa_transaction_report
