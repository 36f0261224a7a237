"""Items (HL03 = I) of a ship notice → goods and their master data."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from ..epcis.model import Item
from ..epcis.notes import Notes
from ..gs1.barcode import read_scan
from ..gs1.keys import DASHES, MAX_SERIAL, is_cset82, is_digits
from ..notice.model import Goods
from ..notice.products import Known, ProductError, gtin_of, gtin_text
from . import codes
from .level import Level, date_in, expiry_in, identifiers
from .model import Segment

# Element strings in MAN need a day to read two-digit years; identity does not.
_MOST_PACK = 10_000
# for texts of which the dates are not read
_ANY_DAY = date(2026, 1, 1)


@dataclass(slots=True)
class _Line:
    """An item or one of its sub-lines, as far as its segments tell."""

    ids: list[tuple[str, str]]
    quantity: int | None
    serials: list[str] = field(default_factory=list)

    def first(self, qualifiers: frozenset[str]) -> str:
        return next((v for q, v in self.ids if q in qualifiers), "")

    def all(self, qualifiers: frozenset[str]) -> list[str]:
        return [v for q, v in self.ids if q in qualifiers]


def parts_of(item: Level, inside: Mapping[int, list[Level]]) -> list[Level]:
    """An item with lots or serials in levels below it, as one item for each.

    HL is a tree: whatever such a level is called, the product stands above it.
    ``inside`` {number of a level: levels directly in it}.
    """
    inner = [level for level in inside.get(item.number, ()) if _tells(level)]
    if not inner:
        return [item]
    product = [s for s in item.segments if s.tag in ("LIN", "PID", "PO4")]
    dates = [s for s in item.segments if s.tag == "DTM"]
    lots = [s for s in item.of("REF") if s.get(1).upper() in codes.REF_LOT]
    amount = [s for s in item.segments if s.tag == "SN1"] if len(inner) == 1 else []
    found: list[Level] = []
    for level in inner:
        own = [*level.segments, *(() if _has_lot(level) else lots)]
        if not any(q in codes.EXPIRY for q, _segment in level.dates()):
            own += dates
        if not any(s.tag == "SN1" for s in level.segments):
            own += amount
        part = Level(level.id, item.kind, level.number, item.parent, [*product, *own])
        found += parts_of(part, inside)
    return found


def _tells(level: Level) -> bool:
    """Whether a level below an item says which lot or serials of it are meant."""
    if level.kind in (*codes.HISTORY, codes.ITEM, codes.ORDER, codes.SHIPMENT):
        return False
    has_serials = any(marks(segment) for segment in level.of("MAN"))
    serials = codes.SERIAL | codes.REF_SERIAL
    return has_serials or _has_lot(level) or bool(serials & _qualifiers(level))


def _has_lot(level: Level) -> bool:
    return bool((codes.LOT | codes.REF_LOT) & _qualifiers(level))


def _qualifiers(level: Level) -> set[str]:
    """What kinds of numbers a level gives."""
    found = {q for s in level.of("LIN") for q, _v in identifiers(s, 2)}
    found |= {q for s in level.of("SLN") for q, _v in identifiers(s, 9)}
    return found | {q for q, _v in level.references()}


class Items:
    """Reads item levels; ``masters`` collects what is told of each product."""

    def __init__(self, notes: Notes, known: Known) -> None:
        self._notes, self._known = notes, known
        self.masters: dict[str, Item] = {}

    def goods(self, level: Level, holder: str) -> Iterator[Goods]:
        """The goods of one item level; nothing for a product nobody can tell."""
        place = f"segment {level.number}"
        head = self._head(level, place)
        gtin = self._gtin(head, place)
        if not gtin:
            return
        self._note_master(gtin, head, level)
        expiry = self._expiry(level, place)
        references = [v for q, v in level.references() if q in codes.REF_LOT]
        lots = self._lots([*head.all(codes.LOT), *references], place)
        lines = list(self._lines(head, level))
        told = 0
        for line in lines:
            own = [] if line.ids is head.ids else line.all(codes.LOT)
            lot = self._lot(self._lots(own, place) if own else lots, place)
            serials = self._serials(line.serials, place)
            count = max((line.quantity or 0) - len(serials), 0)
            if serials and count:
                facts = {"count": line.quantity, "serials": len(serials), "lot": lot}
                self._notes.add("X12_SERIALS_FEWER", place, **facts)
                count = 0
            told += count + len(serials)
            if count or serials:
                yield Goods(gtin, lot, expiry, count, serials, holder)
        if head.quantity is not None and told != head.quantity:
            facts = {"told": head.quantity, "found": told}
            self._notes.add("X12_QUANTITY", place, **facts)

    def _head(self, level: Level, place: str) -> _Line:
        ids = [pair for segment in level.of("LIN") for pair in identifiers(segment, 2)]
        serials = [v for q, v in level.references() if q in codes.REF_SERIAL]
        line = _Line(ids, self._quantity(level, place), serials)
        line.serials += line.all(codes.SERIAL)
        line.serials += [mark for segment in level.of("MAN") for mark in marks(segment)]
        return line

    def _lines(self, head: _Line, level: Level) -> Iterator[_Line]:
        """Sub-lines that tell lots or serials, else the item itself."""
        found = []
        for segment in level.of("SLN"):
            ids = list(identifiers(segment, 9))
            if segment.get(3).upper() in codes.NOT_INCLUDED:
                continue
            line = _Line(ids, whole(segment.get(4)))
            line.serials = line.all(codes.SERIAL)
            if line.serials and line.quantity is None:
                line.quantity = len(line.serials)
            if line.serials or line.first(codes.LOT):
                found.append(line)
        if not found:
            yield head
            return
        yield from found
        if head.serials:
            yield _Line(head.ids, len(head.serials), head.serials)

    def _quantity(self, level: Level, place: str) -> int | None:
        """Containers shipped (SN1); cases count as what the pack size says."""
        for segment in level.of("SN1"):
            number = whole(segment.get(2))
            if number is None:
                self._notes.add("X12_NUMBER", place, value=segment.get(2)[:40])
                continue
            if segment.get(3).upper() not in codes.CASES:
                return number
            pack = next((whole(s.get(1)) for s in level.of("PO4")), None)
            if not pack or pack > _MOST_PACK:
                self._notes.add("X12_CASES", place, count=number)
                return number
            return number * pack
        return None

    def _gtin(self, line: _Line, place: str) -> str:
        """GTIN by itself, else by NDC; a finding for what is neither."""
        for value in line.all(codes.GTIN):
            if gtin := gtin_text(value):
                return gtin
        ndc = _ndc(line)
        if not ndc:
            value = ", ".join(f"{q} {v}" for q, v in line.ids[:3])
            self._notes.add("X12_PRODUCT_MISSING", place, value=value[:80])
            return ""
        try:
            return gtin_of(ndc, self._known)
        except ProductError as error:
            code = "X12_NDC_SEVERAL" if error.several else "X12_NDC_INVALID"
            several = ", ".join(error.several)
            self._notes.add(code, place, value=ndc[:40], candidates=several)
            return ""

    def _note_master(self, gtin: str, line: _Line, level: Level) -> None:
        names = [s.get(5) for s in level.of("PID") if s.get(5)]
        makers = level.parties(codes.MAKERS)
        maker = next((makers[c].name for c in codes.MAKERS if c in makers), "")
        size = next((s for s in level.of("PO4")), None)
        content = " ".join(filter(None, (size.get(2), size.get(3)))) if size else ""
        before = self.masters.get(gtin)
        self.masters[gtin] = Item(
            f"01{gtin}",
            gtin,
            (before.name if before else "") or (names[0] if names else ""),
            (before.ndc if before else "") or _ndc(line),
            "US_FDA_NDC",
            (before.manufacturer if before else "") or maker,
            container_size=(before.container_size if before else "") or content,
        )

    def _expiry(self, level: Level, place: str) -> date | None:
        """The one expiry of an item; none when it tells several days."""
        days: dict[date, None] = {}
        for qualifier, segment in level.dates():
            if qualifier in codes.EXPIRY:
                if day := expiry_in(segment):
                    days[day] = None
                else:
                    self._notes.add("X12_DATE", place, value=date_in(segment)[:40])
        if len(days) > 1:
            several = ", ".join(map(str, days))[:120]
            self._notes.add("X12_EXPIRIES_SEVERAL", place, value=several)
        return next(iter(days), None) if len(days) == 1 else None

    def _lots(self, lots: list[str], place: str) -> str:
        """The one lot of a quantity; none when several share it."""
        several = list(dict.fromkeys(lots))
        if len(several) > 1:
            self._notes.add("X12_LOTS_SEVERAL", place, value=", ".join(several)[:120])
            return ""
        return several[0] if several else ""

    def _lot(self, lot: str, place: str) -> str:
        lot = lot.translate(DASHES)
        if (whole := _without_blanks(lot)) != lot:
            self._notes.add("X12_LOT_BLANKS", place, value=lot[:40], lot=whole[:40])
            lot = whole
        if lot and (len(lot) > MAX_SERIAL or not is_cset82(lot)):
            self._notes.add("X12_LOT_INVALID", place, value=lot[:40])
            return ""
        return lot

    def _serials(self, serials: list[str], place: str) -> tuple[str, ...]:
        good = []
        for serial in dict.fromkeys(serials):
            if len(serial) <= MAX_SERIAL and is_cset82(serial):
                good.append(serial)
            else:
                self._notes.add("X12_SERIAL_INVALID", place, value=serial[:40])
        return tuple(good)


def _without_blanks(lot: str) -> str:
    """A lot as codes on packs have it: they hold no blanks.

    Two texts with digits may be two lots; they are left as they are.
    """
    parts = lot.split()
    numbers = sum(any(sign.isdecimal() for sign in part) for part in parts)
    return "".join(parts) if numbers == 1 else lot


def _ndc(line: _Line) -> str:
    """The NDC with the hyphens its qualifier means, where the digits allow it."""
    for qualifier, value in line.ids:
        if qualifier not in codes.NDC:
            continue
        form = codes.NDC_FORMS.get(qualifier)
        if form and is_digits(value) and len(value) == sum(form):
            first, second = form[0], form[0] + form[1]
            return f"{value[:first]}-{value[first:second]}-{value[second:]}"
        return value
    return ""


def marks(segment: Segment) -> list[str]:
    """Serials of a MAN segment on an item; an SSCC there is none."""
    found = []
    for position in (2, 3, 5, 6):
        value = segment.get(position)
        if value and not sscc_of(value):
            found.append(_serial_of(value))
    return found


def sscc_of(text: str) -> str:
    """Eighteen digits of an SSCC, written with or without its identifier 00."""
    digits = text.strip().replace("(", "").replace(")", "").replace(" ", "")
    if len(digits) == 20 and digits.startswith("00"):
        digits = digits[2:]
    return digits if len(digits) == 18 and is_digits(digits) else ""


def _serial_of(text: str) -> str:
    """The serial in a scanned text or URI, else the text itself."""
    if len(text) <= MAX_SERIAL:
        return text
    scan = read_scan(text, today=_ANY_DAY)
    serials = {r.serial for r in scan.readings if r.serial}
    return serials.pop() if len(serials) == 1 else text


def whole(text: str) -> int | None:
    """A whole number that is not negative; None for anything else."""
    text = text.strip()
    if "." in text:
        text, _dot, rest = text.partition(".")
        if rest.strip("0"):
            return None
    return int(text) if is_digits(text) and len(text) <= 9 else None
