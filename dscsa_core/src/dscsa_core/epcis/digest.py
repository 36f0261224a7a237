"""What one document says of things, whatever the order of its events.

>>> digest = Digest()
>>> for event in reader.events():
...     touched = digest.apply(event)
>>> for transaction in digest.transactions(reader.header):
...     ...

``apply`` only writes numbers down; everything else is worked out when first asked
for after the last event. A million packages cost about 200 bytes each.
"""

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import NamedTuple

from ..catalogue import finding
from ..finding import Finding
from ..tally import Tally
from . import journal as log
from .journal import Journal, content_of, operation
from .lost import lost_things, told_states
from .model import TRANSFORMATION, Event, Header, QuantityElement
from .replay import Replay
from .shipment import Shipment
from .things import FIRST_GTIN, KINDS, Things
from .told import Told, state_of
from .transactions import Transaction, transactions_of
from .withdrawal import Withdrawal

_RICH = (log.SHIP, log.VOID, log.ORDER, log.RETIRE)


class Touched(NamedTuple):
    """Numbers of the things an event names, by role; ``parent`` -1 for none."""

    parent: int
    epcs: Sequence[int]
    inputs: Sequence[int]
    outputs: Sequence[int]


class Thing(NamedTuple):
    """One identifier as the whole document tells of it.

    ``kind`` is ``sgtin``, ``sscc`` or ``other``; ``parent`` the number of the thing
    that holds it after the last event, -1 for none; ``announced`` whether a shipment
    of the document holds it.
    """

    kind: str
    gtin: str
    serial: str
    lot: str
    expiry: date | None
    parent: int
    announced: bool


