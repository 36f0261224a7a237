"""What speaks against one package in the hand: its print against what is on record.

The same judgement whatever is done with it: looked up, taken to the counter, used,
counted or sent away. Receiving has rules of its own beside it (``receiving``): what
was returned may come back there.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ..investigation.alert import HIT
from ..investigation.watching import Hit
from ..recall.opened import OpenRecalls

# the most dangerous first; "danger" orders the findings of receiving alike
ORDER = (
    "HELD_SUSPECT",
    "WATCHED",
    "DESTROYED",
    "DISPENSED",
    "HELD_RECALL",
    "RECALLED",
    "TAKEN_BACK",
    "LOT_DIFFERS",
    "EXPIRY_DIFFERS",
    "LOT_DATE_DIFFERS",
    "WATCH_DOUBT",
    "RECALL_DOUBT",
    "OTHER_COMPANY",
    "SOLD",
    "RETURNED",
    "HELD_DATA",
    "LOT_HELD",
    "HELD_EXPIRED",
    "EXPIRED",
    "NOT_RECEIVED",
    "NOT_IN_REGISTER",
)
_GONE = {
    "shipped": "SOLD",
    "returned": "RETURNED",
    "dispensed": "DISPENSED",
    "destroyed": "DESTROYED",
    "announced": "NOT_RECEIVED",
    "missing": "NOT_RECEIVED",
}
_HELD = {
    "data": "HELD_DATA",
    "expired": "HELD_EXPIRED",
    "recall": "HELD_RECALL",
    "suspect": "HELD_SUSPECT",
}


@dataclass(frozen=True, slots=True)
class Printed:
    """What the code or the label says. ``items``: how open recalls call the goods."""

    items: frozenset[str] = frozenset()
    serial: str = ""
    lot: str = ""
    expiry: date | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """What the register says. ``lot``, ``expiry``: as seen at receipt, else as told.

    ``told_lot``: as the seller's data say; ``unaffected``: a pharmacist released it
    from the recall by name; ``taken_back``: the seller took it back, nobody let it go.
    """

    status: str = "in_stock"
    hold: str = ""
    lot: str = ""
    told_lot: str = ""
    expiry: date | None = None
    unaffected: bool = False
    taken_back: bool = False


@dataclass(frozen=True, slots=True)
class OfLot:
    """What is known of the lot of a package no record names.

    ``is_held``: every package of it that is here is on hold; ``expiries``: its dates.
    """

    is_held: bool = False
    expiries: frozenset[date] = frozenset()


def judge(
    printed: Printed,
    record: Record | None,
    today: date,
    recalls: OpenRecalls,
    other_company: bool = False,
    of_lot: OfLot | None = None,
    watched: Hit | None = None,
) -> tuple[str, ...]:
    """Codes of all that speaks against it, the most dangerous first; empty: nothing.

    ``watched``: what warnings say of it, if no pharmacist cleared it of them.
    """
    found = {*_recall(printed, record, recalls), *_expired(printed, record, today)}
    # a product named by nothing but its name would stop all of it
    if watched and not watched.is_bare:
        found.add("WATCHED" if watched.kind == HIT else "WATCH_DOUBT")
    if record is None:
        found |= {*_of_lot(printed, of_lot or OfLot(), today)}
        found.add("OTHER_COMPANY" if other_company else "NOT_IN_REGISTER")
    else:
        found |= {*_differences(printed, record)}
        found |= {"TAKEN_BACK"} if record.taken_back else set()
        found |= {_GONE.get(record.status, ""), _held(record)} - {""}
    return tuple(code for code in ORDER if code in found)


def _of_lot(printed: Printed, of_lot: OfLot, today: date) -> Iterable[str]:
    """By its lot: whose serial nobody recorded is no better than the rest of it."""
    if of_lot.is_held:
        yield "LOT_HELD"
    days = of_lot.expiries
    if printed.expiry and days and printed.expiry not in days:
        yield "LOT_DATE_DIFFERS"
    elif not printed.expiry and days and max(days) < today:
        yield "EXPIRED"


def _held(record: Record) -> str:
    return _HELD.get(record.hold, "HELD_SUSPECT") if record.hold else ""


def _differences(printed: Printed, record: Record) -> Iterable[str]:
    if printed.lot and record.lot and printed.lot != record.lot:
        yield "LOT_DIFFERS"
    if printed.expiry and record.expiry and printed.expiry != record.expiry:
        yield "EXPIRY_DIFFERS"


def _recall(
    printed: Printed, record: Record | None, recalls: OpenRecalls
) -> Iterable[str]:
    """Either lot, of the print or of the data, is enough."""
    if record and record.unaffected:
        return
    of_record = (record.lot, record.told_lot) if record else ()
    lots = set(filter(None, (printed.lot, *of_record)))
    goods, serial = recalls.of(printed.items), printed.serial
    if any(goods.why(printed.items, lot, serial) for lot in lots or {""}):
        yield "RECALLED"
    elif any(goods.doubt(printed.items, lot, serial) for lot in lots or {""}):
        yield "RECALL_DOUBT"


def _expired(printed: Printed, record: Record | None, today: date) -> Iterable[str]:
    """Either date, as it is about a patient."""
    dates = (printed.expiry, record.expiry if record else None)
    if any(day and day < today for day in dates):
        yield "EXPIRED"
