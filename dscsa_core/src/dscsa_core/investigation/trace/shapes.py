"""The shapes of both messages, for the check of what comes in and for the schemas."""

from collections.abc import Iterator, Mapping

from ...pdg.shapes import Field, Shape

REQUEST_FORM, RESPONSE_FORM = "trace-request/1", "trace-response/1"
REASONS = ("suspect", "illegitimate", "recall", "audit", "inspection")
WANTED = ("transactions", "all_owners", "last_owner")
STATUSES = ("complete", "partial", "not_found", "refused")
FOUND, NOT_FOUND, NOT_LOOKED_UP = RESULTS = ("found", "not_found", "not_looked_up")
MAIL, TELEPHONE = CONTACTS = ("mail", "telephone")
MAX_ITEMS, MAX_HOPS, MAX_TEXT = 10_000, 50, 4_000

_UUID = r"[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}"
_DAY = r"\d{4}-\d{2}-\d{2}"
_MOMENT = r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?(?:Z|[+-]\d{2}:\d{2})"
_SHA256 = r"[0-9a-f]{64}"
_MAIL = r"[^@\s]{1,64}@[^@\s]{1,190}"
_URL = r"https://[^\s]{1,500}"


def _text(
    pattern: str = "", *, most: int = 200, choices: tuple[str, ...] = ()
) -> Field:
    return Field("text", pattern=pattern, most=most, choices=choices)


def _maybe(pattern: str = "", *, most: int = 200) -> Field:
    return Field("text", required=False, nullable=True, pattern=pattern, most=most)


def _list(inner: Shape, most: int, *, required: bool = False) -> Field:
    return Field("list", required, not required, inner=inner, most=most)


def _record(inner: Shape, *, required: bool = True) -> Field:
    return Field("record", required, not required, inner=inner)


_FLAG = Field("flag")
_NUMBER = Field("number", required=False, nullable=True)
_PARTY: Shape = {"name": _text(), "address": _maybe(most=500), "gln": _maybe(r"\d{13}")}
_ITEM: Shape = {
    "gtin": _maybe(r"\d{14}"),
    "ndc": _maybe(r"[\d-]{10,14}"),
    "serial": _text(r"[!-~]{1,20}"),
    "lot": _maybe(r"[!-~]{1,20}"),
    "expiry": _maybe(_DAY),
    "quantity": _NUMBER,
}
_FILES = _list({"name": _text(), "sha256": _text(_SHA256)}, 100)
REQUEST: Shape = {
    "form": _text(choices=(REQUEST_FORM,)),
    "request_id": _text(_UUID),
    "sent_at": _text(_MOMENT),
    "is_test": _FLAG,
    "requester": _record(
        {
            **_PARTY,
            "department": _maybe(),
            "role": _maybe(),
            "credential": _maybe(most=MAX_TEXT),
            "licenses": _list(
                {"state": _text(), "number": _text(), "valid_until": _maybe(_DAY)}, 100
            ),
            "contact": _record(
                {
                    "name": _maybe(),
                    "preferred": _text(choices=CONTACTS),
                    "mail": _maybe(_MAIL),
                    "telephone": _maybe(),
                }
            ),
        }
    ),
    "authority": _record(
        {
            **{name: _text() for name in ("agency", "officer", "call_back")},
            **{name: _maybe() for name in ("level", "badge", "case")},
        },
        required=False,
    ),
    "reason": _text(choices=REASONS),
    "own_number": _maybe(),
    "fda_incident_number": _maybe(),
    "circumstances": _maybe(most=MAX_TEXT),
    "wanted": _text(choices=WANTED),
    "items": _list(_ITEM, MAX_ITEMS, required=True),
    "documents": _list({"kind": _text(), "number": _text()}, 100),
    "answer_to": _record({"mail": _maybe(_MAIL), "url": _maybe(_URL)}),
    "answer_by": _maybe(_MOMENT),
    "files": _FILES,
}
_MAYBE_FLAG = Field("flag", required=False, nullable=True)
_TRANSACTION: Shape = {
    **{name: _maybe(most=500) for name in ("product", "strength", "dosage_form")},
    "ndc": _maybe(r"[\d-]{10,14}"),
    "container_size": _maybe(),
    "containers": _NUMBER,
    "lot": _maybe(r"[!-~]{1,20}"),
    **{name: _maybe(_DAY) for name in ("expiry", "transaction_date", "shipment_date")},
    "seller": _record(_PARTY),
    "buyer": _record(_PARTY),
    "statement": _MAYBE_FLAG,
    "direct_purchase": _MAYBE_FLAG,
}
RESPONSE: Shape = {
    "form": _text(choices=(RESPONSE_FORM,)),
    "response_id": _text(_UUID),
    "request_id": _text(_UUID),
    "sent_at": _text(_MOMENT),
    "is_test": _FLAG,
    "status": _text(choices=STATUSES),
    "responder": _record(_PARTY),
    "items": _list(
        {
            **{name: _ITEM[name] for name in ("gtin", "ndc", "serial")},
            "result": _text(choices=RESULTS),
            "why": _maybe(most=MAX_TEXT),
            "transactions": _list(_TRANSACTION, MAX_HOPS),
        },
        MAX_ITEMS,
        required=True,
    ),
    "files": _FILES,
    "remarks": _maybe(most=MAX_TEXT),
    "refusal": _maybe(most=MAX_TEXT),
}
SHAPES: Mapping[str, Shape] = {REQUEST_FORM: REQUEST, RESPONSE_FORM: RESPONSE}


def json_schema(form: str) -> dict[str, object]:
    """The JSON schema (2020-12) of a form, as its file holds it."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"{form}, a message of dscsa_core",
        **_schema_of(SHAPES[form]),
    }


def _schema_of(shape: Shape) -> dict[str, object]:
    return {
        "type": "object",
        "required": [name for name, field in shape.items() if field.required],
        "properties": {name: _property(field) for name, field in shape.items()},
    }


def _property(field: Field) -> dict[str, object]:
    found = dict(_of_kind(field))
    if field.nullable:
        found["type"] = [found["type"], "null"]
    return found


def _of_kind(field: Field) -> Iterator[tuple[str, object]]:
    if field.kind == "record":
        yield from _schema_of(field.inner or {}).items()
    elif field.kind == "list":
        yield "type", "array"
        yield "items", _schema_of(field.inner or {})
        yield "maxItems", field.most
    elif field.kind == "text":
        yield "type", "string"
        yield "maxLength", field.most
        if field.pattern:
            yield "pattern", f"^(?:{field.pattern})$"
        if field.choices:
            yield "enum", list(field.choices)
    else:
        yield "type", {"flag": "boolean", "number": "integer"}[field.kind]
