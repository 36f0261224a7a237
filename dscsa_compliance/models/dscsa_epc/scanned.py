from odoo import api, fields, models


class DscsaEpc(models.Model):
    """A package at the bench: opened, or found by the number of its own label."""

    _inherit = "dscsa.epc"

    opened_at = fields.Datetime(
        string="Opened", help="A part of it was used; the rest is still here."
    )

    def _dscsa_noted_use(self):
        """(kind, user, moment) of the last whole use noted of it; without one falsy."""
        return "", self.env["res.users"], False

    @api.model
    def _dscsa_more_lots(self, goods):
        """Further rows (lot, whether it is here) of a drug, each as SQL.

        ``goods``: what is asked about, see ``services.knowledge``.
        """
        return []

    @api.model
    def _dscsa_uses(self, goods, lots_sql):
        """Uses of goods that are no package in stock by name: dicts with kind,
        product_id, gtin, lot, epc_id, lot_id (of the stock move), count and days.

        ``lots_sql``: column → whether it holds a lot that is asked about.
        """
        return []
