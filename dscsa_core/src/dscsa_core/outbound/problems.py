"""What keeps a file of a sale back: facts TI and TS ask for that are not there.

FD&C Act 581(26) (transaction information), 581(27) (statement). Nothing is filled in.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from ..catalogue import finding
from ..epcis.model import R12, Place
from ..finding import Finding
from ..tally import group
from .dialect import Dialect, unspeakable
from .model import Origin, Sale, Thing, every, packages
from .names import clock_of, gln_of, gtin_of, named
from .products import problems_of_products


def problems(sale: Sale, dialect: Dialect) -> list[Finding]:
    """Everything that keeps the file back, each once; empty when it can be written."""
    goods = [each.thing for each in packages(sale.things)]
    return [
        *_of_parties(sale),
        *_of_terms(sale, goods),
        *_of_moments(sale),
        *_of_things(sale, goods),
        *_of_purchase(sale, goods, dialect),
        *problems_of_products(sale, goods, dialect),
        *unspeakable(sale, goods, dialect),
    ]


def _of_parties(sale: Sale) -> Iterator[Finding]:
    """Business name and address of both owners (I, J), and a number for all places."""
    for role, place in (("seller", sale.seller.place), ("buyer", sale.buyer.place)):
        if not (place.name and place.street and place.city and place.state):
            yield finding("outbound.address", role=role)
    named: dict[str, Place | None] = {"shipper": sale.shipper}
    named |= {"seller": sale.seller.place, "buyer": sale.buyer.place}
    named |= {"ship_from": sale.ship_from, "ship_to": sale.ship_to}
    for role, each in named.items():
        if each is not None and not gln_of(each.id):
            yield finding("outbound.location", role=role, value=each.id or each.gln)


def _of_terms(sale: Sale, goods: Sequence[Thing]) -> Iterator[Finding]:
    if not sale.number.strip():
        yield finding("outbound.number")
    if not sale.affirmed:
        yield finding("outbound.statement")
    if not (sale.delivery.strip() or sale.invoice.strip()):
        yield finding("outbound.delivery")
    used = {thing.order for thing in goods}
    left = sum(not thing.order for thing in goods)
    empty = sorted(set(sale.orders) - used)
    if len(sale.orders) > 1 and left:
        yield finding("outbound.order_unknown", count=left)
    elif len(sale.orders) > 1 and empty:
        yield finding("outbound.order_empty", order=", ".join(empty))
    for order in sorted(used - {"", *sale.orders}):
        yield finding("outbound.order_other", order=order)


def _of_moments(sale: Sale) -> Iterator[Finding]:
    """Aware moments in the order in which things happen."""
    origins = list(_origins(sale.things))
    own = (sale.created, sale.shipped_at, sale.sold_at, sale.packed_at)
    moments = (*filter(None, own), *(each.at for each in origins))
    naive = any(moment.tzinfo is None for moment in moments)
    if naive or not clock_of(sale.offset):
        yield finding("outbound.zone")
        return
    packed = sale.packed_at or sale.shipped_at
    if packed > sale.shipped_at or any(each.at > packed for each in origins):
        yield finding("outbound.order_of_times")
    if any(not each.source.strip() for each in origins):
        yield finding("outbound.source")


def _origins(things: Iterable[Thing]) -> Iterator[Origin]:
    for _depth, thing in every(things):
        yield from (each for each in (thing.made, thing.packed) if each)


def _of_things(sale: Sale, goods: Sequence[Thing]) -> Iterator[Finding]:
    """Each package once, with lot, date and origin; every case with what is in it."""
    if not sale.things and not sale.counted:
        yield finding("outbound.nothing")
    epcs = [thing.epc for _depth, thing in every(sale.things)]
    wrong = list(problems_of_identifiers(epcs))
    yield from wrong
    if any(each.code == "outbound.identifier" for each in wrong):
        return
    yield from _of_cases(sale)
    yield from _of_packages(sale, goods)


def problems_of_identifiers(epcs: Sequence[str]) -> Iterator[Finding]:
    """Every thing has a number, and no other has the same."""
    read = [(epc, named(epc)) for epc in epcs]
    if wrong := [epc or "(empty)" for epc, found in read if not found]:
        yield group("outbound.identifier", wrong)
        return
    counts = Counter(found.key for _epc, found in read if found)
    if twice := [key for key, count in counts.items() if count > 1]:
        yield group("outbound.twice", twice)


def _key(epc: str) -> str:
    """As people read it."""
    found = named(epc)
    return found.key if found else epc


def _of_cases(sale: Sale) -> Iterator[Finding]:
    opened = [
        thing.epc
        for _depth, thing in every(sale.things)
        if thing.packed and thing.packed.size not in (0, len(thing.children))
    ]
    if opened:
        yield group("outbound.opened", map(_key, opened))


def _of_packages(sale: Sale, goods: Sequence[Thing]) -> Iterator[Finding]:
    day = sale.shipped_on
    for code, wrong in (
        ("outbound.sealed", lambda thing: is_case(thing.epc, sale)),
        ("outbound.lot", lambda thing: not (thing.lot and thing.expiry)),
        ("outbound.expired", lambda t: bool(t.expiry and day and t.expiry < day)),
        ("outbound.origin", lambda thing: not (thing.made or thing.own)),
    ):
        found = [thing.epc for thing in goods if wrong(thing)]
        if found:
            yield group(code, map(_key, found))
            if code == "outbound.sealed":
                return


def is_case(epc: str, sale: Sale) -> bool:
    """Whether something in which nothing is told to lie has to hold packages."""
    gtin = gtin_of(epc)
    return not (gtin.startswith("0") or gtin in sale.units)


def _of_purchase(
    sale: Sale, goods: Sequence[Thing], dialect: Dialect
) -> Iterator[Finding]:
    """A purchase statement is of all packages: how each was bought is known, or none.

    582(c)(1)(A)(ii): a wholesaler who bought directly says so. R1.2 has a flag for it,
    every other form has words.
    """
    told = [thing.direct for thing in goods]
    if None in told and set(told) != {None}:
        yield finding("outbound.direct_unknown", count=told.count(None))
    if dialect.release == R12:
        return
    if True in told and not sale.direct_statement.strip():
        yield finding("outbound.direct_words")
    received = any(thing.received for thing in goods)
    if received and not sale.received_statement.strip():
        yield finding("outbound.received_words")
