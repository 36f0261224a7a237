"""Plays the journal in order of time and keeps what each shipment held then."""

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ..catalogue import finding
from ..finding import Finding
from ..tally import Tally, group
from . import journal as log
from .aggregation import Load, Tree
from .journal import Journal
from .lots import UNTOLD, Lots
from .model import AGGREGATION, Event
from .things import Things


@dataclass(slots=True)
class Shipment:
    """A shipping event, what was named in it, and what that held at its time.

    ``orders`` are the events that name an order for some of it, each with the
    packages meant.
    """

    row: int
    event: Event
    tops: array
    load: Load
    orders: list[tuple[Event, frozenset[int]]] = field(default_factory=list)

    def all(self) -> set[int]:
        """Every thing in the shipment, whatever its level."""
        load = self.load
        return {*self.tops, *load.nodes, *load.packages, *load.sealed}.union(
            load.empty, load.others
        )

    def remove(self, gone: set[int]) -> None:
        """Take things out, keeping the order of the rest."""
        self.tops, load = _without(self.tops, gone), self.load
        load.packages = _without(load.packages, gone)
        load.sealed, load.empty = (
            _without(load.sealed, gone),
            _without(load.empty, gone),
        )
        load.others = _without(load.others, gone)

    def is_void(self) -> bool:
        """Whether nothing is left of it."""
        load = self.load
        return not (
            self.tops
            or load.packages
            or load.sealed
            or load.empty
            or load.others
            or load.quantities
            or self.event.quantities
        )


def _without(numbers: array, gone: set[int]) -> array:
    return array("i", [n for n in numbers if n not in gone])


