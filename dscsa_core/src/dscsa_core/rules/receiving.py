"""What the bench finds out: each package against data and history, then the counts.

Values in, findings out. ``item`` says which goods two sides mean: the product when it
is known, else the GTIN; the caller chooses one form for both sides.
"""

from collections.abc import Iterable

from ..catalogue import finding
from ..epcis.told import CODES
from ..finding import Finding
from ..investigation.alert import HIT
from .bench import Delivery, Known, Seen
from .label import dates, label, mismatches

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


def judge_package(seen: Seen, known: Known | None, delivery: Delivery) -> list[Finding]:
    """All findings of one package; empty when it is as announced."""
    found = [
        *_recall(seen, known, delivery),
        *_watched(seen, known, delivery),
        *_history(seen, known, delivery),
    ]
    if state := _state(seen, known, delivery):
        examples = seen.serial or seen.name
        found.append(finding(CODES[state], seen.key, count=1, examples=examples))
    if known and known.status == "in_stock":
        # nobody owes data for it anew, but it has to be the package that is here
        found += mismatches(seen, known)
        found += dates(seen, known, delivery)
        return found
    if seen.item in delivery.samples:
        found.append(finding("SAMPLE", seen.key, product=seen.name))
    else:
        found += _data(seen, known, delivery)
        found += _told(seen, known, delivery, {each.code for each in found})
    found += _stranger(seen, known, delivery)
    found += label(seen, known, delivery)
    found += dates(seen, known, delivery)
    return found


def _state(seen: Seen, known: Known | None, delivery: Delivery) -> str:
    """The state told of this package, or of its lot where nobody names the package."""
    if known and (known.told or known.announced or known.status == "in_stock"):
        return known.told
    lots = (seen.lot, known.lot if known else "", "")
    found = (delivery.told_lots.get((seen.gtin, lot)) for lot in lots)
    return next(filter(None, found), "")


def _stranger(seen: Seen, known: Known | None, delivery: Delivery) -> Iterable[Finding]:
    """Goods that are no product here and that no list names are never just good."""
    announced = known and known.announced or seen.item in delivery.items
    if not seen.is_ours and not announced:
        yield finding("GOODS_UNKNOWN", seen.key, product=seen.name)


def _told(
    seen: Seen, known: Known | None, delivery: Delivery, said: set[str]
) -> Iterable[Finding]:
    """The marks of the data a package is announced by, by serial or by lot."""
    proofs: tuple[str, ...]
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


def _watched(seen: Seen, known: Known | None, delivery: Delivery) -> Iterable[Finding]:
    """What a warning names; of what is in stock the hold says it."""
    if known and known.status == "in_stock":
        return
    lot = seen.lot or (known.lot if known else "")
    facts = {"product": seen.name, "lot": lot}
    if known and known.watched:
        yield finding("WATCHLIST_HIT", seen.key, **facts, reason=known.watched)
        return
    found = delivery.watched.found(
        {seen.item, f"g{seen.gtin}"},
        (seen.lot, known.lot if known else ""),
        seen.serial,
        seen.expiry or (known.expiry if known else None),
    )
    if found:
        code = "WATCHLIST_HIT" if found.kind == HIT else "WATCHLIST_ALIKE"
        yield finding(code, seen.key, **facts, reason=found.why)


def _history(seen: Seen, known: Known | None, delivery: Delivery) -> Iterable[Finding]:
    if known is None:
        return
    since = known.since.isoformat() if known.since else ""
    if known.in_doubt and known.status != "in_stock":
        yield finding("IN_DOUBT", seen.key, reason=known.in_doubt)
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
        count = delivery.quantities[told]
        if lot and not told[1]:
            # a list without lots could not compare it
            yield finding("LOT_MISSING", seen.key, count=count, examples=seen.name)
        yield finding("TI_LOT_LEVEL", seen.key, count=count)
