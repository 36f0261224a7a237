"""The bytes of a small message from outside → its JSON object, within bounds.

A message is small; whatever is not is refused before a parser meets it. What two
readers could take for two messages (a name twice, a number that is none) is none.
"""

import json
import re
from collections.abc import Iterator
from math import isfinite

from .epcis.json_lexemes import Lexemes
from .epcis.limits import Limits
from .errors import EpcisError

_ODD = re.compile("[\0\ud800-\udfff]")


class NoMessage(ValueError):
    """Bytes that are no JSON object within bounds; ``why`` in a word or code."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def json_object(content: bytes, limits: Limits) -> dict[str, object]:
    """The object of these bytes (UTF-8); NoMessage for anything else."""
    if len(content) > limits.max_bytes:
        raise NoMessage(_larger(limits.max_bytes))
    try:
        for _piece in Lexemes(limits).checked([content]):
            pass
        message = json.loads(
            content.decode("utf-8-sig"),
            object_pairs_hook=_once,
            parse_constant=_no_number,
            parse_float=_finite,
        )
    except EpcisError as error:
        raise NoMessage(error.code) from error
    except NoMessage:
        raise
    except (ValueError, RecursionError) as error:
        raise NoMessage(type(error).__name__) from error
    if not isinstance(message, dict):
        raise NoMessage("no object")
    if any(map(_is_odd, _texts(message))):
        raise NoMessage("signs that are none")
    return message


def _larger(size: int) -> str:
    mega = size >> 20
    return f"larger than {mega} MB" if mega else f"larger than {size >> 10} kB"


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Two values of one name are two messages: who reads which?"""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise NoMessage("a name twice")
    return found


def _no_number(_name: str) -> float:
    raise NoMessage("a number that is none")


def _finite(text: str) -> float:
    value = float(text)
    return value if isfinite(value) else _no_number(text)


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
    return _ODD.search(text) is not None
