from odoo import models


class StockPicking(models.Model):
    """Of whom a receipt's goods were bought; what is missing about him says who judges
    sellers. Without a judge nothing is missing, and nobody is said to be proven."""

    _inherit = "stock.picking"

    def _dscsa_seller(self):
        """Of whom the goods were bought: the order says it, else the receipt."""
        self.ensure_one()
        orders = self.sudo().move_ids.purchase_line_id.order_id
        return orders.partner_id[:1] or self.partner_id

    def _dscsa_seller_findings(self, products):
        """Findings about the seller of ``products``. A hook: none, as nobody judges."""
        return []

    def _dscsa_report_seller(self, weighed, epc_ids):
        """Put (finding, severity) pairs about the seller on the work list. A hook."""

    def _dscsa_seller_words(self):
        """What is missing about the seller, in a sentence. A hook."""
        return ""

    def _dscsa_prove_seller(self):
        """The action by which somebody adds the proof. A hook: none."""
        return False
