"""The ledger inside an archive: facts as rows of texts, checked as a chain.

An archive of a range holds the whole chain, so that it can be checked, but the words
of its own records only: other rows say ``given`` = no, and their digest stands for
them. Standard library alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from ..catalogue import sentence
from ..finding import Finding
from ..ledger import FACT_FIELDS, Fact
from ..ledger_chain import Chain, check_fact, moment

COLUMNS = ("position", "given", *FACT_FIELDS, "digest", "previous", "link", "sealed_at")
# a damaged ledger is told in so many sentences, not in a million
MOST_TOLD = 20


class Anchor(NamedTuple):
    """Place and seal of a fact, as mailed or printed on some day."""

    position: int
    link: str


def anchor_of(text: str) -> Anchor:
    """``1204:9f3a…`` → Anchor. Raises ValueError with a sentence."""
    position, _colon, link = text.strip().partition(":")
    link = link.strip().lower()
    # a position is a number of a database, never longer
    good = position.isascii() and position.isdigit() and len(position) < 20
    good = good and len(link) == 64
    if not good or not set(link) <= set("0123456789abcdef"):
        raise ValueError(
            "The anchor has to be NUMBER:SEAL, as it stands in the mail or on the "
            "cover sheet: the number of the entry, a colon, 64 digits and letters "
            "from 0 to f."
        )
    return Anchor(int(position), link)


class _Links(Chain):
    """A chain whose facts need not be given in words."""

    def follow_sealed(self, fact: Fact) -> Iterator[Finding]:
        """Findings about place and seal of one fact."""
        yield from self._place(fact)
        self.position, self.link = fact.position, fact.link


class ChainCheck:
    """Takes the rows of one ledger in their order and says what does not hold."""

    def __init__(self, anchor: Anchor | None = None) -> None:
        self._chain, self._anchor = _Links(), anchor
        self._met, self._sealed_at, self._told = False, "", 0

    @property
    def position(self) -> int:
        """Number of the last fact followed."""
        return self._chain.position

    @property
    def link(self) -> str:
        """Seal of the last fact followed."""
        return self._chain.link

    @property
    def sealed_at(self) -> str:
        """When the last fact followed was sealed, UTC text."""
        return self._sealed_at

    def row(self, row: Mapping[str, str]) -> Iterator[str]:
        """Sentences on one row, given as texts by column name."""
        try:
            fact = _fact_of(row)
        except (KeyError, ValueError):
            yield from self._tell("A row of the ledger has no number; it was edited.")
            return
        for found in self._chain.follow_sealed(fact):
            yield from self._tell(sentence(found.code, found.facts))
        if row.get("given", "yes") == "yes":
            for found in check_fact(fact):
                yield from self._tell(sentence(found.code, found.facts))
        self._sealed_at = row.get("sealed_at") or self._sealed_at
        if self._anchor and fact.position == self._anchor.position:
            self._met = True
            if fact.link != self._anchor.link:
                yield sentence("LEDGER_OTHER", {"position": fact.position})

    def end(self, head: Mapping | None = None) -> Iterator[str]:
        """Sentences after the last row; ``head`` is what the manifest says of it."""
        if self._told > MOST_TOLD:
            yield f"The ledger has {self._told - MOST_TOLD} more faults of this kind."
        if self._anchor and not self._met:
            yield sentence(
                "LEDGER_OLDER",
                {
                    "last": self.position,
                    "position": self._anchor.position,
                    "missing": max(self._anchor.position - self.position, 0),
                },
            )
        if head and (head.get("position"), head.get("link") or "") != (
            self.position,
            self._chain.link if self.position else "",
        ):
            yield (
                f"The ledger ends at entry {self.position}, the manifest says entry "
                f"{head.get('position')}: entries at its end were removed or exchanged."
            )

    def facts(self) -> list[str]:
        """What can be said of the chain, for people."""
        if not self.position:
            return ["The ledger is empty: nothing was sealed when this was made."]
        text = (
            f"The chain of the ledger was followed from entry 1 to {self.position}, "
            f"sealed {moment(self._sealed_at)}. Its last seal: {self._chain.link}"
        )
        met = "The anchor is in it." if self._met else ""
        return [text, met] if met else [text]

    def _tell(self, text: str) -> Iterator[str]:
        self._told += 1
        if self._told <= MOST_TOLD:
            yield text


def _fact_of(row: Mapping[str, str]) -> Fact:
    texts = {name: row.get(name) or "" for name in FACT_FIELDS}
    return Fact(
        **texts,
        digest=row["digest"],
        position=int(row["position"]),
        previous=row["previous"],
        link=row["link"],
    )
