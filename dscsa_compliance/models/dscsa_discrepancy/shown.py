from odoo import fields, models

from ...services.words.windows import window


class DscsaDiscrepancy(models.Model):
    """Ways from a discrepancy to what it is about."""

    _inherit = "dscsa.discrepancy"

    epc_count = fields.Integer(string="Packages Hit", compute="_compute_epc_count")

    def _compute_epc_count(self):
        # counted in the database: one discrepancy may hit a whole pallet
        counts = dict(
            self.env["dscsa.epc"]._read_group(
                [("discrepancy_ids", "in", self.ids)], ["discrepancy_ids"], ["__count"]
            )
        )
        for row in self:
            row.epc_count = counts.get(row._origin, 0)

    def action_take(self):
        """Make the user the owner of what nobody else has."""
        free = self.filtered(lambda row: row.state == "open" and not row.user_id)
        free.user_id = self.env.user
        return True

    def action_view_packages(self):
        """The packages it hit."""
        return window(
            self.env._("Packages"),
            "dscsa.epc",
            domain=[("discrepancy_ids", "in", self.ids)],
        )

    def action_view_held(self):
        """Those of its packages that are still on hold."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "dscsa_compliance.dscsa_epc_hold_action"
        )
        action["domain"] = [
            ("hold", "!=", False),
            ("discrepancy_ids", "in", self.ids),
        ]
        return action

    def action_view_picking(self):
        """The receipt it was found at."""
        self.ensure_one()
        return window(self.env._("Receipt"), "stock.picking", res_id=self.picking_id.id)

    def action_view_transaction(self):
        """The TI/TS concerned."""
        self.ensure_one()
        return window(
            self.env._("TI/TS"), "dscsa.transaction", res_id=self.transaction_id.id
        )
