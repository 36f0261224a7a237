"""Business days: Monday to Friday without holidays, at the company."""

from datetime import timedelta

# no run of days off is longer, so one look at the table is enough
_MARGIN = 21


def add_business_days(company, day, count):
    """The ``count``-th business day after ``day`` (a date)."""
    end = day + timedelta(days=count * 2 + _MARGIN)
    off = company.env["dscsa.holiday"]._days_off(company, day, end)
    while count > 0:
        day += timedelta(days=1)
        if day.weekday() < 5 and day not in off:
            count -= 1
    return day
