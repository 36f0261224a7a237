"""What a scan, the work list and the bottle's page say of what was taken back."""

WITHDRAWN_CODES = {
    "void": "SHIPMENT_WITHDRAWN",
    "declared": "SHIPMENT_WITHDRAWN",
    "retired": "SERIAL_OUT_OF_USE",
}
