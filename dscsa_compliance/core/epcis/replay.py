"""Plays the journal in order of time and keeps what each shipment held then."""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from ..catalogue import finding
from ..finding import Finding
from ..tally import Tally
from . import journal as log
from .aggregation import Load, Tree
from .journal import Journal
from .lots import UNTOLD, Lots
from .model import AGGREGATION, Event
from .once import Once, cancel_repeats
from .things import Things


@dataclass(slots=True)
class Shipment:
    """A shipping event, what was named in it, and what that held at its time.

    ``orders`` are the events that name an order for some of it, each with the
    packages meant; ``gone`` what a later event takes out of it; ``again`` what came
    back to the seller before, so that it may leave him once more.
    """

    row: int
    event: Event
    tops: array
    load: Load
    orders: list[tuple[Event, array]] = field(default_factory=list)
    gone: set[int] = field(default_factory=set)
    again: set[int] = field(default_factory=set)

    def numbers(self) -> Iterator[int]:
        """Every thing in the shipment, whatever its level; some of them twice."""
        load = self.load
        return chain(
            self.tops, load.nodes, load.packages, load.sealed, load.empty, load.others
        )

    def settle(self) -> None:
        """Take out what is gone, keeping the order of the rest."""
        if not self.gone:
            return
        self.tops = self._left(self.tops)
        for name in ("packages", "sealed", "empty", "others"):
            setattr(self.load, name, self._left(getattr(self.load, name)))

    def _left(self, numbers: array) -> array:
        return array("i", [n for n in numbers if n not in self.gone])

    def is_void(self) -> bool:
        """Whether later events left nothing of it."""
        load = self.load
        left = load.packages or load.sealed or load.empty or load.others
        return bool(self.gone) and not (
            self.tops or left or load.quantities or self.event.quantities
        )


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
        self.returned: set[int] = set()
        self.shipments: list[Shipment] = []
        self.open_voids = array("i")
        self.open_declarations: list[Event] = []
        self.findings: list[Finding] = []
        self._orders: list[Shipment] = []
        self._voids: list[tuple[set[int], set[int]]] = []
        self._holders: defaultdict[int, list[Shipment]] = defaultdict(list)
        self._indexed = 0

    def run(
        self,
        events: Mapping[int, Event],
        declared: Sequence[tuple[int, int, Event]],
    ) -> None:
        """Play all rows; ``events`` are those with parties and references, by row."""
        left_out = self._withdrawn(declared)
        left_out |= self._repeated(left_out)
        steps = {
            log.COMMISSION: self._commission,
            log.RETIRE: self._retire,
            log.PACK: self._pack,
            log.UNPACK: self._unpack,
            log.BACK: self._come_back,
        }
        told = {log.SHIP: self._ship, log.VOID: self._void, log.ORDER: self._order}
        operations, facts = self.journal.operations, self.journal.facts
        for row in self.journal.ordered():
            if row in left_out:
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
        gone: set[int] = set()
        positions = self.journal.positions
        for number, rows in self.journal.withdrawn([d[:2] for d in declared]):
            event = declared[number][2]
            gone.update(rows)
            for row in rows:
                self.tally.add(
                    "EVENT_WITHDRAWN",
                    f"event {positions[row]}",
                    reason=event.error.reason or "-",
                )
            if not rows:
                self.tally.add("WITHDRAWAL_UNMATCHED", f"event {event.position}")
                self.open_declarations.append(event)
        return gone

    def _repeated(self, withdrawn: set[int]) -> set[int]:
        """Rows that say once more what an earlier one says."""
        again, reused = self.journal.repeated(withdrawn)
        positions = self.journal.positions
        for code, rows in (("EVENT_REPEATED", again), ("EVENT_ID_REUSED", reused)):
            for row in rows:
                self.tally.add(code, f"event {positions[row]}")
        return set(again)

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
        shipment = Shipment(row, event, tops, self._load(tops))
        if self.returned:
            shipment.again = self.returned.intersection(shipment.numbers())
            self.returned -= shipment.again
        self.shipments.append(shipment)

    def _come_back(self, row: int) -> None:
        tops = self.journal.of(row)
        load = self.tree.explode(tops, self.units)
        self.returned.update(Shipment(row, None, tops, load).numbers())

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
        named = Shipment(row, event, tops, self.tree.explode(tops, self.units))
        left = self._cancel(set(tops), set(named.numbers()))
        if left:
            self._voids.append((set(tops), left))

    def _cancel(self, tops: set[int], gone: set[int]) -> set[int]:
        """Take things out of the latest shipment that holds each; what is left over."""
        for shipment in self.shipments[self._indexed :]:
            for thing in shipment.numbers():
                self._holders[thing].append(shipment)
        self._indexed = len(self.shipments)
        left = set()
        for thing in sorted(gone):
            holders = self._holders.get(thing, ())
            while holders and thing in holders[-1].gone:
                holders.pop()
            if holders:
                holders[-1].gone.add(thing)
                if thing in tops:
                    self._tell("SHIPMENT_VOIDED", [thing])
            else:
                left.add(thing)
        return left

    def _finish(self) -> None:
        for tops, left in self._voids:
            self.open_voids.extend(sorted(self._cancel(tops, left)))
        self._holders.clear()
        cancel_repeats(self.shipments)
        for shipment in self.shipments:
            shipment.settle()
        self.shipments = [s for s in self.shipments if not s.is_void()]
        for shipment in self.shipments:
            self._look_again(shipment)
        self._ship_once()
        self._match_orders()
        self._settle_rest()
        self.findings.extend(self.tally.findings())
        if self.journal.disorder:
            self.findings.append(
                finding("ORDER_OF_EVENTS", count=self.journal.disorder)
            )

    def _ship_once(self) -> None:
        if len(self.shipments) < 2:
            return
        once = Once(len(self.things), lambda again: self._tell("SHIPPED_TWICE", again))
        for shipment in self.shipments:
            once.add(shipment)
        self.shipments = once.result()

    def _look_again(self, shipment: Shipment) -> None:
        """Contents told only after the shipment (wrong clock) are better than none."""
        load = shipment.load
        late = [t for t in (*load.empty, *load.sealed) if t in self.tree.packs]
        if not late:
            return
        more, known = self._load(late), set(shipment.numbers())
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

        Without such a shipment a shipping event is the only word of one: it becomes
        one. Transaction events of other steps merely name documents.
        """
        if not self._orders:
            return
        owners = array("i", [-1]) * len(self.things)
        for number, shipment in enumerate(self.shipments):
            for thing in shipment.numbers():
                owners[thing] = number
        for order in self._orders:
            packages = order.load.packages
            names = {owners[thing] for thing in chain(order.tops, packages)}
            for number in sorted(names - {-1}):
                self.shipments[number].orders.append((order.event, packages))
            if names <= {-1} and order.event.step == "shipping":
                self.lots.settle(packages, self.tree)
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
