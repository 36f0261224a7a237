"""Rows of a table in a warning: product, lot, serial and expiry that belong together.

Headings are known and cells are read by ``recall``; what a cell does not say for
certain is asked with the line it stands in.
"""

import csv
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache

from ..recall.codes import codes_at
from ..recall.goods import Notice
from ..recall.letters import plain
from ..recall.lots import Names
from ..recall.notice import read_lots, read_serials
from ..recall.pieces import PIECE, read_pieces
from ..recall.table import GAPS, TABS, cells_of, kinds_of
from ..recall.words import has_digit, tokens_of, wildcards_of
from ..tabular.days import MDY, day, guess_order
from ..tabular.values import CellError, is_shortened

MAX_NUMBER = 20
_PRODUCT = frozenset(("NDC", "GTIN"))
_TELLING = _PRODUCT | {"Lot", "Serial"}
_MOST_WORDS = 4
_MOST_DIGITS = 4
# signs of a cell for codes or days
_LONGEST = 2_000
# what a line is made of that parts headings and rows
_RULES, _RULE_SIGNS = ("--", "==", "__"), frozenset(" \t|:+=_-")
# may leave signs open, or point to a note below the table
_PIECE = re.compile(r"[^\s,;|]+")
_SIGN = re.compile(r"[*%?…]|\.\.")
_Split = Callable[[str], list[str]]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person has to look at: a catalogue code, the piece, its line from 1."""

    code: str
    text: str = ""
    line: int = 0

    @property
    def facts(self) -> dict[str, object]:
        """What its sentence in the catalogue shows."""
        return {"text": self.text, "line": self.line}


@dataclass(frozen=True, slots=True)
class Row:
    """One row. ``lot`` and ``serial`` are the cells, the rest what they say."""

    line: int
    codes: tuple[str, ...] = ()
    lot: str = ""
    serial: str = ""
    lots: Names = Names()
    serials: Names = Names()
    expiries: tuple[date, ...] = ()


@dataclass(slots=True)
class Table:
    """The rows below one line of headings, and what is to be asked about them."""

    kinds: list[str]
    rows: list[Row] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)

    @property
    def has_codes(self) -> bool:
        """Whether a column names the product."""
        return bool(_PRODUCT & set(self.kinds))


@dataclass(slots=True)
class _Found:
    """A table while its lines are gathered: (number of the line, cells)."""

    kinds: list[str]
    split: _Split
    lines: list[tuple[int, list[str]]] = field(default_factory=list)
    odd: list[Asked] = field(default_factory=list)
    # nothing but rows since the headings, or since the last row
    is_tight: bool = True


# where tables lie --------------------------------------------------------------------
def tables_in(lines: Sequence[str]) -> tuple[list[Table], list[tuple[int, list[str]]]]:
    """(tables, (number of the first line, lines) of the text around them).

    A table goes on until the next headings: titles and blank lines may stand in it. A
    line that has not as many cells as the headings is asked about where it stands
    between rows, and read as text elsewhere.
    """
    found: list[_Found] = []
    rest: list[tuple[int, list[str]]] = [(1, [])]
    for number, line in enumerate(lines, 1):
        header = _header(lines, number - 1)
        if header:
            found.append(header)
            rest.append((number + 1, []))
        elif not (found and _took(found[-1], number, line)):
            rest[-1][1].append(line)
    return [_table(each) for each in found], rest


def _header(lines: Sequence[str], place: int) -> _Found | None:
    # "NDC 11"
    if sum(map(str.isdigit, lines[place])) > _MOST_DIGITS:
        return None
    for split, is_certain in _WAYS:
        cells = split(lines[place])
        kinds = kinds_of(cells) if len(cells) > 1 else []
        if not _TELLING & set(kinds):
            continue
        ahead = (line for line in lines[place + 1 : place + 3] if line.strip())
        is_short = all(len(cell.split()) <= _MOST_WORDS for cell in cells)
        # in a sentence too; then headings are short, and a row follows
        if is_certain or is_short and len(split(next(ahead, ""))) == len(cells):
            return _Found(kinds, split)
    return None


def _took(table: _Found, number: int, line: str) -> bool:
    """Whether a line is one of the table's; a doubtful one is asked about."""
    if table.is_tight and _is_rule(line):
        return True
    cells = _padded(table, line) if line.strip() else []
    if cells and (table.is_tight or has_digit(line)):
        table.lines.append((number, cells))
        table.is_tight = True
    elif table.is_tight and has_digit(line):
        table.odd.append(Asked("doubt.alert_row", line.strip()[:200], number))
    else:
        table.is_tight = False
    return table.is_tight