class Digest:
    """All things of one document. ``units`` are GTINs known to be saleable packages
    although their indicator digit says case.
    """

    def __init__(self, *, units: frozenset[str] = frozenset()) -> None:
        self._tally = Tally()
        self._things = Things(self._tally)
        self._journal = Journal()
        self._units = units
        self._events: dict[int, Event] = {}
        self._declared: list[tuple[int, int, Event, array]] = []
        self._classes: dict[str, tuple[str, date | None]] = {}
        self._states: dict[int, str] = {}
        self._kinds: Counter[str] = Counter()
        self._settled: Replay | None = None
        self._announced: bytearray | None = None

    def apply(self, event: Event) -> Touched:
        """Note an event; the numbers of what it names."""
        self._settled = self._announced = None
        self._kinds[event.kind] += 1
        place, indices = f"event {event.position}", self._things.indices
        parent = indices((event.parent,), place)[0] if event.parent else -1
        epcs = indices(event.epcs, place)
        inputs = indices(event.inputs, place) if event.inputs else ()
        outputs = indices(event.outputs, place) if event.outputs else ()
        self._note_classes(event)
        touched = Touched(parent, epcs, inputs, outputs)
        self._note(event, touched)
        return touched

    def _note_classes(self, event: Event) -> None:
        elements = event.quantities + event.input_quantities + event.output_quantities
        for element in elements:
            lot, expiry = self._classes.get(element.epc_class, ("", None))
            self._classes[element.epc_class] = (
                lot or event.lot,
                expiry or event.expiry,
            )

    def _note(self, event: Event, touched: Touched) -> None:
        parent, epcs, inputs, outputs = touched
        named = [*epcs, *inputs, *outputs] if inputs or outputs else epcs
        content = content_of(event, parent, named)
        if event.error:
            ident = hash(event.event_id) if event.event_id else 0
            things = array("i", [parent, *named] if parent >= 0 else named)
            self._declared.append((ident, content, _lean(event), things))
            return
        told = event.lot or event.expiry
        fact = self._things.fact(event.lot, event.expiry) if told else 0
        add = self._journal.add
        if event.kind == TRANSFORMATION:
            add(event, log.RETIRE, -1, inputs, 0, content)
            row = add(event, log.COMMISSION, -1, outputs, fact, content)
            if state := state_of(event):
                self._states[row] = state
            return
        what, state = operation(event), state_of(event)
        kept = epcs if what or fact or state else ()
        if event.items:
            self._note_items(event, epcs, content)
        row = add(event, what, parent, kept, fact, content)
        if state:
            self._states[row] = state
        if what in _RICH:
            self._events[row] = _lean(event)

    def _note_items(self, event: Event, epcs: Sequence[int], content: int) -> None:
        """A vendor's list of products: each lot for the packages of its own GTIN."""
        facts = {g: self._things.fact(lot, expiry) for g, lot, expiry in event.items}
        own: dict[int, list[int]] = {}
        for number in epcs:
            if fact := facts.get(self._things.gtin(number)):
                own.setdefault(fact, []).append(number)
        for fact, numbers in own.items():
            self._journal.add(event, log.TOLD, -1, numbers, fact, content)

    def _replay(self) -> Replay:
        if self._settled is None:
            self._things.close()
            replay = Replay(self._things, self._journal, self._units)
            replay.run(self._events, self._declared, self._states)
            self._settled = replay
        return self._settled

    @property
    def keys(self) -> list[str]:
        """Key texts by number; ``other`` identifiers are their URI."""
        return self._things.keys

    @property
    def findings(self) -> list[Finding]:
        """Faults in identifiers, packing, lots and corrections; one per kind."""
        spelt = list(self._things.split_gtins())
        found = [*self._tally.findings(), *self._replay().findings]
        found += lost_things(self, self._things, self._replay())
        found += told_states(self)
        found.extend(finding("PREFIX_SPLIT", key=gtin) for gtin in spelt[:50])
        return found

    @property
    def shipments(self) -> list[Shipment]:
        """Shipments in order of time, without cancelled and withdrawn ones."""
        return self._replay().shipments

    @property
    def withdrawals(self) -> Sequence[Withdrawal]:
        """What the document takes back: of itself, or told in another document."""
        return self._replay().cancelling.withdrawals

    @property
    def told(self) -> Told:
        """States the sender tells of things: recalled, stolen …"""
        return self._replay().told

    @property
    def told_classes(self) -> dict[tuple[str, str], str]:
        """The same of a lot, (GTIN, lot) → state or FIT; lot empty for all of them."""
        return self._replay().told_classes

    @property
    def kinds(self) -> dict[str, int]:
        """How many events of each kind were applied."""
        return dict(self._kinds)

    @property
    def classes(self) -> dict[str, tuple[str, date | None]]:
        """Class identifiers of quantities, with the lot and expiry told of them."""
        return self._classes

    def census(self) -> dict[str, int]:
        """Distinct identifiers: ``sgtin``, ``sscc``, ``other`` and ``class``."""
        number_of = Counter(self._things.classes)
        other, sscc = number_of.pop(0, 0), number_of.pop(1, 0)
        return {
            "sgtin": number_of.total(),
            "sscc": sscc,
            "other": other,
            "class": len(self._classes),
        }

    @property
    def latest_time(self) -> datetime | None:
        """The latest time any event names."""
        return self._journal.latest()

    def find(self, key: str) -> int | None:
        """Number of a key text, None when the document does not name it."""
        return self._things.find(key)

    def kind(self, number: int) -> str:
        """``sgtin``, ``sscc`` or ``other``."""
        return self._things.kind(number)

    def gtin(self, number: int) -> str:
        """GTIN-14 of a package or case, empty for anything else."""
        return self._things.gtins[self._things.classes[number]]

    def lot_of(self, number: int) -> tuple[str, date | None]:
        """Lot and expiry of a thing: its own, else inherited from its case."""
        return self._things.facts[self._replay().lots.effective[number]]

    def sorts(self, numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
        """For each thing a pair of numbers that stands for GTIN, lot and expiry."""
        classes, effective = self._things.classes, self._replay().lots.effective
        return zip(
            map(classes.__getitem__, numbers),
            map(effective.__getitem__, numbers),
            strict=True,
        )

    def uncommissioned(self, numbers: Iterable[int]) -> Iterator[int]:
        """Those of these things of whose coming into being the document is silent."""
        commissioned = self._replay().commissioned
        return (number for number in numbers if not commissioned[number])

    def parent_of(self, number: int) -> int:
        """What holds a thing after the last event, -1 for nothing."""
        return self._replay().tree.parent[number]

    def loose_in(self, number: int) -> Sequence[QuantityElement]:
        """What lies in a thing after the last event without serials."""
        return self._replay().tree.loose.get(number, ())

    def packages_in(self, number: int) -> Sequence[int]:
        """Packages in a thing after the last event, whatever boxes are between."""
        return self._replay().tree.explode((number,), self._units).packages

    def children_of(self, number: int) -> Sequence[int]:
        """What lies directly in a thing after the last event."""
        return self._replay().tree.children(number)

    def thing(self, number: int) -> Thing:
        """Everything the document tells of one thing."""
        return next(self._things_of((number,)))

    def things(self) -> Iterator[Thing]:
        """All things, in order of their numbers."""
        return self._things_of(range(len(self._things)))

    def _things_of(self, numbers: Iterable[int]) -> Iterator[Thing]:
        replay, things = self._replay(), self._things
        effective, parent = replay.lots.effective, replay.tree.parent
        announced, classes, facts = self.announced, things.classes, things.facts
        for number in numbers:
            kind = classes[number]
            lot, expiry = facts[effective[number]]
            yield Thing(
                KINDS[min(kind, FIRST_GTIN)],
                things.gtins[kind],
                things.keys[number][18:] if kind >= FIRST_GTIN else "",
                lot,
                expiry,
                parent[number],
                announced[number] == 1,
            )

    def is_unit(self, gtin: str) -> bool:
        """Whether things of this GTIN are saleable packages, not cases."""
        return gtin[:1] == "0" or gtin in self._units

    @property
    def announced(self) -> bytearray:
        """By number: 1 for what a shipment of the document holds."""
        if self._announced is None:
            marks = bytearray(len(self._things))
            for shipment in self.shipments:
                for number in shipment.numbers():
                    marks[number] = 1
            self._announced = marks
        return self._announced

    def transactions(self, header: Header) -> list[Transaction]:
        """One transaction (TI/TS) per shipping event, in order of time."""
        return transactions_of(self, header)

    def __len__(self) -> int:
        return len(self._things)


def _lean(event: Event) -> Event:
    """An event without the long lists, which the journal has as numbers."""
    return replace(event, epcs=(), extensions=())
