"""What a look-up service answered, read by a table of paths: plain data in, data out.

A path is dotted: ``license.status``; a number picks one of a list: ``items.0.state``.
Names are compared without case. ``items`` of a mapping names the list to search for
the license that was asked for.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from .dates import read_date
from .keys import number_key, state_code

# what an answer can tell, and every outcome a check of a license can have
FACTS = ("number", "state", "status", "expires", "name", "message")
OUTCOMES = ("confirmed", "not_found", "differs", "expired", "suspended", "revoked")
UNREACHABLE = "unreachable"


@dataclass(frozen=True, slots=True)
class AnswerMap:
    """Where to look: ``paths`` fact → path, ``items`` the path of a list,
    ``outcomes`` status text → outcome, where ``*`` stands for any other text.
    """

    paths: Mapping[str, str]
    outcomes: Mapping[str, str] = field(default_factory=dict)
    items: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What the answer says. ``outcome`` empty = the status is not in the table."""

    outcome: str
    facts: Mapping[str, str] = field(default_factory=dict)
    expires: date | None = None


def at_path(data: Any, path: str) -> Any:
    """The value at a dotted path, None where it ends early.

    A name that meets a list with one entry goes on in that entry.
    """
    for step in filter(None, path.split(".")):
        if isinstance(data, list) and not step.isdecimal():
            data = data[0] if len(data) == 1 else None
        data = _step(data, step)
        if data is None:
            return None
    return data


def _step(data: Any, step: str) -> Any:
    if isinstance(data, list):
        return data[int(step)] if int(step) < len(data) else None
    if not isinstance(data, Mapping):
        return None
    if step in data:
        return data[step]
    same = [name for name in data if str(name).lower() == step.lower()]
    return data[same[0]] if len(same) == 1 else None


def put(data: dict[str, Any], path: str, value: Any) -> None:
    """Set the value at a dotted path, making what is missing on the way."""
    *before, last = [step for step in path.split(".") if step]
    for step in before:
        data = data.setdefault(step, {})
        if not isinstance(data, dict):
            raise ValueError(f"{path}: {step} is a value already")
    data[last] = value


def read_answer(data: Any, mapping: AnswerMap, number: str, state: str = "") -> Reading:
    """What ``data`` says about the license ``number`` of ``state``.

    No answer, or a list without this number: ``not_found``. A status text that is
    not in the table gives no outcome: nobody may guess what it means.
    """
    item = _pick(data, mapping, number, state)
    if item is None:
        return Reading("not_found")
    facts = {
        name: _text(at_path(item, path)) for name, path in mapping.paths.items() if path
    }
    expires = read_date(facts.get("expires"))
    if not any(facts.get(name) for name in FACTS if name != "message"):
        return Reading("not_found", facts)
    return Reading(_outcome(facts, mapping, number, state), facts, expires)


def _pick(data: Any, mapping: AnswerMap, number: str, state: str) -> Any:
    if not mapping.items:
        return data
    found = at_path(data, mapping.items)
    if found is None:
        return None
    items = found if isinstance(found, list) else [found]
    fitting = [item for item in items if _fits(item, mapping, number, state)]
    return fitting[0] if fitting else None


def _fits(item: Any, mapping: AnswerMap, number: str, state: str) -> bool:
    told = _text(at_path(item, mapping.paths.get("number", "")))
    if number_key(told) != number_key(number):
        return False
    place = state_code(_text(at_path(item, mapping.paths.get("state", ""))))
    return not place or not state or place == state_code(state)


def _outcome(
    facts: Mapping[str, str], mapping: AnswerMap, number: str, state: str
) -> str:
    told, place = facts.get("number"), state_code(facts.get("state"))
    if told and number_key(told) != number_key(number):
        return "differs"
    if place and state and place != state_code(state):
        return "differs"
    known = {_plain(text): value for text, value in mapping.outcomes.items()}
    return known.get(_plain(facts.get("status", "")), known.get("*", ""))


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def _text(value: Any) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None or isinstance(value, (Mapping, list)):
        return ""
    return str(value).strip()


def settle(reading: Reading, today: date) -> str:
    """The outcome of a check; ``confirmed`` with an end before today is ``expired``."""
    if reading.outcome == "confirmed" and reading.expires and reading.expires < today:
        return "expired"
    return reading.outcome
