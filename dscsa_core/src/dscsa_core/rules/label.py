"""What the label of a package says against data, stock and calendar."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from ..catalogue import finding
from ..finding import Finding

if TYPE_CHECKING:
    from .bench import Delivery, Known, Seen


def label(
    seen: "Seen", known: "Known | None", delivery: "Delivery"
) -> Iterable[Finding]:
    """What the label leaves out, or says otherwise than data and stock."""
    lot = seen.lot or (known.lot if known else "")
    if not lot:
        yield finding("LOT_UNKNOWN", seen.key, product=seen.name)
    found = [*mismatches(seen, known)] if known and known.has_data else []
    told = _told_of_lot(seen, known, delivery)
    if told and seen.expiry:
        found.append(_other_date(seen, seen.expiry, told))
    yield from found
    expiry = seen.expiry or (known.expiry if known else None)
    is_told = any(each.code == "EXPIRY_MISMATCH" for each in found)
    if seen.booked and expiry and expiry != seen.booked and not is_told:
        yield _other_date(seen, expiry, seen.booked)


def mismatches(seen: "Seen", known: "Known") -> Iterable[Finding]:
    """Where the label says otherwise than the record of this very package."""
    if seen.lot and known.lot and seen.lot != known.lot:
        yield finding(
            "LOT_MISMATCH",
            seen.key,
            found=seen.lot,
            expected=known.lot,
            examples=seen.serial,
        )
    if seen.expiry and known.expiry and seen.expiry != known.expiry:
        yield _other_date(seen, seen.expiry, known.expiry)


def _told_of_lot(
    seen: "Seen", known: "Known | None", delivery: "Delivery"
) -> date | None:
    """The expiry told of the lot where the label has another one; None if it fits.

    Not asked of a package whose own data tell a date.
    """
    if not seen.expiry or known and known.has_data and known.expiry:
        return None
    told = delivery.told(seen.item, seen.lot or (known.lot if known else ""))
    days = delivery.expiries.get(told, ()) if told else ()
    return min(days) if days and seen.expiry not in days else None


def _other_date(seen: "Seen", found: date, expected: date) -> Finding:
    return finding(
        "EXPIRY_MISMATCH",
        seen.key,
        found=found.isoformat(),
        expected=expected.isoformat(),
        examples=seen.serial or seen.lot,
    )


def dates(
    seen: "Seen", known: "Known | None", delivery: "Delivery"
) -> Iterable[Finding]:
    """A date that nobody knows, that is past, or that is near."""
    expiry = seen.expiry or (known.expiry if known else None)
    facts = {
        "product": seen.name,
        "lot": seen.lot or (known.lot if known else ""),
    }
    if expiry is None:
        if seen.needs_expiry:
            yield finding("EXPIRY_UNKNOWN", seen.key, **facts)
        return
    facts["expiry"] = expiry.isoformat()
    days = (expiry - delivery.today).days
    if days < 0:
        yield finding("EXPIRED", seen.key, **facts)
    elif days < delivery.short_dated_days:
        yield finding("SHORT_DATED", seen.key, days=days, **facts)
