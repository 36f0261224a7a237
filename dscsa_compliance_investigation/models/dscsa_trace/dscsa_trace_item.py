from odoo import api, fields, models
from odoo.exceptions import UserError


class DscsaTraceItem(models.Model):
    """One package that is traced, as it is printed."""

    _name = "dscsa.trace.item"
    _description = "Traced Package"
    _order = "trace_id, id"
    _rec_name = "serial"

    trace_id = fields.Many2one(
        "dscsa.trace", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="trace_id.company_id", store=True)
    epc_id = fields.Many2one("dscsa.epc", index="btree_not_null")
    gtin = fields.Char(string="GTIN")
    ndc = fields.Char(string="NDC")
    serial = fields.Char(required=True, copy=False)
    lot = fields.Char()
    expiry = fields.Date()

    @api.model_create_multi
    def create(self, vals_list):
        items = super().create(vals_list)
        items._check_not_asked()
        return items

    def write(self, vals):
        self._check_not_asked()
        return super().write(vals)

    def _check_not_asked(self):
        """What was asked stays as it was: answers are compared with it."""
        if any(self.trace_id.hop_ids.mapped("asked_at")):
            raise UserError(
                self.env._("Firms were asked already: begin another tracing.")
            )
