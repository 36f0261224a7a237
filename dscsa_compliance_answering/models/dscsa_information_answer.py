from odoo import api, fields, models
from odoo.exceptions import UserError

from .selections import CHANNELS


class DscsaInformationAnswer(models.Model):
    """What was given to whom, when and by which way. Never changed."""

    _name = "dscsa.information.answer"
    _description = "Answer Given"
    _inherit = ["dscsa.ledger.mixin"]
    _order = "sent_at desc, id desc"
    _check_company_auto = True
    _ledger_fields = (
        "request_id", "sent_at", "user_id", "channel", "recipient", "sha256", "held",
        "note",
    )  # fmt: skip

    request_id = fields.Many2one(
        "dscsa.information.request",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    company_id = fields.Many2one(
        related="request_id.company_id", store=True, index=True
    )
    sent_at = fields.Datetime(
        string="Given on", required=True, default=fields.Datetime.now
    )
    user_id = fields.Many2one(
        "res.users",
        string="By",
        required=True,
        readonly=True,
        default=lambda self: self.env.user,
    )
    channel = fields.Selection(CHANNELS, string="Way", required=True, default="mail")
    recipient = fields.Char(string="To whom", required=True)
    document_id = fields.Many2one(
        "dscsa.document", string="File", readonly=True, ondelete="restrict", index=True
    )
    sha256 = fields.Char(string="SHA-256", readonly=True)
    held = fields.Text(string="What it held", readonly=True)
    note = fields.Text(help="What was said, or why no file was given.")

    @api.depends("request_id", "recipient")
    def _compute_display_name(self):
        for answer in self:
            answer.display_name = self.env._(
                "%(request)s to %(name)s",
                request=answer.request_id.name or "",
                name=answer.recipient or "",
            )

    @api.model_create_multi
    def create(self, vals_list):
        """Note an answer; the request is answered from then on."""
        requests = self.env["dscsa.information.request"]
        # the form of the button names the request in its context
        given = self.default_get(["request_id", "recipient", "channel"])
        filled = []
        for vals in ({**given, **each} for each in vals_list):
            request = requests.browse(vals.get("request_id")).exists()
            request._check_giving()
            filled.append(self._filled(vals, request))
        # nobody has a right to write answers: they are made here alone
        answers = super(DscsaInformationAnswer, self.sudo()).create(filled)
        for answer in answers:
            answer.request_id._answered(answer)
        return answers.sudo(self.env.su)

    @api.model
    def _filled(self, vals, request):
        """What follows from the request is not taken from the form."""
        sent = fields.Datetime.to_datetime(vals.get("sent_at")) or fields.Datetime.now()
        if sent > fields.Datetime.add(fields.Datetime.now(), minutes=10):
            raise UserError(self.env._("It cannot have been given in the future."))
        bundle = request.bundle_id
        if not bundle and not vals.get("note"):
            raise UserError(
                self.env._("Make the answer first, or note what was said instead.")
            )
        return {
            **vals,
            "user_id": self.env.uid,
            "document_id": bundle.id,
            "sha256": bundle.sha256,
            "held": request.search_note,
        }

    def write(self, vals):
        """An answer that was given stays as it was given."""
        if vals:
            raise UserError(
                self.env._(
                    "What was given stays on record as it was. Note a new answer."
                )
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("An answer stays on record."))

    def _ledger_kind(self, is_new, before):
        return "answered"
