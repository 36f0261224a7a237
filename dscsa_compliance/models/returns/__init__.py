"""Goods that go back, ours to a seller or a customer's to us."""

from . import (
    dscsa_discrepancy,
    dscsa_epc,
    stock_picking,
    stock_return_picking_line,
)
