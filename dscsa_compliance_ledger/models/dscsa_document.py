from odoo import fields, models
from odoo.exceptions import UserError


class DscsaDocument(models.Model):
    """Originals under legal hold, and those of an archive that was taken over."""

    _inherit = "dscsa.document"

    channel = fields.Selection(
        selection_add=[("archive", "Archive taken over")],
        ondelete={"archive": "set default"},
    )
    origin = fields.Char(
        readonly=True, copy=False, help="Whose archive the file came with."
    )

    def _dscsa_check_removal(self):  # pylint: disable=missing-return
        """What is under legal hold stays."""
        if self.env["dscsa.legal.hold"]._covers(self):
            raise UserError(
                self.env._(
                    "%(name)s is under legal hold and stays. The compliance manager "
                    "ends the hold first.",
                    name=self.name,
                )
            )
        super()._dscsa_check_removal()
