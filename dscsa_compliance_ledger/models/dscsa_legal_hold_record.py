from odoo import api, fields, models
from odoo.exceptions import UserError


class DscsaLegalHoldRecord(models.Model):
    """One record picked for a legal hold; its name is kept as text."""

    _name = "dscsa.legal.hold.record"
    _description = "Record under Legal Hold"
    _order = "id"

    hold_id = fields.Many2one(
        "dscsa.legal.hold", required=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(related="hold_id.company_id", store=True)
    model = fields.Char(required=True)
    model_name = fields.Char(string="Kind", compute="_compute_model_name")
    res_id = fields.Many2oneReference(model_field="model", required=True)
    name = fields.Char(required=True)

    _record_index = models.Index("(model, res_id)")

    @api.depends("model")
    def _compute_model_name(self):
        for row in self:
            row.model_name = (
                self.env[row.model]._description if row.model in self.env else row.model
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("What was picked stays. End the hold instead."))

    def action_open(self):
        """Open the record, while it is there."""
        self.ensure_one()
        record = self.env[self.model].browse(self.res_id).exists()
        if not record:
            raise UserError(
                self.env._("%(name)s is not here any more.", name=self.name)
            )
        return record._get_records_action()
