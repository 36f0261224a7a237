"""Duty, evidence, gap: what the records of a company show, said strictly.

Nothing here says that a law is kept. A row is complete when the records it asks for
are there, and a gap otherwise; doubts count as gaps.
"""

from dataclasses import dataclass, field
from functools import cached_property

from ..receipt_facts import today_of
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
    is_note: bool = False

    @property
    def state(self):
        """``complete``, ``gap``, or ``note`` for what only informs."""
        if self.gap:
            return "gap"
        return "note" if self.is_note else "complete"


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
    def section(self):
        """The section of the law that binds the profile."""
        return _SECTION.get(self.profile, "582(d)")

    @cached_property
    def binder(self):
        """The binder of the company."""
        return self.env["dscsa.binder"]._of_company(self.company)

    def row(self, code, duty, paragraph, evidence, **more):
        """A Row whose source is a paragraph of the profile's section."""
        source = (
            f"FD&C Act, {self.section}{paragraph}"
            if paragraph.startswith("(")
            else paragraph
        )
        return Row(code, duty, source, evidence, **more)

    def rows(self):
        """All rows that concern the profile, in the order of the day's work."""
        makers = (
            *duties_receiving.DUTIES,
            *duties_goods.DUTIES,
            *duties_people.DUTIES,
            *duties_keeping.DUTIES,
        )
        return [row for make in makers for row in make(self)]
