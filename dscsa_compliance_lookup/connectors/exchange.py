"""One question and its answer, as people see them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

SHOWN = 20_000


@dataclass(frozen=True, slots=True)
class Exchange:
    """``data`` is the answer as plain values; the texts hold no sign-in data."""

    request: str
    answer: str = ""
    data: Any = None
    facts: Mapping[str, str] = field(default_factory=dict)


def shorten(text: str) -> str:
    """At most what a person reads."""
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}\n…"
