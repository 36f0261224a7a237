from odoo import fields, models


class StockWarehouse(models.Model):
    _inherit = "stock.warehouse"

    dscsa_sample_location_id = fields.Many2one(
        "stock.location", string="Place for Samples", check_company=True, copy=False
    )

    def _dscsa_sample_place(self):
        """Where a clinic keeps samples, apart from what it buys; made when missing."""
        self.ensure_one()
        if not self.dscsa_sample_location_id:
            self.sudo().dscsa_sample_location_id = (
                self.env["stock.location"]
                .sudo()
                .create(
                    {
                        "name": self.env._("Samples"),
                        "usage": "internal",
                        "company_id": self.company_id.id,
                        "location_id": self.view_location_id.id,
                    }
                )
            )
        return self.dscsa_sample_location_id
