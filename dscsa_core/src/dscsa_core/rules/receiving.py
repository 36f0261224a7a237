"""What the bench finds out: each package against data and history, then the counts.

Values in, findings out. ``item`` says which goods two sides mean: the product when it
is known, else the GTIN; the caller chooses one form for both sides.
"""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from ..catalogue import finding
from ..epcis.told import CODES
from ..finding import Finding
from ..gs1.ndc import ndc_in_words
from ..recall.opened import OpenRecalls

Lot = tuple[str, str]

# why data that name a package are not taken for those of this delivery by themselves
SELLER_OPEN, OTHER_SELLER = "seller", "other_seller"
OTHER_BUYER, OTHER_RECEIPT = "buyer", "receipt"
# reasons of a whole delivery, whichever of its packages is asked about
WIDE_CODES = frozenset(
    {"NO_TI", "STATEMENT_MISSING", "STATEMENT_NEGATIVE", "SHIPTO_NOT_OURS"}
)
_DOUBTS = {
    SELLER_OPEN: "TI_SELLER_OPEN",
    OTHER_BUYER: "TI_OTHER_BUYER",
    OTHER_RECEIPT: "WRONG_RECEIPT",
}


@dataclass(frozen=True, slots=True)
class Seen:
    """A package on the bench: what its label says. Empty text: not on the label.

    ``booked``: when its lot runs out by our own stock, where the lot is known there.
    ``is_ours``: a product of the company stands for it.
    """

    key: str
    item: str
    product: str = ""
    gtin: str = ""
    serial: str = ""
    lot: str = ""
    expiry: date | None = None
    needs_expiry: bool = False
    booked: date | None = None
    is_ours: bool = True

    @property
    def name(self) -> str:
        """What people call it: the product, else its NDC."""
        return self.product or ndc_in_words(self.gtin)


@dataclass(frozen=True, slots=True)
class Known:
    """What the register holds about the key. ``status`` as in the register.

    ``announced``: by TI/TS of this very delivery. ``has_data``: by any TI/TS.
    ``same_seller``: whoever had it last is the seller of this delivery (also when
    nobody is known). ``denied``: its TI/TS denies the statement. ``told``: a state of
    ``epcis.told`` the sender tells of it. ``withdrawn``: how
    the seller took it back (``void``, ``declared``, ``retired``), empty if not.
    ``proof`` is its TI/TS and ``ti`` the name; ``doubt`` says why it is not this
    delivery's, ``about`` whom that concerns.
    """

    status: str = "announced"
    lot: str = ""
    expiry: date | None = None
    announced: bool = False
    has_data: bool = False
    same_seller: bool = True
    denied: bool = False
    told: str = ""
    seller: str = ""
    since: date | None = None
    receipt: str = ""
    withdrawn: str = ""
    withdrawn_by: str = ""
    withdrawn_on: date | None = None
    proof: str = ""
    ti: str = ""
    doubt: str = ""
    about: str = ""
    hold: str = ""


@dataclass(frozen=True, slots=True)
class Delivery:
    """What came with the goods. ``quantities`` counts announced containers.

    ``by_lot``: lots whose TI names no serials (lawful for lot-level TI).
    ``has_lines``: at least one proof lists what was sent; a portal or paper proof
    without lines proves the delivery but announces nothing that could be missed.
    ``samples``: goods that are samples; nobody owes TI/TS for them.
    ``recalled``: the open recalls of the company. ``withdrawn``: who took the TI/TS of
    a lot back, and when. ``by_proof``, ``by_goods``: what the files themselves are
    marked for, by TI/TS and by GTIN.
    """

    today: date
    seller: str = ""
    short_dated_days: int = 0
    has_proof: bool = False
    has_lines: bool = False
    quantities: Mapping[Lot, int] = field(default_factory=dict)
    by_lot: frozenset[Lot] = frozenset()
    samples: Container[str] = frozenset()
    recalled: OpenRecalls = OpenRecalls()
    withdrawn: Mapping[Lot, tuple[str, date | None]] = field(default_factory=dict)
    by_proof: Mapping[str, tuple[Finding, ...]] = field(default_factory=dict)
    by_goods: Mapping[str, tuple[Finding, ...]] = field(default_factory=dict)

    @property
    def items(self) -> frozenset[str]:
        """Goods that are announced in any lot."""
        return frozenset(item for item, _lot in self.quantities)

    def told(self, item: str, lot: str) -> Lot | None:
        """The announced goods that goods of a lot count under; None: no such ones.

        A list without lots says nothing against the lot on the pack.
        """
        for announced in ((item, lot), (item, "")):
            if announced in self.quantities:
                return announced
        return None


