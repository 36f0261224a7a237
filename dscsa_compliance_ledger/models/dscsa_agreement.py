from odoo import fields, models


class DscsaAgreement(models.Model):
    """Known again when the archive it came with is taken in twice."""

    _inherit = "dscsa.agreement"

    archive_key = fields.Char(
        string="Number in the Archive",
        readonly=True,
        copy=False,
        index="btree_not_null",
        help="Database and number it had where it comes from.",
    )
