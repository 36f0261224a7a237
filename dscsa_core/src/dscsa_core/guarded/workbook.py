"""XLSX and XLS → rows of cells as texts. Formulas are not computed; their last value
counts.

openpyxl and xlrd are the extra ``tables``. A workbook is an archive, so it is looked at
before it is opened: size of what is inside, packing ratio, number of parts, no document
type.
"""

import io
import re
import struct
import zipfile
import zlib
from datetime import date, datetime, time
from itertools import islice

import openpyxl
import xlrd
from openpyxl.cell.read_only import EMPTY_CELL

from ..tabular.fields import best_sheet
from ..tabular.model import TableError, TableLimits
from ..tabular.text import collect
from ..tabular.values import number_text

MAX_INSIDE = 256 << 20
# read whole and unpacked by a library of old formats
MAX_OLD = 16 << 20
# texts of all cells; styles and the like
MAX_TEXTS, MAX_OTHER = 64 << 20, 8 << 20
MAX_RATIO = 200
RATIO_FREE = 4 << 20
MAX_PARTS = 2000
# rows in which headings are looked for
_HEAD_ROWS = 25
_PIECE = 1 << 20
_ZEROS = re.compile(r"[0\-]+")
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    RuntimeError,  # encrypted
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    SyntaxError,  # of its XML
)


def is_workbook(stream):
    """Whether a seekable stream is an XLSX file; stays at its beginning."""
    try:
        with zipfile.ZipFile(stream) as archive:
            names = set(archive.namelist())
    except _BROKEN:
        return False
    finally:
        stream.seek(0)
    return "[Content_Types].xml" in names and any(n.startswith("xl/") for n in names)


def sheet_names(stream):
    """Names of the sheets with cells, in order; raises TableError."""
    book = _open(stream)
    try:
        return [sheet.title for sheet in book.worksheets]
    finally:
        book.close()


def read_workbook(stream, sheet="", limits=None):
    """Rows of one sheet, of the one with goods without a name; errors as ``read_rows``.

    Portals put a cover page in front of the sheet that matters.
    """
    limits = limits or TableLimits()
    book = _open(stream, limits)
    try:
        shown = [one for one in book.worksheets if one.sheet_state == "visible"]
        named = {one.title: one for one in shown or book.worksheets}
        for one in book.worksheets:
            one.reset_dimensions()
        name = sheet if sheet in book.sheetnames else _best(named, limits)
        if not name:
            raise TableError("tabular.empty")
        return collect(_rows(book[name], limits), limits)
    except TableError:
        raise
    except _BROKEN as error:
        raise _broken(error) from error
    finally:
        book.close()


def _best(named, limits):
    """The name of the sheet that looks most like a table of goods."""
    if len(named) < 2:
        return next(iter(named), "")
    heads = (
        (name, list(islice(_rows(one, limits), _HEAD_ROWS)))
        for name, one in named.items()
    )
    return best_sheet(heads)


def _rows(sheet, limits):
    # a column more than allowed is read, so that too many are seen
    for row in sheet.iter_rows(max_col=limits.max_columns + 1):
        # one cell at the very end of a sheet stands behind millions of empty ones
        is_blank = all(cell is EMPTY_CELL for cell in row)
        yield [] if is_blank else [_text(cell) for cell in row]


def _open(stream, limits=None):
    _check(stream, limits or TableLimits())
    try:
        return openpyxl.load_workbook(
            stream, read_only=True, data_only=True, keep_links=False, keep_vba=False
        )
    except _BROKEN as error:
        raise _broken(error) from error


def _check(stream, limits):
    """Refuse what unpacks to far more than it is, and XML with a document type."""
    packed = stream.seek(0, 2)
    stream.seek(0)
    if packed > limits.max_bytes:
        raise TableError("tabular.size", limit=f"{limits.max_bytes >> 20} MB")
    try:
        with zipfile.ZipFile(stream) as archive:
            parts = archive.infolist()
            inside = sum(part.file_size for part in parts)
            if len(parts) > MAX_PARTS or inside > max(
                min(MAX_INSIDE, packed * MAX_RATIO), RATIO_FREE
            ):
                raise TableError("tabular.size", limit=f"{MAX_INSIDE >> 20} MB")
            for part in parts:
                if part.file_size > _most_of(part.filename):
                    most = _most_of(part.filename) >> 20
                    raise TableError(
                        "tabular.size", limit=f"{most} MB of {part.filename}"
                    )
                with archive.open(part) as content:
                    if b"<!DOCTYPE" in content.read(1024):
                        raise TableError("tabular.workbook", reason="DOCTYPE")
                if "/worksheets/" in part.filename:
                    _count(archive, part, limits)
    except TableError:
        raise
    except (*_BROKEN, NotImplementedError) as error:
        raise _broken(error) from error
    finally:
        stream.seek(0)


