"""Amounts a file declares, against what it lists."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from ..catalogue import finding
from ..epcis.digest import Digest
from ..epcis.lines import class_of
from ..epcis.model import QuantityElement
from ..epcis.transactions import Transaction
from ..finding import Finding
from ..tally import examples, group


def check_amounts(
    digest: Digest, transaction: Transaction, place: str
) -> Iterator[Finding]:
    """Boxes and shipments that declare another count than they list, and amounts of
    things that are no packages.
    """
    for node in transaction.nodes:
        declared = _declared(digest.loose_in(node))
        if declared:
            listed = _listed(digest, digest.packages_in(node), digest.children_of(node))
            name = examples([digest.keys[node]])
            yield from _differences(declared, listed, name, place)
    declared = _declared(transaction.declared)
    if declared:
        nodes = transaction.nodes
        listed = _listed(digest, transaction.packages, nodes)
        yield from _differences(declared, listed, place, place)
    if transaction.uncounted:
        texts = map(_amount, transaction.uncounted)
        yield group("QUANTITY_NOT_COUNTED", texts, place)


def _declared(elements: Sequence[QuantityElement]) -> dict[str, float]:
    """Packages by GTIN, as declared: a part of one is an odd amount, but told."""
    found: defaultdict[str, float] = defaultdict(float)
    for element in elements:
        gtin, _lot, _expiry = class_of(element.epc_class)
        if gtin and element.quantity and not element.uom:
            found[gtin] += element.quantity
    return found


def _listed(digest: Digest, packages, boxes) -> Counter[str]:
    """Things with serials by GTIN: each level counts for itself."""
    found = Counter(map(digest.gtin, packages))
    levels = Counter(map(digest.gtin, boxes))
    return found | levels


def _differences(declared, listed, name: str, place: str) -> Iterator[Finding]:
    """Only what is listed at all can differ: the rest is told by lot."""
    for gtin, expected in declared.items():
        if listed[gtin] and listed[gtin] != expected:
            yield finding(
                "QUANTITY_DIFFERS",
                place,
                gtin=gtin,
                expected=f"{expected:g}",
                found=listed[gtin],
                examples=name,
            )


def _amount(element: QuantityElement) -> str:
    amount = "?" if element.quantity is None else f"{element.quantity:g}"
    return " ".join(filter(None, (amount, element.uom, element.epc_class)))
