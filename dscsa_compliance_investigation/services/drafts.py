"""Drafts of what FDA and partners are told, in a mail form: a person sends them."""

from dscsa_core.investigation.notices import (
    FDA_MAIL,
    Cleared,
    cleared_notice,
    ended_notice,
    partner_notice,
)
from markupsafe import Markup, escape

from odoo.addons.dscsa_compliance.services.words.messages import message_of

from .report import local, report_of
from .traffic import Traffic


def draft_of(notice):
    """``Draft`` of the core: what goes out, and what it ought to say and does not."""
    # papers of a partner may be such as the reader may not open one by one
    case = notice.sudo().investigation_id
    report = report_of(case)
    if notice.purpose == "cleared":
        return cleared_notice(report, _cleared(case))
    if notice.purpose == "ended":
        told = notice.sudo().first_id.told_at
        return ended_notice(
            report,
            partner=notice.recipient,
            number=case.name,
            notified=local(case, told).date() if told else None,
        )
    return partner_notice(
        report,
        partner=notice.recipient,
        number=case.name,
        maker=_maker(case),
        papers=Traffic(case).papers_of(notice.sudo().partner_id),
    )


def mail_of(notice):
    """The action that opens the mail form with the draft; nothing is sent by it."""
    draft = draft_of(notice)
    case = notice.investigation_id
    lacks = [message_of(case.env, each.code, each.facts) for each in draft.missing]
    partner = notice.partner_id
    context = {
        "default_model": case._name,
        "default_res_ids": case.ids,
        "default_composition_mode": "comment",
        "default_subject": draft.subject,
        "default_body": _body(draft.lines, lacks),
        "default_partner_ids": partner.ids or _fda(notice),
        "default_email_layout_xmlid": "mail.mail_notification_light",
        "mail_post_autofollow": False,
    }
    return {
        "type": "ir.actions.act_window",
        "name": notice.recipient,
        "res_model": "mail.compose.message",
        "view_mode": "form",
        "views": [(False, "form")],
        "target": "new",
        "context": context,
    }


def _body(lines, lacks):
    """What is missing stands first, marked: a person fills it in or strikes it out."""
    marked = [Markup("<p><b>[%s]</b></p>") % escape(each) for each in lacks]
    told = [Markup("<p>%s</p>") % escape(line) for line in lines]
    return Markup("").join([*marked, *told])


def _fda(notice):
    """FDA as a contact, where it is told by mail: a cleared product."""
    if not notice.is_fda:
        return []
    # the address of FDA is the same for all, whoever may make contacts
    partners = notice.env["res.partner"].sudo()
    found = partners.search([("email", "=ilike", FDA_MAIL)], limit=1)
    return (found or partners.create({"name": "FDA", "email": FDA_MAIL})).ids


def _maker(case):
    answered = case.verification_ids.filtered(
        lambda each: each.answer in ("confirmed", "not_confirmed")
    )[:1]
    if answered:
        return ", ".join(filter(None, (answered.maker, answered.answered_by)))
    reason = case.no_maker_reason
    return f"maker not reached: {reason}" if reason else ""


def _cleared(case):
    found = case.check_ids.filtered("result")
    names = dict(found._fields["kind"].selection)
    results = dict(found._fields["result"].selection)
    by = case.concluded_by_id
    return Cleared(
        asked_at=case.fda_asked_on or None,
        office=", ".join(filter(None, (case.fda_office, case.fda_officer))),
        why=case._why_words(),
        examined="; ".join(
            ": ".join(filter(None, (names[each.kind], results[each.result], each.note)))
            for each in found
        ),
        cleared_at=local(case, case.concluded_at).date() if case.concluded_at else None,
        by=by.name or "",
        position=by.partner_id.function or "",
    )
