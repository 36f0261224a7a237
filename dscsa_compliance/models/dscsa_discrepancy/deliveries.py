from odoo import fields, models


class DscsaDiscrepancy(models.Model):
    _inherit = "dscsa.discrepancy"

    bookable_count = fields.Integer(related="picking_id.dscsa_bookable_count")

    def action_needed_today(self):
        """The form for the packages of these discrepancies that wait for data."""
        return self.epc_ids.action_needed_today()

    def action_dscsa_book_late(self):
        """Book in stock what came with their receipts before its drug had a product."""
        return self.picking_id.action_dscsa_book_late()
