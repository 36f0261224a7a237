from dscsa_core.errors import Gs1Error
from dscsa_core.gs1.label_text import sscc_capacity

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ResCompany(models.Model):
    _inherit = "res.company"

    dscsa_sscc_prefix = fields.Char(
        string="GS1 Company Prefix",
        help="Six to twelve digits, from your GS1 certificate. Empty: no SSCC labels.",
    )
    dscsa_sscc_extension = fields.Char(
        string="SSCC Extension Digit",
        default="0",
        help="First digit of your SSCCs. Take the next one when its numbers are used "
        "up, or when another program gives out SSCCs of the same prefix.",
    )

    @api.constrains("dscsa_sscc_prefix", "dscsa_sscc_extension")
    def _check_dscsa_sscc(self):
        for company in self.filtered("dscsa_sscc_prefix"):
            try:
                sscc_capacity(company.dscsa_sscc_prefix)
            except Gs1Error as error:
                raise ValidationError(
                    self.env._(
                        "“%(prefix)s” is no GS1 company prefix: it has 6 to 12 digits, "
                        "as on your GS1 certificate.",
                        prefix=company.dscsa_sscc_prefix,
                    )
                ) from error
            digit = company.dscsa_sscc_extension or ""
            if len(digit) != 1 or not digit.isdecimal() or not digit.isascii():
                raise ValidationError(
                    self.env._("The extension digit of SSCCs is one digit, 0 to 9.")
                )
