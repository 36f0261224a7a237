"""Plays the journal in order of time and keeps what each shipment held then."""

from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain

from ..catalogue import finding
from ..finding import Finding
from ..tally import Tally
from . import journal as log
from .aggregation import Load, Tree
from .cancelling import Cancelling
from .journal import Journal
from .late import LatePacking
from .lines import class_of
from .lots import UNTOLD, Lots
from .model import AGGREGATION, Event
from .once import Once, cancel_repeats
from .shipment import Shipment
from .things import Things
from .told import Told, state_of
from .withdrawal import DECLARED, Withdrawal


class Replay:
    """The state after the last event: ``tree``, ``lots``, ``shipments`` by time.

    ``declared`` are the error declarations as (event id hash, content hash, event).
    ``cancelling.withdrawals`` is all that is taken back, here or in another document.
    """

    def __init__(self, things: Things, journal: Journal, units: frozenset[str]) -> None:
        self.things, self.journal, self.units = things, journal, units
        self.tally = Tally()
        self.tree = Tree(things, journal, self.tally)
        self.lots = Lots(things, self.tally)
        self.commissioned = bytearray(len(things))
        self.retired: set[int] = set()
        self.returned: set[int] = set()
        self.cancelled: set[int] = set()
        self.shipments: list[Shipment] = []
        self.cancelling = Cancelling(self)
        self.told = Told()
        self.told_classes: dict[tuple[str, str], str] = {}
        self.findings: list[Finding] = []
        self._late = LatePacking(self)
        self._orders: list[Shipment] = []

    def run(
        self,
        events: Mapping[int, Event],
        declared: Sequence[tuple[int, int, Event, array]],
        states: Mapping[int, str],
    ) -> None:
        """Play all rows; ``events`` are those with parties and references, ``states``
        those that tell a state of their things, by row.
        """
        left_out = self._withdrawn(declared)
        left_out |= self._repeated(left_out)
        steps = self._steps(events)
        for thing, fact in zip(*[iter(self.things.told)] * 2, strict=True):
            self.lots.tell((thing,), fact)
        operations, facts = self.journal.operations, self.journal.facts
        for row in self.journal.ordered():
            if row in left_out:
                continue
            what = operations[row]
            if row in states:
                self._told(row, states[row])
            if facts[row]:
                self.lots.tell(self.journal.of(row), facts[row])
            if what in steps:
                steps[what](row)
        self._finish(events)

    def _steps(self, events: Mapping[int, Event]) -> dict[int, Callable[[int], None]]:
        """What a row does, by its operation."""
        return {
            log.COMMISSION: self._commission,
            log.RETIRE: self._retire,
            log.PACK: self._pack,
            log.UNPACK: self._unpack,
            log.BACK: self._come_back,
            log.SHIP: lambda row: self._ship(row, events[row]),
            log.VOID: lambda row: self._void(row, events[row]),
            log.ORDER: lambda row: self._order(row, events[row]),
        }

    def _withdrawn(self, declared: Sequence[tuple[int, int, Event, array]]) -> set[int]:
        """Rows that a declaration of the same document takes back."""
        gone: set[int] = set()
        positions = self.journal.positions
        for number, rows in self.journal.withdrawn([d[:2] for d in declared]):
            event, things = declared[number][2:]
            gone.update(rows)
            self.cancelling.withdrawals.append(
                Withdrawal(DECLARED, event, things, bool(rows))
            )
            for row in rows:
                self.tally.add(
                    "EVENT_WITHDRAWN",
                    f"event {positions[row]}",
                    reason=event.error and event.error.reason or "-",
                )
            if not rows:
                self.unmatched(event)
        return gone

    def _repeated(self, withdrawn: set[int]) -> set[int]:
        """Rows that say once more what an earlier one says."""
        again, reused = self.journal.repeated(withdrawn)
        positions = self.journal.positions
        for code, rows in (("EVENT_REPEATED", again), ("EVENT_ID_REUSED", reused)):
            for row in rows:
                self.tally.add(code, f"event {positions[row]}")
        return set(again)

    def unmatched(self, event: Event) -> None:
        """Nothing here tells what the event takes back."""
        self.tally.add("WITHDRAWAL_UNMATCHED", f"event {event.position}")

    def _told(self, row: int, state: str) -> None:
        """A state holds for what is named, and for all that lies in it now."""
        parent = self.journal.parents[row]
        named = [parent, *self.journal.of(row)] if parent >= 0 else self.journal.of(row)
        load = self.tree.explode(named, self.units)
        self.told.tell(chain(named, load.numbers()), state)
        for element in self.journal.quantities.get(row, ()):
            gtin, lot, _expiry = class_of(element.epc_class)
            if gtin:
                self.told_classes[gtin, lot] = state

    def _commission(self, row: int) -> None:
        commissioned = self.commissioned
        for thing in self.journal.of(row):
            if commissioned[thing]:
                self.tell("SERIAL_DUPLICATE", [thing])
            commissioned[thing] = 1
            self.retired.discard(thing)

    def _retire(self, row: int) -> None:
        for thing in self.journal.of(row):
            self.tree.retire(thing)
            self.retired.add(thing)

    def _pack(self, row: int) -> None:
        self.tell("SERIAL_DECOMMISSIONED", self.retired.intersection(self._of(row)))
        self.tree.pack(row)
        self._late.packed(row)

    def _unpack(self, row: int) -> None:
        journal = self.journal
        named = journal.of(row) or journal.quantities.get(row)
        self.tree.unpack(row, everything=not named)
        self._late.opened(row)

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
        self.tell("SERIAL_DECOMMISSIONED", self.retired.intersection(tops))
        shipment = Shipment(row, event, tops, self.load(tops))
        if self.returned:
            shipment.again = self.returned.intersection(shipment.numbers())
            self.returned -= shipment.again
        if event.disposition != "returned":
            self.told.left(shipment.numbers())
        self._late.shipped(shipment)
        self.shipments.append(shipment)

    def _come_back(self, row: int) -> None:
        tops = self.journal.of(row)
        load = self.tree.explode(tops, self.units)
        self.returned.update(tops, load.numbers())

    def load(self, tops: Iterable[int]) -> Load:
        """What lies in these things now, its lots and dates settled."""
        load = self.tree.explode(tops, self.units)
        self.lots.settle(load.packages, self.tree)
        self.lots.settle(load.sealed, self.tree)
        return load

    def _order(self, row: int, event: Event) -> None:
        tops = self._tops(row, event)
        load = self.tree.explode(tops, self.units)
        self._orders.append(Shipment(row, event, tops, load))

    def _void(self, row: int, event: Event) -> None:
        """A cancelled shipment; the SSCC of a pallet stands for what lies in it."""
        tops = self._tops(row, event)
        named = Shipment(row, event, tops, self.tree.explode(tops, self.units))
        things = array("i", dict.fromkeys(named.numbers()))
        self.cancelling.void(row, event, set(tops), things)

    def _finish(self, events: Mapping[int, Event]) -> None:
        self.cancelling.close(events)
        cancel_repeats(self.shipments)
        for shipment in self.shipments:
            shipment.settle()
        self.drop_void()
        self._late.settle()
        for shipment in self.shipments:
            if state := state_of(shipment.event):
                self.told.tell(shipment.numbers(), state)
        self._ship_once()
        self._match_orders()
        self.cancelling.by_number()
        self._settle_rest()
        self.findings.extend(self.tally.findings())
        if self.journal.disorder:
            self.findings.append(
                finding("ORDER_OF_EVENTS", count=self.journal.disorder)
            )

    def _ship_once(self) -> None:
        if len(self.shipments) < 2:
            return
        once = Once(len(self.things), lambda again: self.tell("SHIPPED_TWICE", again))
        for shipment in self.shipments:
            once.add(shipment)
        self.shipments = once.result()

    def drop_void(self) -> None:
        """Shipments of which nothing is left count no more."""
        for shipment in self.shipments:
            if shipment.is_void():
                self.cancelled.update(shipment.numbers(), shipment.gone)
        self.shipments = [s for s in self.shipments if not s.is_void()]

    def _match_orders(self) -> None:
        """Orders named by transaction events go to the shipment that holds the goods.

        Without such a shipment a shipping event is the only word of one: it becomes
        one, unless it was cancelled with it. Transaction events of other steps merely
        name documents.
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
            alone = names <= {-1} and order.event.step == "shipping"
            if alone and not self.cancelling.took(order):
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

    def tell(self, code: str, numbers: Iterable[int]) -> None:
        """Note a fault of these things."""
        for thing in numbers:
            self.tally.add(code, self.things.keys[thing])