def judge_package(seen: Seen, known: Known | None, delivery: Delivery) -> list[Finding]:
    """All findings of one package; empty when it is as announced."""
    found = [*_recall(seen, known, delivery), *_history(seen, known, delivery)]
    if known and known.told:
        examples = seen.serial or seen.name
        found.append(finding(CODES[known.told], seen.key, count=1, examples=examples))
    if known and known.status == "in_stock":
        # nobody owes data for it anew, but it has to be the package that is here
        found += _mismatches(seen, known)
        found += _dates(seen, known, delivery)
        return found
    if seen.item in delivery.samples:
        found.append(finding("SAMPLE", seen.key, product=seen.name))
    else:
        found += _data(seen, known, delivery)
        found += _told(seen, known, delivery, {each.code for each in found})
    found += _stranger(seen, known, delivery)
    found += _label(seen, known)
    found += _dates(seen, known, delivery)
    return found


def _stranger(seen: Seen, known: Known | None, delivery: Delivery) -> Iterable[Finding]:
    """Goods that are no product here and that no list names are never just good."""
    announced = known and known.announced or seen.item in delivery.items
    if not seen.is_ours and not announced:
        yield finding("GOODS_UNKNOWN", seen.key, product=seen.name)


def _told(
    seen: Seen, known: Known | None, delivery: Delivery, said: set[str]
) -> Iterable[Finding]:
    """The marks of the data a package is announced by, by serial or by lot."""
    if known and known.announced:
        proofs = (known.proof,)
    elif "TI_LOT_LEVEL" in said or delivery.has_proof and not delivery.has_lines:
        proofs = tuple(delivery.by_proof)
    else:
        return
    for each in (
        *(mark for proof in proofs for mark in delivery.by_proof.get(proof, ())),
        *delivery.by_goods.get(seen.gtin, ()),
    ):
        if each.code not in said:
            said.add(each.code)
            yield finding(each.code, seen.key, **each.facts)


def _recall(seen: Seen, known: Known | None, delivery: Delivery) -> Iterable[Finding]:
    """The lot as printed counts, and the one on record."""
    items = {seen.item, f"g{seen.gtin}"}
    lots = [seen.lot, known.lot if known else ""]
    for lot in dict.fromkeys(filter(None, lots)) or [""]:
        reason = delivery.recalled.why(items, lot, seen.serial)
        if reason:
            name = seen.name
            yield finding("RECALLED", seen.key, product=name, lot=lot, reason=reason)
            return


def _history(seen: Seen, known: Known | None, delivery: Delivery) -> Iterable[Finding]:
    if known is None:
        return
    since = known.since.isoformat() if known.since else ""
    if known.status == "in_stock":
        yield finding("SERIAL_IN_STOCK", seen.key, date=since)
        if known.hold:
            yield finding("SERIAL_ON_HOLD", seen.key, receipt=known.receipt)
    elif known.status == "returned":
        yield finding(
            "SERIAL_RETURNED_BEFORE", seen.key, seller=known.seller, date=since
        )
    elif known.status == "dispensed":
        yield finding("SERIAL_DISPENSED_BEFORE", seen.key, date=since)
    elif known.status == "destroyed":
        yield finding("SERIAL_DESTROYED_BEFORE", seen.key, date=since)
    if known.status != "returned" and not known.same_seller:
        yield finding(
            "SERIAL_OTHER_SELLER",
            seen.key,
            other=known.seller,
            seller=delivery.seller,
            date=since,
        )


def _withdrawn(seen: Seen, known: Known | None, delivery: Delivery) -> Finding | None:
    """What the seller took back, by package, else by lot, is announced no more."""
    code = "SHIPMENT_WITHDRAWN"
    if known and known.withdrawn:
        who, day = known.withdrawn_by, known.withdrawn_on
        if known.withdrawn == "retired":
            code = "SERIAL_OUT_OF_USE"
    elif known and known.announced:
        return None
    else:
        lot = seen.lot or (known.lot if known else "")
        if (seen.item, lot) not in delivery.withdrawn:
            return None
        who, day = delivery.withdrawn[seen.item, lot]
    date_text = day.isoformat() if day else ""
    return finding(code, seen.key, seller=who or delivery.seller, date=date_text)


