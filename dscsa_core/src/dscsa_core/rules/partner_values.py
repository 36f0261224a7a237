"""Values of the judgement on a partner: papers, the matrix, an order, a verdict."""

from dataclasses import dataclass
from datetime import date

from ..finding import Finding
from .standing import Check

AUTHORISED = "authorised"
REQUIRED = "required"
ANY_DRUG = "rx"


@dataclass(frozen=True, slots=True)
class Proof:
    """A license with its checks. ``state``: who issued it, empty for federal ones.

    ``classes``: product classes it is limited to; empty: all prescription drugs.
    """

    id: int
    name: str
    type: str
    role: str = ""
    track: str = AUTHORISED
    state: str = ""
    classes: frozenset[str] = frozenset()
    grace: int = 0
    checks: tuple[Check, ...] = ()


@dataclass(frozen=True, slots=True)
class Requirement:
    """A row of the matrix; empty State or class: any. ``own``: the company's own."""

    role: str
    types: frozenset[str]
    issuer: str = "ship_from"
    track: str = AUTHORISED
    ship_from: str = ""
    ship_to: str = ""
    klass: str = ""
    level: str = REQUIRED
    interstate_only: bool = False
    own: bool = False
    words: str = ""

    @property
    def special(self) -> tuple[bool, bool, bool]:
        """How special a row is, for choosing among rows about the same thing."""
        return self.own, bool(self.ship_to), bool(self.ship_from)


@dataclass(frozen=True, slots=True)
class Subject:
    """Who is judged: the partner or site, where it ships from, what is on file.

    ``role``: what it is when somebody said so; else its licenses say it.
    """

    name: str
    proofs: tuple[Proof, ...] = ()
    role: str = ""
    ship_from: str = ""


@dataclass(frozen=True, slots=True)
class Context:
    """An order: its day, where it goes, which classes of drugs; ``known_by`` a day."""

    on: date
    ship_to: str = ""
    classes: frozenset[str] = frozenset({ANY_DRUG})
    known_by: date | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """``status`` ok or why not; ``reasons`` what is missing; ``used`` ids of proofs."""

    status: str
    reasons: tuple[Finding, ...] = ()
    notes: tuple[Finding, ...] = ()
    used: tuple[int, ...] = ()
    until: date | None = None
