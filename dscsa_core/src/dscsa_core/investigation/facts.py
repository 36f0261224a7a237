"""What is known of a matter of suspect product when it is to go a step further."""

from dataclasses import dataclass
from datetime import datetime

QUESTION, SUSPECT, CLEARED = "question", "suspect", "cleared"
ILLEGITIMATE, NOTIFIED, DISPOSED = "illegitimate", "notified", "disposed"
TERMINATION_ASKED, CLOSED = "termination_asked", "closed"

# how something that was found out speaks for or against the product
FOR, AGAINST, IMPOSSIBLE = "for", "against", "impossible"
RESULTS = (FOR, AGAINST, IMPOSSIBLE)
# FD&C Act 582(d)(4)(A)(ii)(I), (II), (III), and (IV) "otherwise investigate"
LOT, SAMPLE, TI = "lot", "sample", "ti"
OTHERWISE = ("maker", "look", "partner", "laboratory", "other")
KINDS = (LOT, SAMPLE, TI, *OTHERWISE)

DESTROYED, RETURNED, RETAINED, AUTHORITY = (
    "destroyed",
    "returned",
    "retained",
    "authority",
)
DISPOSALS = (DESTROYED, RETURNED, RETAINED, AUTHORITY)

AGREED, REFUSED = "agreed", "refused"


@dataclass(frozen=True, slots=True)
class FoundOut:
    """One thing that was found out. ``kind`` of KINDS, ``result`` of RESULTS.

    ``evidence``: SHA-256 of photos and files, number of a record, reference of an
    answer; words are none. ``words`` tell it, and why it was impossible; ``answered``
    says why what speaks against the product does not count.
    """

    kind: str
    result: str
    evidence: tuple[str, ...] = ()
    words: str = ""
    answered: str = ""

    @property
    def is_shown(self) -> bool:
        """Whether anything but words stands behind it."""
        return any(each.strip() for each in self.evidence)

    @property
    def is_open(self) -> bool:
        """Whether it speaks against the product, and nobody showed why it does not."""
        answered = self.answered.strip() and self.is_shown
        return self.result not in (FOR, IMPOSSIBLE) and not answered


@dataclass(frozen=True, slots=True)
class Told:
    """Somebody was told, or is to be: FDA, the maker or a trading partner.

    ``whom`` is one text for one of them everywhere. ``at`` is None until it was done;
    ``how``: portal, mail, telephone and reference.
    """

    whom: str
    at: datetime | None = None
    how: str = ""

    @property
    def is_done(self) -> bool:
        """Whether it is on record that, when and how it was done."""
        return self.at is not None and bool(self.how.strip())


@dataclass(frozen=True, slots=True)
class Disposal:
    """Where packages went. ``kind`` of DISPOSALS; ``proof``: certificate, witness,
    receipt, or the place where they are retained.
    """

    kind: str
    packages: int
    at: datetime | None = None
    by: str = ""
    whom: str = ""
    proof: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether the record says what an inspector asks."""
        goes_to_somebody = self.kind in (RETURNED, AUTHORITY)
        return (
            self.kind in DISPOSALS
            and self.packages > 0
            and self.at is not None
            and bool(self.by.strip() and self.proof.strip())
            and (bool(self.whom.strip()) or not goes_to_somebody)
        )


@dataclass(frozen=True, slots=True)
class Facts:
    """A matter as it stands. What nobody knows is empty, or None.

    ``outcome``: CLEARED or ILLEGITIMATE once decided; ``by``: who decides now.
    ``why``: signs or a sentence, why it is odd. ``packages`` are those in possession
    or control (None: not counted), ``looked_at`` those of the sample. ``partners``
    None: nobody has looked whom it came from and went to; empty: nobody, and
    ``no_partners`` says why.
    ``ended``: those told that the notification is over. ``told_cleared``: FDA, where it
    had asked (``fda_asked``). ``fda_answer``: AGREED or REFUSED to end it.
    ``owed`` is no for licensed practitioners, whom 582(d)(5) frees from (d)(4).
    """

    state: str
    now: datetime
    by: str = ""
    outcome: str = ""
    why: str = ""
    found: tuple[FoundOut, ...] = ()
    packages: int | None = None
    looked_at: int = 0
    owed: bool = True
    sample_owed: bool = True
    fda_asked: bool = False
    told_cleared: Told | None = None
    maker: Told | None = None
    maker_unreached: str = ""
    classification: str = ""
    determined_at: datetime | None = None
    told_fda: Told | None = None
    partners: tuple[Told, ...] | None = None
    no_partners: str = ""
    disposals: tuple[Disposal, ...] = ()
    sample_wanted: bool = False
    incident_number: str = ""
    termination_why: str = ""
    asked_fda: Told | None = None
    fda_answer: str = ""
    ended: tuple[Told, ...] = ()
    correction: str = ""

    def moments(self) -> tuple[datetime, ...]:
        """When everything was done that is on record as done."""
        single = (self.told_cleared, self.maker, self.told_fda, self.asked_fda)
        told = (*single, *(self.partners or ()), *self.ended, *self.disposals)
        return tuple(each.at for each in told if each is not None and each.at)
