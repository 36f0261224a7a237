"""Dates as public lists write them."""

import re
from datetime import date
from functools import lru_cache

_US = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})(?: .*)?", re.ASCII)
_ISO = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)(?:[T ].*)?", re.ASCII)
_NAMED = re.compile(r"(\d{1,2})[ -]([A-Za-z]{3})[a-z]*[ -](\d{4})", re.ASCII)
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()


@lru_cache(4096)
def read_date(text: str | None) -> date | None:
    """``12/31/2027``, ``2027-12-31``, ``20271231`` or ``31-Dec-2027``; else None.

    A time after the day is left out: a license ends with its day.
    """
    text = (text or "").strip()
    if match := _US.fullmatch(text):
        month, day, year = match.groups()
    elif match := _ISO.fullmatch(text):
        year, month, day = match.groups()
    elif match := _NAMED.fullmatch(text):
        day, name, year = match.groups()
        if name.lower() not in _MONTHS:
            return None
        month = str(_MONTHS.index(name.lower()) + 1)
    else:
        return None
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
