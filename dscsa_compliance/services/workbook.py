"""XLSX → rows of cells as texts. Formulas are never computed: their last value counts.

openpyxl comes with Odoo. A workbook is an archive, so it is looked at before it is
opened: size of what is inside, packing ratio, number of parts, no document type.
"""

import re
import zipfile
import zlib
from datetime import date, datetime, time

import openpyxl
from openpyxl.cell.read_only import EMPTY_CELL

from ..core.tabular.model import TableError, TableLimits
from ..core.tabular.text import collect

MAX_INSIDE = 256 << 20
MAX_RATIO = 200
RATIO_FREE = 4 << 20
MAX_PARTS = 2000
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
    """Rows of one sheet, the first one without a name; errors as ``read_rows``."""
    limits = limits or TableLimits()
    book = _open(stream, limits)
    try:
        found = [one for one in book.worksheets if one.title == sheet]
        found = found or book.worksheets[:1]
        if not found:
            raise TableError("tabular.empty")
        found[0].reset_dimensions()
        return collect(_rows(found[0], limits), limits)
    except TableError:
        raise
    except _BROKEN as error:
        raise _broken(error) from error
    finally:
        book.close()


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
                with archive.open(part) as content:
                    if b"<!DOCTYPE" in content.read(1024):
                        raise TableError("tabular.workbook", reason="DOCTYPE")
    except TableError:
        raise
    except (*_BROKEN, NotImplementedError) as error:
        raise _broken(error) from error
    finally:
        stream.seek(0)


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
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, int):
        return _digits(value, cell.number_format or "")
    return str(value)


def _digits(value, form):
    """A number under a format of zeros and hyphens alone, such as 00000-0000-00."""
    text = str(value)
    if value < 0 or not form.count("0") or not _ZEROS.fullmatch(form):
        return text
    digits = text.zfill(form.count("0"))
    if len(digits) > form.count("0"):
        return text
    signs = iter(digits)
    return "".join(next(signs) if sign == "0" else sign for sign in form)
