"""The bytes of a message that came from outside → its values, within bounds.

A message is small; whatever is not is refused before a parser meets it.
"""

from ...epcis.limits import Limits
from ...pdg.shapes import faults
from ...small_json import NoMessage, json_object
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
    try:
        return json_object(content, _LIMITS)
    except NoMessage as error:
        raise DoubtError("trace.json", why=error.why) from error
