"""What to read out to the maker by telephone, and what is noted of the answer.

FD&C Act, section 582(b)(4)(C): a maker answers a request of an authorized trading
partner to verify a product identifier within 24 hours; (D): its electronic system does
not release it from answering requests made by other means. Number to call: the maker's
own site or an earlier contact, never the package, its leaflet or the seller.
"""

from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from .clock import checked_determination, due_of_maker
from .errors import DoubtError

CONFIRMED, NOT_CONFIRMED, NOT_CHECKED = ANSWERS = (
    *("confirmed", "not_confirmed"),
    "not_checked",
)
# where the number that was called comes from; others could be the forger's
TRUSTED_NUMBERS = ("maker_site", "earlier_contact", "fda_list")
_GROUP = 4
_NATO = dict(
    zip(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        "Alfa Bravo Charlie Delta Echo Foxtrot Golf Hotel India Juliett Kilo Lima Mike "
        "November Oscar Papa Quebec Romeo Sierra Tango Uniform Victor Whiskey X-ray "
        "Yankee Zulu".split(),
        strict=True,
    )
)
_DIGITS = dict(
    zip(
        "0123456789",
        "zero one two three four five six seven eight nine".split(),
        strict=True,
    )
)
# the signs GS1 allows beside letters and digits, as Americans call them
_SIGNS = dict(
    zip(
        "!\"%&'()*+,-./:;<=>?_ ",
        "exclamation mark|quotation mark|percent|ampersand|apostrophe|open parenthesis|"
        "close parenthesis|asterisk|plus|comma|hyphen|period|slash|colon|semicolon|"
        "less than|equals|greater than|question mark|underscore|blank".split("|"),
        strict=True,
    )
)
_MONTHS = (
    "January February March April May June July August September October November "
    "December".split()
)


@dataclass(frozen=True, slots=True)
class Spoken:
    """One element to read out: ``groups`` of four signs, and how each is said."""

    name: str
    text: str
    groups: tuple[str, ...]
    said: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class CallSheet:
    """What the person at the telephone has before the eyes.

    ``law``: code of the sentence in ``words.WORDS`` that obliges the maker; ``due``:
    when the answer is owed, on the clock of the pharmacy.
    """

    elements: tuple[Spoken, ...]
    law: tuple[str, ...]
    asked_at: datetime
    due: datetime


@dataclass(frozen=True, slots=True)
class Answer:
    """What the maker said. ``answer`` of ANSWERS; ``why`` for all but the first.

    ``name``, ``reference`` and ``at``: who said it, under which number, when;
    ``number_from`` of TRUSTED_NUMBERS: where the number called comes from.
    """

    answer: str
    at: datetime | None = None
    name: str = ""
    reference: str = ""
    why: str = ""
    number_from: str = ""


def call_sheet(
    *,
    gtin: str,
    serial: str,
    lot: str,
    expiry: date | str,
    asked_at: datetime,
    zone: tzinfo,
) -> CallSheet:
    """The sheet for one package; what is not known of it is an empty text.

    DoubtError ``doubt.zone``, ``doubt.time`` as in ``clock``; ``doubt.nothing_to_ask``
    without a GTIN, serial or lot.
    """
    if not (gtin.strip() or serial.strip() or lot.strip()):
        raise DoubtError("doubt.nothing_to_ask")
    elements = (
        spoken("gtin", gtin),
        spoken("serial", serial),
        spoken("lot", lot),
        _expiry(expiry),
    )
    due = due_of_maker(asked_at, zone)
    return CallSheet(elements, ("law.by_other_means", "law.in_a_day"), asked_at, due)


def spoken(name: str, text: str) -> Spoken:
    """A text in groups of four, each sign as it is said: ``B7x-`` is "Bravo, seven,
    small X-ray, hyphen". Small letters are named, since serials tell them apart.
    """
    text = text.strip()
    groups = tuple(text[i : i + _GROUP] for i in range(0, len(text), _GROUP))
    said = tuple(tuple(_said(sign) for sign in group) for group in groups)
    return Spoken(name, text, groups, said)


def _said(sign: str) -> str:
    if known := _DIGITS.get(sign) or _NATO.get(sign):
        return known
    if sign.isascii() and sign.isalpha():
        return f"small {_NATO[sign.upper()]}"
    return _SIGNS.get(sign) or f"sign U+{ord(sign):04X}"


def _expiry(day: date | str) -> Spoken:
    """A day is said in words: nobody takes the month for the day."""
    if not isinstance(day, date):
        return spoken("expiry", day)
    words = f"{_MONTHS[day.month - 1]} {day.day}, {day.year}"
    return Spoken("expiry", day.isoformat(), (day.isoformat(),), ((words,),))


def missing_of(answer: Answer, asked_at: datetime, now: datetime) -> tuple[str, ...]:
    """Codes of what an answer still needs before it counts; empty: it is whole.

    An answer that is none of the three, that has no name, or that was given before it
    was asked for or is yet to come, confirms nothing.
    """
    found = []
    if answer.answer not in ANSWERS:
        found.append("doubt.answer")
    if answer.answer != CONFIRMED and not answer.why.strip():
        found.append("doubt.answer_why")
    if answer.answer == NOT_CHECKED:
        return tuple(found)
    if not answer.name.strip():
        found.append("doubt.answer_name")
    if answer.number_from not in TRUSTED_NUMBERS:
        found.append("doubt.number_from")
    found += _time_faults(answer.at, asked_at, now)
    return tuple(found)


def _time_faults(at: datetime | None, asked_at: datetime, now: datetime) -> list[str]:
    if at is None:
        return ["doubt.answer_at"]
    try:
        given = checked_determination(at, now)
        return ["doubt.answer_at"] if given < asked_at else []
    except DoubtError as error:
        return ["doubt.later" if error.code == "doubt.future" else error.code]


def result_of(answer: Answer | None, asked_at: datetime, now: datetime) -> str:
    """One of ANSWERS. What is not whole, or not there, could not be checked."""
    if answer is None or missing_of(answer, asked_at, now):
        return NOT_CHECKED
    return answer.answer
