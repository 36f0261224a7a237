from dscsa_core.errors import CoreError
from dscsa_core.investigation.trace.reading import looks_like_trace
from dscsa_core.investigation.trace.wire import bytes_of, read_request

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.dscsa_compliance.services.words.messages import (
    message_of,
    next_step_of,
)

from ..services.trace.answering import response_of, values_of


class DscsaInformationRequest(models.Model):
    """Requests that came as a tracing message, and the message that answers them."""

    _inherit = "dscsa.information.request"

    trace_request = fields.Text(readonly=True, copy=False)
    trace_uuid = fields.Char(readonly=True, copy=False, index="btree_not_null")
    is_test = fields.Boolean(string="Drill", readonly=True, copy=False)

    @api.private
    @api.model
    def message_new(self, msg_dict, custom_values=None):
        """A mail with a tracing message becomes a request, an answer goes to its
        tracing; any other mail is a request in its own words."""
        company = self.env["res.company"].browse(
            (custom_values or {}).get("company_id") or self.env.company.id
        )
        for attachment in msg_dict.get("attachments") or []:
            content = attachment[1]
            content = content.encode() if isinstance(content, str) else content or b""
            if not looks_like_trace(content):
                continue
            hop = self.env["dscsa.trace"]._hop_of(content)
            if hop:
                # message_post of the tracing files what the mail brings
                return hop.trace_id
            return self._from_message(company, content)
        values = {
            "agency": msg_dict.get("email_from") or "?",
            "asker": "partner",
            "channel": "mail",
            "email": msg_dict.get("email_from"),
            "subject": msg_dict.get("subject"),
            "company_id": company.id,
        }
        return self.sudo().create(values | (custom_values or {}))

    @api.model
    def _from_message(self, company, content):
        """The request in the register; the same message twice is one request."""
        try:
            values = values_of(self.env(su=True), company, content)
        except CoreError as error:
            words = message_of(self.env, error.code, error.facts)
            step = next_step_of(self.env, error.code, error.facts)
            # kept to be answered by telephone: a mail that came is never lost
            return self.sudo().create(
                {
                    "company_id": company.id,
                    "agency": "?",
                    "asker": "partner",
                    "channel": "mail",
                    "subject": f"{words} {step}",
                }
            )
        # the gateway may file what nobody of ours typed
        requests = self.sudo().with_company(company)
        known = requests.search(
            [
                ("company_id", "=", company.id),
                ("trace_uuid", "=", values["trace_uuid"]),
            ],
            limit=1,
        )
        return known or requests.create(values)

    def _check_typed(self, vals):  # pylint: disable=missing-return
        if not self.env.su and {"trace_request", "trace_uuid", "is_test"} & set(vals):
            raise UserError(self.env._("This follows from the message that came."))
        super()._check_typed(vals)

    def _trace_message(self):
        """(name, bytes) of the answer, for a request that came as a message."""
        self.ensure_one()
        self._check_giving()
        if not self.searched_at:
            self.action_search()
        try:
            # who may answer reads all that the search found
            content = bytes_of(response_of(self.sudo()))
        except CoreError as error:
            raise UserError(message_of(self.env, error.code, error.facts)) from error
        return f"trace-response-{self.name.replace('/', '-')}.json", content

    def action_trace_answer(self):
        """A mail form with the answer as a message; a person sends it."""
        name, content = self._trace_message()
        attachment = self.env["ir.attachment"].create(
            {
                "name": name,
                "raw": content,
                "mimetype": "application/json",
                "res_model": self._name,
                "res_id": self.id,
            }
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Answer by mail"),
            "res_model": "mail.compose.message",
            "view_mode": "form",
            "views": [(False, "form")],
            "target": "new",
            "context": {
                "default_model": self._name,
                "default_res_ids": self.ids,
                "default_composition_mode": "comment",
                "default_subject": self._trace_subject(),
                "default_body": self.env._("Our answer is attached as a message."),
                "default_partner_ids": self._mail_recipient().ids,
                "default_attachment_ids": attachment.ids,
                "default_email_layout_xmlid": "mail.mail_notification_light",
                "mail_post_autofollow": False,
            },
        }

    def _trace_subject(self):
        asked = read_request(self.trace_request.encode())
        number = asked.own_number or asked.request_id
        subject = self.env._("Your tracing %(number)s", number=number)
        if self.is_test:
            return self.env._("DRILL: %(subject)s", subject=subject)
        return subject

    def message_post(self, **kwargs):
        """A mail that carries the answer as a message is an answer given."""
        message = super().message_post(**kwargs)
        for request in self.filtered("trace_request"):
            mine = message.attachment_ids.filtered(
                lambda each: (each.name or "").startswith("trace-response-")
            )
            is_ours = kwargs.get("message_type", "notification") != "email"
            if mine and is_ours and message.partner_ids and not message.is_internal:
                request._note_mail(message)
        return message
