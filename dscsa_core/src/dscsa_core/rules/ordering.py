"""Order against TI against goods: what nobody ordered, more than ordered, other units.

Commercial matters, no part of the tracing law: they hold nothing. Goods that are not
announced either have a finding of their own and are left out here.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from ..catalogue import finding
from ..finding import Finding

ORDER_CODES = frozenset({"PO_MISMATCH", "PO_UNIT_DIFFERS"})
# where one of these is said, the order is not the question any more
_WORSE = frozenset(
    {
        "NO_TI",
        "NDC_NOT_ANNOUNCED",
        "LOT_NOT_ANNOUNCED",
        "SERIAL_NOT_ANNOUNCED",
        "OVERAGE",
        "GOODS_UNKNOWN",
        "WRONG_RECEIPT",
        "TI_SELLER_OPEN",
        "TI_OTHER_BUYER",
        "SHIPMENT_WITHDRAWN",
        "SERIAL_RETURNED_BEFORE",
        "SERIAL_IN_STOCK",
        "SERIAL_ON_HOLD",
    }
)


@dataclass(frozen=True, slots=True)
class Ordered:
    """What an order says of one product: ``number`` × ``unit`` = ``packages``.

    ``announced``: packages of it in the TI/TS of the delivery. ``per_case``: packages
    in its cases, as far as known.
    """

    packages: float
    number: float = 0
    unit: str = ""
    announced: int = 0
    per_case: frozenset[int] = frozenset()

    @property
    def unit_differs(self) -> bool:
        """The list fits the order when one of the two counts in another unit."""
        if not self.announced or self.announced == self.packages:
            return False
        if self.number != self.packages and self.announced == self.number:
            return True
        return any(self.announced == self.packages * size for size in self.per_case)


def is_no_question(said: set[str]) -> bool:
    """Whether something worse is said of the package than what was ordered."""
    return bool(said & _WORSE)


def judge_order(
    item: str,
    product: str,
    found: int,
    orders: Mapping[str, Ordered],
    said: set[str],
    place: str = "",
    gtin: str = "",
) -> list[Finding]:
    """Findings of one more package of ``item`` when ``found`` of it are here.

    ``orders`` empty: nothing was ordered in the system, so nothing is compared.
    """
    if not orders or is_no_question(said):
        return []
    order = orders.get(item, Ordered(0))
    if order.unit_differs:
        facts = {
            "ordered": f"{order.number:g}",
            "unit": order.unit,
            "expected": f"{order.packages:g}",
            "found": order.announced,
            "gtin": gtin,
        }
        return [finding("PO_UNIT_DIFFERS", place, product=product, **facts)]
    if found <= order.packages:
        return []
    facts = {"expected": f"{order.packages:g}", "found": found, "gtin": gtin}
    return [finding("PO_MISMATCH", place, product=product, **facts)]
