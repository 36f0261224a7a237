from odoo import api, fields, models

# who uses packages up one by one, without a dispensing system beside Odoo
_USES_PACKAGES = ("practitioner", "hospital")


class ResCompany(models.Model):
    _inherit = "res.company"

    dscsa_pin_required = fields.Boolean(
        string="Initials and PIN at the bench",
        help="Scans, validations, releases and uses wait until somebody has signed.",
    )
    dscsa_pin_minutes = fields.Integer(string="Signed for (minutes)", default=10)
    dscsa_use_packages = fields.Boolean(
        string="Record use by package",
        help="Dispensed, administered or wasted: one scan a package, no patient data. "
        "This is no controlled-drug record.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        """Off, but for those who give medicines to patients themselves."""
        for vals in vals_list:
            uses = vals.get("dscsa_profile") in _USES_PACKAGES
            vals.setdefault("dscsa_use_packages", uses)
        return super().create(vals_list)
