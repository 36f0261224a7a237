"""Rows → entries: each row is good, or a list of what is wrong with it and where."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from typing import Any

from ..catalogue import finding
from ..errors import CoreError
from ..finding import Finding
from ..gs1.barcode import read_scan
from ..gs1.keys import is_digits
from ..gs1.ndc import plain_ndc
from ..notice.products import Known, ProductError, gtin_of, gtin_text, know_nothing
from . import days, values
from .fields import (
    PARTIES,
    PARTY_FIELDS,
    TEXT_FIELDS,
    is_sum,
    repeats,
    tells_of_goods,
    words_of,
)
from .model import Entry, Layout


@dataclass(slots=True)
class Reading:
    """``entries`` the good rows, ``problems`` by row number, ``skipped`` rows that
    tell of no goods (totals, page headings).
    """

    entries: list[Entry] = field(default_factory=list)
    problems: dict[int, list[Finding]] = field(default_factory=dict)
    skipped: int = 0

    @property
    def total(self) -> int:
        """Rows that tell of goods."""
        return len({entry.row for entry in self.entries}) + len(self.problems)


def read_table(
    rows: Sequence[Sequence[str]], layout: Layout, known: Known = know_nothing
) -> Reading:
    """Read all rows below the headings; never raises for what is in them."""
    reader = _RowReader(rows, layout, known)
    for number, row in enumerate(rows, 1):
        if number > layout.header_row:
            reader.take(number, row)
    return reader.reading


def check_sellers(reading: Reading, name: str, column: str) -> None:
    """Move rows of other sellers to the problems, where the table has several.

    The seller is the one whose first word is that of ``name``, else the first one.
    """
    told = {entry.seller: None for entry in reading.entries if entry.seller}
    if len({words_of(seller) for seller in told}) < 2:
        return
    first = words_of(name).partition(" ")[0]
    same = (s for s in told if words_of(s).partition(" ")[0] == first)
    expected = next(same, next(iter(told)))
    good = []
    for entry in reading.entries:
        if not entry.seller or words_of(entry.seller) == words_of(expected):
            good.append(entry)
            continue
        facts = {"row": entry.row, "value": entry.seller[:60], "expected": expected}
        place = f"row {entry.row}"
        problem = finding("row.seller_other", place, **facts, column=column)
        reading.problems[entry.row] = [problem]
    reading.entries = good


class _RowReader:
    def __init__(
        self, rows: Sequence[Sequence[str]], layout: Layout, known: Known
    ) -> None:
        self.reading = Reading()
        self._layout, self._known = layout, known
        self._headings = rows[layout.header_row - 1] if layout.header_row else ()
        self._serial_rows: dict[tuple[str, str], int] = {}
        self._expiries: dict[tuple[str, str], tuple] = {}
        self._gtins: dict[str, str] = {}
        self._long_ndcs = self._column_has_long_ndcs(rows)
        self._lost_ends, self._lost_starts = {}, {}
        for name in ("lot", "serial"):
            cells = self._column(name, rows)
            self._lost_ends[name] = values.lost_ends(cells)
            self._lost_starts[name] = values.lost_starts(cells)
        self._repeats = repeats(self._headings, layout.columns)
        self._makers = self._make_makers()

    def _column_has_long_ndcs(self, rows: Sequence[Sequence[str]]) -> bool:
        """Whether the NDC column has eleven digits elsewhere: ten are short then."""
        cells = self._column("ndc", rows)
        return any(len(cell) == 11 and is_digits(cell) for cell in cells)

    def _column(self, name: str, rows: Sequence[Sequence[str]]) -> list[str]:
        """All cells of a column, none for a column the table does not have."""
        column = self._layout.columns.get(name)
        if column is None:
            return []
        below = rows[self._layout.header_row :]
        return [row[column] for row in below if len(row) > column and row[column]]

    def _code(self, text: str, name: str) -> str:
        """A lot or serial that the spreadsheet has left as it was."""
        if text in self._lost_ends[name]:
            raise values.CellError("row.number_shortened", value=text)
        if text in self._lost_starts[name]:
            raise values.CellError("row.zeros_lost", value=text)
        return values.code_text(text, f"row.{name}")

    def take(self, number: int, row: Sequence[str]) -> None:
        """Read one row."""
        cells = {
            name: row[column]
            for name, column in self._layout.columns.items()
            if column < len(row) and row[column] and values.has_value(row[column])
        }
        is_goods = tells_of_goods(cells) and not is_sum(row)
        if not is_goods or self._is_heading(row):
            self.reading.skipped += any(row)
            return
        problems = list(self._repeated(number, row))
        entries = self._entries(number, cells, problems)
        if problems:
            self.reading.problems[number] = problems
        else:
            self.reading.entries += entries
            self.reading.skipped += not entries

    def _is_heading(self, row: Sequence[str]) -> bool:
        """Whether the row says the headings again, as on a new page."""
        return [*map(words_of, row)] == [*map(words_of, self._headings)]

    def _repeated(self, number: int, row: Sequence[str]) -> Iterator[Finding]:
        """A second lot or serial beside the one that is read: no goods get lost."""
        for name, columns in self._repeats.items():
            for column in columns:
                if column < len(row) and values.has_value(row[column] or "-"):
                    facts = {"value": row[column], "other": self._headings[column]}
                    error = CoreError("row.columns_twice", **facts)
                    yield self._problem(error, number, name)

    def _entries(
        self, number: int, cells: dict[str, str], problems: list[Finding]
    ) -> list[Entry]:
        """The row as entries, one for each serial; faults go to ``problems``."""
        got = self._cells(number, cells, problems)
        serials = self._serials(number, cells, got["quantity"], problems)
        if len(serials) > 1:
            got["quantity"] = 1
        entries = []
        for serial in serials:
            got["serial"] = serial
            entry = self._entry(number, cells, got, problems)
            entries += [entry] if entry else []
        return entries

    def _serials(
        self,
        number: int,
        cells: dict[str, str],
        quantity: int | None,
        problems: list[Finding],
    ) -> list[str | None]:
        """The serials of the row; one None for a row without a right one."""
        try:
            found = values.several(cells.get("serial", ""), quantity)
            return [self._code(text, "serial") if text else None for text in found]
        except CoreError as error:
            problems.append(self._problem(error, number, "serial"))
            return [None]

    def _entry(
        self, number: int, cells: dict[str, str], got: dict, problems: list[Finding]
    ) -> Entry | None:
        """The row as an entry; what is wrong with it goes to ``problems``."""
        scan, shipped = got["barcode"] or {}, got["shipped"]
        problems += self._contradictions(number, got, scan)
        gtin = got["gtin"] or scan.get("gtin", "") or got["ndc"] or ""
        quantity = got["quantity"]
        entry = Entry(
            number,
            gtin,
            got["lot"] or scan.get("lot", ""),
            got["expiry"] or scan.get("expiry"),
            1 if quantity is None else quantity,
            got["serial"] or scan.get("serial", ""),
            cells.get("invoice", ""),
            cells.get("po", ""),
            cells.get("delivery", ""),
            got["day"] or shipped,
            shipped and datetime.combine(shipped, time(12), UTC),
            cells.get("seller", ""),
            tuple((n, cells[n]) for n in ("ndc", *TEXT_FIELDS) if n in cells),
            tuple((n, got.get(n) or cells[n]) for n in PARTY_FIELDS if n in cells),
        )
        if not problems:
            problems += self._whole(entry, cells)
        return entry if entry.quantity else None

    def _cells(
        self, number: int, cells: dict[str, str], problems: list[Finding]
    ) -> dict:
        """Values of the cells that have to be read; None for empty and wrong ones."""
        found: dict[str, Any] = {}
        for name, make in self._makers.items():
            found[name] = None
            # an NDC only matters where no GTIN is given
            if name not in cells or name == "ndc" and "gtin" in cells:
                continue
            try:
                found[name] = make(cells[name])
            except CoreError as error:
                problems.append(self._problem(error, number, name))
        return found

    def _make_makers(self) -> dict[str, Callable]:
        order = self._layout.date_order
        return {
            "barcode": self._scan,
            "gtin": self._gtin,
            "ndc": self._gtin_of_ndc,
            "lot": lambda text: self._code(text, "lot"),
            "expiry": lambda text: days.day(text, order, is_expiry=True),
            "quantity": values.whole_number,
            "day": lambda text: days.day(text, order),
            "shipped": lambda text: days.day(text, order),
            **{f"{name}_gln": values.gln for name in PARTIES},
        }

    def _problem(self, error: CoreError, number: int, name: str) -> Finding:
        facts = {"value": "", **error.facts, "row": number}
        facts["value"] = str(facts["value"])[:60]
        return finding(error.code, f"row {number}", **facts, column=self._heading(name))

    def _heading(self, name: str) -> str:
        """How the table calls a column, else its letter."""
        column = self._layout.columns[name]
        if column < len(self._headings) and self._headings[column]:
            return self._headings[column][:60]
        return column_letter(column)

    def _gtin(self, text: str) -> str:
        if gtin := gtin_text(text):
            return gtin
        code = "row.gtin"
        if values.is_shortened(text):
            code = "row.number_shortened"
        raise values.CellError(code, value=text)

    def _gtin_of_ndc(self, text: str) -> str:
        if text not in self._gtins:
            self._gtins[text] = self._look_up(text)
        return self._gtins[text]

    def _look_up(self, text: str) -> str:
        ndc = plain_ndc(text)
        if is_digits(ndc) and len(ndc) > 11 and (gtin := gtin_text(ndc)):
            return gtin
        if is_digits(ndc) and len(ndc) < 11 and self._layout.pad_ndc:
            ndc = ndc.zfill(11)
        if values.is_shortened(ndc):
            raise values.CellError("row.number_shortened", value=text)
        short = len(ndc) < 10 or len(ndc) == 10 and self._long_ndcs
        if is_digits(ndc) and short and len(ndc) > 6:
            raise values.CellError("row.zeros_lost", value=text)
        try:
            return gtin_of(ndc, self._known)
        except ProductError as error:
            if not error.several:
                raise values.CellError("row.ndc", value=text) from error
            several = ", ".join(error.several)
            raise values.CellError(
                "row.ndc_several", value=text, candidates=several
            ) from error

    def _scan(self, text: str) -> dict:
        """The parts of a scanned text; a bare GTIN counts too."""
        readings = read_scan(text, today=_ANY_DAY).readings
        if len(readings) != 1 or not readings[0].gtin:
            raise values.CellError("row.barcode", value=text)
        parts = ("gtin", "serial", "lot", "expiry")
        found = {name: getattr(readings[0], name) for name in parts}
        return {name: value for name, value in found.items() if value}

    def _contradictions(self, number: int, got: dict, scan: dict) -> Iterator[Finding]:
        """Columns that say other than the barcode in the same row."""
        for name in ("gtin", "lot", "serial", "expiry"):
            value, expected = got[name], scan.get(name)
            if value and expected and value != expected:
                facts = {"value": value, "expected": expected}
                yield self._problem(CoreError("row.contradicts", **facts), number, name)

    def _whole(self, entry: Entry, cells: dict[str, str]) -> Iterator[Finding]:
        """What a row lacks, or says against other rows."""
        number = entry.row
        if not entry.gtin:
            yield finding("row.product_missing", f"row {number}", row=number)
            return
        if not entry.lot and not entry.serial:
            yield finding("row.lot_missing", f"row {number}", row=number)
        if entry.serial and entry.quantity != 1:
            error = CoreError("row.serial_quantity", value=entry.quantity)
            yield self._problem(error, number, "quantity")
        if entry.serial:
            yield from self._serial_once(entry)
        if entry.lot and entry.expiry:
            yield from self._one_expiry(entry, "expiry" if "expiry" in cells else "")

    def _serial_once(self, entry: Entry) -> Iterator[Finding]:
        key = (entry.gtin, entry.serial)
        other = self._serial_rows.setdefault(key, entry.row)
        if other != entry.row:
            name = "serial" if "serial" in self._layout.columns else "barcode"
            facts = {"value": entry.serial, "other": other}
            yield self._problem(CoreError("row.serial_twice", **facts), entry.row, name)

    def _one_expiry(self, entry: Entry, name: str) -> Iterator[Finding]:
        key = (entry.gtin, entry.lot)
        expiry, row = self._expiries.setdefault(key, (entry.expiry, entry.row))
        if expiry != entry.expiry:
            facts = {"value": entry.expiry, "expected": expiry, "other": row}
            yield self._problem(
                CoreError("row.expiry_other", **facts), entry.row, name or "barcode"
            )


# Two-digit years in barcodes need a century; nothing in a table is older.
_ANY_DAY = datetime(2026, 1, 1, tzinfo=UTC).date()


def column_letter(number: int) -> str:
    """A, B, … Z, AA for column numbers from 0, as spreadsheets call them."""
    text = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(65 + rest) + text
    return text
