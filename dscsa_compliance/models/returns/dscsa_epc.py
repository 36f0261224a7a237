from odoo import fields, models

from ...services.returning import Returning


class DscsaEpc(models.Model):
    """With which transfer a package left; the way back to its seller."""

    _inherit = "dscsa.epc"

    left_picking_id = fields.Many2one(
        "stock.picking",
        string="Last left with",
        index="btree_not_null",
        help="The sale or return it left with; it may have come back since.",
    )

    def _dscsa_set_status(self, status, picking=None):
        """What left is traced from there on; what went back waits for nothing."""
        super()._dscsa_set_status(status, picking)
        if status == "in_stock" or not picking:
            return
        self.sudo().write({"left_picking_id": picking.id})
        if status == "returned":
            self._dscsa_let_go_returned()

    def _dscsa_let_go_returned(self):
        """Holds for data or a recall end when the goods go back, and what was open."""
        held = self.sudo().filtered(lambda epc: epc.hold in ("data", "recall"))
        rows = self.env["dscsa.release"]._open_rows(held)
        held.write({"hold": False})
        rows.filtered(lambda row: not any(row.epc_ids.mapped("hold")))._resolve(
            "returned"
        )

    def action_return(self):
        """A return of these packages to their seller, ready to be validated."""
        return Returning(self).action()
