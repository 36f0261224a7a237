"""Small pieces of reading JSON values, native or made from XML by a converter."""

import json
from collections import deque

from .json_stream import local
from .limits import Limits, too_large

# Where converters put the text of an element that has attributes.
_TEXT_KEYS = ("#text", "_", "$t", "$", "@value", "value", "id", "@id")
_MASTER_DATA = ("vocabularyList", "VocabularyList")
_ATTRIBUTES = ("$", "@", "_attributes", "attributes")


def text(value: object) -> str:
    """A plain text of a value: the first of a list, the text of a converted element."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return text(value[0]) if value else ""
    if isinstance(value, dict):
        found = next((key for key in _TEXT_KEYS if key in value), None)
        inner = value.get(found)
        return "" if isinstance(inner, dict | list) else text(inner)
    return "" if value is None else str(value)


def get(value: object, *names: str) -> object:
    """The member by local name, attributes of a converter included; else None."""
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    if not isinstance(value, dict):
        return None
    for name in names:
        if name in value:
            return value[name]
    for key, member in value.items():
        if local(key) in names:
            return member
    for key in _ATTRIBUTES:
        if isinstance(value.get(key), dict):
            return get(value[key], *names)
    return None


def items(value: object, *inner: str) -> list:
    """The members of a list; ``inner`` names the element a converter wraps them in."""
    if value is None or value == "":
        return []
    if isinstance(value, list):
        if inner and any(isinstance(one, dict) for one in value):
            return [member for one in value for member in items(one, *inner)]
        return value
    if isinstance(value, dict) and inner:
        names = [key for key in value if local(key) in inner]
        wrapped = names and not (
            get(value, "type") is not None and not isinstance(value[names[0]], list)
        )
        if wrapped:
            return [member for key in names for member in items(value[key])]
    return [value]


def find(value: object, *names: str) -> dict[str, list]:
    """Members by each local name anywhere inside, outermost first, in one run.

    Master data are not searched: they are most of a text, and hold nothing but theirs.
    Nor is a member for more of its own name.
    """
    found: dict[str, list] = {name: [] for name in names}
    waiting = deque([(value, frozenset(names))])
    while waiting:
        inside, sought = waiting.popleft()
        if isinstance(inside, dict):
            for key, member in inside.items():
                plain, left = local(key), sought
                if plain in sought:
                    found[plain].append(member)
                    left = sought - {plain}
                if plain not in _MASTER_DATA and isinstance(member, dict | list):
                    waiting.append((member, left))
        elif isinstance(inside, list):
            waiting.extend(
                (one, sought) for one in inside if isinstance(one, dict | list)
            )
    return found


def raw(value: object, limits: Limits) -> str:
    """An extension for the record: its text, or its JSON when it has a structure."""
    if not isinstance(value, dict | list):
        return text(value)
    found = json.dumps(value, default=str, ensure_ascii=False)
    if len(found) > limits.max_text:
        raise too_large(limits.max_text, "signs in one text")
    return found
