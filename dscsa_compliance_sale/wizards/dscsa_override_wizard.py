from odoo import fields, models


class DscsaOverrideWizard(models.TransientModel):
    _inherit = "dscsa.override.wizard"

    sale_order_id = fields.Many2one("sale.order", string="Sales Order")

    def _about_order(self):
        """The order it is about, of either kind."""
        return self.sale_order_id or super()._about_order()

    def _override_values(self):
        values = super()._override_values()
        if self.scope == "order":
            values["sale_order_id"] = self.sale_order_id.id
        return values

    def _answer(self):
        """What is missing, asked as the sales order asks it."""
        if self.sale_order_id:
            return self.sale_order_id._dscsa_sale_gate().answer(self.sale_order_id)
        return super()._answer()
