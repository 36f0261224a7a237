from odoo import models
from odoo.fields import Domain


class ResPartner(models.Model):
    _inherit = "res.partner"

    def action_dscsa_view_transactions(self):
        """TI/TS bought from this partner."""
        sellers = Domain("seller_id", "child_of", self.ids)
        return (
            self.env["dscsa.transaction"]
            .search(sellers)
            ._get_records_action(name=self.env._("TI/TS"))
        )

    def _dscsa_one_line_address(self):
        """Street, city, State and zip as one text."""
        self.ensure_one()
        place = " ".join(filter(None, (self.state_id.code, self.zip)))
        parts = (self.street, self.street2, self.city, place)
        return ", ".join(part for part in parts if part)
