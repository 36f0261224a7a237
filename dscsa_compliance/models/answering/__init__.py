from . import dscsa_bottle, dscsa_epc, dscsa_scan, dscsa_transaction_line
