from odoo import api, models


class DscsaParty(models.Model):
    """Parties that a person chose: nothing is left to confirm."""

    _inherit = "dscsa.party"

    @api.model
    def _settle(self, place, partner, document):
        """Make this place (core Place) known as that partner, chosen by a person."""
        row = self.sudo().search(
            [("company_id", "=", self.env.company.id), ("identity", "=", place.id)]
        )
        if not row:
            self._match([place], document)
            row = self.sudo().search(
                [("company_id", "=", self.env.company.id), ("identity", "=", place.id)]
            )
        if row.state != "confirmed" or not row.partner_id:
            row.write({"partner_id": partner.id, "state": "confirmed"})
        return row
