from . import dscsa_transaction_report
