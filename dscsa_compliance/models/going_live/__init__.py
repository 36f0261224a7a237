"""Trial, going live, opening stock, and files that should never have come."""

from . import (
    dscsa_document,
    dscsa_epc,
    dscsa_opening,
    dscsa_opening_line,
    res_company,
    stock_lot,
    stock_picking,
)
