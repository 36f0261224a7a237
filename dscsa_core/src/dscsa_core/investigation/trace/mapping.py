"""How a partner calls the fields of our messages: a table a partner.

Rows ``ours,theirs,values``: two paths, and how they call values (``suspect=Suspect
Product Investigation``, several parted by ``|``). ``items[].gtin`` is a field of every
element of a list; both paths go through as many lists. A row without ``theirs`` gives
our field the only value of ``values``, where they have none.

>>> table = read_table("ours,theirs,values\\nitems[].gtin,products[].id.gtin,\\n")
>>> to_ours({"products": [{"id": {"gtin": "1"}}, {"id": {"gtin": "2"}}]}, table)
{'items': [{'gtin': '1'}, {'gtin': '2'}]}
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from ..errors import DoubtError
from .shapes import MAX_ITEMS

MAX_ROWS, MAX_VALUES = 500, 1_000_000
_PATH = re.compile(r"[\w$@:-]+(?:\[\])?(?:\.[\w$@:-]+(?:\[\])?)*", re.ASCII)
_Place = tuple[int, ...]
_Found = Iterator[tuple[_Place, Any]]


@dataclass(frozen=True, slots=True)
class Row:
    """One row; ``values`` ours → theirs."""

    ours: str
    theirs: str
    values: Mapping[str, str]


def read_table(text: str) -> tuple[Row, ...]:
    """The rows of a table (CSV with headings ours, theirs, values).

    DoubtError ``trace.mapping`` with the ``line`` that is none.
    """
    rows = []
    for number, cells in enumerate(csv.reader(io.StringIO(text, newline="")), 1):
        if number == 1 or not any(cells):
            continue
        ours, theirs, values = (*(cell.strip() for cell in cells), "", "")[:3]
        is_path = all(map(_PATH.fullmatch, filter(None, (ours, theirs))))
        same_lists = not theirs or ours.count("[]") == theirs.count("[]")
        pairs = _values(values)
        is_whole = theirs or (len(pairs) == 1 and "[]" not in ours)
        if not (ours and is_path and same_lists and is_whole) or number > MAX_ROWS:
            raise DoubtError("trace.mapping", line=number)
        rows.append(Row(ours, theirs, pairs))
    for paths in ([row.ours for row in rows], [row.theirs for row in rows]):
        if twice := _twice(paths):
            raise DoubtError("trace.mapping", line=twice)
    return tuple(rows)


def _twice(paths: Iterable[str]) -> str:
    """A path that is another one's beginning: it cannot be a value and hold some."""
    steps = sorted(_steps(path) for path in paths if path)
    found = (one for one, other in pairwise(steps) if other[: len(one)] == one)
    return ".".join(next(found, []))


def _values(text: str) -> dict[str, str]:
    pairs = (part.partition("=") for part in text.split("|") if part.strip())
    return {ours.strip(): theirs.strip() for ours, _sign, theirs in pairs}


def to_ours(message: Any, table: Sequence[Row]) -> dict[str, Any]:
    """Their message in our fields; what they do not say is not there.

    A value their table does not know stays as it is, for the check of the shape to
    refuse. DoubtError ``trace.mapping_size`` beyond all measure.
    """
    found: dict[str, Any] = {}
    for row in table:
        back = {theirs: ours for ours, theirs in row.values.items()}
        if not row.theirs:
            _put(found, row.ours, (), _literal(next(iter(row.values))))
            continue
        for place, value in _bounded(_get(message, _steps(row.theirs), ())):
            known = back.get(value, value) if isinstance(value, str) else value
            _put(found, row.ours, place, known)
    return found


def to_theirs(message: Mapping[str, Any], table: Sequence[Row]) -> dict[str, Any]:
    """Our message in their fields; what they have no field for is left out."""
    found: dict[str, Any] = {}
    for row in table:
        if not row.theirs:
            continue
        for place, value in _bounded(_get(message, _steps(row.ours), ())):
            known = row.values.get(value, value) if isinstance(value, str) else value
            _put(found, row.theirs, place, known)
    return found


def untold(message: Mapping[str, Any], table: Sequence[Row]) -> tuple[str, ...]:
    """Our fields with a value for which their message has no place."""
    known = {row.ours for row in table}
    return tuple(dict.fromkeys(p for p in _paths(message, "") if p not in known))


def _literal(text: str) -> object:
    return {"true": True, "false": False}.get(text, text)


def _steps(path: str) -> list[str]:
    """The names of a path; "[]" is a step of its own."""
    return path.replace("[]", ".[]").split(".")


def _get(value: Any, steps: Sequence[str], place: _Place) -> _Found:
    if not steps:
        if value is not None:
            yield place, value
    elif steps[0] == "[]":
        for number, each in enumerate(value if isinstance(value, list) else ()):
            yield from _get(each, steps[1:], (*place, number))
    elif isinstance(value, dict) and steps[0] in value:
        yield from _get(value[steps[0]], steps[1:], place)


def _bounded(values: Iterable[tuple[_Place, Any]]) -> _Found:
    for number, (place, value) in enumerate(values):
        if number > MAX_VALUES or any(each >= MAX_ITEMS for each in place):
            raise DoubtError("trace.mapping_size", limit=f"{MAX_ITEMS:,}")
        yield place, value


def _put(found: dict[str, Any], path: str, place: _Place, value: Any) -> None:
    """Set a value, with the lists and records around it; holes become records."""
    steps, numbers, holder = _steps(path), iter(place), found
    for index, name in enumerate(steps[:-1]):
        if name == "[]":
            continue
        if steps[index + 1] != "[]":
            holder = holder.setdefault(name, {})
            continue
        elements, number = holder.setdefault(name, []), next(numbers)
        while len(elements) <= number:
            elements.append({})
        if index + 2 == len(steps):
            # a list of plain values
            elements[number] = value
            return
        holder = elements[number]
    holder[steps[-1]] = value


def _paths(value: Any, path: str) -> Iterator[str]:
    if isinstance(value, dict):
        for name, each in value.items():
            yield from _paths(each, f"{path}.{name}" if path else name)
    elif isinstance(value, list):
        for each in value:
            yield from _paths(each, f"{path}[]")
    elif value is not None:
        yield path
