"""Make exception reports.

>>> case = case_uuid("3f0c…", "DISC/2026/00007")
>>> item = missing_data(case, gtin="00312345678906", serial="S1", request=NEW_DATA)
>>> bytes_of(Report(case, 1712368200, "PO7", sender, (item,)))
"""

import json
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from ..errors import CoreError
from .shapes import REPORT, faults

NEW_DATA, SEND_PRODUCT = "Send new data", "Send product"
RETURN_PRODUCT, CREDIT = "Return product", "Credit account"

_MASTER = ("gln_errors", "gtin_errors")


@dataclass(frozen=True, slots=True)
class Item:
    """One exception: the list of the report it belongs to, and its fields."""

    kind: str
    fields: Mapping[str, object]

    @property
    def uuid(self) -> str:
        """What an answer names it by."""
        return str(self.fields["exception_item_uuid"])


@dataclass(frozen=True, slots=True)
class Sender:
    """Who reports; ``email`` is required by the schema."""

    email: str
    gln: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """One message of a case. ``timestamp`` counts seconds since 1970 (UTC).

    ``resolved`` with no items is the closing message of the case.
    """

    case: str
    timestamp: int
    po_number: str
    sender: Sender
    items: tuple[Item, ...] = ()
    other_errors: tuple[str, ...] = ()
    resolved: bool = False


def case_uuid(database: str, name: str) -> str:
    """The number of a case: the same name in the same database, the same number."""
    return str(uuid.uuid5(_space(database), name))


def _space(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError:
        return uuid.uuid5(uuid.NAMESPACE_OID, text)


def expiry_text(day: date | None) -> str:
    """The schema's own form, MMDDYYYY; empty when the date is not known."""
    return day.strftime("%m%d%Y") if day else ""


def _item(case: str, kind: str, request: str | None, **fields: object) -> Item:
    told = json.dumps([kind, *map(str, fields.values())])
    number = str(uuid.uuid5(uuid.UUID(case), told))
    return Item(
        kind,
        {"exception_item_uuid": number, **fields, "resolution_request": request},
    )


def missing_data(
    case: str, *, gtin: str, serial: str, request: str, source: str = "Scan"
) -> Item:
    """Goods are here, data are not."""
    return _item(
        case,
        "missing_product_data",
        request,
        product_gtin=gtin,
        product_serial=serial or None,
        observation_source=source,
    )


def missing_product(
    case: str, *, file_id: str, gtin: str, serial: str, request: str
) -> Item:
    """Data are here, goods are not."""
    return _item(
        case,
        "missing_product",
        request,
        file_id=file_id,
        product_gtin=gtin,
        product_serial=serial,
    )


@dataclass(frozen=True, slots=True)
class Label:
    """GTIN, lot, expiry and serial of one package: on the pack, or in the data."""

    gtin: str = ""
    lot: str = ""
    expiry: date | None = None
    serial: str = ""


def misalignment(case: str, *, received: Label, data: Label, request: str) -> Item:
    """Pack and data speak of the same thing in different words."""
    fields: dict[str, object] = {}
    for side, label in (("received_product", received), ("product_data", data)):
        fields[f"{side}_gtin"] = label.gtin
        fields[f"{side}_lot"] = label.lot
        fields[f"{side}_expiry"] = expiry_text(label.expiry)
        fields[f"{side}_serial"] = label.serial or None
    return _item(case, "data_misalignment", request, **fields)


def count_differs(
    case: str, *, gtin: str, ordered: int, received: int, request: str
) -> Item:
    """More or fewer packages than announced."""
    kind = "overages" if received > ordered else "underages"
    return _item(
        case,
        kind,
        request,
        gtin=gtin,
        quantity_ordered=ordered,
        quantity_received=received,
    )


def wrong_number(
    case: str, *, what: str, invalid: str, proposed: str = "", request: str
) -> Item:
    """A location (``gln``) or product number (``gtin``) that cannot be right."""
    fields = {f"invalid_{what}": invalid, f"proposed_{what}": proposed or None}
    return _item(case, f"{what}_errors", request, **fields)


def bytes_of(report: Report) -> bytes:
    """The message as JSON; CoreError ``pdg.shape`` if it breaks the schema."""
    message = _message(report)
    broken = list(faults(message, REPORT))
    if broken:
        raise CoreError("pdg.shape", place=", ".join(broken[:5]))
    return json.dumps(message, indent=2, ensure_ascii=False).encode()


def _message(report: Report) -> dict:
    sender = report.sender
    content = {
        "exception_case_uuid": report.case,
        "timestamp": report.timestamp,
        "po_number": report.po_number,
        "sender_information": {
            "gln": sender.gln or None,
            "email": sender.email,
            "phone": sender.phone or None,
        },
        "exceptions": _lists(report.items),
        "other_errors": list(report.other_errors) or None,
        "case_resolved": report.resolved,
    }
    # the same content is the same message, whenever its bytes are made
    told = json.dumps(content, sort_keys=True)
    return {"message_uuid": str(uuid.uuid5(uuid.UUID(report.case), told)), **content}


def _lists(items: Iterable[Item]) -> dict:
    lists: dict = {}
    for item in items:
        place = lists
        if item.kind in _MASTER:
            place = lists.setdefault("master_data_errors", {})
        place.setdefault(item.kind, []).append(dict(item.fields))
    return lists
