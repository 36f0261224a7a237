"""A case in the terms of the core, which judges it: what its records say, no more."""

from datetime import UTC

from dscsa_core.investigation import call_sheet, states
from dscsa_core.investigation import facts as core

from odoo import fields

from odoo.addons.dscsa_compliance.services.receiving.facts import today_of

_PACKAGE_LEVEL = "edds"
_LOOKED = (core.FOR, core.AGAINST)


def facts_of(case, **said):
    """``Facts`` of the case; ``said``: what whoever decides says with it."""
    case = case.sudo()
    known = {
        "state": case.state,
        "now": moment(fields.Datetime.now()),
        "by": case.env.user.name or "",
        "outcome": case.outcome or "",
        "why": case._why_words(),
        "owed": is_owed(case.company_id),
        "sample_owed": not sample_not_owed_until(case.company_id),
        "fda_asked": bool(case.fda_asked_on or case.fda_office),
    }
    return core.Facts(
        **known | _looked(case) | _told(case) | _ended(case) | _gone(case) | said
    )


def roles_of(user):
    """The roles of the core that a user has: one person may have all."""
    groups = {"technician": states.TECHNICIAN, "pharmacist": states.PHARMACIST}
    groups["manager"] = states.OWNER
    return [
        role
        for group, role in groups.items()
        if user.has_group(f"dscsa_compliance.group_dscsa_{group}")
    ]


def is_owed(company):
    """Licensed practitioners owe nothing of it: 582(d)(5)."""
    return company.dscsa_profile != "practitioner"


def sample_not_owed_until(company):
    """The day from which 582(d)(4)(A)(ii)(II) binds a small dispenser; none: it does.

    FDA's letters exempt small dispensers from it as from package-level data.
    """
    if company.dscsa_profile != "pharmacy_small":
        return None
    rows = company.env["dscsa.deadline"].sudo()._of_company(company)
    days = rows.filtered(lambda row: row.code == _PACKAGE_LEVEL).mapped(
        "effective_date"
    )
    return days[0] if days and days[0] > today_of(company) else None


def moment(at):
    """A stored time as the core wants it: with its zone; None without one."""
    return at.replace(tzinfo=UTC) if at else None


# what was found out ---------------------------------------------------------------
def _looked(case):
    checks = case.check_ids
    looked = checks.filtered(
        lambda check: (
            check.kind == core.SAMPLE and check.result in (core.FOR, core.AGAINST)
        )
    )
    return {
        "found": (*_checks(checks), *_answers(case.verification_ids)),
        "looked_at": len(looked.item_id),
        "packages": len(case.item_ids.filtered("is_here")),
    }


def _checks(checks):
    """Lines with a result; a kind of which a line still waits is not done."""
    waiting = set(checks.filtered(lambda each: not each.result).mapped("kind"))
    for check in checks.filtered("result"):
        later = checks.filtered(
            lambda each, check=check: (
                each.id > check.id
                and each.result == core.FOR
                and (each.kind, each.item_id) == (check.kind, check.item_id)
            )
        )[:1]
        yield core.FoundOut(
            kind="other" if check.kind in waiting else check.kind,
            result=check.result,
            evidence=(*check._shown_by(), *later._shown_by()),
            words=check.note or "",
            answered=later.note or "",
        )


def _answers(asked):
    """Answers of the maker; a later one about the same package answers an earlier."""
    answered = asked.filtered("answer")
    for each in answered:
        later = answered.filtered(
            lambda other, each=each: (
                other.id > each.id
                and other.item_id == each.item_id
                and _result(other) == core.FOR
            )
        )[:1]
        yield core.FoundOut(
            kind="maker",
            result=_result(each),
            evidence=(each.reference or f"verification {each.id}",),
            words=each.reason or "",
            answered=later.display_name or "",
        )


_RESULTS = {
    call_sheet.CONFIRMED: core.FOR,
    call_sheet.NOT_CONFIRMED: core.AGAINST,
    call_sheet.NOT_CHECKED: core.IMPOSSIBLE,
}


def answer_of(asked):
    """The answer of a row as the core judges it, or None."""
    if not asked.answer:
        return None
    return call_sheet.Answer(
        asked.answer,
        moment(asked.answered_at),
        asked.answered_by or "",
        asked.reference or "",
        asked.reason or "",
        asked.source or "",
    )


def _result(asked):
    now = moment(fields.Datetime.now())
    return _RESULTS[call_sheet.result_of(answer_of(asked), moment(asked.asked_at), now)]


# who was told ---------------------------------------------------------------------
def _told(case):
    answered = case.verification_ids.filtered(
        lambda each: each.answer and _result(each) != core.IMPOSSIBLE
    )[:1]
    maker = answered and core.Told(
        answered.maker, moment(answered.answered_at), answered._how_words()
    )
    first = case._notices_of("illegitimate")
    cleared = case._notices_of("cleared")[:1]
    return {
        "maker": maker or None,
        "maker_unreached": case.no_maker_reason or "",
        "classification": case.classification or "",
        "determined_at": moment(case.determined_at),
        "told_fda": told_of(first.filtered("is_fda")[:1]),
        "partners": tuple(map(told_of, first.filtered(lambda each: not each.is_fda)))
        if first
        else None,
        "no_partners": case.no_partners_reason or "",
        "told_cleared": told_of(cleared),
    }


def told_of(notice):
    """A row of the list of notices; one that ends a first one is for the same."""
    if not notice:
        return None
    whom = notice.first_id or notice
    return core.Told(f"notice {whom.id}", moment(notice.told_at), notice.how or "")


def _ended(case):
    asked = case._notices_of("termination").sorted("id")[-1:]
    return {
        "incident_number": case.incident_number or "",
        "termination_why": case.termination_why or "",
        "asked_fda": told_of(asked),
        "fda_answer": asked.answer_kind or "",
        "ended": tuple(map(told_of, case._notices_of("ended"))),
    }


# what became of the goods ---------------------------------------------------------
def _gone(case):
    """Of a package that was first kept and then destroyed the last record counts."""
    last = {}
    for disposal in case.disposal_ids.sorted("id"):
        last.update(dict.fromkeys(disposal.item_ids.ids, disposal))
    counts = {}
    for disposal in last.values():
        counts[disposal] = counts.get(disposal, 0) + 1
    return {
        "disposals": tuple(
            core.Disposal(
                kind=each.kind,
                packages=count,
                at=moment(each.done_at),
                by=each.done_by or "",
                whom=each.whom or each.partner_id.display_name or "",
                proof=each._proof_words(),
            )
            for each, count in counts.items()
        ),
        "sample_wanted": case.sample_wanted,
    }
