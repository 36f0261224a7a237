"""Lot and serial numbers as a recall names them: single ones, ranges, or every one.

>>> "LF 7401" in Names(names=("lf-7401",))
True
>>> "A103" in Names(ranges=(Range.of("A100", "A105"),))
True
"""

import re
from dataclasses import dataclass, field
from typing import Self

_NOT_ALNUM = re.compile(r"[\W_]+")
_TWINS = str.maketrans({"O": "0", "I": "1", "L": "1"})
_ZEROS = re.compile(r"(?<!\d)0+(?=\d)", re.ASCII)
_NUMBERED = re.compile(r"(\D*)(\d+)", re.ASCII)


def name_key(text: str) -> str:
    """A lot or serial number for comparing: letters and digits, in capitals.

    Notices and labels differ in blanks, hyphens and case; that is no other lot.
    """
    return _NOT_ALNUM.sub("", text or "").upper() or (text or "").strip().upper()


def twin_key(text: str) -> str:
    """One key for numbers that eyes take for each other: O and 0, I, L and 1, and
    zeros before a number. Equal keys are a question, never an answer.
    """
    key = _ZEROS.sub("", name_key(text).replace("O", "0"))
    return key.translate(_TWINS)


def _size(digits: str) -> tuple[int, str]:
    """In the order of the numbers, of any length: Python refuses long ones as int."""
    digits = digits.lstrip("0")
    return len(digits), digits


@dataclass(frozen=True, slots=True)
class Range:
    """All numbers from ``first`` to ``last``, both as keys."""

    first: str
    last: str

    @classmethod
    def of(cls, first: str, last: str) -> Self | None:
        """The range between two printed numbers; None when none is certain.

        A short end ("LF7401 through 05") goes on from the head of the beginning.
        """
        low, high = name_key(first), name_key(last)
        if len(high) < len(low) and high.isdecimal():
            head, tail = low[: -len(high)], low[-len(high) :]
            high = head + high if tail.isdecimal() else high
        if len(low) == len(high):
            return cls(low, high) if low <= high else None
        one, other = _NUMBERED.fullmatch(low), _NUMBERED.fullmatch(high)
        if not (one and other) or one[1] != other[1]:
            return None
        return cls(low, high) if _size(one[2]) < _size(other[2]) else None

    def __contains__(self, key: str) -> bool:
        """Whether a key lies between; letters count in the order of the alphabet."""
        if len(self.first) == len(self.last):
            return len(key) == len(self.first) and self.first <= key <= self.last
        found = _NUMBERED.fullmatch(key)
        low, high = _NUMBERED.fullmatch(self.first), _NUMBERED.fullmatch(self.last)
        if not (found and low and high) or found[1] != low[1]:
            return False
        return _size(low[2]) <= _size(found[2]) <= _size(high[2])

    def __str__(self) -> str:
        return f"{self.first} – {self.last}"


@dataclass(frozen=True, slots=True)
class Like:
    """All numbers that begin with ``head`` and end in ``tail``, both as keys."""

    head: str
    tail: str
    # no number of it is known
    first = last = ""

    @property
    def twin(self) -> "Like":
        """The same for numbers of which signs that look alike are one."""
        return Like(self.head.translate(_TWINS), self.tail.translate(_TWINS))

    def __contains__(self, key: str) -> bool:
        return key.startswith(self.head) and key.endswith(self.tail)

    def __str__(self) -> str:
        # as it can be read again
        parts = (("beginning with", self.head), ("ending in", self.tail))
        return " and ".join(f"{words} {key}" for words, key in parts if key)


@dataclass(frozen=True, slots=True)
class Names:
    """Which numbers are meant; ``every``: all of them; empty: none is named."""

    names: tuple[str, ...] = ()
    ranges: tuple[Range | Like, ...] = ()
    every: bool = False
    keys: frozenset[str] = field(init=False, compare=False, repr=False)

    def __post_init__(self):
        object.__setattr__(self, "keys", frozenset(map(name_key, self.names)))

    def __bool__(self) -> bool:
        return self.every or bool(self.names or self.ranges)

    def __contains__(self, text: str) -> bool:
        """Whether a printed number is one of them; an empty one is only of all."""
        key = name_key(text)
        if self.every or not key:
            return self.every
        return key in self.keys or any(key in each for each in self.ranges)

    def resembled(self, text: str) -> list[str]:
        """Those that look like a printed number which is none of them."""
        twin = twin_key(text)
        if not twin or text in self:
            return []
        found = [name for name in self.names if twin_key(name) == twin]
        return found + [
            str(each)
            for each in self.ranges
            if twin in Range(twin_key(each.first), twin_key(each.last))
            or isinstance(each, Like)
            and name_key(text).translate(_TWINS) in each.twin
        ]

    def shown(self) -> list[str]:
        """The numbers as texts, as they were printed."""
        return [*dict.fromkeys(self.names), *map(str, self.ranges)]