def _data(seen: Seen, known: Known | None, delivery: Delivery) -> Iterable[Finding]:
    if taken_back := _withdrawn(seen, known, delivery):
        yield taken_back
        return
    if known and known.announced:
        if known.denied:
            yield finding("STATEMENT_NEGATIVE", seen.key)
        return
    # a return that comes back is no new sale, so nobody owes data for it
    if known and known.status == "returned" and known.same_seller:
        return
    if known and known.has_data and known.same_seller:
        yield from _doubtful(seen, known, delivery)
        return
    if not delivery.has_proof:
        # data of another seller are a question of their own, not missing data
        if not (known and known.has_data):
            yield finding("NO_TI", seen.key)
        return
    if delivery.has_lines:
        yield from _not_announced(seen, known, delivery)


def _doubtful(seen: Seen, known: Known, delivery: Delivery) -> Iterable[Finding]:
    """Data of this seller name the package, and they are not linked to the delivery."""
    code = _DOUBTS.get(known.doubt, "WRONG_RECEIPT")
    facts = {"receipt": known.receipt}
    if code != "WRONG_RECEIPT":
        facts = {"ti": known.ti, "name": known.about, "seller": delivery.seller}
    yield finding(code, seen.key, **facts)


def _not_announced(
    seen: Seen, known: Known | None, delivery: Delivery
) -> Iterable[Finding]:
    lot = seen.lot or (known.lot if known else "")
    told = delivery.told(seen.item, lot)
    if seen.item not in delivery.items:
        yield finding(
            "NDC_NOT_ANNOUNCED",
            seen.key,
            product=seen.name,
            seller=delivery.seller,
        )
    elif lot and not told:
        yield finding("LOT_NOT_ANNOUNCED", seen.key, lot=lot, seller=delivery.seller)
    elif told not in delivery.by_lot:
        yield finding(
            "SERIAL_NOT_ANNOUNCED",
            seen.key,
            serial=seen.serial,
            lot=lot,
            seller=delivery.seller,
        )
    else:
        yield finding("TI_LOT_LEVEL", seen.key, count=delivery.quantities[told])


def _label(seen: Seen, known: Known | None) -> Iterable[Finding]:
    lot = seen.lot or (known.lot if known else "")
    if not lot:
        yield finding("LOT_UNKNOWN", seen.key, product=seen.name)
    found = [*_mismatches(seen, known)] if known and known.has_data else []
    yield from found
    expiry = seen.expiry or (known.expiry if known else None)
    is_told = any(each.code == "EXPIRY_MISMATCH" for each in found)
    if seen.booked and expiry and expiry != seen.booked and not is_told:
        yield _other_date(seen, expiry, seen.booked)


def _mismatches(seen: Seen, known: Known) -> Iterable[Finding]:
    """Where the label says otherwise than the record of this very package."""
    if seen.lot and known.lot and seen.lot != known.lot:
        yield finding(
            "LOT_MISMATCH",
            seen.key,
            found=seen.lot,
            expected=known.lot,
            examples=seen.serial,
        )
    if seen.expiry and known.expiry and seen.expiry != known.expiry:
        yield _other_date(seen, seen.expiry, known.expiry)


def _other_date(seen: Seen, found: date, expected: date) -> Finding:
    return finding(
        "EXPIRY_MISMATCH",
        seen.key,
        found=found.isoformat(),
        expected=expected.isoformat(),
        examples=seen.serial or seen.lot,
    )


def _dates(seen: Seen, known: Known | None, delivery: Delivery) -> Iterable[Finding]:
    expiry = seen.expiry or (known.expiry if known else None)
    facts = {
        "product": seen.name,
        "lot": seen.lot or (known.lot if known else ""),
    }
    if expiry is None:
        if seen.needs_expiry:
            yield finding("EXPIRY_UNKNOWN", seen.key, **facts)
        return
    facts["expiry"] = expiry.isoformat()
    days = (expiry - delivery.today).days
    if days < 0:
        yield finding("EXPIRED", seen.key, **facts)
    elif days < delivery.short_dated_days:
        yield finding("SHORT_DATED", seen.key, days=days, **facts)