def _is_rule(line: str) -> bool:
    return _RULE_SIGNS.issuperset(line) and any(each in line for each in _RULES)


def _padded(table: _Found, line: str) -> list[str]:
    """As many cells as there are headings, or none."""
    cells = table.split(line)
    while len(cells) > len(table.kinds) and not cells[-1]:
        cells.pop()
    if len(cells) > 1 and table.split is not _by_gaps:
        cells += [""] * (len(table.kinds) - len(cells))
    return cells if len(cells) == len(table.kinds) else []


def _by_tabs(line: str) -> list[str]:
    return cells_of(line, TABS)


def _by_gaps(line: str) -> list[str]:
    return cells_of(line, GAPS)


def _by(sign: str) -> _Split:
    def split(line: str) -> list[str]:
        try:
            (cells,) = csv.reader([line], delimiter=sign) if line.strip() else ([],)
        except csv.Error:
            return []
        return [cell.strip() for cell in cells]

    return split


# whether nothing but a table has such a line
_WAYS: tuple[tuple[_Split, bool], ...] = (
    (_by_tabs, True),
    (_by_gaps, False),
    (_by(";"), False),
    (_by(","), False),
)


def rows_of_cells(
    rows: Sequence[Sequence[str]],
) -> tuple[Table | None, Sequence[Sequence[str]]]:
    """(the table of a file, the rows above its headings); None: no headings."""
    trimmed = [[cell.strip() for cell in row] for row in rows]
    heads = (n for n, row in enumerate(trimmed) if _TELLING & set(kinds_of(row)))
    place = next(heads, None)
    if place is None:
        return None, rows
    found = _Found(kinds_of(trimmed[place]), list)
    for number, row in enumerate(trimmed[place + 1 :], place + 2):
        cells, more = (
            row[: len(found.kinds)],
            list(filter(None, row[len(found.kinds) :])),
        )
        if more:
            found.odd.append(Asked("doubt.alert_row", " ".join(more)[:200], number))
        if any(cells):
            cells += [""] * (len(found.kinds) - len(cells))
            found.lines.append((number, cells))
    return _table(found), rows[:place]


# what the cells say ------------------------------------------------------------------
def _table(found: _Found) -> Table:
    table = Table(found.kinds, asked=list(found.odd))
    dates = [text for _line, cells in found.lines for text in _of(found, cells, "Exp")]
    order = guess_order(dates) if dates else MDY
    codes: tuple[str, ...] = ()
    is_carried = False
    for number, cells in found.lines:
        row = _row(table, number, cells, order)
        was_carried = is_carried
        # one cell stands for the rows below it
        is_carried = table.has_codes and not _of(found, cells, *_PRODUCT)
        if is_carried and not was_carried:
            table.asked.append(Asked("doubt.alert_carried", ", ".join(codes), number))
        row = replace(row, codes=codes) if is_carried else row
        codes = row.codes
        table.rows.append(row)
    return table


def _of(table: _Found | Table, cells: Sequence[str], *kinds: str) -> list[str]:
    pairs = zip(table.kinds, cells, strict=True)
    return [cell for kind, cell in pairs if kind in kinds and cell]


