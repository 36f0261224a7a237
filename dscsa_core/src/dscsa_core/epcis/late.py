"""Contents told after the shipment they belong to: a packing with a wrong clock.

Told late is better than lost. A box that was opened, or shipped once more, has new
contents of its own.
"""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .replay import Replay
    from .shipment import Shipment


class LatePacking:
    """Follows the boxes of the shipments of one replay."""

    def __init__(self, replay: Replay) -> None:
        self._replay = replay
        self._in: dict[int, Shipment] = {}
        self._rows: list[tuple[Shipment, int]] = []

    def shipped(self, shipment: Shipment) -> None:
        """These boxes are on their way, with what is in them now."""
        for node in shipment.load.nodes:
            self._in[node] = shipment

    def packed(self, row: int) -> None:
        """Something was packed: after the box had left?"""
        shipment = self._in.get(self._replay.journal.parents[row])
        if shipment:
            self._rows.append((shipment, row))

    def opened(self, row: int) -> None:
        """A box was opened: what goes in now is another matter."""
        self._in.pop(self._replay.journal.parents[row], None)

    def settle(self) -> None:
        """Give the shipments what was packed late and is in no other one."""
        shipments = self._replay.shipments
        for shipment in shipments:
            self._fill(shipment)
        known: set[int] = set()
        if self._rows:
            for shipment in shipments:
                known.update(shipment.numbers(), shipment.gone)
        still = set(map(id, shipments))
        for shipment, row in self._rows:
            if id(shipment) in still:
                self._add(shipment, row, known)

    def _fill(self, shipment: Shipment) -> None:
        """Boxes that held nothing when they left."""
        load, packs = shipment.load, self._replay.tree.packs
        late = [t for t in (*load.empty, *load.sealed) if t in packs]
        if not late:
            return
        more, known = self._replay.load(late), set(shipment.numbers())
        new = [n for n in more.packages if n not in known]
        load.packages.extend(new)
        load.quantities.extend(more.quantities)
        load.nodes.extend(more.nodes)
        filled = set(more.nodes)
        for name in ("sealed", "empty", "others"):
            merged = [*getattr(load, name), *getattr(more, name)]
            left = dict.fromkeys(n for n in merged if n not in filled)
            setattr(load, name, array("i", left))
        self._replay.tell("PACKED_LATE", new)

    def _add(self, shipment: Shipment, row: int, known: set[int]) -> None:
        replay, load = self._replay, shipment.load
        holder, parent = replay.journal.parents[row], replay.tree.parent
        inside = [c for c in replay.journal.of(row) if parent[c] == holder]
        more = replay.load(inside)
        for name in ("packages", "sealed", "empty", "others", "nodes"):
            new = [n for n in getattr(more, name) if n not in known]
            getattr(load, name).extend(new)
            known.update(new)
            if name == "packages":
                replay.tell("PACKED_LATE", new)
        load.quantities.extend(more.quantities)
        load.quantities.extend(replay.journal.quantities.get(row, ()))
