"""A sale as plain data: who sells what to whom, and what is known of each package."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from ..epcis.model import Item, Place
from ..epcis.transactions import local_date
from ..notice.model import Goods

_LATE = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Origin:
    """An event of somebody else's that we hold: when, on which clock, where.

    ``source`` names the record it was read from (SHA-256 of a file, a number): nothing
    without a source is told on. ``place`` is an SGLN URI. ``size``: how many things a
    packing put into the case; 0 = not known.
    """

    at: datetime
    offset: str
    place: str
    source: str
    size: int = 0


@dataclass(frozen=True, slots=True)
class Thing:
    """A package, case or pallet by its EPC URI, and what lies in it.

    ``made`` and ``packed`` are the maker's events; None: we hold none. What is packed
    and has no ``packed`` we packed ourselves. ``own``: we put the label on (own SSCC,
    repackager's package). ``order``: purchase order it is for; ``direct``: bought from
    maker, repackager or exclusive distributor; ``received``: our seller gave us his
    statement that he did. Empty or None: as of the case around, else not known.
    """

    epc: str
    lot: str = ""
    expiry: date | None = None
    made: Origin | None = None
    packed: Origin | None = None
    own: bool = False
    order: str = ""
    direct: bool | None = None
    received: bool | None = None
    children: tuple["Thing", ...] = ()


@dataclass(frozen=True, slots=True)
class Party:
    """Who owns or gets the goods; ``place.id`` is an SGLN URI or empty.

    ``licenses`` are notes for people («NH wholesale 123, until 2027-05-31»): no file
    has a field for them.
    """

    place: Place
    licenses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sale:
    """One change of ownership, and the shipment that goes with it.

    ``number`` names the file for its sender and is never used twice. Moments are aware;
    ``offset`` is our clock. ``sold_at``: when ownership passed, None = as it leaves.
    ``packed_at``: our own packing, None = as it leaves. ``affirmed``: a person or
    standing order affirms the transaction statement, whose words are ``statement``.
    ``shipper``: who ships for us in a drop shipment. ``places`` are those of events of
    makers; ``counted`` are containers without serial number, ``units`` GTINs with an
    indicator that are sold as packages.
    """

    number: str
    created: datetime
    seller: Party
    buyer: Party
    things: tuple[Thing, ...]
    shipped_at: datetime
    offset: str
    items: tuple[Item, ...]
    places: tuple[Place, ...] = ()
    ship_from: Place | None = None
    ship_to: Place | None = None
    shipper: Place | None = None
    sold_at: datetime | None = None
    packed_at: datetime | None = None
    orders: tuple[str, ...] = ()
    delivery: str = ""
    invoice: str = ""
    affirmed: bool | None = None
    statement: str = ""
    direct_statement: str = ""
    received_statement: str = ""
    counted: tuple[Goods, ...] = ()
    units: frozenset[str] = field(default_factory=frozenset)

    @property
    def leaves_from(self) -> Place:
        """Where the goods leave: the shipper's place, the seller's site."""
        return self.ship_from or self.shipper or self.seller.place

    @property
    def goes_to(self) -> Place:
        """Where the goods go."""
        return self.ship_to or self.buyer.place

    @property
    def shipped_on(self) -> date | None:
        """The day of shipment on our clock."""
        return local_date(self.shipped_at, self.offset)

    @property
    def sold_on(self) -> date | None:
        """Date of the transaction, TI item G, where it is told beside the shipment's.

        581(26)(G), (H): the date of shipment is told too if it is more than 24 hours
        after the transaction; so is what was shipped before it was sold.
        """
        if self.sold_at is None or not (self.sold_at.tzinfo and self.shipped_at.tzinfo):
            return None
        if abs(self.shipped_at - self.sold_at) <= _LATE:
            return None
        return local_date(self.sold_at, self.offset)


@dataclass(frozen=True, slots=True)
class Package:
    """A thing without children as it leaves: ``around`` are the EPCs of the cases it
    lies in, the outermost first; ``thing`` has what holds for it.
    """

    thing: Thing
    around: tuple[str, ...] = ()


def packages(things: Iterable[Thing]) -> Iterator[Package]:
    """Every thing in which nothing lies, with what its cases say for it."""
    for thing in things:
        yield from _inside(thing, ())


def _inside(thing: Thing, around: tuple[str, ...]) -> Iterator[Package]:
    if not thing.children:
        yield Package(thing, around)
    for child in thing.children:
        yield from _inside(_inherit(child, thing), (*around, thing.epc))


def _inherit(child: Thing, thing: Thing) -> Thing:
    """What is said of a case holds for all in it that says nothing of its own."""
    if not thing.order and thing.direct is None and thing.received is None:
        return child
    return replace(
        child,
        order=child.order or thing.order,
        direct=thing.direct if child.direct is None else child.direct,
        received=thing.received if child.received is None else child.received,
    )


def every(things: Iterable[Thing]) -> Iterator[tuple[int, Thing]]:
    """(depth, thing) of all things, what holds others before it."""
    level, depth = list(things), 0
    while level:
        yield from ((depth, thing) for thing in level)
        level = [child for thing in level for child in thing.children]
        depth += 1
