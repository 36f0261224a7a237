"""What a document says happened, kept as numbers until all of it is read.

Events may come out of time order and may be taken back by a later one, so nothing
is decided while reading. A row costs about 60 bytes, an EPC in it four.
"""

from array import array
from collections import defaultdict
from collections.abc import Container, Iterator, Sequence
from datetime import UTC, datetime, timedelta

from .model import AGGREGATION, OBJECT, QUANTITY, TRANSACTION, Event, QuantityElement

NOTHING, COMMISSION, RETIRE, PACK, UNPACK, SHIP, VOID, ORDER, TOLD, BACK = range(10)
OPERATIONS = range(10)

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_BY_ACTION = {
    (OBJECT, "ADD"): COMMISSION,
    (OBJECT, "DELETE"): RETIRE,
    (OBJECT, "OBSERVE"): TOLD,
    (QUANTITY, ""): TOLD,
    (AGGREGATION, "ADD"): PACK,
    (AGGREGATION, "OBSERVE"): PACK,
    (AGGREGATION, "DELETE"): UNPACK,
}
_SHIPPING = {
    *((OBJECT, action) for action in ("ADD", "OBSERVE", "")),
    *((QUANTITY, action) for action in ("ADD", "OBSERVE", "")),
    (AGGREGATION, "OBSERVE"),
}


def operation(event: Event) -> int:
    """What an event means for things: one of ``OPERATIONS``.

    An association (a sensor on a pallet) is no packing. A cancelled shipment is told
    as void_shipping (OBSERVE by the guideline, DELETE by one vendor) or as DELETE of
    the shipping: all are VOID.
    """
    if event.step == "void_shipping" or _is_deleted_shipping(event):
        return VOID
    if event.kind == TRANSACTION:
        return ORDER if event.action != "DELETE" else NOTHING
    if event.step == "shipping" and (event.kind, event.action) in _SHIPPING:
        return SHIP
    what = _BY_ACTION.get((event.kind, event.action), NOTHING)
    return BACK if what == TOLD and event.disposition == "returned" else what


def _is_deleted_shipping(event: Event) -> bool:
    """Taking things out of a pallet while it is shipped is no cancellation."""
    return (
        event.step == "shipping"
        and event.action == "DELETE"
        and event.kind in (OBJECT, QUANTITY, TRANSACTION)
    )


def microseconds(moment: datetime) -> int:
    """Microseconds since 1970 of an aware time."""
    return (moment - _EPOCH) // _MICROSECOND


class Journal:
    """Rows of (time, operation, parent, children, fact) in file order."""

    def __init__(self) -> None:
        self.times = array("q")
        self.operations = array("b")
        self.parents = array("i")
        self.starts = array("q", [0])
        self.facts = array("i")
        self.positions = array("i")
        self.children = array("i")
        self.contents = array("q")
        self.idents = array("q")
        self.quantities: dict[int, tuple[QuantityElement, ...]] = {}
        self.disorder = 0

    def add(
        self,
        event: Event,
        what: int,
        parent: int,
        children: Sequence[int],
        fact: int,
        content: int,
    ) -> int:
        """Append a row; its number. A missing time is that of the row before."""
        before = self.times[-1] if self.times else 0
        now = before if event.time is None else microseconds(event.time)
        self.disorder += bool(self.times) and now < before
        self.times.append(now)
        self.operations.append(what)
        self.parents.append(parent)
        self.children.extend(children)
        self.starts.append(len(self.children))
        self.facts.append(fact)
        self.positions.append(event.position)
        self.contents.append(content)
        self.idents.append(hash(event.event_id) if event.event_id else 0)
        if event.quantities:
            self.quantities[len(self.times) - 1] = event.quantities
        return len(self.times) - 1

    def of(self, row: int) -> array:
        """The children of a row."""
        return self.children[self.starts[row] : self.starts[row + 1]]

    def ordered(self) -> Iterator[int]:
        """Row numbers in order of event time, file order where times are equal."""
        rows = range(len(self.times))
        return iter(sorted(rows, key=self.times.__getitem__) if self.disorder else rows)

    def latest(self) -> datetime | None:
        """The latest time any row names."""
        if not self.times:
            return None
        return _EPOCH + max(self.times) * _MICROSECOND

    def repeated(self, left_out: Container[int]) -> tuple[list[int], list[int]]:
        """Rows equal to an earlier one, and others that merely reuse its event id.

        Equal words under another id are another event (EPCIS 1.2, section 7.4.1).
        """
        contents, idents = self.contents, self.idents
        again: list[int] = []
        reused: list[int] = []
        named = len(idents) - idents.count(0)
        if len(set(contents)) == len(contents) and len(set(idents) - {0}) == named:
            return again, reused
        seen: set[tuple[int, int, int]] = set()
        first: dict[int, int] = {}
        positions = self.positions
        rows = zip(contents, self.operations, idents, strict=True)
        for row, (content, what, ident) in enumerate(rows):
            # an observation repeated changes nothing
            if row in left_out or what in (NOTHING, TOLD):
                continue
            if (content, what, ident) in seen:
                again.append(row)
            elif ident and first.setdefault(ident, positions[row]) != positions[row]:
                reused.append(row)
            seen.add((content, what, ident))
        return again, reused

    def withdrawn(
        self, declared: Sequence[tuple[int, int]]
    ) -> Iterator[tuple[int, list[int]]]:
        """For each declaration (event id hash, content hash): its number and rows.

        The event id decides where the row has it, else equal content does: of a row
        without an id, or for a declaration without one.
        """
        by_ident, by_content = defaultdict(list), defaultdict(list)
        if not declared:
            return
        for row, (ident, content) in enumerate(
            zip(self.idents, self.contents, strict=True)
        ):
            by_ident[ident].append(row)
            by_content[content].append(row)
        for number, (ident, content) in enumerate(declared):
            same = by_ident.get(ident) if ident else None
            like = by_content.get(content, [])
            yield number, same or [r for r in like if not (ident and self.idents[r])]


def content_of(event: Event, parent: int, children: Sequence[int]) -> int:
    """Fingerprint of what an event says, without its id, times of recording and error.

    An error declaration repeats the event it takes back (EPCIS 1.2, section 7.4.1.2).
    """
    return hash(
        (
            (event.kind, event.time, event.action, event.step, event.disposition),
            (event.read_point, event.location, event.lot, event.expiry),
            (event.references, event.sources, event.destinations, event.quantities),
            (event.input_quantities, event.output_quantities),
            parent,
            tuple(children),
        )
    )
