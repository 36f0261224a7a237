"""The lines of transaction information: containers by GTIN, lot and expiry."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from ..errors import Gs1Error
from ..gs1.epc_uri import parse_epc
from ..gs1.ndc import candidates, ndc10_of_gtin
from .model import Item, QuantityElement

if TYPE_CHECKING:
    from .digest import Digest

# UN/CEFACT codes for "one" beside the empty unit of measure.
_PIECES = frozenset(("", "EA", "H87", "C62"))
_NO_ITEM = Item("")


@dataclass(frozen=True, slots=True)
class Line:
    """Containers of one GTIN, lot and expiry. ``serials`` of the ``quantity`` have a
    serial in the file; the rest is told by lot only. Texts are the sender's.
    """

    gtin: str
    lot: str
    expiry: date | None
    quantity: int
    serials: int = 0
    ndc: str = ""
    name: str = ""
    strength: str = ""
    dosage_form: str = ""
    container_size: str = ""
    manufacturer: str = ""


def printed_ndc(text: str, gtin: str) -> str:
    """The sender's NDC as ten digits with hyphens, where the GTIN settles which.

    R1.2 files give 11 digits without hyphens, R1.3 ten with; both name one product
    and must read alike. What does not fit the GTIN stays as the sender wrote it.
    """
    try:
        digits = ndc10_of_gtin(gtin)
        fitting = [code for code in candidates(text) if code.digits == digits]
    except Gs1Error:
        return text
    return (
        str(fitting[0]) if len(set(fitting)) == 1 or "-" in text and fitting else text
    )


class Items:
    """Master data by GTIN; another packing level of the product lends its texts."""

    def __init__(self, items: Iterable[Item]) -> None:
        self._exact: dict[str, Item] = {}
        self._product: dict[str, Item] = {}
        for item in items:
            if item.gtin:
                self._exact.setdefault(item.gtin, item)
                self._product.setdefault(item.gtin[1:13], item)

    def texts(self, gtin: str) -> dict[str, Any]:
        """The descriptive fields of a Line."""
        exact = self._exact.get(gtin, _NO_ITEM)
        near = self._product.get(gtin[1:13], _NO_ITEM)
        names = ("ndc", "name", "strength", "dosage_form", "manufacturer")
        texts = {name: getattr(exact, name) or getattr(near, name) for name in names}
        texts["ndc"] = printed_ndc(texts["ndc"], gtin)
        return texts | {"container_size": exact.container_size}


class Lines:
    """Counts containers by GTIN, lot and expiry."""

    def __init__(self, digest: Digest, items: Items) -> None:
        self._digest, self._items = digest, items
        self._number_of: dict[tuple[str, str, date | None], int] = {}
        self._serials: list[int] = []
        self._loose: list[int] = []

    def count(self, packages: Sequence[int]) -> array:
        """Count serialised packages; the number of the line of each."""
        known: dict[tuple[int, int], int] = {}
        line_of = array("i")
        sorts = self._digest.sorts(packages)
        for package, sort in zip(packages, sorts, strict=True):
            number = known.get(sort)
            if number is None:
                key = (self._digest.gtin(package), *self._digest.lot_of(package))
                number = known[sort] = self._line(key)
            self._serials[number] += 1
            line_of.append(number)
        return line_of

    def _line(self, key: tuple[str, str, date | None]) -> int:
        number = self._number_of.get(key)
        if number is None:
            number = self._number_of[key] = len(self._serials)
            self._serials.append(0)
            self._loose.append(0)
        return number

    def add_quantities(
        self, elements: Iterable[QuantityElement], boxes: Iterable[str] = ()
    ) -> tuple[QuantityElement, ...]:
        """Count what has no serials; what cannot be counted is given back.

        A quantity of a GTIN whose packages are in the shipment by serial is a summary
        of them, as some senders add it, unless it is of a lot that has no serials; so
        is one of the GTINs of ``boxes`` whose contents are counted.
        """
        serialised = {key[:2] for key in self._number_of}
        serialised |= {(gtin, "") for gtin in boxes}
        left = []
        for element in elements:
            gtin, lot, own = class_of(element.epc_class)
            count = _count_of(element)
            if not gtin or count is None:
                left.append(element)
                continue
            told_lot, expiry = self._digest.classes.get(element.epc_class, ("", None))
            lot, expiry = lot or told_lot, own or expiry
            if not _is_summary(gtin, lot, serialised):
                self._loose[self._line((gtin, lot, expiry))] += count
        return tuple(left)

    def result(self) -> tuple[Line, ...]:
        """The lines in the order their first package was met."""
        return tuple(
            Line(
                *key,
                self._serials[number] + self._loose[number],
                self._serials[number],
                **self._items.texts(key[0]),
            )
            for key, number in self._number_of.items()
        )


def class_of(text: str) -> tuple[str, str, date | None]:
    """(GTIN, lot, expiry) of a class identifier; empty for anything else."""
    try:
        epc = parse_epc(text)
    except Gs1Error:
        return "", "", None
    return epc.gtin, epc.lot, epc.expiry


def _is_summary(gtin: str, lot: str, serialised: set[tuple[str, str]]) -> bool:
    """Whether packages of this GTIN and lot, or of no known lot, have serials."""
    if lot:
        return (gtin, lot) in serialised or (gtin, "") in serialised
    return any(gtin == known for known, _lot in serialised)


def _count_of(element: QuantityElement) -> int | None:
    """Whole packages; None for any other amount."""
    number = element.quantity
    if number is None or element.uom.upper() not in _PIECES:
        return None
    return int(number) if number > 0 and float(number).is_integer() else None
