"""What of a document is no plain shipment is counted and named, never just left."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from ..finding import Finding
from ..tally import Tally
from .replay import Replay
from .things import FIRST_GTIN, Things
from .told import CODES

if TYPE_CHECKING:
    from .digest import Digest


def lost_things(digest: Digest, things: Things, replay: Replay) -> Iterator[Finding]:
    """Packages of no shipment, and identifiers that are nothing known here."""
    tally = Tally()
    for number in _unshipped(digest, things, replay):
        tally.add("UNSHIPPED", things.keys[number])
    packs = replay.tree.packs
    for number in things.unknown():
        code = "BOX_PRIVATE" if number in packs else "EPC_UNKNOWN"
        tally.add(code, things.keys[number])
    return tally.findings()


def told_states(digest: Digest) -> Iterator[Finding]:
    """Packages the sender tells to be recalled, stolen … one finding a state.

    A box whose contents another document told is named itself.
    """
    tally, keys = Tally(), digest.keys
    for number, state in digest.told.states.items():
        if not digest.children_of(number):
            tally.add(CODES[state], keys[number])
    for (gtin, lot), state in digest.told_classes.items():
        if state in CODES:
            tally.add(CODES[state], f"{gtin} {lot}".strip())
    return tally.findings()


def _unshipped(digest: Digest, things: Things, replay: Replay) -> Iterable[int]:
    """Saleable units in use that no shipment of a document with shipments holds.

    Packages that the document takes back or out of use are named for that.
    """
    if not replay.shipments:
        return
    classes, packs, retired = things.classes, replay.tree.packs, replay.retired
    gone = set().union(*(shipment.gone for shipment in replay.shipments))
    gone |= replay.returned | replay.cancelled
    for each in replay.cancelling.withdrawals:
        gone.update(each.things)
    announced = digest.announced
    is_unit = [digest.is_unit(gtin) for gtin in things.gtins]
    for number, kind in enumerate(classes):
        if kind < FIRST_GTIN or announced[number] or not is_unit[kind]:
            continue
        if number not in packs and number not in gone and number not in retired:
            yield number
