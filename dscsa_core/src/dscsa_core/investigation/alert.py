"""A warning of suspect or illegitimate product as it came → goods to look for.

FD&C Act, section 582(d)(4)(B)(iii): who is notified "shall identify all illegitimate
product … in the possession or control", also what comes later. Mails, letters and
tables are read by ``recall``, which reads notices as printed; here rows of a table
keep product, lot, serial and expiry together. What cannot be taken apart for certain is
asked, never dropped; where two things may be meant, both are looked for.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from ..gs1.reading import Reading
from ..recall.goods import Goods
from ..recall.lots import Names
from ..recall.pieces import read_pieces
from .alert_rows import Asked, Row, Table, rows_of_cells, tables_in
from .alert_scans import scans_in
from .errors import DoubtError

MAX_LENGTH, MAX_LINES = 8_000_000, 200_000
# how a package stands to a warning
HIT, LIKE, OTHER = "hit", "like", ""


@dataclass(frozen=True, slots=True)
class Watched:
    """Goods of a warning. ``codes``: NDCs and GTINs as printed; none when it is not
    known which product is meant. ``expiries``: days that are named with them.
    ``lots.every``: all lots. Nothing named at all: the product alone.
    """

    codes: tuple[str, ...] = ()
    lots: Names = Names()
    serials: Names = Names()
    expiries: tuple[date, ...] = ()

    @property
    def is_bare(self) -> bool:
        """Whether the product is named and nothing of it."""
        return not (self.lots or self.serials or self.expiries)

    def match(self, lot: str, serial: str, expiry: date | None = None) -> str:
        """How a package *of these goods* stands to the warning; unknown parts empty.

        HIT: its serial is named, or its lot and nothing speaks against it. LIKE: a
        person has to look: a part of it is unknown or looks like a named one, it is of
        the lot but by another serial or expiry, or no more than the product is named.
        """
        if serial and serial in self.serials:
            found = HIT
        elif self.is_bare:
            found = LIKE
        else:
            parts = (_of_names(self.lots, lot), _of_serials(self, serial))
            found = _worst(*parts, self._day(expiry))
        # without its codes a warning names a product nobody knows
        return LIKE if found == HIT and not self.codes else found

    def _day(self, expiry: date | None) -> str:
        if not self.expiries or expiry in self.expiries:
            return HIT
        if expiry is None or self.lots:
            return LIKE
        return OTHER


def _of_names(names: Names, text: str) -> str:
    if not names or text in names:
        return HIT
    return LIKE if not text.strip() or names.resembled(text) else OTHER


def _of_serials(goods: Watched, serial: str) -> str:
    if not goods.serials or not serial.strip():
        return HIT if goods.lots or not goods.serials else LIKE
    # serials in a warning are often examples: the rest of the lot is looked at
    if goods.lots or goods.serials.resembled(serial):
        return LIKE
    return OTHER


def _worst(*found: str) -> str:
    if OTHER in found:
        return OTHER
    return LIKE if LIKE in found else HIT


@dataclass(frozen=True, slots=True)
class Alert:
    """What a warning names. ``asked``: what a person has to look at, with its line
    (0: somewhere). ``lines`` it had, ``rows`` of them were rows of a table.
    """

    goods: tuple[Watched, ...] = ()
    asked: tuple[Asked, ...] = ()
    lines: int = 0
    rows: int = 0

    @property
    def codes(self) -> tuple[str, ...]:
        """All products that are named, each once."""
        return tuple(dict.fromkeys(code for each in self.goods for code in each.codes))


@dataclass(slots=True)
class _Reading:
    goods: list[Watched] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    lines: int = 0
    rows: int = 0


def read_alert(text: str) -> Alert:
    """A pasted table, the text of a mail, or both; linear in the text.

    DoubtError ``doubt.alert_size`` beyond MAX_LENGTH signs or MAX_LINES lines.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if len(text) > MAX_LENGTH or text.count("\n") >= MAX_LINES:
        raise DoubtError("doubt.alert_size", limit=f"{MAX_LINES:,}")
    scans, lines = scans_in(text.split("\n"))
    reading = _Reading(lines=len(lines), goods=list(map(_scanned, scans)))
    tables, rest = tables_in(lines)
    for start, lines in rest:
        _read_text("\n".join(lines), start, reading)
    codes = _only(reading.goods)
    for table in tables:
        _read_table(table, codes, reading)
    return _alert(reading)


