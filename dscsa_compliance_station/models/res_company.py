from dscsa_core.errors import Gs1Error
from dscsa_core.gs1.label_text import sscc_capacity

from odoo import api, fields, models
from odoo.exceptions import ValidationError

# who uses packages up one by one, without a dispensing system beside Odoo
_USES_PACKAGES = ("practitioner", "hospital")


class ResCompany(models.Model):
    _inherit = "res.company"

    dscsa_use_packages = fields.Boolean(
        string="Record use by package",
        help="Dispensed, administered or wasted: one scan a package, no patient data. "
        "This is no controlled-drug record.",
    )
    dscsa_scanner_tested_at = fields.Datetime(string="Scanner tried", copy=False)
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

    @api.model_create_multi
    def create(self, vals_list):
        """Off, but for those who give medicines to patients themselves."""
        for vals in vals_list:
            uses = vals.get("dscsa_profile") in _USES_PACKAGES
            vals.setdefault("dscsa_use_packages", uses)
        return super().create(vals_list)

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

    def _dscsa_trial_models(self):
        return [
            ("dscsa.bench.line", "", False),
            ("dscsa.bench.scan", "", False),
            ("dscsa.bench", self.env._("lists of use, counts and returns"), False),
            *super()._dscsa_trial_models(),
        ]

    def _dscsa_trial_kept(self, epcs):
        """Benches that saw a kept package."""
        scans = self.env["dscsa.bench.scan"].search(
            [("company_id", "=", self.id), ("epc_id", "in", epcs.ids)]
        )
        benches = scans.bench_id
        mine = [("company_id", "=", self.id), ("bench_id", "in", benches.ids)]
        return super()._dscsa_trial_kept(epcs) | {
            "dscsa.bench": benches,
            "dscsa.bench.line": self.env["dscsa.bench.line"].search(mine),
            "dscsa.bench.scan": self.env["dscsa.bench.scan"].search(mine),
        }
