"""Follows a chain of sealed facts and names what does not hold."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from .catalogue import finding
from .finding import Finding
from .ledger import GENESIS, Fact, digest_of, link_of

# a fact may be noted long before it is sealed; a clock that was set back shows more
_CLOCK_STEP = timedelta(hours=1)


class Chain:
    """Takes the facts of one ledger in their order, in as many portions as one likes.

    ``position`` and ``link`` are the last of the part followed so far: kept and given
    back, they let a check go on where it was interrupted. Each damage is told once;
    the chain is taken up again behind it.
    """

    def __init__(self, position: int = 0, link: str = GENESIS, at: str = ""):
        self.position, self.link, self.at = position, link, at

    def follow(self, facts: Iterable[Fact]) -> Iterator[Finding]:
        """Findings ``LEDGER_*`` of these facts; facts: position, subject, at."""
        for fact in facts:
            yield from self._place(fact)
            yield from check_fact(fact)
            yield from self._clock(fact)
            self.position, self.link = fact.position, fact.link
            self.at = max(self.at, fact.at)

    def _place(self, fact):
        expected = self.position + 1
        if fact.position < expected:
            yield _finding("LEDGER_FORK", fact)
        elif fact.position > expected:
            missing = _numbers(expected, fact.position - 1)
            yield _finding("LEDGER_GAP", fact, missing=missing)
        elif fact.previous != self.link:
            yield _finding("LEDGER_ORDER", fact)
        if link_of(fact.previous, fact.position, fact.digest) != fact.link:
            yield _finding("LEDGER_LINK", fact)

    def _clock(self, fact):
        """The order of a ledger is that of insertion; a clock set back is a note."""
        now, before = _time(fact.at), _time(self.at)
        if now and before and before - now > _CLOCK_STEP:
            yield _finding("LEDGER_CLOCK", fact, before=moment(self.at))


def check_fact(fact: Fact) -> Iterator[Finding]:
    """A finding when what a fact says is not what was noted."""
    if digest_of(fact) != fact.digest:
        yield _finding("LEDGER_FACT", fact)


def _finding(code, fact, **more):
    facts = {"position": fact.position, "subject": fact.subject, "at": moment(fact.at)}
    return finding(code, **facts, **more)


def moment(text: str) -> str:
    """A fact's time as people read it: minutes, in UTC."""
    return f"{text[:16].replace('T', ' ')} UTC"


def _numbers(first, last):
    return str(first) if first == last else f"{first}–{last}"


def _time(text):
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None