class Replay:
    """The state after the last event: ``tree``, ``lots``, ``shipments`` by time.

    ``declared`` are the error declarations as (event id hash, content hash, event).
    ``open_voids`` are things whose cancelled shipment is not in this document.
    """

    def __init__(self, things: Things, journal: Journal, units: frozenset[str]) -> None:
        self.things, self.journal, self.units = things, journal, units
        self.tally = Tally()
        self.tree = Tree(things, journal, self.tally)
        self.lots = Lots(things, self.tally)
        self.commissioned = bytearray(len(things))
        self.retired: set[int] = set()
        self.shipments: list[Shipment] = []
        self.open_voids = array("i")
        self.open_declarations: list[Event] = []
        self.findings: list[Finding] = []
        self._orders: list[Shipment] = []
        self._voids: list[tuple[Event, set[int]]] = []

    def run(
        self,
        events: Mapping[int, Event],
        declared: Sequence[tuple[int, int, Event]],
    ) -> None:
        """Play all rows; ``events`` are those with parties and references, by row."""
        withdrawn = self._withdrawn(declared)
        steps = {
            log.COMMISSION: self._commission,
            log.RETIRE: self._retire,
            log.PACK: self._pack,
            log.UNPACK: self._unpack,
        }
        told = {log.SHIP: self._ship, log.VOID: self._void, log.ORDER: self._order}
        operations, facts = self.journal.operations, self.journal.facts
        for row in self.journal.ordered():
            if row in withdrawn:
                continue
            what = operations[row]
            if facts[row]:
                self.lots.tell(self.journal.of(row), facts[row])
            if what in steps:
                steps[what](row)
            elif what in told:
                told[what](row, events[row])
        self._finish()

    def _withdrawn(self, declared: Sequence[tuple[int, int, Event]]) -> set[int]:
        """Rows that a declaration of the same document takes back."""
        if not declared:
            return set()
        gone: set[int] = set()
        for number, rows in self.journal.withdrawn(d[:2] for d in declared):
            event = declared[number][2]
            place, reason = f"event {event.position}", event.error.reason
            gone.update(rows)
            if rows:
                self.findings.append(
                    finding("EVENT_WITHDRAWN", place, count=len(rows), reason=reason)
                )
            else:
                self.findings.append(finding("WITHDRAWAL_UNMATCHED", place))
                self.open_declarations.append(event)
        return gone

    def _commission(self, row: int) -> None:
        commissioned = self.commissioned
        for thing in self.journal.of(row):
            if commissioned[thing]:
                self._tell("SERIAL_DUPLICATE", [thing])
            commissioned[thing] = 1
            self.retired.discard(thing)

    def _retire(self, row: int) -> None:
        for thing in self.journal.of(row):
            self.tree.retire(thing)
            self.retired.add(thing)

    def _pack(self, row: int) -> None:
        self._tell("SERIAL_DECOMMISSIONED", self.retired.intersection(self._of(row)))
        self.tree.pack(row)

    def _unpack(self, row: int) -> None:
        journal = self.journal
        named = journal.of(row) or journal.quantities.get(row)
        self.tree.unpack(row, everything=not named)

    def _of(self, row: int) -> Sequence[int]:
        """Children of a row, only if something was retired at all (speed)."""
        return self.journal.of(row) if self.retired else ()

    def _tops(self, row: int, event: Event) -> array:
        """What a shipment names; of an observed packing the outer thing."""
        parent = self.journal.parents[row]
        if parent >= 0 and event.kind == AGGREGATION:
            return array("i", [parent])
        children = self.journal.of(row)
        return array("i", [parent]) + children if parent >= 0 else children

    def _ship(self, row: int, event: Event) -> None:
        if event.kind == AGGREGATION and event.parent:
            self.tree.pack(row)
        tops = self._tops(row, event)
        self._tell("SERIAL_DECOMMISSIONED", self.retired.intersection(tops))
        self.shipments.append(Shipment(row, event, tops, self._load(tops)))

    def _load(self, tops: Iterable[int]) -> Load:
        load = self.tree.explode(tops, self.units)
        self.lots.settle(load.packages, self.tree)
        self.lots.settle(load.sealed, self.tree)
        return load

    def _order(self, row: int, event: Event) -> None:
        tops = self._tops(row, event)
        load = self.tree.explode(tops, self.units)
        self._orders.append(Shipment(row, event, tops, load))

    def _void(self, row: int, event: Event) -> None:
        tops = self._tops(row, event)
        load = self.tree.explode(tops, self.units)
        gone = self._cancel(event, Shipment(row, event, tops, load).all())
        if gone:
            self._voids.append((event, gone))

    def _cancel(self, event: Event, gone: set[int]) -> set[int]:
        """Take things out of the latest shipments that hold them; what is left over."""
        found: list[int] = []
        for shipment in reversed(self.shipments):
            hit = gone & shipment.all()
            if hit:
                found.extend(sorted(hit.intersection(shipment.tops) or hit))
                shipment.remove(gone)
                gone = gone - hit
            if not gone:
                break
        if found:
            keys = [self.things.keys[thing] for thing in found]
            place = f"event {event.position}"
            self.findings.append(group("SHIPMENT_VOIDED", keys, place))
        return gone

    def _finish(self) -> None:
        for event, gone in self._voids:
            self.open_voids.extend(sorted(self._cancel(event, gone)))
        self.shipments = [s for s in self.shipments if not s.is_void()]
        for shipment in self.shipments:
            self._look_again(shipment)
        self._match_orders()
        self._settle_rest()
        self.findings.extend(self.tally.findings())
        if self.journal.disorder:
            self.findings.append(
                finding("ORDER_OF_EVENTS", count=self.journal.disorder)
            )

    def _look_again(self, shipment: Shipment) -> None:
        """Contents told only after the shipment (wrong clock) are better than none."""
        load = shipment.load
        late = [t for t in (*load.empty, *load.sealed) if t in self.tree.packs]
        if not late:
            return
        more, known = self._load(late), shipment.all()
        load.packages.extend(n for n in more.packages if n not in known)
        load.quantities.extend(more.quantities)
        load.nodes.extend(more.nodes)
        filled = set(more.nodes)
        for name in ("sealed", "empty", "others"):
            merged = [*getattr(load, name), *getattr(more, name)]
            left = dict.fromkeys(n for n in merged if n not in filled)
            setattr(load, name, array("i", left))

    def _match_orders(self) -> None:
        """Orders named by transaction events go to the shipment that holds the goods.

        Without such a shipment the event is the only word of one: it becomes one.
        """
        owners: dict[int, Shipment] = {}
        if self._orders:
            for shipment in self.shipments:
                owners.update(dict.fromkeys(shipment.all(), shipment))
        for order in self._orders:
            packages = frozenset(order.load.packages)
            names = (*order.tops, *order.load.packages)
            holders = {id(owners[n]): owners[n] for n in names if n in owners}
            for shipment in holders.values():
                shipment.orders.append((order.event, packages))
            if not holders:
                self.lots.settle(order.load.packages, self.tree)
                self.shipments.append(order)
        self.shipments.sort(key=lambda s: (self.journal.times[s.row], s.row))

    def _settle_rest(self) -> None:
        """Effective facts of what was not shipped."""
        effective, own = self.lots.effective, self.lots.own
        packs, packages = self.tree.packs, array("i")
        for thing, fact in enumerate(effective):
            if fact == UNTOLD:
                if thing in packs:
                    effective[thing] = own[thing]
                else:
                    packages.append(thing)
        self.lots.settle(packages, self.tree)

    def _tell(self, code: str, numbers: Iterable[int]) -> None:
        for thing in numbers:
            self.tally.add(code, self.things.keys[thing])
