from odoo import api, fields, models
from odoo.exceptions import UserError


class DscsaOpeningLine(models.Model):
    """So much of a lot that was on hand at the opening."""

    _name = "dscsa.opening.line"
    _description = "Opening Stock Line"
    _order = "opening_id, product_id, id"

    opening_id = fields.Many2one(
        "dscsa.opening", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="opening_id.company_id", store=True)
    product_id = fields.Many2one("product.product", string="Drug")
    gtin = fields.Char(string="GTIN")
    serial = fields.Char(string="Serial Number")
    lot = fields.Char()
    lot_id = fields.Many2one("stock.lot", string="Lot in stock")
    expiry = fields.Date(string="Expires")
    quantity = fields.Float(digits="Product Unit", default=1.0)
    location_id = fields.Many2one("stock.location", string="Place")

    @api.model_create_multi
    def create(self, vals_list):
        """Lines are added while it is being counted only."""
        lines = super().create(vals_list)
        lines._check_open()
        return lines

    def write(self, vals):
        self._check_open()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_recorded(self):
        self._check_open()

    def _check_open(self):
        if any(opening.state == "done" for opening in self.opening_id):
            raise UserError(
                self.env._("This opening stock is recorded and stays as it is.")
            )
