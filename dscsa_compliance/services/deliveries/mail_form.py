"""Odoo's mail form with a draft of ours in it: a person reads it and sends it."""


def mail_form(record, title, template, **context):
    """The action that opens it, with the mail template of that external id."""
    return {
        "type": "ir.actions.act_window",
        "name": title,
        "res_model": "mail.compose.message",
        "view_mode": "form",
        "views": [(False, "form")],
        "target": "new",
        "context": {
            "default_model": record._name,
            "default_res_ids": record.ids,
            "default_composition_mode": "comment",
            "default_template_id": record.env.ref(template).id,
            "default_email_layout_xmlid": "mail.mail_notification_light",
            "force_email": True,
            "hide_mail_template_management_options": True,
            **context,
        },
    }
