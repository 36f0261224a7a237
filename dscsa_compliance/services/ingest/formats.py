"""Which reader reads a file: EPCIS, X12 ship notice, or table.

Each reader offers what ``dscsa_core.epcis.reader.Reader`` does: ``header``,
``events()``, ``findings``. A reader may also have ``replaces``: {position of a
shipping event: ids of earlier TI/TS with its number}, and ``corrects``: positions of
those that say they are said anew.
"""

from collections import namedtuple

from dscsa_core.epcis.looks import looks_like
from dscsa_core.guarded.reading import GuardedReader
from dscsa_core.guarded.workbook import OLD_EXCEL, is_workbook
from dscsa_core.tabular.markup import is_markup_table
from dscsa_core.tabular.text import is_table
from dscsa_core.x12.model import X12Limits
from dscsa_core.x12.tokens import is_x12

from .known_products import KnownProducts
from .tables import TableOpening

HEAD = 1 << 12
EPCIS, X12, CSV, XLSX, OTHER = "epcis", "x12", "csv", "xlsx", "other"

Format = namedtuple("Format", "name sniff open")


def kind_of(stream, name=""):
    """Name of the format of a seekable stream; ``other`` for what no reader reads."""
    head = stream.read(HEAD)
    stream.seek(0)
    for form in FORMATS:
        if form.sniff(stream, head, name):
            return form.name
    return OTHER


def open_reader(document, stream, limits):
    """The reader of a document's bytes; EPCIS refuses what nobody knows."""
    kind = kind_of(stream, document.name or "")
    opened = {form.name: form.open for form in FORMATS}.get(kind, _open_epcis)
    return opened(document, stream, limits)


def _open_epcis(_document, stream, limits):
    return GuardedReader("epcis", stream, limits)


def _open_x12(document, stream, limits):
    bounds = X12Limits()
    bounds = X12Limits(max_bytes=min(bounds.max_bytes, limits.max_bytes))
    return _ShipNotices(document, stream, bounds)


class _ShipNotices(GuardedReader):
    """Reads 856; what replaces or corrects others is known when it was read."""

    def __init__(self, document, stream, limits):
        known = KnownProducts(document).gtins()
        super().__init__("x12", stream, limits, known=known)
        self._document = document

    @property
    def corrects(self):
        """Positions of the notices that say they correct an earlier one."""
        return {position for position, (_number, corrects) in self.notices if corrects}

    @property
    def replaces(self):
        """Earlier ship notices with the same number; whether they are the same
        shipment is for those who know both.
        """
        document, found = self._document, {}
        for position, (number, _corrects) in self.notices:
            earlier = position and document.env["dscsa.transaction"].search(
                [
                    ("company_id", "=", document.company_id.id),
                    ("event_id.event_ref", "=", number),
                    ("document_id", "<", document.id),
                    ("document_id.format", "=", X12),
                    ("withdrawn_by_id", "=", False),
                    ("superseded_by_id", "=", False),
                ]
            )
            if earlier:
                found[position] = earlier.ids
        return found


def _open_table(document, stream, _limits):
    return TableOpening(document).open(stream)


def _sniff_epcis(_stream, head, _name):
    text = head.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0")
    return text[:1] in (b"<", b"{", b"[")


def _is_old_table(head, name):
    """XLS, and what portals name so: markup that is no EPCIS."""
    is_old = head.startswith(OLD_EXCEL) and name.lower().endswith((".xls", ".xlt"))
    return is_old or is_markup_table(head, name)


FORMATS = [
    Format(X12, lambda _stream, head, _name: is_x12(head), _open_x12),
    Format(XLSX, lambda _stream, head, name: _is_old_table(head, name), _open_table),
    Format(EPCIS, _sniff_epcis, _open_epcis),
    Format(
        XLSX,
        lambda stream, head, _name: looks_like(head) == "ZIP" and is_workbook(stream),
        _open_table,
    ),
    Format(CSV, lambda _stream, head, name: is_table(head, name), _open_table),
]
