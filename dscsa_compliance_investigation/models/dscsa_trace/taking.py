import base64

from dscsa_core.errors import CoreError
from dscsa_core.investigation.trace.reading import looks_like_trace
from dscsa_core.investigation.trace.wire import read_response

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.dscsa_compliance.services.words.messages import (
    message_of,
    next_step_of,
)

from ...services.trace.asking import checked as checked_answer
from ...services.trace.asking import request_of, unanswered


class DscsaTrace(models.Model):
    """Answers that come in, by mail or by hand."""

    _inherit = "dscsa.trace"

    answer_file = fields.Binary(
        string="Take in an Answer",
        compute="_compute_answer_file",
        inverse="_inverse_answer_file",
    )
    answer_name = fields.Char(
        compute="_compute_answer_file", inverse="_inverse_answer_name"
    )

    def _compute_answer_file(self):
        # only a way in: what came is filed to the firm that was asked
        self.answer_file = False
        self.answer_name = False

    def _inverse_answer_file(self):
        for trace in self.filtered("answer_file"):
            trace._check_role("technician")
            content = base64.b64decode(trace.answer_file)
            trace._take(trace.answer_name or "answer.json", content)

    def _inverse_answer_name(self):
        """The name is taken together with the bytes."""

    def message_post(self, **kwargs):
        """A mail that came with an answer: it is filed to the firm that was asked."""
        message = super().message_post(**kwargs)
        if kwargs.get("message_type") == "email":
            for attachment in message.attachment_ids:
                # bytes from outside: nobody's right to attachments is asked
                content = attachment.sudo().raw or b""
                if looks_like_trace(content):
                    self._take_mailed(attachment.name, content)
        return message

    def _take_mailed(self, name, content):
        """A mail that cannot be used is said in the thread, never lost."""
        try:
            self._take(name, content)
        except UserError as error:
            self._note(str(error))

    def _note(self, text):
        self.message_post(body=text, message_type="notification")

    @api.model
    def _hop_of(self, content):
        """The hop that an answer is to, in whichever tracing; or none."""
        try:
            number = read_response(content).request_id
        except CoreError:
            return self.env["dscsa.trace.hop"]
        # the sender knows the number of the request, and nothing else
        return (
            self.env["dscsa.trace.hop"]
            .sudo()
            .search([("request_uuid", "=", number)], limit=1)
        )

    def _take(self, name, content):
        """File an answer to its request; UserError for what is none of ours."""
        self.ensure_one()
        try:
            number = read_response(content).request_id
        except CoreError as error:
            raise UserError(self._in_words(error.code, error.facts)) from error
        hop = self.sudo().hop_ids.filtered(lambda each: each.request_uuid == number)
        if not hop:
            raise UserError(self._in_words("trace.other_request", {}))
        document = self.sudo()._keep_evidence(name, base64.b64encode(content))
        response, faults = checked_answer(request_of(hop), content)
        if "trace.refused" in faults:
            hop.write(
                {
                    "state": "refused",
                    "remarks": response.refusal,
                    "answered_at": fields.Datetime.now(),
                }
            )
        elif faults:
            raise UserError(self._in_words(faults[0], {}))
        elif hop.response and hop.response.encode() != content:
            self._second(hop, response, content)
        else:
            self._filed(hop, response, content)
        self._go_on()
        return document

    def _second(self, hop, response, content):
        """Two answers to one request: what they say of the items decides."""
        first = read_response(hop.response.encode())
        if first.items == response.items:
            return
        # neither is believed, and both are kept: a person asks which is right
        hop.write({"state": "unclear"})
        self._note(
            self.env._(
                "%(firm)s answered twice, and the answers differ. Both are kept; ask "
                "which one is right. The first one is shown.",
                firm=hop.party_name,
            )
        )

    def _filed(self, hop, response, content):
        left = unanswered(request_of(hop), response)
        hop.write(
            {
                "response": content.decode(),
                "remarks": response.remarks,
                "unanswered_count": left,
                "state": "partial" if left else "answered",
                "answered_at": fields.Datetime.now(),
            }
        )

    def _in_words(self, code, facts):
        return " ".join(
            (message_of(self.env, code, facts), next_step_of(self.env, code, facts))
        )
