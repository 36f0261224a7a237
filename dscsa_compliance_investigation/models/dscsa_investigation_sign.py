from dscsa_core.investigation.signs import SIGNS

from odoo import api, fields, models
from odoo.exceptions import AccessError

from ..services.signs_page import sign_text


class DscsaInvestigationSign(models.Model):
    """A sign somebody saw, or a sentence, with who and when; taken back, it stays.

    FDA guidance "Identification of Suspect Product and Notification" (June 2021).
    """

    _name = "dscsa.investigation.sign"
    _description = "What Is Odd in a Case"
    _inherit = ["dscsa.ledger.mixin"]
    _order = "investigation_id, id"

    investigation_id = fields.Many2one(
        "dscsa.investigation", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="investigation_id.company_id", store=True, index=True
    )
    code = fields.Selection([(code, sign.text) for code, sign in SIGNS.items()])
    note = fields.Char(string="In words")
    told = fields.Char(
        string="On record", help="What our own records said of it when it was tapped."
    )
    user_id = fields.Many2one(
        "res.users", string="By", required=True, default=lambda self: self.env.user
    )
    noted_at = fields.Datetime(string="At", required=True, default=fields.Datetime.now)
    evidence_ids = fields.Many2many(
        "dscsa.document", "dscsa_investigation_sign_photo_rel", string="Photos"
    )
    undone_at = fields.Datetime(string="Taken back at")
    undone_by_id = fields.Many2one("res.users", string="Taken back by")

    _ledger_fields = (
        *("investigation_id", "code", "note", "told", "user_id", "noted_at"),
        *("evidence_ids", "undone_at", "undone_by_id"),
    )
    _ledger_kept = True
    _ledger_frozen = frozenset({"investigation_id", "code", "note"})

    @api.depends("code", "note")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for row in self:
            row.display_name = row.note or sign_text(self.env, row.code)

    @api.model_create_multi
    def create(self, vals_list):
        """By the page of a doubt alone: who and when are taken from there."""
        if not self.env.su:
            raise AccessError(self.env._("Tap the sign on the page of the doubt."))
        return super().create(vals_list)
