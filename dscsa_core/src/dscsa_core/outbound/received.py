"""What files we received tell of the things we sell on: birth, packing, statements.

A reseller replays only what he holds: of each thing the event that put it into use, how
its maker packed it, and what the seller before said of his purchase.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from ..epcis.model import AGGREGATION, OBJECT, TRANSFORMATION, Event
from .model import Origin, Thing
from .names import named

_DIRECT = frozenset(("entirely_direct", "partially_direct", "true", "1"))


@dataclass(slots=True)
class _Facts:
    """What is known of one thing; ``inside`` keys of what lies in it, in order."""

    thing: Thing
    inside: dict[str, None] = field(default_factory=dict)


class Received:
    """Learns from files in the order in which they came; later packing counts.

    >>> known = Received()
    >>> known.learn((), "5e5e")
    >>> known.thing("urn:epc:id:sgtin:0399555.010101.A").made is None
    True
    """

    def __init__(self) -> None:
        self._facts: dict[str, _Facts] = {}
        self._around: dict[str, str] = {}
        self.statements: dict[str, None] = {}

    def learn(self, events: Iterable[Event], source: str) -> None:
        """Take in the events of one file that stand; what was declared in error, and
        what it takes back, is left out by the caller. ``source`` names the file.
        """
        for event in events:
            if event.error or event.time is None:
                continue
            if event.kind == AGGREGATION:
                self._pack(event, source)
            elif (event.kind, event.action) == (OBJECT, "ADD"):
                self._make(event, event.epcs, source)
            elif event.kind == TRANSFORMATION:
                self._make(event, event.outputs, source)
            elif (event.kind, event.step) == (OBJECT, "shipping"):
                self._said(event)

    def thing(self, epc: str, **changes) -> Thing:
        """A thing as it lies here, with all in it; of what nobody told only the number.

        ``changes`` are of the thing itself: ``direct``, ``order``, a lot that was read.
        """
        return replace(self._thing(_key(epc), epc), **changes)

    def _thing(self, key: str, epc: str = "") -> Thing:
        facts = self._facts.get(key)
        if not facts:
            return Thing(epc)
        return replace(facts.thing, children=tuple(map(self._thing, facts.inside)))

    def _of(self, epc: str) -> _Facts:
        return self._facts.setdefault(_key(epc), _Facts(Thing(epc)))

    def _make(self, event: Event, epcs: Iterable[str], source: str) -> None:
        if event.step == "shipping":
            return
        made = _origin(event, source)
        for epc in epcs:
            facts = self._of(epc)
            # who tells it first was there; a lot may come later
            facts.thing = replace(
                facts.thing,
                made=facts.thing.made or made,
                lot=facts.thing.lot or event.lot,
                expiry=facts.thing.expiry or event.expiry,
            )

    def _pack(self, event: Event, source: str) -> None:
        if not event.parent:
            return
        box = self._of(event.parent)
        keys = [_key(epc) for epc in event.epcs]
        if event.action == "DELETE":
            for key in keys or list(box.inside):
                box.inside.pop(key, None)
            return
        for epc, key in zip(event.epcs, keys, strict=True):
            self._of(epc)
            before = self._facts.get(self._around.get(key, ""))
            if before:
                before.inside.pop(key, None)
            box.inside[key] = None
            self._around[key] = _key(event.parent)
        packed = _origin(event, source)
        box.thing = replace(box.thing, packed=replace(packed, size=len(box.inside)))

    def _said(self, event: Event) -> None:
        """582(c)(1)(A)(ii): our seller's statement, for what it holds for."""
        told = event.purchase
        if event.direct_purchase.lower() not in _DIRECT:
            return
        others = {_key(epc) for epc in (told.epcs if told else ())}
        if told and told.statement:
            self.statements[told.statement] = None
        level = [_key(epc) for epc in event.epcs]
        while level:
            for key in level:
                facts = self._facts.get(key)
                if facts and key not in others and not facts.inside:
                    facts.thing = replace(facts.thing, received=True)
            inside = (self._facts[key].inside for key in level if key in self._facts)
            level = [key for keys in inside for key in keys if key not in others]


def _origin(event: Event, source: str) -> Origin:
    assert event.time is not None  # noqa: S101 - learn leaves out what has no time
    place = event.location or event.read_point
    return Origin(event.time, event.offset, place, source)


def _key(epc: str) -> str:
    """One key however its company prefix was split."""
    found = named(epc)
    return found.key if found else epc
