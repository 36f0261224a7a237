"""Tables of transaction information: limits, errors, and how one is to be read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from ..epcis.model import Place
from ..errors import CoreError

MDY, DMY, YMD = "mdy", "dmy", "ymd"
DATE_ORDERS = (MDY, DMY, YMD)


class TableError(CoreError):
    """A table that cannot be read; ``code`` begins with ``tabular.``."""


@dataclass(frozen=True, slots=True)
class TableLimits:
    """Bounds of one table; what breaks one is refused (``tabular.size``)."""

    max_bytes: int = 1 << 26
    max_rows: int = 200_000
    max_cells: int = 2_000_000
    max_columns: int = 200
    max_cell: int = 4000


@dataclass(frozen=True, slots=True)
class Layout:
    """What the columns mean. ``columns`` field → column number from 0; ``header_row``
    the row of the headings from 1, 0 for none. ``pad_ndc``: NDCs were written with
    eleven digits and a spreadsheet took zeros away from the front.
    """

    columns: Mapping[str, int] = field(default_factory=dict)
    header_row: int = 1
    date_order: str = MDY
    pad_ndc: bool = False


@dataclass(frozen=True, slots=True)
class Terms:
    """What holds for the whole table and stands in no column.

    ``statement`` whether the transaction statement is given, in the table's words or
    where ``words`` say it stands; None = nowhere.
    """

    seller: Place | None = None
    buyer: Place | None = None
    invoice: str = ""
    po: str = ""
    day: date | None = None
    statement: bool | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One good row; ``row`` as spreadsheets number them. Texts are the table's."""

    row: int
    gtin: str
    lot: str = ""
    expiry: date | None = None
    quantity: int = 1
    serial: str = ""
    invoice: str = ""
    po: str = ""
    delivery: str = ""
    day: date | None = None
    shipped_at: datetime | None = None
    seller: str = ""
    texts: tuple[tuple[str, str], ...] = ()
    # who sold, bought, sent and gets it, as the row says: (field, text)
    parties: tuple[tuple[str, str], ...] = ()
