"""How a partner is written to: the release of the guideline, and how orders are told.

Both releases are EPCIS 1.2 XML (requirements 4.7). What a release cannot say is
refused, never left out: R1.2 has no word for a drop shipment or a partly direct
purchase.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ..catalogue import finding
from ..epcis.model import OBJECT, R12, R13, TRANSACTION, Event, Header
from ..finding import Finding
from .errors import OutboundError
from .model import Sale, Thing

NONE, TRANSACTIONS, DETAILS = "none", "transaction_event", "detail_event"
ORDERS = (NONE, TRANSACTIONS, DETAILS)
RELEASES = (R12, R13)


@dataclass(frozen=True, slots=True)
class Dialect:
    """``release`` of RELEASES, ``orders`` of ORDERS.

    ``plain_parties``: the header names parties by 13 digits, as R1.2 does always.
    """

    release: str = R13
    orders: str = NONE
    plain_parties: bool = False

    def __post_init__(self) -> None:
        if self.release not in RELEASES or self.orders not in ORDERS:
            raise ValueError(f"no such dialect: {self.release}, {self.orders}")


@dataclass(frozen=True, slots=True)
class Seen:
    """What a partner's own files show. ``guideline`` as the reader says it."""

    guideline: str = ""
    orders: str = ""
    plain_parties: bool = False


def seen_in(header: Header, events: Iterable[Event]) -> Seen:
    """What one file shows; two shipping events of different moments are no details."""
    shipped: list[Event] = []
    for event in events:
        if event.step != "shipping":
            continue
        if event.kind == TRANSACTION:
            return Seen(header.guideline, TRANSACTIONS, header.sender.isdecimal())
        if event.kind == OBJECT:
            shipped.append(event)
    return Seen(header.guideline, _orders(shipped), header.sender.isdecimal())


def _orders(shipped: list[Event]) -> str:
    """Details come before the main event, which alone says whether it was dropped."""
    main = [event for event in shipped if event.drop_shipment is not None]
    if len(main) == 1 and len(shipped) > 1:
        return DETAILS
    return NONE if shipped else ""


def choose(setting: Dialect | None, seen: Iterable[Seen] = ()) -> Dialect:
    """The dialect for a partner: the setting, else what its files show.

    Raises OutboundError ``outbound.dialect_unknown`` without either, and
    ``outbound.dialect_mixed`` where its files differ: nobody guesses.
    """
    if setting:
        return setting
    shown = [each for each in seen if each.guideline]
    releases = {each.guideline for each in shown}
    if not releases:
        raise OutboundError((finding("outbound.dialect_unknown"),))
    if len(releases) > 1 or releases - set(RELEASES):
        raise OutboundError(
            (finding("outbound.dialect_mixed", found=", ".join(sorted(releases))),)
        )
    orders = {each.orders for each in shown} - {"", NONE}
    if len(orders) > 1:
        raise OutboundError(
            (finding("outbound.dialect_mixed", found=", ".join(sorted(orders))),)
        )
    plain = all(each.plain_parties for each in shown)
    return Dialect(releases.pop(), orders.pop() if orders else NONE, plain)


def unspeakable(
    sale: Sale, goods: Sequence[Thing], dialect: Dialect
) -> Iterator[Finding]:
    """Facts of a sale and its packages this dialect has no word for."""
    if sale.counted:
        count = sum(each.quantity for each in sale.counted)
        yield finding("outbound.counted", count=count)
    if dialect.release != R12:
        return
    if sale.shipper:
        yield finding("outbound.drop_shipment", release=R12)
    for told in ({thing.direct for thing in goods}, {bool(t.received) for t in goods}):
        if {True, False} <= told:
            yield finding("outbound.partly_direct", release=R12)
