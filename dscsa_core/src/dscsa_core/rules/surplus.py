"""Goods beyond the announced count of their lot."""

from ..catalogue import finding
from ..finding import Finding


def surplus(announced: int, matched: int, unmatched: int) -> int:
    """How many of ``unmatched`` packages of one lot are more than was announced."""
    return max(0, min(unmatched, matched + unmatched - announced))


def overage(product: str, lot: str, found: int, expected: int, place: str) -> Finding:
    """The finding for goods beyond the announced count of their lot."""
    return finding(
        "OVERAGE", place, product=product, lot=lot, found=found, expected=expected
    )
