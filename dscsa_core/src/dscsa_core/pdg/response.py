"""Read what a partner answers to an exception report."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from ..errors import CoreError
from .shapes import RESPONSE, faults

MAX_BYTES = 4 << 20


@dataclass(frozen=True, slots=True)
class Answer:
    """What is answered to one item. ``accepted`` False may name an ``alternative``."""

    item: str
    accepted: bool
    comments: str = ""
    alternative: str = ""
    follow_up: str = ""
    follow_up_details: str = ""


@dataclass(frozen=True, slots=True)
class Response:
    """One answer; ``case`` is the number our report gave to the case."""

    message: str
    case: str
    timestamp: int
    po_number: str
    email: str
    answers: tuple[Answer, ...]
    notes: str = ""


def looks_like_response(content: bytes) -> bool:
    """Whether these bytes are a PDG message at all, rather than other JSON."""
    try:
        message = json.loads(content) if len(content) <= MAX_BYTES else None
    except (ValueError, RecursionError):
        return False
    return isinstance(message, dict) and "exception_case_uuid" in message


def read_response(content: bytes) -> Response:
    """CoreError ``pdg.json``, ``pdg.shape`` or ``pdg.report`` if it is no response."""
    if len(content) > MAX_BYTES:
        raise CoreError("pdg.json", reason=f"larger than {MAX_BYTES >> 20} MB")
    try:
        message = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise CoreError("pdg.json", reason=type(error).__name__) from error
    if isinstance(message, dict) and "case_resolved" in message:
        raise CoreError("pdg.report")
    broken = list(faults(message, RESPONSE))
    if broken:
        raise CoreError("pdg.shape", place=", ".join(broken[:5]))
    return _response(message)


def _response(message: Mapping) -> Response:
    return Response(
        message["message_uuid"],
        message["exception_case_uuid"].strip().lower(),
        int(message["timestamp"]),
        message["po_number"],
        message["sender_information"]["email"],
        tuple(map(_answer, message.get("response_items") or ())),
        message.get("additional_notes") or "",
    )


def _answer(item: Mapping) -> Answer:
    other = item.get("alternative_resolution") or {}
    return Answer(
        item["exception_item_uuid"].strip().lower(),
        item["resolution_response"] == "Accept",
        item.get("comments") or "",
        other.get("alternative_resolution") or "",
        other.get("follow_up") or "",
        other.get("follow_up_details") or "",
    )
