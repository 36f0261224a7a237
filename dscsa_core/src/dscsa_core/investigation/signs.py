"""Signs that a product may be suspect, to tap; and kinds of illegitimate product.

Signs: what FDA's guidance "Identification of Suspect Product and Notification" (June
2021) asks to look for, in words of our own, and three (``own``) that only a register
knows. Kinds: FDA's guidance "Definitions of Suspect Product and Illegitimate Product"
(March 2023), and intentional adulteration, which Form FDA 3911 has besides.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from .words import rows_of

GROUPS = ("source", "market", "look", "check", "own")


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign. ``code`` is kept for good; ``group`` of GROUPS, its words are
    ``WORDS["group.…"]``. ``prefill``: which data may tap it before a person confirms,
    empty where only a person can tell. ``photo``: a picture shows it.
    """

    code: str
    group: str
    text: str
    prefill: str
    photo: bool


@dataclass(frozen=True, slots=True)
class Kind:
    """One way of being illegitimate, and what it means in a sentence."""

    kind: str
    text: str
    help: str


def _signs() -> dict[str, Sign]:
    return {
        row["code"]: Sign(
            row["code"],
            row["group"],
            row["text"],
            row["prefill"],
            row["photo"] == "yes",
        )
        for row in rows_of("signs.csv")
    }


SIGNS: Mapping[str, Sign] = MappingProxyType(_signs())
KINDS: Mapping[str, Kind] = MappingProxyType(
    {row["kind"]: Kind(**row) for row in rows_of("kinds.csv")}
)
PREFILLS = frozenset(sign.prefill for sign in SIGNS.values() if sign.prefill)


def signs_of(group: str) -> tuple[Sign, ...]:
    """The signs of a group, in the order to show them."""
    return tuple(sign for sign in SIGNS.values() if sign.group == group)


def prefilled(known: Iterable[str]) -> tuple[str, ...]:
    """Codes of the signs that data tell of: ``known`` names those of PREFILLS that
    hold. A person confirms each; KeyError for a name no sign is filled from.
    """
    names = set(known)
    if unknown := names - PREFILLS:
        raise KeyError(*sorted(unknown))
    return tuple(sign.code for sign in SIGNS.values() if sign.prefill in names)
