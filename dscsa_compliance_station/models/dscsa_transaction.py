from odoo import models

from ..services.labels.sheets import A4, LETTER
from ..services.labels.specimen import SpecimenSheet, specimen_packages


class DscsaTransaction(models.Model):
    """The SPECIMEN sheet of a delivery's codes, to be scanned from paper."""

    _inherit = "dscsa.transaction"

    def _dscsa_draw(self, name):
        """PDF of one delivery's codes: see ``ir.actions.report``."""
        packages = self.env["dscsa.epc"].union(
            *(specimen_packages(transaction) for transaction in self)
        )
        page = A4 if name.endswith("_a4") else LETTER
        title = ", ".join(self.mapped("display_name"))
        return SpecimenSheet(self.env, packages, page, title).bytes_of()
