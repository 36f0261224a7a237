"""Our model of PDG's report and response, and the check of a message against it.

Differences to what one would expect, all found in the public schemas: an e-mail
address is required, a GLN may be any text, serials of a misalignment may be null but
must be there, fields that are not named are allowed.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

RESOLUTIONS = (
    "Send new data",
    "Send product",
    "Return product",
    "Send back product",
    "Credit account",
    "Debit account",
)
SOURCES = ("Scan", "Packing Slip", "ASN", "Other")
ANSWERS = ("Accept", "Reject")
FOLLOW_UPS = ("Email", "Phone")


@dataclass(frozen=True, slots=True)
class Field:
    """One field: ``kind`` is text, number, flag, list or record.

    ``inner`` is the shape of a record, of each element of a list, or None for texts.
    ``pattern`` is a regular expression a text fits as a whole, ``most`` how many
    elements a list or signs a text may have; 0: no bound of its own.
    """

    kind: str
    required: bool = True
    nullable: bool = False
    choices: tuple[str, ...] = ()
    inner: "Shape | None" = None
    pattern: str = ""
    most: int = 0


Shape = Mapping[str, Field]

_TEXT = Field("text")
_MAYBE = Field("text", required=False, nullable=True)
_PRESENT = Field("text", nullable=True)
_NUMBER = Field("number")
_ASKED = Field("text", choices=RESOLUTIONS)
_MAYBE_ASKED = Field("text", required=False, nullable=True, choices=RESOLUTIONS)


def _list(shape: Shape) -> Field:
    return Field("list", required=False, nullable=True, inner=shape)


_SENDER = Field(
    "record", inner={"vp": _MAYBE, "gln": _MAYBE, "email": _TEXT, "phone": _MAYBE}
)
_ITEM = {"exception_item_uuid": _TEXT}
_COUNT: Shape = {
    **_ITEM,
    "gtin": _TEXT,
    "quantity_ordered": _NUMBER,
    "quantity_received": _NUMBER,
    "resolution_request": _ASKED,
}


def _master(what: str) -> Field:
    return _list(
        {
            **_ITEM,
            f"invalid_{what}": _TEXT,
            f"proposed_{what}": _MAYBE,
            "resolution_request": _MAYBE_ASKED,
        }
    )


EXCEPTIONS: Shape = {
    "missing_product_data": _list(
        {
            **_ITEM,
            "product_gtin": _TEXT,
            "observation_source": Field("text", choices=SOURCES),
            "resolution_request": _ASKED,
            "product_serial": _MAYBE,
        }
    ),
    "missing_product": _list(
        {
            **_ITEM,
            "file_id": _TEXT,
            "product_gtin": _TEXT,
            "product_serial": _TEXT,
            "resolution_request": _ASKED,
        }
    ),
    "data_misalignment": _list(
        {
            **_ITEM,
            **{
                f"{side}_{name}": _PRESENT if name == "serial" else _TEXT
                for side in ("received_product", "product_data")
                for name in ("gtin", "lot", "expiry", "serial")
            },
            "resolution_request": _ASKED,
        }
    ),
    "overages": _list(_COUNT),
    "underages": _list(_COUNT),
    "master_data_errors": Field(
        "record",
        required=False,
        nullable=True,
        inner={"gln_errors": _master("gln"), "gtin_errors": _master("gtin")},
    ),
}
_MESSAGE: Shape = {
    "message_uuid": _TEXT,
    "exception_case_uuid": _TEXT,
    "timestamp": _NUMBER,
    "po_number": _TEXT,
    "sender_information": _SENDER,
}
REPORT: Shape = {
    **_MESSAGE,
    "exceptions": Field("record", required=False, nullable=True, inner=EXCEPTIONS),
    "other_errors": Field("list", required=False, nullable=True),
    "case_resolved": Field("flag"),
}
RESPONSE: Shape = {
    **_MESSAGE,
    "response_items": _list(
        {
            **_ITEM,
            "resolution_response": Field("text", choices=ANSWERS),
            "comments": _MAYBE,
            "alternative_resolution": Field(
                "record",
                required=False,
                nullable=True,
                inner={
                    "alternative_resolution": Field(
                        "text", nullable=True, choices=RESOLUTIONS
                    ),
                    "follow_up": Field("text", nullable=True, choices=FOLLOW_UPS),
                    "follow_up_details": _MAYBE,
                },
            ),
        }
    ),
    "additional_notes": _MAYBE,
}


def faults(message: object, shape: Shape, place: str = "") -> Iterator[str]:
    """Places where a message breaks its shape, as ``exceptions.overages[0].gtin``."""
    if not isinstance(message, dict):
        yield place or "message"
        return
    for name, field in shape.items():
        path = f"{place}.{name}" if place else name
        if name not in message:
            if field.required:
                yield path
        elif message[name] is not None or not field.nullable:
            yield from _field_faults(message[name], field, path)


def _field_faults(value: object, field: Field, path: str) -> Iterator[str]:
    if field.kind == "record":
        yield from faults(value, field.inner or {}, path)
    elif field.kind == "list":
        yield from _list_faults(value, field, path)
    elif (
        not _is_kind(value, field.kind)
        or (field.choices and value not in field.choices)
        or (isinstance(value, str) and not _fits(value, field))
    ):
        yield path


def _list_faults(value: object, field: Field, path: str) -> Iterator[str]:
    if not isinstance(value, list) or field.most and len(value) > field.most:
        yield path
        return
    for index, element in enumerate(value):
        place = f"{path}[{index}]"
        if field.inner:
            yield from faults(element, field.inner, place)
        elif not isinstance(element, str):
            yield place


def _fits(text: str, field: Field) -> bool:
    if field.most and len(text) > field.most:
        return False
    return not field.pattern or bool(re.fullmatch(field.pattern, text, re.ASCII))


def _is_kind(value: object, kind: str) -> bool:
    if kind == "flag":
        return isinstance(value, bool)
    if kind == "number":
        # JSON knows one kind of number: 1712368200.0 is an integer to the schema
        whole = isinstance(value, float) and value.is_integer()
        return whole or isinstance(value, int) and not isinstance(value, bool)
    return isinstance(value, str)
