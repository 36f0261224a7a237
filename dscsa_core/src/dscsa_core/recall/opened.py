"""What is recalled now, asked about one package in the hand or on paper."""

from collections.abc import Iterable
from dataclasses import dataclass

from .lots import Names


@dataclass(frozen=True, slots=True)
class Recalled:
    """Goods of one open recall. ``items``: the words by which goods are called (see
    ``core.rules.receiving``); empty ``lots`` or ``serials`` ask nothing. ``spared``:
    lots that look like recalled ones, and a pharmacist found them to be others.
    """

    items: frozenset[str]
    lots: Names
    serials: Names
    why: str
    spared: Names = Names()

    def covers(self, lot: str, serial: str = "") -> bool:
        """Whether a package of the goods is recalled, by what is known of it.

        A serial nobody knows may be one of those named.
        """
        if self.lots and lot not in self.lots:
            return False
        if self.serials and serial:
            return serial in self.serials
        return bool(self.lots or not self.serials)

    def may_cover(self, lot: str, serial: str = "") -> bool:
        """Whether a package can be recalled that is not known to be: its lot or
        serial is unknown, or its lot looks like a recalled one.
        """
        if self.serials and serial and serial not in self.serials:
            return False
        if not self.lots:
            return bool(self.serials) and not serial
        return not lot or lot not in self.spared and bool(self.lots.resembled(lot))


@dataclass(frozen=True, slots=True)
class OpenRecalls:
    """All open recalls of a company; false when there is none."""

    goods: tuple[Recalled, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.goods)

    def of(self, items: Iterable[str]) -> "OpenRecalls":
        """Those of some goods."""
        wanted = set(items)
        return OpenRecalls(tuple(each for each in self.goods if wanted & each.items))

    def with_lots(self) -> "OpenRecalls":
        """Those that name lots, not packages alone."""
        return OpenRecalls(tuple(each for each in self.goods if each.lots))

    def why(self, items: Iterable[str], lot: str, serial: str = "") -> str:
        """Why a package is recalled: number and reason; empty when it is not."""
        found = self.of(items).goods
        return next((each.why for each in found if each.covers(lot, serial)), "")

    def doubt(self, items: Iterable[str], lot: str, serial: str = "") -> str:
        """The recalled numbers to compare a package with that may be one of them."""
        found = [each for each in self.of(items).goods if each.may_cover(lot, serial)]
        names = dict.fromkeys(
            name
            for each in found
            for name in each.lots.resembled(lot)
            or each.lots.shown()
            or each.serials.shown()
        )
        return ", ".join(names) or (found[0].why if found else "")
