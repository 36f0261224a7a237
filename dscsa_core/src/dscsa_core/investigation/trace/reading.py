"""The bytes of a message that came from outside → its values, within bounds.

A message is small; whatever is not is refused before a parser meets it.
"""

import json
from collections.abc import Iterator

from ...epcis.json_lexemes import Lexemes
from ...epcis.limits import Limits
from ...errors import EpcisError
from ...pdg.shapes import faults
from ..errors import DoubtError
from .shapes import MAX_TEXT, SHAPES

MAX_BYTES = 16 << 20
_LIMITS = Limits(max_bytes=MAX_BYTES, max_depth=12, max_text=4 * MAX_TEXT)


def looks_like_trace(content: bytes) -> bool:
    """Whether these bytes are one of our messages, and no other JSON."""
    try:
        return _parsed(content).get("form") in SHAPES
    except DoubtError:
        return False


def checked(content: bytes, form: str) -> dict:
    """The message, which has the shape of ``form``.

    DoubtError ``trace.json`` (fact ``why``) for what is no JSON object within bounds,
    ``trace.form`` (``form``) for another message, ``trace.shape`` (``place``).
    """
    message = _parsed(content)
    told = message.get("form")
    if told != form:
        raise DoubtError("trace.form", form=str(told)[:80])
    check_shape(message, form)
    return message


def check_shape(message: object, form: str) -> None:
    """DoubtError ``trace.shape`` with the places where a message breaks its shape."""
    broken = list(faults(message, SHAPES[form]))
    if broken:
        raise DoubtError("trace.shape", place=", ".join(broken[:5]))


def _parsed(content: bytes) -> dict:
    if len(content) > MAX_BYTES:
        raise DoubtError("trace.json", why=f"larger than {MAX_BYTES >> 20} MB")
    try:
        for _piece in Lexemes(_LIMITS).checked([content]):
            pass
        text = content.decode("utf-8-sig")
        message = json.loads(text, object_pairs_hook=_once, parse_constant=_no_number)
    except EpcisError as error:
        raise DoubtError("trace.json", why=error.code) from error
    except (ValueError, RecursionError) as error:
        raise DoubtError("trace.json", why=type(error).__name__) from error
    if not isinstance(message, dict):
        raise DoubtError("trace.json", why="no object")
    if any(map(_is_odd, _texts(message))):
        raise DoubtError("trace.json", why="signs that are none")
    return message


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Two values of one name are two messages: who reads which?"""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a name twice")
    return found


def _no_number(name: str) -> float:
    raise ValueError(name)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, each in value.items():
            yield name
            yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)


def _is_odd(text: str) -> bool:
    """Zero bytes and halves of signs can be stored and sent nowhere."""
    return "\0" in text or any("\ud800" <= sign <= "\udfff" for sign in text)
