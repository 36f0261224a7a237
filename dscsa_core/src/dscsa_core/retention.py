"""How long a record is kept: six calendar years mean six, through their last day.

FD&C Act, section 582(d)(1)(A)(iii), (d)(4): "not less than 6 years". Days are calendar
days at the company; an instant belongs to the day on the company's clock.
"""

from datetime import UTC, date, datetime, timedelta, tzinfo

KEPT, NEAR, PAST, HELD = "kept", "near", "past", "held"
MOST_YEARS = 99


def keep_until(day: date, years: int) -> date:
    """Last day on which a record that counts from ``day`` must still be there.

    The same day of the year, ``years`` later. Counted from 29 February the last day is
    1 March where that year has no 29 February: the day before would be less than whole
    years. Raises ValueError for less than 0 or more than 99 years.
    """
    if not 0 <= years <= MOST_YEARS:
        raise ValueError(f"years: {years}")
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def disposable_from(day: date, years: int) -> date:
    """First day on which the record may be disposed of: the day after the last one."""
    return keep_until(day, years) + timedelta(days=1)


def local_day(instant: datetime, zone: tzinfo) -> date:
    """Calendar day of an instant (naive: UTC) on the clock of ``zone``."""
    if instant.tzinfo is None:
        instant = instant.replace(tzinfo=UTC)
    return instant.astimezone(zone).date()


def years_to_keep(*years: int) -> int:
    """The longest of the class's rule, the State's and earlier ones; 0 for none."""
    return max((each for each in years if each), default=0)


def flag_of(until: date | None, today: date, lead_days: int, *, held: bool) -> str:
    """``held``, ``past``, ``near`` or ``kept``; ``until`` is None while it has no end.

    Near means: at most ``lead_days`` days until the last day, that day included.
    """
    if held:
        return HELD
    if until is None:
        return KEPT
    if until < today:
        return PAST
    return NEAR if (until - today).days <= lead_days else KEPT
