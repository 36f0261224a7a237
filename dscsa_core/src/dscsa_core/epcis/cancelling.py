"""Shipments that later events cancel, and packages that are out of use in the end."""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from . import journal as log
from .model import Event
from .shipment import Shipment
from .things import FIRST_GTIN
from .withdrawal import RETIRED, VOID, Withdrawal, numbers_of, same_delivery

if TYPE_CHECKING:
    from .replay import Replay


class Cancelling:
    """Takes cancelled things out of the shipments of one replay.

    ``withdrawals`` is what the document takes back, here or elsewhere.
    """

    def __init__(self, replay: "Replay") -> None:
        self.replay = replay
        self.withdrawals: list[Withdrawal] = []
        self._voids: list[tuple[int, Event, set[int], array, set[int]]] = []
        self._holders: defaultdict[int, list[Shipment]] = defaultdict(list)
        self._indexed = 0

    def void(self, row: int, event: Event, tops: set[int], things: array) -> None:
        """A cancellation of ``things``, of which ``tops`` were named."""
        self._voids.append((row, event, tops, things, self._cancel(tops, things)))

    def close(self, events: Mapping[int, Event]) -> None:
        """All events were played; ``events`` are those with their references."""
        self._retirements(events)
        self._close_voids()
        self._holders.clear()

    def _cancel(self, tops: set[int], gone: Iterable[int]) -> set[int]:
        """Take things out of the latest shipment that holds each; what is left over."""
        self._index()
        left = set()
        for thing in gone:
            holders = self._holders.get(thing, ())
            while holders and thing in holders[-1].gone:
                holders.pop()
            if holders:
                self._take(holders[-1], thing, tops)
            else:
                left.add(thing)
        return left

    def _index(self) -> None:
        """Which shipments hold each thing, in order of time."""
        for shipment in self.replay.shipments[self._indexed :]:
            for thing in shipment.numbers():
                self._holders[thing].append(shipment)
        self._indexed = len(self.replay.shipments)

    def _take(self, shipment: Shipment, thing: int, tops: set[int]) -> None:
        shipment.gone.add(thing)
        if thing in tops:
            self.replay.tell("SHIPMENT_VOIDED", [thing])

    def _close_voids(self) -> None:
        """Cancellations written before a shipment of the same moment; what is open.

        A shipment of a later moment is a new one: goods are sent again.
        """
        self._index()
        times = self.replay.journal.times
        for row, event, tops, things, left in self._voids:
            for thing in sorted(left):
                first = next(iter(self._holders.get(thing, ())), None)
                if first and thing not in first.gone and times[first.row] <= times[row]:
                    self._take(first, thing, tops)
                    left.discard(thing)
            if not things:
                continue
            if left:
                self.replay.unmatched(event)
            self.withdrawals.append(Withdrawal(VOID, event, things, not left))

    def took(self, order: Shipment) -> bool:
        """Whether later cancellations name all packages that an order names."""
        goods = set(order.load.packages or order.numbers())
        times = self.replay.journal.times
        for row, _event, _tops, things, _left in self._voids:
            if times[row] >= times[order.row]:
                goods.difference_update(things)
                if not goods:
                    return True
        return False

    def by_number(self) -> None:
        """Cancellations that name only documents, or counts of what has no serials."""
        voids = [
            (row, event) for row, event, _t, things, _l in self._voids if not things
        ]
        if not voids:
            return
        by_number = defaultdict(list)
        for shipment in self.replay.shipments:
            for number in shipment.documents():
                by_number[number].append(shipment)
        for row, event in voids:
            found = self._void_delivery(row, event, by_number)
            if not found:
                self.replay.unmatched(event)
            self.withdrawals.append(Withdrawal(VOID, event, is_found=found))
        self.replay.drop_void()

    def _void_delivery(self, row: int, event: Event, by_number: Mapping) -> bool:
        """Cancel the shipments an event names by number; whether there are any."""
        said, times, found = numbers_of(event), self.replay.journal.times, []
        for number in said:
            there = by_number.get(number, [])
            found += [s for s in there if times[s.row] <= times[row]]
            if not event.quantities:
                there[:] = [s for s in there if times[s.row] > times[row]]
        found = [s for s in found if same_delivery(said, s.documents())]
        for shipment in found[-1:] if event.quantities else found:
            shipment.cancel(event.quantities)
            place = f"event {shipment.event.position}"
            self.replay.tally.add("SHIPMENT_VOIDED", place)
        return bool(found)

    def _retirements(self, events: Mapping[int, Event]) -> None:
        """Packages that are out of use in the end, shipped before or not.

        Of a pallet or case only the label ends, not what lay in it.
        """
        journal, shipped = self.replay.journal, self._shipped()
        for row, what in enumerate(journal.operations):
            if what != log.RETIRE or row not in events:
                continue
            things = array("i", filter(self._is_out, journal.of(row)))
            known = [thing for thing in things if thing in shipped]
            self.replay.tell("SERIAL_RETIRED", known)
            if things:
                withdrawal = Withdrawal(RETIRED, events[row], things, bool(known))
                self.withdrawals.append(withdrawal)

    def _shipped(self) -> set[int]:
        if not self.replay.retired:
            return set()
        return {thing for s in self.replay.shipments for thing in s.numbers()}

    def _is_out(self, thing: int) -> bool:
        things = self.replay.things
        kind = things.classes[thing]
        if thing not in self.replay.retired or kind < FIRST_GTIN:
            return False
        gtin = things.gtins[kind]
        return gtin[0] == "0" or gtin in self.replay.units
