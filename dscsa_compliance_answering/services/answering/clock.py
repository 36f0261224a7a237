"""Until when a request for information is to be answered, and how that is said.

FD&C Act, section 582(d)(1)(D): a dispenser has two business days, or the time the
Secretary sets; sections 582(b)(1)(B), (c)(1)(C), (e)(1)(C) and (m): manufacturers,
wholesalers and repackagers 24 hours. Both bind only where FDA or a State asks in a
recall or about a suspect or illegitimate product. A third-party logistics provider owes
no TI/TS, so no clock runs unless FDA sets one. Trading partners are answered promptly;
no number is known.
"""

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

import pytz

from odoo.addons.dscsa_compliance.services.days.business_days import (
    add_business_days,
)
from odoo.addons.dscsa_compliance.services.receiving.facts import (
    end_of_day,
    local_date,
    zone_of,
)
from odoo.addons.dscsa_compliance.services.words.page_words import (
    LONG_DAY,
    SHORT_DAY,
    Words,
)

BUSINESS_DAYS, HOURS = 2, 24
AUTHORITIES = frozenset({"fda", "state"})
CLOCKED_REASONS = frozenset({"recall", "suspect", "illegitimate"})
_BY_HOURS = frozenset({"wholesaler", "repackager"})
# freed from tracing, FD&C Act 582(d)(5), or never bound by it
_NO_CLOCK = frozenset({"practitioner", "3pl"})
_MORNING = time(9)


@dataclass(frozen=True, slots=True)
class Clock:
    """Times are naive UTC; None where no clock runs.

    ``kind``: days · hours · set (by the authority) · none. ``half``: from then on one
    is reminded; ``last_call``: reminded again.
    """

    kind: str = "none"
    due: datetime | None = None
    half: datetime | None = None
    last_call: datetime | None = None
    days_off: tuple = field(default=())


def clock_of(company, *, asker, reason, received_at, set_due_at=None):
    """The Clock of a request as it stands. ``received_at`` is naive UTC or empty."""
    if not received_at or asker not in AUTHORITIES:
        return Clock()
    if set_due_at:
        return _between("set", received_at, set_due_at)
    if reason not in CLOCKED_REASONS or company.dscsa_profile in _NO_CLOCK:
        return Clock()
    if company.dscsa_profile in _BY_HOURS:
        # 24 hours run through nights, weekends and the change of clocks
        due = received_at + timedelta(hours=HOURS)
        return _between("hours", received_at, due)
    return _in_business_days(company, received_at)


def _between(kind, start, due):
    length = due - start
    last = min(timedelta(hours=3), length / 4)
    return Clock(kind, due, start + length / 2, due - last)


def _in_business_days(company, received_at):
    start = local_date(received_at, company)
    first = add_business_days(company, start, 1)
    last = add_business_days(company, start, BUSINESS_DAYS)
    return Clock(
        "days",
        end_of_day(last, company),
        _at(first, company),
        _at(last, company),
        _days_off(company, start, last),
    )


def _at(day, company):
    """The morning of a day at the company, as naive UTC."""
    local = zone_of(company).localize(datetime.combine(day, _MORNING))
    return local.astimezone(pytz.utc).replace(tzinfo=None)


def _days_off(company, start, end):
    """Weekdays between that do not count: ((date, name), …)."""
    rows = (
        company.env["dscsa.holiday"]
        .sudo()
        .search_fetch(
            [
                ("date", ">", start),
                ("date", "<", end),
                ("company_id", "in", (False, company.id)),
            ],
            ["date", "name"],
        )
    )
    return tuple((row.date, row.name) for row in rows if row.date.weekday() < 5)


class ClockWords:
    """The sentence of a clock, in the language of the reader."""

    def __init__(self, env, company):
        self.env, self.company = env, company
        self.words = Words(env, company)

    def sentence(self, clock, *, asker, reason, received_at, set_by=""):
        """When it is due and why; without a clock: why there is none."""
        env = self.env
        if clock.kind == "days":
            return self._days(clock, received_at)
        if clock.kind == "hours":
            return self._hours(clock, received_at)
        if clock.kind == "set":
            return env._(
                "Due %(due)s: the time the authority set. %(why)s",
                due=self._moment(clock.due),
                why=set_by,
            ).strip()
        return self._none(asker, reason)

    def _none(self, asker, reason):
        env = self.env
        if asker == "partner":
            return env._(
                "Answer promptly: a trading partner is helped without a number of days."
            )
        if reason in CLOCKED_REASONS and self.company.dscsa_profile == "practitioner":
            return env._(
                "No federal number of days: section 582(d)(5) frees a practitioner "
                "from it. Answer by the time they name, and enter that time here."
            )
        if reason == "inspection":
            return env._(
                "No clock: a routine inspection is answered on the spot, as far as it "
                "goes. If they set a time, enter it here."
            )
        return env._(
            "No clock: the law sets one only for a recall, a suspect or an "
            "illegitimate product. If they set a time, enter it here."
        )

    def _days(self, clock, received_at):
        start = local_date(received_at, self.company)
        due = local_date(clock.due, self.company)
        said = self.env._(
            "Due %(due)s: two business days after %(start)s",
            due=self.words.day(due, LONG_DAY),
            start=self.words.day(start, SHORT_DAY),
        )
        skipped = [
            self.env._(
                "%(day)s is %(name)s", day=self.words.day(day, "EEE d"), name=name
            )
            for day, name in clock.days_off
        ]
        return "; ".join([said, *skipped]) + "."

    def _hours(self, clock, received_at):
        said = self.env._(
            "Due %(due)s: 24 hours after %(start)s, weekends count.",
            due=self._moment(clock.due),
            start=self.words.moment(received_at, f"{SHORT_DAY}, HH:mm"),
        )
        if self._offset(received_at) != self._offset(clock.due):
            said += " " + self.env._("The clocks change in between.")
        return said

    def _offset(self, stamp):
        zone = zone_of(self.company)
        return pytz.utc.localize(stamp).astimezone(zone).utcoffset()

    def _moment(self, stamp):
        return self.words.moment(stamp, f"{LONG_DAY}, HH:mm")
