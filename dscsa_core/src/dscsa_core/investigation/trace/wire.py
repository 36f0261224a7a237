"""Messages as bytes, and back.

>>> read_request(bytes_of(request)) == request
True
"""

import json
from collections.abc import Mapping
from dataclasses import fields
from datetime import date, datetime
from typing import Any, TypeVar

from ..errors import DoubtError
from . import shapes
from .message import (
    Answered,
    AnswerTo,
    Authority,
    Contact,
    File,
    Item,
    License,
    Paper,
    Party,
    Request,
    Requester,
    Response,
    Transaction,
)
from .reading import check_shape, checked

_T = TypeVar("_T")
_OF_ANSWER = frozenset(("gtin", "ndc", "serial"))


def bytes_of(message: Request | Response) -> bytes:
    """The message as JSON; DoubtError ``trace.shape`` for what may not be sent."""
    content = content_of(message)
    return json.dumps(content, indent=2, ensure_ascii=False).encode()


def content_of(message: Request | Response) -> dict[str, Any]:
    """The values of the message, for a ``mapping``; errors as ``bytes_of``."""
    is_request = isinstance(message, Request)
    form = shapes.REQUEST_FORM if is_request else shapes.RESPONSE_FORM
    content = {"form": form, **_plain(message)}
    check_shape(content, form)
    _check_sense(message)
    return content


def _plain(value: Any) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for each in fields(value):
        inner = getattr(value, each.name)
        if isinstance(inner, Item):
            found |= {n: v for n, v in _plain(inner).items() if n in _OF_ANSWER}
        else:
            found[each.name] = _json(inner)
    return found


def _json(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, date):
        return value.isoformat()
    if value is None or isinstance(value, str | int):
        return None if value == "" else value
    return _plain(value)


def read_request(content: bytes) -> Request:
    """DoubtError ``trace.json``, ``trace.form`` or ``trace.shape`` if it is none."""
    return request_of(checked(content, shapes.REQUEST_FORM))


def read_response(content: bytes) -> Response:
    """DoubtError ``trace.json``, ``trace.form`` or ``trace.shape`` if it is none."""
    return response_of(checked(content, shapes.RESPONSE_FORM))


def request_of(data: Mapping[str, Any]) -> Request:
    """The request in values of its shape; DoubtError ``trace.shape``."""
    check_shape(data, shapes.REQUEST_FORM)
    authority = data.get("authority")
    request = Request(
        request_id=data["request_id"].lower(),
        sent_at=_moment(data, "sent_at"),
        requester=_requester(data["requester"]),
        answer_to=_record(AnswerTo, data["answer_to"]),
        reason=data["reason"],
        items=tuple(map(_item, data["items"])),
        is_test=data["is_test"],
        wanted=data["wanted"],
        authority=_record(Authority, authority) if authority else None,
        own_number=_text(data, "own_number"),
        fda_incident_number=_text(data, "fda_incident_number"),
        circumstances=_text(data, "circumstances"),
        documents=_records(Paper, data, "documents"),
        answer_by=_moment(data, "answer_by") if data.get("answer_by") else None,
        files=_records(File, data, "files"),
    )
    _check_sense(request)
    return request


def response_of(data: Mapping[str, Any]) -> Response:
    """The response in values of its shape; DoubtError ``trace.shape``."""
    check_shape(data, shapes.RESPONSE_FORM)
    response = Response(
        response_id=data["response_id"].lower(),
        request_id=data["request_id"].lower(),
        sent_at=_moment(data, "sent_at"),
        responder=_record(Party, data["responder"]),
        status=data["status"],
        items=tuple(map(_answered, data["items"])),
        is_test=data["is_test"],
        files=_records(File, data, "files"),
        remarks=_text(data, "remarks"),
        refusal=_text(data, "refusal"),
    )
    _check_sense(response)
    return response


def _requester(data: Mapping[str, Any]) -> Requester:
    return Requester(
        name=data["name"],
        contact=_record(Contact, data["contact"]),
        address=_text(data, "address"),
        gln=_text(data, "gln"),
        department=_text(data, "department"),
        role=_text(data, "role"),
        credential=_text(data, "credential"),
        licenses=_records(License, data, "licenses"),
    )


def _answered(data: Mapping[str, Any]) -> Answered:
    hops = tuple(map(_transaction, data.get("transactions") or ()))
    return Answered(_item(data), data["result"], _text(data, "why"), hops)


def _transaction(data: Mapping[str, Any]) -> Transaction:
    return Transaction(
        seller=_record(Party, data["seller"]),
        buyer=_record(Party, data["buyer"]),
        product=_text(data, "product"),
        strength=_text(data, "strength"),
        dosage_form=_text(data, "dosage_form"),
        ndc=_text(data, "ndc"),
        container_size=_text(data, "container_size"),
        containers=_whole(data, "containers"),
        lot=_text(data, "lot"),
        expiry=_day(data, "expiry"),
        transaction_date=_day(data, "transaction_date"),
        shipment_date=_day(data, "shipment_date"),
        statement=data.get("statement"),
        direct_purchase=data.get("direct_purchase"),
    )


def _item(data: Mapping[str, Any]) -> Item:
    return Item(
        serial=data["serial"],
        gtin=_text(data, "gtin"),
        ndc=_text(data, "ndc"),
        lot=_text(data, "lot"),
        expiry=_day(data, "expiry"),
        quantity=_whole(data, "quantity"),
    )


# values --------------------------------------------------------------------------
def _text(data: Mapping[str, Any], name: str) -> str:
    return data.get(name) or ""


def _record(kind: type[_T], data: Mapping[str, Any]) -> _T:
    """A record of texts alone."""
    names = [each.name for each in fields(kind)]  # type: ignore[arg-type]
    return kind(**{name: _text(data, name) for name in names})


def _records(kind: type[_T], data: Mapping[str, Any], name: str) -> tuple[_T, ...]:
    return tuple(_record(kind, each) for each in data.get(name) or ())


def _whole(data: Mapping[str, Any], name: str) -> int | None:
    value = data.get(name)
    return None if value is None else int(value)


def _day(data: Mapping[str, Any], name: str) -> date | None:
    try:
        return date.fromisoformat(data[name]) if data.get(name) else None
    except ValueError as error:
        raise DoubtError("trace.shape", place=name) from error


def _moment(data: Mapping[str, Any], name: str) -> datetime:
    try:
        return datetime.fromisoformat(data[name])
    except ValueError as error:
        raise DoubtError("trace.shape", place=name) from error


# what no shape says --------------------------------------------------------------
def _check_sense(message: Request | Response) -> None:
    if isinstance(message, Request):
        broken, items = _senseless(message), message.items
    else:
        broken, items = [], tuple(each.item for each in message.items)
    broken += [
        f"items[{number}].gtin"
        for number, item in enumerate(items)
        if not (item.gtin or item.ndc)
    ]
    if broken:
        raise DoubtError("trace.shape", place=", ".join(broken[:5]))


def _senseless(request: Request) -> list[str]:
    contact, found = request.requester.contact, []
    if not (contact.mail if contact.preferred == shapes.MAIL else contact.telephone):
        found.append(f"requester.contact.{contact.preferred}")
    if not (request.answer_to.mail or request.answer_to.url):
        found.append("answer_to")
    if request.reason == "inspection" and request.authority is None:
        found.append("authority")
    if not request.items:
        found.append("items")
    return found
