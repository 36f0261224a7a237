import hashlib

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..services.deliveries.use_report import UseReport


class DscsaUseReport(models.Model):
    """What the pharmacy system says was used: NDC and packages, never patients."""

    _name = "dscsa.use.report"
    _description = "Reported Use"
    _order = "id desc"
    _check_company_auto = True

    name = fields.Char(string="File", required=True)
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    sha256 = fields.Char(string="SHA-256", required=True, readonly=True)
    user_id = fields.Many2one("res.users", default=lambda self: self.env.user)
    row_count = fields.Integer(string="Rows")
    package_count = fields.Integer(string="Packages found")
    surplus_count = fields.Integer(
        string="Packages not in the register",
        help="Used, but never scanned or announced by serial.",
    )
    unknown = fields.Text(string="NDCs nobody knows")

    _file_unique = models.UniqueIndex(
        "(company_id, sha256)", "This file was taken in before."
    )

    @api.model
    def _take_in(self, name, content):
        """Mark the oldest packages of each NDC as used; the report.

        ``content`` is CSV with a head: ``ndc`` and ``quantity`` (packages). UserError
        for a file that was taken in before, or that has other columns.
        """
        digest = hashlib.sha256(content).hexdigest()
        company = self.env.company
        if self.sudo().search_count(
            [("company_id", "=", company.id), ("sha256", "=", digest)], limit=1
        ):
            raise UserError(
                self.env._("This file was taken in before. Nothing was counted twice.")
            )
        report = UseReport(self.env(su=True), company, name)
        counts = report.take_in(content)
        return self.sudo().create(
            {
                "name": name or self.env._("Use"),
                "company_id": company.id,
                "sha256": digest,
                "user_id": self.env.uid,
                **counts,
            }
        )
