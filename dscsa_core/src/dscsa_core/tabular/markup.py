"""Tables in markup that portals name ``.xls``: XML Spreadsheet 2003 and web pages.

XML Spreadsheet says what each cell is (``ss:Type``); a web page only what is shown.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import suppress

from lxml import etree, html

from .model import TableError, TableLimits
from .text import Rows, collect
from .values import number_text

_SS = "urn:schemas-microsoft-com:office:spreadsheet"
_HEAD = 4096
_PAGE = re.compile(rb"<(?:!doctype html|html|table|body|meta|head)\b", re.IGNORECASE)
# one cell may stand for so many; more is no table of goods
_MOST_SPANNED = 200

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
    read = _spreadsheet if _SS.encode() in data[:_HEAD] else _page
    found: Sheets = {}
    for number, (name, rows) in enumerate(_parsed(read, data), 1):
        if any(map(any, rows)):
            found[name or str(number)] = collect(rows, limits)
    if not found:
        raise TableError("tabular.empty")
    return found


def _parsed(read: Callable, data: bytes) -> list[tuple[str, list[list[str]]]]:
    try:
        return list(read(data))
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise TableError("tabular.workbook", reason="XML") from error


def _spreadsheet(data: bytes) -> Iterator[tuple[str, list[list[str]]]]:
    if b"<!DOCTYPE" in data[:_HEAD] or b"<!ENTITY" in data[:_HEAD]:
        raise TableError("tabular.workbook", reason="DOCTYPE")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=False)
    root = etree.fromstring(data.strip(), parser)
    for sheet in root.iter(f"{{{_SS}}}Worksheet"):
        rows = [_row(row) for row in sheet.iter(f"{{{_SS}}}Row")]
        yield sheet.get(f"{{{_SS}}}Name", ""), rows


def _row(row: etree._Element) -> list[str]:
    cells: list[str] = []
    for cell in row.iter(f"{{{_SS}}}Cell"):
        index = cell.get(f"{{{_SS}}}Index", "")
        if index.isascii() and index.isdecimal():
            gap = min(int(index) - 1 - len(cells), _MOST_SPANNED)
            cells += [""] * max(0, gap)
        cells.append(_cell(cell.find(f"{{{_SS}}}Data")))
        merged = cell.get(f"{{{_SS}}}MergeAcross", "")
        if merged.isascii() and merged.isdecimal():
            cells += [""] * min(int(merged), _MOST_SPANNED)
    return cells


def _cell(data: etree._Element | None) -> str:
    if data is None:
        return ""
    text = "".join(data.itertext())
    kind = data.get(f"{{{_SS}}}Type")
    if kind == "DateTime":
        return text.partition("T")[0]
    if kind == "Number":
        with suppress(ValueError, OverflowError):
            return number_text(float(text))
    return text


def _page(data: bytes) -> Iterator[tuple[str, list[list[str]]]]:
    parser = html.HTMLParser(no_network=True, huge_tree=False)
    root = html.document_fromstring(data, parser=parser)
    for table in root.iter("table"):
        yield "", list(_page_rows(table))


def _page_rows(table: etree._Element) -> Iterator[list[str]]:
    """Rows of a table; below a cell that reaches down the row has an empty one."""
    reaching: dict[int, int] = {}
    for row in table.iter("tr"):
        cells: list[str] = []
        for cell in row.iter("td", "th"):
            _reached(cells, reaching)
            wide, down = _span(cell, "colspan"), _span(cell, "rowspan")
            if down > 1:
                reaching |= dict.fromkeys(
                    range(len(cells), len(cells) + wide), down - 1
                )
            text = " ".join("".join(cell.itertext()).split())
            cells += [text, *[""] * (wide - 1)]
        _reached(cells, reaching)
        yield cells


def _reached(cells: list[str], reaching: dict[int, int]) -> None:
    while left := reaching.pop(len(cells), 0):
        if left > 1:
            reaching[len(cells)] = left - 1
        cells.append("")


def _span(cell: etree._Element, name: str) -> int:
    """How many columns or rows a cell stands for."""
    given = cell.get(name, "")
    number = int(given) if given.isascii() and given.isdecimal() else 1
    return min(max(1, number), _MOST_SPANNED)
