"""Duty, evidence, gap: what the records of a company show, said strictly.

Nothing here says that a law is kept. A row is complete only when it names records
that show it (``shown``); nothing on record is "nothing to show yet", never a praise.
What the program has no place for is "not kept here"; doubts count as gaps.
"""

from dataclasses import dataclass, field
from functools import cached_property

from odoo.addons.dscsa_compliance.services.receiving.facts import today_of

from . import duties_goods, duties_keeping, duties_people, duties_receiving
from .size import DISPENSERS

TRACERS = DISPENSERS | {"wholesaler", "repackager"}
_SECTION = {"wholesaler": "582(c)", "repackager": "582(e)", "3pl": "584"}


@dataclass(frozen=True)
class Row:
    """One duty. ``action``: xmlid of the list behind it, narrowed by ``domain``."""

    code: str
    duty: str
    source: str
    evidence: str
    gap: str = ""
    action: str = ""
    domain: list = field(default_factory=list)
    # how many records show it; without one no row is green
    shown: int = 0
    is_note: bool = False
    is_outside: bool = False

    @property
    def state(self):
        """``complete``, ``gap``, ``nothing``, ``outside``, or ``note``."""
        if self.gap:
            return "gap"
        if self.is_outside:
            return "outside"
        if self.is_note:
            return "note"
        return "complete" if self.shown else "nothing"


class Readiness:
    """The duties of one company by its profile, each looked up once."""

    def __init__(self, env, company):
        self.user_env = env
        # evidence is counted over all records of the company; the lists behind the
        # rows show each user what he may see
        self.env = env(su=True, context={**env.context, "active_test": True})
        self.company = company.with_env(self.env)

    @cached_property
    def today(self):
        """The calendar day at the company."""
        return today_of(self.company)

    @cached_property
    def profile(self):
        """The profile of the company, a value of PROFILES."""
        return self.company.dscsa_profile

    @property
    def traces(self):
        """Whether the profile owes and is owed TI/TS."""
        return self.profile in TRACERS

    @property
    def is_practitioner(self):
        """Freed from tracing and verification, not from asking sellers for proof."""
        return self.profile == "practitioner"

    @property
    def lifted(self):
        """The source that lifts (d)(1) and (d)(4) for this profile, or nothing."""
        return "FD&C Act, 582(d)(5): not owed" if self.is_practitioner else ""

    @property
    def section(self):
        """The section of the law that binds the profile."""
        return _SECTION.get(self.profile, "582(d)")

    @cached_property
    def binder(self):
        """The binder of the company."""
        return self.env["dscsa.binder"]._of_company(self.company)

    def row(self, code, duty, paragraph, evidence, *, gap="", **more):
        """A Row whose source is a paragraph of the profile's section; no gap: falsy."""
        source = (
            f"FD&C Act, {self.section}{paragraph}"
            if paragraph.startswith("(")
            else paragraph
        )
        return Row(code, duty, source, evidence, gap=gap or "", **more)

    def rows(self):
        """All rows that concern the profile, in the order of the day's work."""
        makers = (
            *duties_receiving.DUTIES,
            *duties_goods.DUTIES,
            *duties_people.DUTIES,
            *duties_keeping.DUTIES,
        )
        return [row for make in makers for row in make(self)]
