"""Tables in markup that portals name ``.xls``: XML Spreadsheet 2003 and web pages.

XML Spreadsheet says what each cell is (``ss:Type``); a web page only what is shown.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from typing import cast

from lxml import etree, html

from .model import TableError, TableLimits
from .text import Rows, collect
from .values import number_text

_SS = "urn:schemas-microsoft-com:office:spreadsheet"
_HEAD = 4096
_PAGE = re.compile(rb"<(?:!doctype html|html|table|body|meta|head)\b", re.IGNORECASE)
# what reaches over more rows is no table of goods
_MOST_SPANNED = 200
_BREAKS = {"br", "p", "div", "li"}

Sheets = dict[str, Rows]


def is_markup_table(head: bytes, name: str = "") -> bool:
    """Whether a file is an XML Spreadsheet, or a web page named like a table."""
    if _SS.encode() in head[:_HEAD]:
        return True
    named = name.lower().endswith((".xls", ".xlsx", ".csv"))
    return named and _PAGE.search(head[:_HEAD]) is not None


def read_markup(data: bytes, limits: TableLimits | None = None) -> Sheets:
    """Rows of each sheet or table by name, those without cells left out.

    Raises TableError ``tabular.workbook`` (reason), ``tabular.size``,
    ``tabular.empty``.
    """
    limits = limits or TableLimits()
    if len(data) > limits.max_bytes:
        raise TableError("tabular.size", limit=f"{limits.max_bytes >> 20} MB")
    _count(data.lower(), limits)
    read = _spreadsheet if _SS.encode() in data[:_HEAD] else _page
    found: Sheets = {}
    for number, (name, rows) in enumerate(_parsed(read, data, _Room(limits)), 1):
        if any(map(any, rows)):
            found[name or str(number)] = collect(rows, limits)
    if not found:
        raise TableError("tabular.empty")
    return found


def _count(data: bytes, limits: TableLimits) -> None:
    """Refuse too many rows and cells before the first of them is read."""
    # with a prefix, the tags at the end count too
    rows = max(data.count(b"<tr"), data.count(b"<row"), data.count(b":row") // 2)
    cells = max(data.count(b"<td"), data.count(b"<cell"), data.count(b":cell") // 2)
    if rows > limits.max_rows:
        raise TableError("tabular.size", limit=f"{limits.max_rows:,} rows")
    if cells > limits.max_cells:
        raise TableError("tabular.size", limit=f"{limits.max_cells:,} cells")


class _Room:
    """Counts what the tables of one file come to, blanks too; TableError over it."""

    def __init__(self, limits: TableLimits) -> None:
        self._limits, self._cells = limits, 0

    def blanks(self, cells: list[str], count: int) -> None:
        """Add so many, as far as they may count: those at the end of a row do not."""
        room = self._limits.max_columns + 1 - len(cells)
        cells += [""] * min(count, max(0, room))

    def put(self, cells: list[str], text: str) -> None:
        """Add a cell."""
        if len(cells) < self._limits.max_columns:
            cells.append(text)
        elif text:
            limit = f"{self._limits.max_columns} columns"
            raise TableError("tabular.size", limit=limit)

    def take(self, cells: list[str]) -> list[str]:
        """A row that is done."""
        self._cells += max(1, len(cells))
        if self._cells > self._limits.max_cells:
            raise TableError("tabular.size", limit=f"{self._limits.max_cells:,} cells")
        return cells


def _parsed(read: Callable, data: bytes, room: _Room) -> list[tuple[str, Rows]]:
    try:
        return list(read(data, room))
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise TableError("tabular.workbook", reason="XML") from error


def _spreadsheet(data: bytes, room: _Room) -> Iterator[tuple[str, Rows]]:
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise TableError("tabular.workbook", reason="DOCTYPE")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=False)
    root = etree.fromstring(data.strip(), parser)
    if root.getroottree().docinfo.internalDTD is not None:  # in another encoding
        raise TableError("tabular.workbook", reason="DOCTYPE")
    for sheet in _children([root], "Worksheet"):
        rows = _children(_children([sheet], "Table"), "Row")
        yield sheet.get(f"{{{_SS}}}Name", ""), [_row(row, room) for row in rows]


def _children(parents: Iterable[etree._Element], name: str) -> Iterator[etree._Element]:
    for parent in parents:
        yield from parent.iterchildren(f"{{{_SS}}}{name}")


def _row(row: etree._Element, room: _Room) -> list[str]:
    cells: list[str] = []
    for cell in _children([row], "Cell"):
        room.blanks(cells, _number(cell, f"{{{_SS}}}Index") - 1 - len(cells))
        room.put(cells, _cell(cell.find(f"{{{_SS}}}Data")))
        room.blanks(cells, _number(cell, f"{{{_SS}}}MergeAcross"))
    return room.take(cells)


def _number(cell: etree._Element, name: str) -> int:
    """A number told of a cell; 0 for none."""
    given = cell.get(name, "")
    return int(given[:9]) if given.isascii() and given.isdecimal() else 0


def _cell(data: etree._Element | None) -> str:
    if data is None:
        return ""
    text = "".join(cast("Iterator[str]", data.itertext()))
    kind = data.get(f"{{{_SS}}}Type")
    if kind == "DateTime":
        return text.partition("T")[0]
    if kind == "Number":
        with suppress(ValueError, OverflowError):
            return number_text(float(text))
    return text


def _page(data: bytes, room: _Room) -> Iterator[tuple[str, Rows]]:
    """Tables in the order they begin; one in a cell is a table of its own."""
    parser = html.HTMLParser(no_network=True, huge_tree=False)
    root = html.document_fromstring(data, parser=parser)
    tables: list[_Table] = []
    inside = [_Table(room)]  # what is outside of tables
    for event, node in etree.iterwalk(root, ("start", "end", "comment", "pi")):
        if event == "start" and node.tag == "table":
            inside.append(_Table(room))
            tables.append(inside[-1])
        if event == "start":
            inside[-1].begin(node)
            continue
        if event == "end":
            inside[-1].end(node)
            if node.tag == "table":
                inside.pop()
        inside[-1].say(node.tail)
    for table in tables:
        yield "", table.rows


class _Table:
    """Rows of a table of a page; below a cell that reaches down is an empty one."""

    def __init__(self, room: _Room) -> None:
        self.rows: Rows = []
        self._room = room
        self._row: list[str] | None = None
        self._said: list[str] | None = None
        self._span = (1, 1)
        self._reaching: dict[int, int] = {}

    def begin(self, node: etree._Element) -> None:
        if node.tag == "tr":
            self._end_row()
            self._row = []
        elif node.tag in ("td", "th") and self._row is not None:
            self._end_cell()
            self._reached(self._row)
            self._span = max(1, _number(node, "colspan")), _number(node, "rowspan")
            self._said = []
        elif node.tag in _BREAKS:
            self.say(" ")
        self.say(node.text)

    def end(self, node: etree._Element) -> None:
        if node.tag in ("td", "th"):
            self._end_cell()
        elif node.tag in ("tr", "table"):
            self._end_row()
        elif node.tag in _BREAKS:
            self.say(" ")

    def say(self, text: str | None) -> None:
        """Text of the cell that is open; of none outside of cells."""
        if text and self._said is not None:
            self._said.append(text)

    def _end_cell(self) -> None:
        if self._said is None or self._row is None:
            return
        text, self._said = " ".join("".join(self._said).split()), None
        (wide, down), first = self._span, len(self._row)
        self._room.put(self._row, text)
        self._room.blanks(self._row, wide - 1)
        if down > 1:
            left = min(down, _MOST_SPANNED) - 1
            self._reaching |= dict.fromkeys(range(first, len(self._row)), left)

    def _end_row(self) -> None:
        self._end_cell()
        if self._row is None:
            return
        self._reached(self._row)
        self.rows.append(self._room.take(self._row))
        self._row = None

    def _reached(self, cells: list[str]) -> None:
        while left := self._reaching.pop(len(cells), 0):
            if left > 1:
                self._reaching[len(cells)] = left - 1
            cells.append("")
