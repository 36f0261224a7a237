"""Business days: Monday to Friday without holidays (given by the caller)."""

from collections.abc import Collection
from datetime import date, timedelta


def is_business_day(day: date, holidays: Collection[date] = ()) -> bool:
    """Whether offices are open on this day."""
    return day.weekday() < 5 and day not in holidays


def add_business_days(day: date, count: int, holidays: Collection[date] = ()) -> date:
    """The ``count``-th business day after ``day``; the day itself never counts."""
    while count > 0:
        day += timedelta(days=1)
        count -= is_business_day(day, holidays)
    return day
