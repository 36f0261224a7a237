"""One 856 transaction set → a shipping notice: the tree of its levels, read downwards.

X12 856, 004010 and 005010: BSN, then levels (HL) of shipment, order, tare, pack and
item. The transaction statement stands in YNQ (FDCA s.581(27)).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..epcis.model import Item, Typed
from ..epcis.notes import Notes
from ..errors import Gs1Error
from ..gs1.keys import Sscc
from ..notice.model import Goods, Notice
from ..notice.products import Known
from . import codes
from .items import Items, parts_of, sscc_of, whole
from .level import Level, date_in, day_of, first_party, moment_of
from .model import Segment, TransactionSet

_MOST_LEVELS = 32
# levels from the outside, as they usually follow one another
_ORDER = "SOTPI"


@dataclass(frozen=True, slots=True)
class ShipNotice:
    """``statement`` None = the notice is silent; ``replaces`` = it says it corrects."""

    notice: Notice
    items: tuple[Item, ...]
    statement: bool | None
    legal_notice: str
    replaces: bool


def read_ship_notice(
    found: TransactionSet, notes: Notes, known: Known, offset: str
) -> ShipNotice:
    """Read one set of kind 856; ``offset`` is the sender's clock where none is told."""
    return _Reader(found, notes, known, offset).notice()


