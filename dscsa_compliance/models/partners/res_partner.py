from odoo import fields, models

from .selections import ROLES


class ResPartner(models.Model):
    _inherit = "res.partner"

    dscsa_role = fields.Selection(
        ROLES,
        string="DSCSA Role",
        help="Empty: taken from the licences on file, else a wholesale distributor.",
    )
    dscsa_ship_from_state_id = fields.Many2one(
        "res.country.state",
        string="Ships from",
        domain="[('country_id.code', '=', 'US')]",
        help="Only when it is not the State of the address.",
    )
    dscsa_license_ids = fields.One2many(
        "dscsa.license", "partner_id", string="Licences"
    )

    def _dscsa_one_line_address(self):
        """Street, city, State and zip as one text."""
        self.ensure_one()
        place = " ".join(filter(None, (self.state_id.code, self.zip)))
        parts = (self.street, self.street2, self.city, place)
        return ", ".join(part for part in parts if part)
