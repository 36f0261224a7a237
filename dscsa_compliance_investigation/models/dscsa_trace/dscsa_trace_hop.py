import base64
import uuid

from dscsa_core.errors import CoreError
from dscsa_core.investigation.trace.answers import is_same
from dscsa_core.investigation.trace.message import Party
from dscsa_core.investigation.trace.wire import bytes_of

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.dscsa_compliance.services.words.messages import message_of

from ...services.trace.asking import request_of
from .selections import HOP_STATES

_BY_HAND = frozenset({"trace_id", "partner_id", "party_name", "party_gln", "email"})


class DscsaTraceHop(models.Model):
    """One firm that is asked, its message and its answer."""

    _name = "dscsa.trace.hop"
    _description = "Firm Asked in a Tracing"
    _order = "trace_id, id"
    _rec_name = "party_name"

    trace_id = fields.Many2one(
        "dscsa.trace", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="trace_id.company_id", store=True)
    partner_id = fields.Many2one("res.partner", string="Contact")
    party_name = fields.Char(string="Firm", required=True)
    party_gln = fields.Char(string="GLN", readonly=True)
    email = fields.Char(string="E-mail")
    request_uuid = fields.Char(
        readonly=True, copy=False, index=True, default=lambda self: str(uuid.uuid4())
    )
    state = fields.Selection(
        HOP_STATES, required=True, default="draft", readonly=True, copy=False
    )
    asked_at = fields.Datetime(string="Asked", readonly=True, copy=False)
    answered_at = fields.Datetime(string="Answered", readonly=True, copy=False)
    response = fields.Text(readonly=True, copy=False)
    remarks = fields.Text(readonly=True, copy=False)
    unanswered_count = fields.Integer(string="Not answered", readonly=True, copy=False)

    @api.model_create_multi
    def create(self, vals_list):
        """A firm may be added by hand; what it was asked and said is not."""
        if not self.env.su:
            vals_list = [
                {name: value for name, value in vals.items() if name in _BY_HAND}
                for vals in vals_list
            ]
        return super().create(vals_list)

    def write(self, vals):
        """Whom a message went to stays, and what came back is not typed."""
        if not self.env.su and vals.keys() - _BY_HAND:
            raise UserError(self.env._("This follows from the messages."))
        firm = {"party_name", "party_gln", "trace_id"} & set(vals)
        if firm and not self.env.su and any(hop.asked_at for hop in self):
            raise UserError(self.env._("This firm was asked already: add another."))
        return super().write(vals)

    def _party(self):
        return Party(self.party_name or "", "", self.party_gln or "")

    @api.model
    def _same(self, one, other):
        return is_same(one, other) or (
            is_same(Party(one.name), Party(other.name))
            if not (one.gln and other.gln)
            else False
        )

    def _message(self):
        """(name, bytes) of the request; UserError for what may not be sent."""
        try:
            content = bytes_of(request_of(self.sudo()))
        except CoreError as error:
            raise UserError(message_of(self.env, error.code, error.facts)) from error
        number = self.trace_id.name.replace("/", "-")
        return f"trace-request-{number}-{self.id}.json", content

    def action_ask(self):
        """One tap: the mail with the message goes to this firm."""
        for hop in self:
            trace = hop.trace_id
            trace._check_role("technician")
            if trace.state != "open":
                raise UserError(self.env._("%(name)s is closed.", name=trace.name))
            if not hop.email:
                raise UserError(
                    self.env._(
                        "No e-mail of %(firm)s is known. Enter it, or download the "
                        "message and send it another way.",
                        firm=hop.party_name,
                    )
                )
            hop._ask()
        return True

    def _ask(self):
        # states follow from this button alone
        ours = self.sudo()
        ours.write({"asked_at": fields.Datetime.now(), "state": "asked"})
        name, content = self._message()
        self.trace_id.message_post(
            subject=self._subject(),
            body=self.env._(
                "Please tell us what you know of the packages in the attached message. "
                "Its fields are described in the file itself; answer to this mail."
            ),
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
            partner_ids=ours._recipient().ids,
            attachments=[(name, content)],
        )

    def _subject(self):
        number = self.trace_id.name
        if self.trace_id.is_test:
            return self.env._("DRILL: tracing %(number)s", number=number)
        return self.env._("Tracing %(number)s", number=number)

    def _recipient(self):
        """The contact; for an address alone one that holds it."""
        if self.partner_id.email == self.email:
            return self.partner_id
        partners = self.env["res.partner"]
        found = partners.search([("email", "=ilike", self.email)], limit=1)
        return found or partners.create({"name": self.party_name, "email": self.email})

    def _took(self):
        """How long the answer took, as a text."""
        if not (self.asked_at and self.answered_at):
            return ""
        return str(self.answered_at - self.asked_at).split(".")[0]

    def action_download(self):
        """The message as a file, for a portal or another way."""
        self.ensure_one()
        name, content = self._message()
        attachment = self.env["ir.attachment"].create(
            {
                "name": name,
                "datas": base64.b64encode(content),
                "res_model": "dscsa.trace",
                "res_id": self.trace_id.id,
            }
        )
        if self.state == "draft":
            # given by hand is asked
            self.sudo().write({"asked_at": fields.Datetime.now(), "state": "asked"})
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{attachment.id}?download=true",
            "target": "download",
        }