class _Reader:
    def __init__(
        self, found: TransactionSet, notes: Notes, known: Known, offset: str
    ) -> None:
        self._set, self._notes, self._offset = found, notes, offset
        self._items = Items(notes, known)
        self._head: list[Segment] = []
        self._levels = self._tree()

    def notice(self) -> ShipNotice:
        bsn = next((s for s in self._head if s.tag == "BSN"), Segment("BSN", (), 0))
        if not bsn.elements:
            self._notes.add("X12_SEGMENT_MISSING", self._place(), tag="BSN")
        if self._set.is_test:
            self._notes.add("X12_TEST", self._place())
        statement, legal_notice, direct = self._statement()
        goods, orders = self._goods()
        moment, offset = self._shipped()
        parties = self._parties()
        purpose = bsn.get(1)
        notice = Notice(
            f"{self._sender(parties)}/{bsn.get(2) or self._set.control}",
            tuple(goods),
            self._date(bsn, moment is not None),
            moment,
            offset,
            references=self._references(bsn.get(2)),
            packing=self._packing(),
            units=tuple(filter(None, map(self._sscc, self._levels))),
            orders=orders if len(orders) > 1 else (),
            direct_purchase=direct,
            withdrawn=purpose == codes.CANCELLED,
            corrects=purpose == codes.REPLACED,
            **parties,
        )
        masters = tuple(self._items.masters.values())
        return ShipNotice(
            notice, masters, statement, legal_notice, purpose == codes.REPLACED
        )

    def _sender(self, parties: dict) -> str:
        """Who numbers these notices: by the envelope, without one the seller."""
        seller = parties["seller"]
        return self._set.sender or (seller.id if seller else "")

    def _place(self, level: Level | None = None) -> str:
        return f"segment {level.number}" if level else f"notice {self._set.control}"

    # Levels ---------------------------------------------------------------------

    def _tree(self) -> list[Level]:
        """Levels in file order, each with the one around it."""
        levels: list[Level] = []
        by_id: dict[str, Level] = {}
        last: dict[str, Level] = {}
        for segment in self._set.segments:
            if segment.tag != "HL":
                (levels[-1].segments if levels else self._head).append(segment)
                continue
            level = Level(segment.get(1), segment.get(3).upper(), segment.number)
            level.parent = self._parent(segment, by_id, last, level)
            if level.id in by_id or not level.id:
                self._notes.add("X12_LEVEL_NUMBER", self._place(level), value=level.id)
            by_id.setdefault(level.id, level)
            levels.append(level)
            last[level.kind] = level
            if level.kind not in codes.LEVELS:
                code = "X12_LEVEL_UNKNOWN"
                if level.kind in codes.HISTORY:
                    code = "X12_LEVEL_SKIPPED"
                self._notes.add(code, self._place(level), kind=level.kind)
        return levels

    def _parent(
        self,
        segment: Segment,
        by_id: dict[str, Level],
        last: Mapping[str, Level],
        level: Level,
    ) -> Level | None:
        """The level HL02 names; the one before it where it names none that is known."""
        named = segment.get(2)
        parent = by_id.get(named)
        if named and not parent:
            self._notes.add("X12_LEVEL_PARENT", self._place(level), value=named[:12])
        if not parent and last and level.kind != codes.SHIPMENT:
            outer = _ORDER[: max(_ORDER.find(level.kind), 0)]
            known = [last[kind] for kind in outer if kind in last]
            first = next(iter(by_id.values()))
            parent = max(known, key=lambda o: o.number, default=first)
        if parent and sum(1 for _level in parent.above()) >= _MOST_LEVELS:
            self._notes.add("X12_LEVEL_PARENT", self._place(level), value=named[:12])
            return None
        return parent

    def _skipped(self, level: Level) -> bool:
        """Inside a level that tells nothing of this shipment: earlier transactions."""
        return any(each.kind in codes.HISTORY for each in level.above())

    def _of(self, *kinds: str) -> Iterator[Level]:
        return (o for o in self._levels if o.kind in kinds and not self._skipped(o))

    # Goods ----------------------------------------------------------------------

    def _goods(self) -> tuple[list[Goods], tuple[tuple[str, tuple[int, ...]], ...]]:
        """All goods, and which of them are for which order."""
        goods: list[Goods] = []
        orders: dict[str, list[int]] = {}
        inside: dict[int, list[Level]] = {}
        for level in self._levels:
            if level.parent:
                inside.setdefault(level.parent.number, []).append(level)
        for level in self._of(codes.ITEM):
            order = self._order_of(level)
            parts = parts_of(level, inside)
            found = [
                each
                for part in parts
                for each in self._items.goods(part, self._holder(level))
            ]
            self._compare(level, parts, found)
            for each in found:
                orders.setdefault(order, []).append(len(goods))
                goods.append(each)
        if not goods:
            self._notes.add("X12_EMPTY", self._place())
        named = ((order, tuple(own)) for order, own in orders.items() if order)
        return goods, tuple(named)

    def _compare(self, item: Level, parts: list[Level], goods: list[Goods]) -> None:
        """The number of an item against that of the levels below it."""
        told = next((whole(s.get(2)) for s in item.of("SN1")), None)
        count = sum(each.quantity + len(each.serials) for each in goods)
        if len(parts) > 1 and told is not None and told != count:
            facts = {"told": told, "found": count}
            self._notes.add("X12_QUANTITY", self._place(item), **facts)

    def _order_of(self, level: Level) -> str:
        for each in level.above():
            for segment in each.of("PRF"):
                if segment.get(1):
                    return segment.get(1)
        return ""

    def _holder(self, level: Level) -> str:
        """SSCC of the nearest tote or pallet around."""
        around = level.above()
        next(around)
        return next(filter(None, map(self._sscc, around)), "")

    def _packing(self) -> tuple[tuple[str, str], ...]:
        """(outer, inner) of totes and cases that lie in pallets."""
        pairs = []
        for level in self._of(codes.TARE, codes.PACK):
            inner, outer = self._sscc(level), self._holder(level)
            if inner and outer and inner != outer:
                pairs.append((outer, inner))
        return tuple(dict.fromkeys(pairs))

    def _sscc(self, level: Level) -> str:
        """Number of a tote, case or pallet by its MAN; empty for other levels."""
        if level.kind not in (codes.TARE, codes.PACK):
            return ""
        for segment in level.of("MAN"):
            digits = sscc_of(segment.get(2))
            try:
                if digits:
                    return Sscc.parse(digits).value
            except Gs1Error:
                self._notes.add("X12_SSCC_INVALID", self._place(level), value=digits)
        return ""

    # Who, when, which numbers ---------------------------------------------------

    def _parties(self) -> dict:
        outer = [*self._of(codes.SHIPMENT, codes.ORDER, codes.TARE, codes.PACK)]
        head = Level("", codes.SHIPMENT, 0, segments=self._head)
        levels = [*outer, head]
        ship_from = first_party(levels, codes.SHIP_FROM)
        ship_to = first_party(levels, codes.SHIP_TO)
        seller = first_party(levels, codes.SELLERS)
        buyer = first_party(levels, codes.BUYERS)
        for role, party, stand_in in (
            ("seller", seller, ship_from),
            ("buyer", buyer, ship_to),
        ):
            if not party and stand_in:
                self._notes.add("X12_PARTY_TAKEN", self._place(), role=role)
        return {
            "seller": seller or ship_from,
            "buyer": buyer or ship_to,
            "ship_from": ship_from,
            "ship_to": ship_to,
        }

    def _shipped(self):
        """(aware UTC or None, the sender's offset) of the shipment date."""
        for level in self._of(codes.SHIPMENT, codes.ORDER):
            for qualifier, segment in level.dates():
                if qualifier in codes.SHIPPED:
                    zone = segment.get(4).upper()
                    offset = codes.ZONES.get(zone, self._offset)
                    moment = moment_of(date_in(segment)[:8], segment.get(3), offset)
                    if moment:
                        return moment, offset
                    value = date_in(segment)[:40]
                    self._notes.add("X12_DATE", self._place(level), value=value)
        return None, self._offset

    def _date(self, bsn: Segment, is_shipped: bool):
        """Day of the transaction; that of the shipment where none is told."""
        levels = [*self._of(codes.SHIPMENT, codes.ORDER)]
        for wanted in codes.TRANSACTION_DATES[:3]:
            for level in levels:
                for qualifier, segment in level.dates():
                    if qualifier == wanted and (day := day_of(date_in(segment)[:8])):
                        return day
        return None if is_shipped else day_of(bsn.get(3))

    def _references(self, number: str) -> tuple[Typed, ...]:
        found = [Typed("desadv", number)] if number else []
        for level in self._of(codes.SHIPMENT, codes.ORDER, codes.ITEM):
            found += [Typed("po", s.get(1)) for s in level.of("PRF") if s.get(1)]
            for qualifier, value in level.references():
                if qualifier in codes.REFERENCES:
                    found.append(Typed(codes.REFERENCES[qualifier], value))
        return tuple(dict.fromkeys(found))

    def _statement(self) -> tuple[bool | None, str, str]:
        """(affirmed, its words, words of a direct purchase) of all YNQ segments."""
        answers, words, direct = [], [], ""
        for segment in self._set.segments:
            if segment.tag != "YNQ":
                continue
            parts = (segment.get(position) for position in (5, 6, 7, 10))
            text = " ".join(filter(None, parts))
            if _is_direct_purchase(text):
                direct = text if segment.get(2).upper() == "Y" else direct
                continue
            answers.append(segment.get(2).upper())
            words.append(text)
        if "N" in answers:
            affirmed: bool | None = False
        else:
            affirmed = True if "Y" in answers else None
        return affirmed, "\n".join(dict.fromkeys(filter(None, words))), direct


def _is_direct_purchase(text: str) -> bool:
    """A statement on whom the seller bought from (FDCA s.582(c)(1)(A)(ii))."""
    words = text.lower()
    return "direct" in words and "purchase" in words and "581(27)" not in words
