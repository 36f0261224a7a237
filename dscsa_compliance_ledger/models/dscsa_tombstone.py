from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.dscsa_compliance_retention.models.selections import (
    RECORD_CLASSES,
)


class DscsaTombstone(models.Model):
    """What is left of a record that was disposed of: what it was, and a digest.

    The digest is that of a file's bytes, else SHA-256 over all that was kept of the
    record, as the ledger wrote it: who has a copy can show that it is the same.
    """

    _name = "dscsa.tombstone"
    _description = "Tombstone"
    _order = "id desc"
    _log_access = False

    disposal_id = fields.Many2one(
        "dscsa.disposal", required=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one("res.company", required=True, index=True)
    record_class = fields.Selection(RECORD_CLASSES, string="Records", index=True)
    model = fields.Char(required=True)
    res_id = fields.Integer(string="Number in the Database")
    name = fields.Char(required=True, index=True)
    retain_until = fields.Date(string="Kept through")
    disposed_at = fields.Datetime(required=True)
    digest = fields.Char(required=True, string="SHA-256")
    counts = fields.Json(help="What went with it: {words: number}.")
    counts_text = fields.Char(string="Went with it", compute="_compute_counts_text")

    @api.depends("counts")
    def _compute_counts_text(self):
        for stone in self:
            stone.counts_text = ", ".join(
                f"{words}: {count:,}" for words, count in (stone.counts or {}).items()
            )

    @api.model_create_multi
    def create(self, vals_list):
        """Tombstones are left by disposals."""
        if not self.env.su:
            raise UserError(self.env._("Tombstones are left by disposals."))
        return super().create(vals_list)

    def write(self, vals):
        """Nothing about what is gone changes."""
        if not self:
            return super().write(vals)
        raise UserError(self.env._("A tombstone is never changed."))

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("A tombstone stays."))
