"""Drafts of what trading partners and FDA are told; a person sends them.

FD&C Act, section 582(d)(4): (A)(iii) a product FDA had asked about is cleared, by mail
and never on Form FDA 3911; (B)(ii) illegitimate product, to the partners believed to
have received it; (B)(iv) the notification is no longer necessary, to the same ones.
They leave the house and are English. What is not known is named in ``missing``.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from ..catalogue import finding
from ..finding import Finding
from .form3911.report import CODES, Product, Report
from .form3911.sheet import company_text, contact_text, day_text, quantity_text
from .form3911.story import moment_text

FDA_MAIL = "drugnotifications@fda.hhs.gov"


@dataclass(frozen=True, slots=True)
class Draft:
    """One paper: ``lines`` as they go out, ``missing`` what it ought to say and does
    not (findings ``doubt.notice_part``). Whole only without any.
    """

    subject: str
    lines: tuple[str, ...]
    missing: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Cleared:
    """What FDA wants to hear of a product it had asked about.

    ``asked_at`` and ``office``: FDA's request and who made it; ``why`` it was suspect
    and ``examined`` what was found out; ``by`` and ``position``: who cleared it.
    """

    asked_at: date | None = None
    office: str = ""
    why: str = ""
    examined: str = ""
    cleared_at: date | None = None
    by: str = ""
    position: str = ""


def partner_notice(
    report: Report, *, partner: str, number: str, maker: str, papers: Iterable[str]
) -> Draft:
    """The notice of illegitimate product to one partner.

    ``number`` of our matter, ``maker`` with whom it was determined (or why without),
    ``papers`` of the partner or to it: "invoice 5512 of 24 Nov 2026".
    """
    kind = CODES["classification"].get(report.classification)
    at = report.determined_at
    facts = {
        "From": company_text(report),
        "To": partner,
        "Our number": number,
        "FDA incident number": report.incident_number or "not given yet",
        "Determined": moment_text(at) if at else "",
        "Together with the maker": maker,
        "Classification": kind.label if kind else "",
        **_products(report.products),
        "Papers between us": ", ".join(papers) or "none found",
        "Answer to": contact_text(report),
    }
    asked = (
        "Please find, quarantine and investigate all such product that you hold or "
        "receive later, and tell us what you find."
    )
    law = "Notice of illegitimate product, FD&C Act section 582(d)(4)(B)(ii)"
    return _draft(f"Illegitimate product: {number}", law, facts, asked)


def ended_notice(
    report: Report, *, partner: str, number: str, notified: date | None
) -> Draft:
    """To each partner that got the notice: it is no longer necessary."""
    facts = {
        "From": company_text(report),
        "To": partner,
        "Our number": number,
        "FDA incident number": report.incident_number,
        "Our notice of": day_text(notified),
        **_products(report.products),
        "Why": report.termination_reason,
        "Answer to": contact_text(report),
    }
    law = "End of a notification, FD&C Act section 582(d)(4)(B)(iv)"
    said = "In consultation with FDA our notification is no longer necessary."
    return _draft(f"Notification ended: {number}", law, facts, said)


def cleared_notice(report: Report, cleared: Cleared) -> Draft:
    """To FDA_MAIL, only where FDA itself had asked: the product is not illegitimate."""
    facts = {
        "From": company_text(report),
        **_products(report.products),
        "Containers": "; ".join(map(quantity_text, report.products)),
        "FDA's request": ", ".join(
            filter(None, (day_text(cleared.asked_at), cleared.office.strip()))
        ),
        "Why it was suspect": cleared.why,
        "What was examined": cleared.examined,
        "Cleared": day_text(cleared.cleared_at),
        "Cleared by": ", ".join(filter(None, (cleared.by, cleared.position))),
        "Contact": contact_text(report),
    }
    draft = _draft("Cleared Product Notification", "", facts, "")
    half = {
        "FDA's request": not (cleared.asked_at and cleared.office.strip()),
        "Cleared by": not (cleared.by.strip() and cleared.position.strip()),
        "Containers": not all(map(quantity_text, report.products)),
    }
    told = {each.facts["label"] for each in draft.missing}
    more = tuple(_missing(name) for name, is_half in half.items() if is_half)
    new = tuple(each for each in more if each.facts["label"] not in told)
    return Draft(draft.subject, draft.lines, draft.missing + new)


def _draft(subject: str, head: str, facts: dict[str, str], end: str) -> Draft:
    lines = [f"{name}: {text}" for name, text in facts.items() if text.strip()]
    missing = tuple(_missing(name) for name, text in facts.items() if not text.strip())
    return Draft(subject, tuple(filter(None, (head, *lines, end))), missing)


def _missing(name: str) -> Finding:
    return finding("doubt.notice_part", label=name)


def _products(products: Iterable[Product]) -> dict[str, str]:
    texts = {f"Product {n}": _product(p) for n, p in enumerate(products, 1)}
    if len(texts) == 1:
        return {"Product": texts["Product 1"]}
    return texts or {"Product": ""}


def _product(product: Product) -> str:
    return "; ".join(_parts(product))


def _parts(product: Product) -> Iterator[str]:
    yield product.full_name or "name not known"
    yield f"NDC {product.ndc}" if product.ndc.strip() else "NDC not known"
    for word, values in (
        ("lot", product.lots),
        ("expiration", tuple(map(day_text, product.expiries))),
        ("serial", product.serials),
    ):
        yield f"{word} {', '.join(values)}" if any(values) else f"{word} not known"
