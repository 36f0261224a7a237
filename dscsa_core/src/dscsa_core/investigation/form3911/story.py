"""A draft for item 17 (18): who, what, when, where, from whom, and who was told.

In English, for FDA; a person edits it. What is not known is said to be unknown, so that
no sentence is missed that ought to be there.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from .report import CODES, Report

_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


@dataclass(frozen=True, slots=True)
class Source:
    """One seller the product came from, and what papers say of it."""

    seller: str
    document: str = ""
    day: date | None = None
    has_ti: bool | None = None


@dataclass(frozen=True, slots=True)
class Informed:
    """Somebody who was told or asked, when, and what they said."""

    whom: str
    at: datetime | None = None
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Story:
    """What the log of a matter says. Times are on the clock of the company.

    ``noticed_by`` names a role ("a technician"), not a person, unless wanted.
    ``dispensed``: packages of the same lots that left to patients or partners; None:
    not looked up. ``others``: those that are here and in no report.
    """

    noticed_at: datetime | None = None
    noticed_by: str = ""
    where: str = ""
    signs: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    aside_at: datetime | None = None
    packages: int | None = None
    dispensed: int | None = None
    others: int = 0
    informed: tuple[Informed, ...] = ()


def event_draft(story: Story, report: Report) -> tuple[str, ...]:
    """The sentences of the draft, in the order to tell them."""
    return (
        _noticed(story),
        *_what(report),
        *_sources(story),
        _aside(story),
        _gone(story),
        *_informed(story),
        _determined(report),
    )


def _noticed(story: Story) -> str:
    seen = "; ".join(sign.strip().rstrip(".") for sign in story.signs if sign.strip())
    seen = seen or "not recorded"
    who = story.noticed_by.strip() or "somebody whose name is not recorded"
    where = f" at {story.where.strip()}" if story.where.strip() else ""
    return f"{_moment(story.noticed_at)} {who}{where} noticed: {seen}."


def _what(report: Report) -> Iterator[str]:
    for each in report.products:
        parts = [
            each.full_name or "?",
            f"NDC {each.ndc}" if each.ndc else "NDC not known",
            f"lot {', '.join(each.lots)}" if each.lots else "lot not known",
            f"serial {_some(each.serials)}" if each.serials else "serial not known",
        ]
        if each.quantity:
            parts.append(f"{each.quantity} {each.unit}".strip())
        yield f"Product: {'; '.join(parts)}."


def _some(names: tuple[str, ...], most: int = 20) -> str:
    if len(names) <= most:
        return ", ".join(names)
    return f"{', '.join(names[:most])} and {len(names) - most} more (item of serials)"


def _sources(story: Story) -> Iterator[str]:
    if not story.sources:
        yield "From whom it was bought is not known."
    for each in story.sources:
        parts = [f"Bought from {each.seller.strip() or 'a seller not recorded'}"]
        parts += [each.document.strip()] if each.document.strip() else []
        parts += [f"of {_day(each.day)}"] if each.day else []
        ti = {True: "TI/TS on file", False: "no TI/TS on file", None: ""}[each.has_ti]
        parts += [ti] if ti else ["whether there is TI/TS is not recorded"]
        yield f"{', '.join(parts)}."


def _aside(story: Story) -> str:
    if story.packages is None:
        count = "How many packages are here is not recorded"
    else:
        count = f"{story.packages} package{'' if story.packages == 1 else 's'} here"
    if story.aside_at is None:
        since = "; when it was put aside is not recorded."
    else:
        since = f", quarantined since {moment_text(story.aside_at)}."
    others = f" Others of the same lots here, not reported: {story.others}."
    return f"{count}{since}{others if story.others else ''}"


def _gone(story: Story) -> str:
    if story.dispensed is None:
        return "Whether any was dispensed or sold on is not known yet."
    if not story.dispensed:
        return "By our records none was dispensed or sold on."
    return f"Of the same lots dispensed or sold on: {story.dispensed}."


def _informed(story: Story) -> Iterator[str]:
    if not story.informed:
        yield "Nobody was told yet."
    for each in story.informed:
        answer = each.answer.strip().rstrip(".")
        said = f" and said: {answer}" if answer else ""
        yield f"{_moment(each.at)} {each.whom} was told{said}."


def _determined(report: Report) -> str:
    kind = CODES["classification"].get(report.classification)
    words = kind.label.lower() if kind else "of a kind not recorded"
    if report.determined_at is None:
        return f"When it was determined to be illegitimate ({words}) is not recorded."
    at = moment_text(report.determined_at)
    return f"Determined to be illegitimate ({words}) on {at}."


def _moment(moment: datetime | None) -> str:
    return f"On {moment_text(moment)}" if moment else "At a time not recorded"


def moment_text(moment: datetime) -> str:
    """A time nobody misreads: 2 Dec 2026, 11:20 (UTC-0700)."""
    return f"{_day(moment)}, {moment.hour:02}:{moment.minute:02}{_offset(moment)}"


def _offset(moment: datetime) -> str:
    return f" (UTC{moment:%z})" if moment.utcoffset() is not None else ""


def _day(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
