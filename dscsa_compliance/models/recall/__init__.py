"""Recalls: what we had of the lots, where it is now, and that it stays there."""

from . import (
    dscsa_recall,
    dscsa_recall_steps,
    dscsa_recall_line,
    dscsa_recall_pasted,
    dscsa_recall_result,
    dscsa_recall_letter,
    dscsa_discrepancy,
    res_company,
    stock_move_line,
    stock_picking,
)
