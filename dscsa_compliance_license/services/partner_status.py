"""May we buy from them, or they from us: what is on file, said in one sentence.

One query set for any number of partners; nothing outside the database is asked.
"""

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from dscsa_core.catalogue import finding
from dscsa_core.finding import Finding
from dscsa_core.rules.partner import judge
from dscsa_core.rules.partner_values import Context, Subject

from odoo.fields import Domain

from odoo.addons.dscsa_compliance.services.receiving.facts import (
    today_of,
    zone_of,
)
from odoo.addons.dscsa_compliance.services.words.messages import (
    message_of,
    next_step_of,
)

from .partner_proofs import proof_of, requirements_of

# an order to the head office may be served by a site that has the proof
_TRY_SITES = frozenset({"none", "unchecked", "other_state"})
# enough to order; everything else is a reason not to
GOOD = frozenset({"ok", "override", "affiliate"})
GRAVE = frozenset({"suspended", "revoked"})
ANY_CLASS = frozenset({"rx"})


@dataclass(frozen=True, slots=True)
class Answer:
    """A status of PARTNER_STATUSES with its reasons, notes and evidence (ids).

    ``found``: the status without what the manager allowed.
    """

    status: str
    found: str
    reasons: tuple[Finding, ...] = ()
    notes: tuple[Finding, ...] = ()
    licenses: tuple[int, ...] = ()
    until: date | None = None
    override: int = 0

    @property
    def is_good(self):
        """Whether an order may go out."""
        return self.status in GOOD


class PartnerStatus:
    """The files of some partners in one company, loaded once and asked many times."""

    def __init__(self, env, company, partners, *, archived=False):
        self.env = env(su=True, context={**env.context, "active_test": False})
        self.company = company.with_env(self.env)
        self.partners = partners.with_env(self.env)
        self.archived = archived

    @cached_property
    def today(self):
        """The calendar day at the company."""
        return today_of(self.company)

    @cached_property
    def _requirements(self):
        env = self.env(context={**self.env.context, "active_test": True})
        return requirements_of(env, self.company)

    @cached_property
    def _affiliates(self):
        """Businesses of this database: what moves between them is no sale, X1."""
        companies = self.env["res.company"].search_fetch([])
        return companies.partner_id.commercial_partner_id

    @cached_property
    def _licenses(self):
        """{commercial partner id: its licenses and those of its sites}"""
        domain = self._of_these()
        if not self.archived:
            domain &= Domain("active", "=", True)
        rows = self.env["dscsa.license"].search_fetch(domain, order="id")
        # what is read for each is read for all
        rows.check_ids.mapped("result")
        return rows.grouped(lambda row: row.partner_id.commercial_partner_id.id)

    @cached_property
    def _overrides(self):
        rows = self.env["dscsa.license.override"].search_fetch(self._of_these())
        return rows.grouped(lambda row: row.partner_id.commercial_partner_id.id)

    @cached_property
    def _proofs(self):
        rows = self.env["dscsa.license"].union(*self._licenses.values())
        return {row.id: proof_of(row) for row in rows}

    def _of_these(self):
        whole = self.partners.commercial_partner_id
        return Domain("company_id", "=", self.company.id) & Domain(
            "partner_id.commercial_partner_id", "in", whole.ids
        )

    def answer(
        self,
        partner,
        *,
        day=None,
        known_by=None,
        ship_to="",
        classes=ANY_CLASS,
        order=None,
    ):
        """Whether ``partner`` (or site) was in order on a day: an Answer.

        ``known_by``: only what was known by that day. ``ship_to``: code of a State.
        ``order``: an exception for this order counts too.
        """
        partner = partner.with_env(self.env)
        whole = partner.commercial_partner_id
        if whole in self._affiliates:
            note = finding("PARTNER_AFFILIATE", partner.name or "", name=partner.name)
            return Answer("affiliate", "affiliate", notes=(note,))
        context = Context(day or self.today, ship_to, frozenset(classes), known_by)
        verdict = self._verdict(partner, context)
        if verdict.status in _TRY_SITES and partner == whole:
            verdict = self._by_site(whole, context) or verdict
        return self._with_override(partner, verdict, context, order)

    def checks_of(self, partner, day):
        """The checks behind an answer: (made until that day, made later)."""
        whole = partner.commercial_partner_id
        licenses = self._licenses.get(whole.id, self.env["dscsa.license"])
        checks = licenses.check_ids.sorted("checked_at")
        zone = zone_of(self.company)
        then = checks.filtered(lambda each: local_day(each.checked_at, zone) <= day)
        return then, checks - then

    def _verdict(self, partner, context):
        return judge(self._subject(partner), self._requirements, context)

    def _subject(self, partner):
        """The site with its own papers and those of the business above it."""
        whole = partner.commercial_partner_id
        line = self.env["res.partner"]
        while partner and partner not in line:
            line |= partner
            partner = partner.parent_id if partner != whole else partner
        line |= whole
        licenses = self._licenses.get(whole.id, self.env["dscsa.license"])
        return Subject(
            line[:1].display_name if line[:1].name else whole.name,
            tuple(self._proofs[row.id] for row in licenses if row.partner_id in line),
            next((each.dscsa_role for each in line if each.dscsa_role), ""),
            ship_from_of(line),
        )

    def _by_site(self, whole, context):
        """The verdict of a site that has the proof, saying which site it is."""
        licenses = self._licenses.get(whole.id, self.env["dscsa.license"])
        for site in licenses.partner_id - whole:
            verdict = self._verdict(site, context)
            if verdict.status == "ok":
                note = finding("PROOF_OF_SITE", whole.name, name=whole.name,
                               site=site.display_name)  # fmt: skip
                return replace(verdict, notes=(note, *verdict.notes))
        return None

    def _with_override(self, partner, verdict, context, order):
        allowed = None
        if verdict.status != "ok":
            allowed = self._allowed(partner, context, order)
        status, notes = verdict.status, verdict.notes
        if allowed:
            status = "override"
            day = allowed.valid_to.isoformat()
            note = finding("PARTNER_ALLOWED", "", name=partner.name, date=day)
            notes = (note, *notes)
        return Answer(
            status,
            verdict.status,
            verdict.reasons,
            notes,
            verdict.used,
            allowed.valid_to if allowed else verdict.until,
            allowed.id if allowed else 0,
        )

    def _allowed(self, partner, context, order):
        """The manager's exception that counts on that day, if there is one."""
        whole = partner.commercial_partner_id
        rows = self._overrides.get(whole.id, self.env["dscsa.license.override"])
        zone = zone_of(self.company)
        for row in rows:
            made = local_day(row.allowed_at, zone)
            ended = local_day(row.ended_at, zone) if row.ended_at else None
            known = context.known_by or context.on
            running = made <= context.on <= row.valid_to and made <= known
            if not running or (ended and ended <= context.on):
                continue
            if row.scope == "date" or (order and row._is_for(order)):
                return row
        return None


