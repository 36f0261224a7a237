from odoo import fields, models


class DscsaLicenseOverride(models.Model):
    _inherit = "dscsa.license.override"

    sale_order_id = fields.Many2one(
        "sale.order",
        string="Sales Order",
        index="btree_not_null",
        ondelete="set null",
    )

    def _is_for(self, order):
        """An exception may be for a sales order as well."""
        if order._name == "sale.order":
            return self.sale_order_id.id == order.id
        return super()._is_for(order)
