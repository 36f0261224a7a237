from odoo import api, fields, models
from odoo.tools import SQL

from odoo.addons.dscsa_compliance_retention.models.selections import (
    RECORD_CLASSES,
)

STATES = [("waiting", "Waiting"), ("kept", "Not disposed of")]


class DscsaDisposalLine(models.Model):
    """One record of a disposal that waits, or was left and why.

    Written by SQL, as there may be a million. A disposal deletes nothing but what has
    a waiting row here while the disposal is running: that is its right, not a context.
    """

    _name = "dscsa.disposal.line"
    _description = "Record of a Disposal"
    _order = "disposal_id, sequence, id"
    _log_access = False

    disposal_id = fields.Many2one(
        "dscsa.disposal", required=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one("res.company", required=True)
    sequence = fields.Integer()
    model = fields.Char(required=True)
    res_id = fields.Many2oneReference(model_field="model", required=True)
    name = fields.Char()
    record_class = fields.Selection(RECORD_CLASSES, string="Records")
    retain_until = fields.Date(string="Kept through")
    state = fields.Selection(STATES, required=True, default="waiting")
    reason = fields.Char(help="Codes of what holds it, or why it was left.")
    reason_text = fields.Char(string="Why", compute="_compute_reason_text")

    # a record waits in one disposal only
    _waiting_unique = models.UniqueIndex("(model, res_id) WHERE state = 'waiting'")
    _next_index = models.Index("(disposal_id, sequence, id) WHERE state = 'waiting'")

    @api.depends("reason")
    def _compute_reason_text(self):
        words = {
            **self.env["dscsa.retained.mixin"]._retention_block_words(),
            "later": self.env._("its date moved: it is kept longer now"),
            "gone": self.env._("it was not there any more"),
            "used": self.env._("another record still needs it"),
            "stopped": self.env._("the disposal was stopped"),
        }
        for line in self:
            codes = (line.reason or "").split(",")
            line.reason_text = "; ".join(words[c] for c in codes if c in words)

    @api.model
    def _leave_waiting(self, disposal, reason):
        """Nothing that still waits is disposed of, for this reason."""
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """UPDATE dscsa_disposal_line SET state = 'kept', reason = %s
                    WHERE disposal_id = %s AND state = 'waiting'""",
                reason,
                disposal.id,
            )
        )
        self.invalidate_model(["state", "reason"])
        disposal.invalidate_recordset()

    def action_open(self):
        """Open the record, while it is there."""
        self.ensure_one()
        return self.env[self.model].browse(self.res_id).exists()._get_records_action()
