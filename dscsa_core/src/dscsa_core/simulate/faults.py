"""The faults a delivery can have, and the finding each must lead to."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from ..epcis.model import Event
from .draft import Draft, Pack, gtin_of, place_of

FILE, COMPANY, BENCH = "file", "company", "bench"
_WHERE = {
    FILE: "seen in the file alone (setup/dscsa-check tells it too)",
    COMPANY: "seen when the file is read in Odoo, against your own data",
    BENCH: "seen at the bench: scan the tote and validate",
}


@dataclass(frozen=True)
class Fault:
    """``code`` is the one finding that tells a faulty delivery from a good one."""

    name: str
    code: str
    where: str
    what: str
    apply: Callable[[Draft], None]

    @property
    def seen_by(self) -> str:
        return _WHERE[self.where]


FAULTS: dict[str, Fault] = {}


def _fault(code: str, where: str, what: str):
    def register(apply: Callable[[Draft], None]):
        name = apply.__name__
        FAULTS[name] = Fault(name, code, where, what, apply)
        return apply

    return register


def _hour_later(event: Event) -> datetime | None:
    return event.time and event.time + timedelta(hours=1)


def _put(draft: Draft, position: int, **changes: Any) -> None:
    draft.tote[position] = replace(draft.tote[position], **changes)


# the file --------------------------------------------------------------------------
@_fault("STATEMENT_MISSING", FILE, "The file has no transaction statement.")
def no_statement(draft: Draft) -> None:
    draft.statement = None


@_fault("STATEMENT_NEGATIVE", FILE, "The seller does not affirm the statement.")
def statement_denied(draft: Draft) -> None:
    draft.statement = False


@_fault("EXPIRED_SHIPPED", FILE, "One lot was past its date when it left.")
def expired(draft: Draft) -> None:
    lot = draft.packs[0].lot
    day = (draft.shipped_at - timedelta(days=40)).date()
    for packs in (draft.packs, draft.tote):
        packs[:] = [
            replace(pack, expiry=day) if pack.lot == lot else pack for pack in packs
        ]


@_fault("SERIAL_DUPLICATE", FILE, "Some packages are put into use twice.")
def duplicate_serial(draft: Draft) -> None:
    def change(events: list[Event]) -> list[Event]:
        first = next(event for event in events if event.step == "commissioning")
        again = replace(first, time=_hour_later(first))
        return _numbered([*events[:-1], again, events[-1]])

    draft.event_changes.append(change)


@_fault("SERIAL_NOT_COMMISSIONED", FILE, "The origin of a lot is not told.")
def no_commissioning(draft: Draft) -> None:
    def change(events: list[Event]) -> list[Event]:
        first = next(
            event for event in events if event.step == "commissioning" and event.lot
        )
        return _numbered(_without(events, first))

    draft.event_changes.append(change)


@_fault("TWO_PARENTS", FILE, "One package lies in two totes at once.")
def two_parents(draft: Draft) -> None:
    other = replace_last_digits(draft.sscc)

    def change(events: list[Event]) -> list[Event]:
        packing = next(event for event in events if event.step == "packing")
        again = replace(
            packing,
            parent=other,
            epcs=packing.epcs[:1],
            time=_hour_later(packing),
        )
        put = [
            replace(event, epcs=(*event.epcs, other))
            if event.step == "shipping" or draft.sscc in event.epcs
            else event
            for event in events
        ]
        place = put.index(packing) + 1
        return _numbered([*put[:place], again, *put[place:]])

    draft.event_changes.append(change)


@_fault("SSCC_ORPHAN", FILE, "The file does not say what is in the tote.")
def no_packing(draft: Draft) -> None:
    draft.event_changes.append(
        lambda events: _numbered([e for e in events if e.step != "packing"])
    )


@_fault("NO_SHIPMENT", FILE, "The file tells of packages, but of no shipment.")
def no_shipment(draft: Draft) -> None:
    draft.event_changes.append(
        lambda events: _numbered([e for e in events if e.step != "shipping"])
    )


@_fault("LOT_MISSING", FILE, "The file gives no lot numbers.")
def no_lot(draft: Draft) -> None:
    draft.event_changes.append(lambda events: [replace(e, lot="") for e in events])


@_fault("EXPIRY_MISSING", FILE, "The file gives no expiry dates.")
def no_expiry(draft: Draft) -> None:
    draft.event_changes.append(
        lambda events: [replace(event, expiry=None) for event in events]
    )


@_fault("NAIVE_TIME", FILE, "Times have no time zone.")
def naive_time(draft: Draft) -> None:
    def change(text: str) -> str:
        return re.sub(r"(<eventTime>[^<]*?)(Z|[+-]\d\d:\d\d)<", r"\1<", text)

    draft.text_changes.append(change)


@_fault("FUTURE_TIME", FILE, "The shipment is dated next week.")
def future_time(draft: Draft) -> None:
    draft.shipped_at += timedelta(days=8)


@_fault("STALE_EVENT", FILE, "The shipment is four months old.")
def old_shipment(draft: Draft) -> None:
    draft.shipped_at -= timedelta(days=120)


@_fault("PO_MISSING", FILE, "The file names no purchase order.")
def no_po(draft: Draft) -> None:
    draft.po = ""


@_fault("MASTERDATA_MISSING", FILE, "One product comes without name and strength.")
def no_master_data(draft: Draft) -> None:
    draft.items[0] = replace(draft.items[0], name="", strength="")


@_fault("ADDRESS_MISSING", FILE, "The seller's address is not given.")
def no_address(draft: Draft) -> None:
    seller = draft.seller
    draft.seller = replace(seller, street="", city="", state="", zip="", country="")


@_fault("SENDER_MISMATCH", FILE, "Somebody else sends the file.")
def other_sender(draft: Draft) -> None:
    draft.sender = place_of(6500001, "Sample Data Service", country="US")


@_fault("STEP_INVALID", FILE, "A step is named that no standard knows.")
def unknown_step(draft: Draft) -> None:
    draft.text_changes.append(
        lambda text: text.replace("bizstep:packing", "bizstep:boxing_up")
    )


@_fault("epcis.cut_off", FILE, "The file breaks off in the middle.")
def truncated(draft: Draft) -> None:
    draft.text_changes.append(lambda text: text[: len(text) * 2 // 3])


# against the company's own data ----------------------------------------------------
@_fault("SHIPTO_NOT_OURS", COMPANY, "The goods are addressed to another pharmacy.")
def wrong_buyer(draft: Draft) -> None:
    draft.buyer = place_of(
        7600002,
        "Another Pharmacy",
        street="7 Quarry Road",
        city="Augusta",
        state="ME",
        zip="04330",
        country="US",
    )


@_fault("NDC_MISMATCH", COMPANY, "The NDC of a known product is another one.")
def wrong_ndc(draft: Draft) -> None:
    draft.items[0] = replace(draft.items[0], ndc="99999-7777-9")


# at the bench ----------------------------------------------------------------------
@_fault("NO_TI", BENCH, "The goods come first, the file a day later.")
def late_file(draft: Draft) -> None:
    draft.comes_later = True


@_fault("LOT_NOT_ANNOUNCED", BENCH, "One package is of a lot the file lacks.")
def lot_not_announced(draft: Draft) -> None:
    _put(draft, draft.any(), lot=draft.lot(), serial=draft.serial())


@_fault("SERIAL_NOT_ANNOUNCED", BENCH, "One package has a serial the file lacks.")
def missing_serial(draft: Draft) -> None:
    _put(draft, draft.any(), serial=draft.serial())


@_fault("NDC_NOT_ANNOUNCED", BENCH, "One package is of a drug the file lacks.")
def wrong_product(draft: Draft) -> None:
    draft.tote.append(
        Pack(gtin_of(99), draft.serial(), draft.lot(), draft.packs[0].expiry)
    )


@_fault("LOT_MISMATCH", BENCH, "One label has another lot than the file says.")
def wrong_lot(draft: Draft) -> None:
    _put(draft, draft.any(), lot=draft.lot())


@_fault("EXPIRY_MISMATCH", BENCH, "One label has another date than the file says.")
def wrong_expiry(draft: Draft) -> None:
    position = draft.any()
    day = draft.tote[position].expiry + timedelta(days=31)
    _put(draft, position, expiry=day)


@_fault("SHORTAGE", BENCH, "One announced package is not in the tote.")
def shortage(draft: Draft) -> None:
    del draft.tote[draft.any()]


@_fault("OVERAGE", BENCH, "One package more than announced is in the tote.")
def overage(draft: Draft) -> None:
    draft.tote.append(replace(draft.packs[0], serial=draft.serial()))


# helpers ---------------------------------------------------------------------------
def _without(events: list[Event], gone: Event) -> list[Event]:
    return [event for event in events if event is not gone]


def _numbered(events: list[Event]) -> list[Event]:
    return [replace(event, position=i) for i, event in enumerate(events, 1)]


def replace_last_digits(uri: str) -> str:
    """Another SSCC of the same prefix: URIs carry no check digit."""
    digits = uri[-6:]
    return f"{uri[:-6]}{(int(digits) + 1) % 10**6:06d}"