def _row(table: Table, number: int, cells: Sequence[str], order: str) -> Row:
    asked = table.asked
    lot = ", ".join(_of(table, cells, "Lot"))
    serial = ", ".join(_of(table, cells, "Serial"))
    codes = dict.fromkeys(
        code
        for cell in _of(table, cells, *_PRODUCT)
        for code in _codes(cell, number, asked)
    )
    return Row(
        number,
        tuple(codes),
        lot,
        serial,
        _named(lot, "lot", number, asked),
        _named(serial, "serial", number, asked),
        _expiries(_of(table, cells, "Exp"), order, number, asked),
    )


def _codes(cell: str, number: int, asked: list[Asked]) -> tuple[str, ...]:
    codes, is_whole = _codes_in(cell[:_LONGEST])
    is_whole = is_whole and len(cell) <= _LONGEST
    if not is_whole:
        asked.append(Asked("doubt.alert_code", cell[:80], number))
    return codes


@lru_cache(maxsize=1024)
def _codes_in(cell: str) -> tuple[tuple[str, ...], bool]:
    """(codes of a cell, whether nothing else in it may be one)."""
    tokens, found, place, is_whole = tokens_of(plain(cell)[0]), [], 0, True
    while place < len(tokens):
        codes, used = codes_at(tokens, place)
        found += codes
        is_whole = is_whole and bool(used or not has_digit(tokens[place]))
        place += used or 1
    return tuple(found), is_whole and bool(found)


def _named(cell: str, what: str, number: int, asked: list[Asked]) -> Names:
    if not cell:
        return Names()
    notices = _read(cell, what)
    doubts = [text for notice in notices for text in notice.asked]
    wild = set(wildcards_of(cell))
    for text in doubts:
        code = "doubt.alert_wild" if text in wild else "doubt.alert_unclear"
        asked.append(Asked(code, text, number))
    signed = (text for text in _PIECE.findall(cell) if _SIGN.search(text))
    signed = (text for text in signed if text not in (*doubts, *wild))
    asked += (Asked("doubt.alert_unclear", text[:80], number) for text in signed)
    if is_shortened(cell):
        asked.append(Asked("doubt.alert_shortened", cell, number))
    names = _joined(notices)
    if not names and not doubts:
        asked.append(Asked("doubt.alert_unclear", cell[:80], number))
    asked += (
        Asked("doubt.alert_long", name[:80], number)
        for name in names.names
        if len(name) > MAX_NUMBER
    )
    return names


def _read(cell: str, what: str) -> list[Notice]:
    if len(cell) > PIECE:
        return list(read_pieces(cell, what))
    return [read_lots(cell) if what == "lot" else read_serials(cell)]


def _joined(notices: Sequence[Notice]) -> Names:
    """The numbers of a cell, whatever the notices take them for."""
    goods = (goods for notice in notices for goods in notice.goods)
    each = [names for one in goods for names in (one.lots, one.serials)]
    return Names(
        tuple(name for names in each for name in names.names),
        tuple(found for names in each for found in names.ranges),
        any(names.every for names in each),
    )


def _expiries(
    cells: list[str], order: str, number: int, asked: list[Asked]
) -> tuple[date, ...]:
    """The days; where one cannot be read, none: all are looked for."""
    found = [each for cell in cells for each in _days(cell, order)]
    if None in found:
        asked.append(Asked("doubt.alert_date", ", ".join(cells)[:80], number))
        return ()
    return tuple(dict.fromkeys(each for each in found if each))


@lru_cache(maxsize=1024)
def _days(cell: str, order: str) -> tuple[date | None, ...]:
    """One day, or several that a sign parts; None for one that is none."""
    if len(cell) > _LONGEST:
        return (None,)
    for parts in ([cell], re.split(r"[;&|]", cell), re.split(r"[;&|,]", cell)):
        found = tuple(_day(part.strip(), order) for part in parts if part.strip())
        if None not in found:
            return found
    return (None,)


def _day(text: str, order: str) -> date | None:
    try:
        return day(text, order, is_expiry=True)
    except CellError:
        return None