def read_alert_rows(rows: Sequence[Sequence[str]]) -> Alert:
    """The cells of a file (see ``tabular.text``, ``guarded``) with its headings.

    What stands above the headings is read as text. DoubtError ``doubt.alert_size``.
    """
    if len(rows) > MAX_LINES:
        raise DoubtError("doubt.alert_size", limit=f"{MAX_LINES:,}")
    reading = _Reading(lines=len(rows))
    table, head = rows_of_cells(rows)
    _read_text("\n".join("\t".join(row) for row in head), 1, reading)
    if table:
        _read_table(table, _only(reading.goods), reading)
    return _alert(reading)


def _read_text(text: str, line: int, reading: _Reading) -> None:
    if not text.strip():
        return
    for notice in read_pieces(text):
        reading.goods += map(_watched, notice.goods)
        reading.asked += (Asked(_code_of(each), each, line) for each in notice.asked)


def _code_of(text: str) -> str:
    return "doubt.alert_wild" if text.endswith("*") else "doubt.alert_unclear"


def _scanned(package: Reading) -> Watched:
    lots = Names((package.lot,)) if package.lot else Names()
    codes = (package.gtin,) if package.gtin else ()
    return Watched(codes, lots, Names((package.serial or "",)))


def _watched(goods: Goods) -> Watched:
    return Watched(goods.codes, goods.lots, goods.serials)


def _only(goods: Iterable[Watched]) -> tuple[str, ...]:
    """The codes of the only goods that have some."""
    found = list(dict.fromkeys(each.codes for each in goods if each.codes))
    return found[0] if len(found) == 1 else ()


def _read_table(table: Table, codes: tuple[str, ...], reading: _Reading) -> None:
    groups: dict[tuple, list[Row]] = {}
    reading.rows += len(table.rows)
    reading.asked += table.asked
    for row in table.rows:
        own = row.codes if table.has_codes else codes
        # a lot with serials of its own is not the same as the whole lot
        lot = row.lot if row.serial else ""
        key = (own, row.expiries, bool(row.serial), lot, bool(row.lot))
        groups.setdefault(key, []).append(row)
    for (own, days, *_more), rows in groups.items():
        lots, serials = _names(rows, "lots"), _names(rows, "serials")
        reading.goods.append(Watched(own, lots, serials, days))


def _names(rows: Iterable[Row], name: str) -> Names:
    each = [getattr(row, name) for row in rows]
    return Names(
        tuple(dict.fromkeys(text for names in each for text in names.names)),
        tuple(dict.fromkeys(found for names in each for found in names.ranges)),
        any(names.every for names in each),
    )


def _alert(reading: _Reading) -> Alert:
    codes = _only(reading.goods)
    goods = [
        each if each.codes else replace(each, codes=codes) for each in reading.goods
    ]
    told = {code for each in goods if not each.is_bare for code in each.codes}
    # a product named in the words above its table is told by the table
    goods = [each for each in goods if not (each.is_bare and told & set(each.codes))]
    asked = [*reading.asked, *_asked_of(goods)]
    return Alert(tuple(goods), tuple(dict.fromkeys(asked)), reading.lines, reading.rows)


def _asked_of(goods: Sequence[Watched]) -> Iterable[Asked]:
    if not goods:
        yield Asked("doubt.alert_nothing")
    for each in goods:
        if each.is_bare:
            yield Asked("doubt.alert_bare", ", ".join(each.codes))
        if not each.codes:
            shown = [*each.lots.shown(), *each.serials.shown()][:5]
            yield Asked("doubt.alert_no_product", ", ".join(shown))