def local_day(stamp, zone):
    """The calendar day of a naive UTC time in a zone."""
    return zone.fromutc(stamp.replace(tzinfo=None)).date()


def ship_from_of(line):
    """Code of the State a partner ships from: said, else of the nearest address."""
    for partner in line:
        state = partner.dscsa_ship_from_state_id or partner.state_id
        if state:
            return state.code
    return ""


def words_of(env, answer):
    """(what is the matter, what to do now) of an Answer, in the user's language."""
    if not answer.is_good:
        return said(env, answer.reasons)
    if answer.status == "override":
        return said(env, (*answer.notes[:1], *answer.reasons))
    if answer.status == "affiliate":
        return said(env, answer.notes[:1])
    return "", ""


def notes_of(env, answer):
    """The notes of an Answer as sentences."""
    return [message_of(env, note.code, _plain(note)) for note in answer.notes]


def said(env, findings):
    """(what is the matter, what to do now) of findings, each sentence once."""
    pairs = [
        (
            message_of(env, each.code, _plain(each)),
            next_step_of(env, each.code, _plain(each)),
        )
        for each in findings
    ]
    joined = [" ".join(dict.fromkeys(part)) for part in zip(*pairs, strict=True)]
    return tuple(joined) or ("", "")


def _plain(each):
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in each.facts.items()
    }


def proven(env, name, compared=None):
    """What is said when everything is in order, and what nobody compared yet.

    FD&C Act, section 581(2)(B) asks for the license and for reporting to FDA under
    section 503(e); the second is known only after FDA's list was looked at.
    ``compared``: whether it was, asked once by who speaks of many partners.
    """
    if compared is None:
        compared = was_compared(env)
    code = "PARTNER_PROVEN" if compared else "PARTNER_PROVEN_UNLISTED"
    return message_of(env, code, {"name": name})


def was_compared(env):
    """Whether a list of FDA was ever taken in."""
    return env["dscsa.partner.status"]._fda_list_was_taken_in()