def _most_of(name):
    """Bytes a part may have: what is no sheet is read whole, object by object."""
    if "/worksheets/" in name or "/media/" in name:
        return MAX_INSIDE
    return MAX_TEXTS if name.endswith("sharedStrings.xml") else MAX_OTHER


def _count(archive, part, limits):
    """Refuse too many rows and cells before the first of them is read.

    To open a workbook is to read its sheets, where they do not tell their size.
    """
    rows = cells = 0
    with archive.open(part) as content:
        while piece := content.read(_PIECE):
            rows += piece.count(b"<row") + piece.count(b":row ")
            cells += piece.count(b"<c ") + piece.count(b"<c>") + piece.count(b":c ")
            if rows > limits.max_rows:
                raise TableError("tabular.size", limit=f"{limits.max_rows:,} rows")
            if cells > limits.max_cells:
                raise TableError("tabular.size", limit=f"{limits.max_cells:,} cells")


def _broken(error):
    return TableError("tabular.workbook", reason=str(error)[:120] or "ZIP")


def _text(cell):
    """A cell as it is shown: zeros in front kept, dates in the order of ISO 8601."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, (int, float)):
        return _digits(value, cell.number_format or "")
    return str(value)


def _digits(value, form):
    """A number under a format of zeros and hyphens alone, such as 00000-0000-00."""
    text = number_text(value)
    has_form = form.count("0") and _ZEROS.fullmatch(form)
    if not text.isdecimal() or not has_form:
        return text
    digits = text.zfill(form.count("0"))
    if len(digits) > form.count("0"):
        return text
    signs = iter(digits)
    return "".join(next(signs) if sign == "0" else sign for sign in form)


# Excel 97 to 2003 -----------------------------------------------------------------
OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read_old_workbook(data, sheet="", limits=None):
    """Rows of one sheet of an XLS file, as ``read_workbook``."""
    limits = limits or TableLimits()
    if len(data) > MAX_OLD:
        raise TableError("tabular.size", limit=f"{MAX_OLD >> 20} MB")
    book = _open_old(data)
    shown = [one for one in book.sheets() if one.visibility == 0] or book.sheets()
    heads = ((s.name, list(islice(_old_rows(s, book), _HEAD_ROWS))) for s in shown)
    name = sheet if sheet in book.sheet_names() else best_sheet(heads)
    if not name:
        raise TableError("tabular.empty")
    return collect(_old_rows(book.sheet_by_name(name), book), limits)


def old_sheet_names(data):
    """Names of the sheets of an XLS file; raises TableError."""
    return _open_old(data).sheet_names()


def _open_old(data):
    try:
        return xlrd.open_workbook(
            file_contents=data, formatting_info=False, logfile=io.StringIO()
        )
    except (xlrd.XLRDError, AssertionError, struct.error, *_BROKEN) as error:
        raise _broken(error) from error
    except xlrd.compdoc.CompDocError as error:
        raise _broken(error) from error


def _old_rows(sheet, book):
    for number in range(sheet.nrows):
        yield [_old_text(cell, book) for cell in sheet.row(number)]


def _old_text(cell, book):
    if cell.ctype == xlrd.XL_CELL_DATE:
        try:
            moment = xlrd.xldate_as_datetime(cell.value, book.datemode)
        except (ValueError, OverflowError, xlrd.xldate.XLDateError):
            return str(cell.value)
        return moment.date().isoformat()
    if cell.ctype == xlrd.XL_CELL_NUMBER:
        return number_text(cell.value)
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return "yes" if cell.value else "no"
    return cell.value if cell.ctype == xlrd.XL_CELL_TEXT else ""
