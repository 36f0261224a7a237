"""The 24 hours that run from a determination, and from a question to the maker.

FD&C Act, section 582(d)(4)(B)(ii): FDA and the trading partners are told "not later
than 24 hours after making such determination"; (b)(4)(C): a maker answers a request for
verification "not later than 24 hours after receiving" it. Hours elapse: nights, days
off and the change of clocks are no excuse, so they are counted in UTC.
"""

from datetime import UTC, datetime, timedelta, tzinfo

from .errors import DoubtError

HOURS = timedelta(hours=24)


def due_after_determination(determined_at: datetime, zone: tzinfo) -> datetime:
    """When FDA and partners must have been told, on the clock of ``zone``.

    ``determined_at`` has a zone; DoubtError ``doubt.zone`` for one without, as nobody
    knows when it was, and ``doubt.time`` for one at the end of the calendar.
    """
    return _a_day_later(determined_at, zone)


def due_of_maker(asked_at: datetime, zone: tzinfo) -> datetime:
    """When the maker owes an answer, whatever way it was asked. Errors as above."""
    return _a_day_later(asked_at, zone)


def checked_determination(determined_at: datetime, now: datetime) -> datetime:
    """The determination in UTC.

    DoubtError ``doubt.future`` (facts ``at``, ``now``) when it is yet to come: a clock
    that starts later than the deed gives time the law does not; ``doubt.zone``.
    """
    at, present = _utc(determined_at), _utc(now)
    if at > present:
        raise DoubtError("doubt.future", at=_text(at), now=_text(present))
    return at


def is_over(due: datetime, now: datetime) -> bool:
    """Whether the time is up; on the very instant it is not yet."""
    return _utc(now) > _utc(due)


def time_left(due: datetime, now: datetime) -> timedelta:
    """What is left until then; below zero when it is over."""
    return _utc(due) - _utc(now)


def clocks_change(start: datetime, due: datetime, zone: tzinfo) -> bool:
    """Whether clocks are put on or back in between: then the hour differs."""
    offsets = {_utc(each).astimezone(zone).utcoffset() for each in (start, due)}
    return len(offsets) > 1


def _a_day_later(start: datetime, zone: tzinfo) -> datetime:
    try:
        return (_utc(start) + HOURS).astimezone(zone)
    except OverflowError as error:
        raise DoubtError("doubt.time", at=start.isoformat()) from error


def _utc(moment: datetime) -> datetime:
    if moment.utcoffset() is None:
        raise DoubtError("doubt.zone", at=moment.isoformat())
    try:
        return moment.astimezone(UTC)
    except OverflowError as error:
        raise DoubtError("doubt.time", at=moment.isoformat()) from error


def _text(moment: datetime) -> str:
    return moment.isoformat(timespec="minutes")
