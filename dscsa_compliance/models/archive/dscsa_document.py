from odoo import fields, models


class DscsaDocument(models.Model):
    """Originals that came with the archive of somebody whose records we keep."""

    _inherit = "dscsa.document"

    channel = fields.Selection(
        selection_add=[("archive", "Archive taken over")],
        ondelete={"archive": "set default"},
    )
    origin = fields.Char(
        readonly=True, copy=False, help="Whose archive the file came with."
    )
