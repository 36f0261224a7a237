"""One file → rows of cells, whatever kind of table it is.

Runs in the reading child, since the libraries of old formats know no limits.
"""

from ..tabular.fields import best_sheet
from ..tabular.markup import is_markup_table, read_markup
from ..tabular.model import TableLimits
from ..tabular.text import read_rows
from .workbook import (
    OLD_EXCEL,
    old_sheet_names,
    read_old_workbook,
    read_workbook,
    sheet_names,
)

_HEAD = 4096
# a person said that the file is a table, whatever its name
_ANY_TABLE = ".xls"


def rows_of(stream, sheet=""):
    """(``csv`` or ``xlsx``, rows) of a table; raises TableError."""
    head = _head(stream)
    if head.startswith(b"PK"):
        return "xlsx", read_workbook(stream, sheet)
    if head.startswith(OLD_EXCEL):
        return "xlsx", read_old_workbook(_whole(stream), sheet)
    if is_markup_table(head, _ANY_TABLE):
        sheets = read_markup(_whole(stream))
        return "xlsx", sheets.get(sheet) or sheets[best_sheet(sheets.items())]
    return "csv", read_rows(stream)


def sheets_of(stream):
    """Names of the sheets of a spreadsheet; none for a table of text."""
    head = _head(stream)
    if head.startswith(b"PK"):
        return sheet_names(stream)
    if head.startswith(OLD_EXCEL):
        return old_sheet_names(_whole(stream))
    if is_markup_table(head, _ANY_TABLE):
        return list(read_markup(_whole(stream)))
    return []


def _head(stream):
    head = stream.read(_HEAD)
    stream.seek(0)
    return head


def _whole(stream):
    return stream.read(TableLimits().max_bytes + 1)
