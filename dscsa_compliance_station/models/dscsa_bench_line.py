from odoo import api, fields, models
from odoo.exceptions import UserError

from ..services.station.count_words import RESULTS, result_step


class DscsaBenchLine(models.Model):
    """One difference of a closed stock-take, and what to do about it."""

    _name = "dscsa.bench.line"
    _description = "Stock-take Difference"
    _order = "result, product_id, id"

    company_id = fields.Many2one("res.company", required=True, index=True)
    bench_id = fields.Many2one(
        "dscsa.bench", required=True, index=True, ondelete="restrict"
    )
    result = fields.Selection(RESULTS, string="Difference", required=True)
    epc_id = fields.Many2one("dscsa.epc", string="Package", index="btree_not_null")
    product_id = fields.Many2one("product.product")
    lot_id = fields.Many2one("stock.lot", string="Lot in stock")
    gtin = fields.Char(string="GTIN")
    serial = fields.Char(string="Serial Number")
    lot = fields.Char()
    expiry = fields.Date()
    place_id = fields.Many2one("stock.location")
    count = fields.Integer(string="Packages", default=1)
    next_step = fields.Char(compute="_compute_next_step")

    @api.depends("result")
    @api.depends_context("lang")
    def _compute_next_step(self):
        for line in self:
            line.next_step = result_step(line.env, line.result)

    def write(self, vals):
        """The result of a stock-take is what was found then."""
        if not self.env.su:
            raise UserError(self.env._("The result of a stock-take stays as it is."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("The result of a stock-take stays on record."))
