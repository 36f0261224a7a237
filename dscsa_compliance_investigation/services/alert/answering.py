"""The draft of an answer to whoever sent a warning; a person sends it."""

from markupsafe import Markup, escape

from odoo.addons.dscsa_compliance.services.words.messages import date_text


def mail_of(alert):
    """The action that opens the mail form; nothing is sent by it."""
    lines = Markup("").join(
        Markup("<p>%s</p>") % escape(line) for line in _lines(alert)
    )
    context = {
        "default_model": alert._name,
        "default_res_ids": alert.ids,
        "default_composition_mode": "comment",
        "default_subject": _subject(alert),
        "default_body": lines,
        "default_partner_ids": alert.partner_id.ids,
        "default_email_layout_xmlid": "mail.mail_notification_light",
        "mail_post_autofollow": False,
    }
    return {
        "type": "ir.actions.act_window",
        "name": alert.env._("Answer"),
        "res_model": "mail.compose.message",
        "view_mode": "form",
        "views": [(False, "form")],
        "target": "new",
        "context": context,
    }


def _subject(alert):
    number = alert.reference or alert.name
    return alert.env._("Your warning %(number)s", number=number)


def _lines(alert):
    env = alert.env
    if not alert.run_at:
        yield env._("[Press Look first: what was found belongs here.]")
    day = date_text(env, alert.received_at.date())
    facts = {"day": day, "company": alert.company_id.name, "reason": alert.reason}
    yield env._("%(company)s received your warning on %(day)s: %(reason)s.", **facts)
    yield env._("We looked for: %(goods)s.", goods=alert.goods or "—")
    yield alert.sentence
    if alert.held_count:
        count = alert.held_count
        yield env._("%(count)s packages are in quarantine.", count=count)
    yield env._("What comes later is compared with your warning, too.")
