"""What the log of a case says, for item 17 (18) of Form FDA 3911: a person edits it."""

from dscsa_core.investigation.form3911.story import (
    Informed,
    Source,
    Story,
    event_draft,
)

from .facts import roles_of
from .report import local, place_of
from .traffic import Traffic


def event_of(cases, report):
    """The draft of the event, in sentences; ``cases`` of one incident."""
    return " ".join(event_draft(story_of(cases.sudo()), report))


def story_of(cases):
    """``Story`` of the core; what nobody noted is unknown, never guessed."""
    first = cases[:1]
    return Story(
        noticed_at=local(first, first.create_date),
        noticed_by=_role(first.create_uid),
        where=place_of(first.company_id.partner_id),
        signs=tuple(dict.fromkeys(case._why_words() for case in cases)),
        sources=tuple(source for case in cases for source in _sources(case)),
        aside_at=local(first, first.create_date) if first.whose == "ours" else None,
        packages=sum(len(case.item_ids.filtered("is_here")) for case in cases),
        dispensed=_gone(cases),
        others=sum(len(Traffic(case).rest()) for case in cases),
        informed=tuple(each for case in cases for each in _informed(case)),
    )


def _role(user):
    """A role and no name: who it was stands in the case."""
    names = {"owner": "the owner", "pharmacist": "a pharmacist"}
    highest = roles_of(user)[-1:] or [""]
    return names.get(highest[0], "a technician" if highest[0] else "")


def _sources(case):
    packages = case._packages()
    for papers in packages.transaction_id:
        number = papers.invoice_numbers or papers.po_numbers
        yield Source(
            seller=papers.seller_id.name or papers.seller_name or "",
            document=f"invoice {number}" if papers.invoice_numbers else number or "",
            day=papers.transaction_date or None,
            has_ti=True,
        )
    for receipt in packages.filtered(lambda epc: not epc.transaction_id).picking_id:
        day = local(case, receipt.date_done)
        yield Source(
            seller=receipt.partner_id.commercial_partner_id.name or "",
            document=f"order {receipt.origin}" if receipt.origin else "",
            day=day.date() if day else None,
            has_ti=False,
        )


def _gone(cases):
    """Packages of the same lots that left; None where no drug is named."""
    counts = [Traffic(case).gone() for case in cases]
    return None if None in counts else sum(counts)


def _informed(case):
    for asked in case.verification_ids.sorted("asked_at"):
        said = dict(asked._fields["answer"].selection).get(asked.answer, "")
        words = ": ".join(filter(None, (said, asked.reason)))
        yield Informed(
            f"The manufacturer ({asked.maker})", local(case, asked.asked_at), words
        )
    for notice in case.notice_ids.filtered("told_at"):
        yield Informed(
            "FDA" if notice.is_fda else notice.recipient,
            local(case, notice.told_at),
            notice.answer or "",
        )
