from odoo import fields, models

from ..services.holds import Holder


class DscsaEpc(models.Model):
    """Holds: the register says which package, stock mirrors how many stand where."""

    _inherit = "dscsa.epc"

    hold_location_id = fields.Many2one(
        "stock.location",
        string="Held at",
        index="btree_not_null",
        ondelete="restrict",
        help="Where it stands while on hold, and until it is put back.",
    )

    _gone_index = models.Index("(line_id) WHERE status NOT IN ('announced', 'missing')")

    def _hold(self, kind, discrepancy=None):
        """Put packages in stock on hold (``data``, ``recall`` or ``suspect``).

        Reservations are lifted, stock goes to the hold place (fridge and safe goods
        stay), the packages join ``discrepancy``. A stronger hold stays what it is.
        """
        return Holder(self).hold(kind, discrepancy)

    def _dscsa_set_status(self, status, picking=None):
        """New whereabouts of packages that moved; a package that left is not held."""
        values = {"status": status}
        if status != "in_stock":
            values["hold_location_id"] = False
        self.sudo().write(values)
