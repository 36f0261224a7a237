"""What a license was worth on a day, from the checks that were made of it.

Two tenses: on that day as we know it now (``known_by`` None), and as it was known by a
day. Days are calendar days of the company. FD&C Act 581(2) asks for a *valid* license.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

UNCHECKED, VALID, NOT_YET = "unchecked", "valid", "not_yet"
EXPIRED, SUSPENDED, REVOKED = "expired", "suspended", "revoked"
CONFIRMED = "confirmed"
# a list that does not name somebody, or no answer, says nothing about a license
DECISIVE = frozenset({CONFIRMED, EXPIRED, SUSPENDED, REVOKED})


@dataclass(frozen=True, slots=True)
class Check:
    """One look at a license, made on ``day``; in the order they were made.

    ``valid_from``/``valid_to``: what was seen, both days included; None: not stated.
    Of what was found expired, ``valid_to`` is its last day.
    ``effective``: from when an end, suspension, revocation or its lifting counts.
    """

    day: date
    result: str
    valid_from: date | None = None
    valid_to: date | None = None
    effective: date | None = None
    lifts: bool = False

    @property
    def counts_from(self) -> date:
        """The day from which the result is in effect."""
        if self.result == EXPIRED and self.valid_to:
            return self.valid_to + timedelta(days=1)
        return self.effective or self.day

    @property
    def states_end(self) -> bool:
        """Whether its day of effect was read somewhere, not only found out that day."""
        return bool(self.valid_to or self.effective)


@dataclass(frozen=True, slots=True)
class Standing:
    """``kind`` as above; ``since``/``until`` its days; ``late``: in days of grace.

    Expired without ``until``: found so on the day ``since``, the last day is unknown.
    """

    kind: str
    since: date | None = None
    until: date | None = None
    late: bool = False


@dataclass(frozen=True, slots=True)
class _Period:
    start: date
    end: date
    stated: bool
    end_stated: bool


def standing(
    checks: Sequence[Check], on: date, known_by: date | None = None, grace: int = 0
) -> Standing:
    """What a license was worth on a day. ``grace``: days its end is published late."""
    known = [
        check
        for check in checks
        if check.result in DECISIVE and (known_by is None or check.day <= known_by)
    ]
    if not known:
        return Standing(UNCHECKED)
    if discipline := _discipline(known, on):
        return discipline
    return _in_time(known, on, grace)


def _discipline(known: Iterable[Check], on: date) -> Standing | None:
    """The suspension or revocation in effect; later words about it win."""
    last = None
    for check in known:
        if check.counts_from > on:
            continue
        if check.result in (SUSPENDED, REVOKED):
            last = Standing(check.result, since=check.counts_from)
        elif check.lifts:
            last = None
    return last


def _in_time(known: Sequence[Check], on: date, grace: int) -> Standing:
    periods = _periods(known)
    covering = [each for each in periods if each.start <= on <= each.end]
    if covering:
        best = max(covering, key=lambda each: each.end)
        return Standing(VALID, best.start, _stated(best.end))
    before = [each for each in periods if each.end < on]
    if not before:
        return _not_begun(known, periods, on)
    last = max(before, key=lambda each: each.end)
    if on <= last.end + timedelta(days=grace):
        return Standing(VALID, last.start, last.end, late=True)
    until = last.end if last.end_stated else None
    return Standing(EXPIRED, since=last.end + timedelta(days=1), until=until)


def _not_begun(
    known: Sequence[Check], periods: Sequence[_Period], on: date
) -> Standing:
    ends = [check for check in known if check.result == EXPIRED]
    if not periods or any(check.counts_from <= on for check in ends):
        since = min(check.counts_from for check in ends) if ends else None
        if since and since <= on:
            return Standing(EXPIRED, since=since, until=_last_day(ends))
    stated = [each.start for each in periods if each.stated]
    return Standing(NOT_YET, since=min(stated)) if stated else Standing(UNCHECKED)


def _periods(known: Sequence[Check]) -> list[_Period]:
    """From-to of each confirming check, cut where a later look found it at an end."""
    periods = []
    for index, check in enumerate(known):
        if check.result != CONFIRMED:
            if check.result == EXPIRED and check.valid_from and check.valid_to:
                periods.append(_Period(check.valid_from, check.valid_to, True, True))
            continue
        # without a stated start only the days since the look are known
        start, end = check.valid_from or check.day, check.valid_to or date.max
        end_stated = True
        for later in known[index + 1 :]:
            last = later.counts_from - timedelta(days=1)
            if later.result == EXPIRED and last < end:
                end, end_stated = last, later.states_end
        if start <= end:
            stated = check.valid_from is not None
            periods.append(_Period(start, end, stated, end_stated))
    return periods


def _last_day(ends: Sequence[Check]) -> date | None:
    first = min(ends, key=lambda check: check.counts_from)
    return first.counts_from - timedelta(days=1) if first.states_end else None


def _stated(day: date) -> date | None:
    return None if day == date.max else day
