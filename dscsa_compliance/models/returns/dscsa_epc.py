from odoo import fields, models

from ...services.returns.returning import Returning


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
        """What held them ends when the goods go back; a suspicion stays one."""
        self.filtered(lambda epc: epc.hold != "suspect")._dscsa_end_holds("returned")

    def action_return(self):
        """A return of these packages to their seller, ready to be validated."""
        return Returning(self).action()
