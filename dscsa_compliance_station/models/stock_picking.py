from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Command


class StockPicking(models.Model):
    """Labels from a transfer: what it holds, and SSCCs of what it ships."""

    _inherit = "stock.picking"

    dscsa_can_sscc = fields.Boolean(compute="_compute_dscsa_can_sscc")

    def _compute_dscsa_can_sscc(self):
        for picking in self:
            # whether SSCCs are switched on is no secret
            prefix = picking.company_id.sudo().dscsa_sscc_prefix
            picking.dscsa_can_sscc = bool(
                prefix
                and picking.picking_type_code != "incoming"
                and picking.move_line_ids.result_package_id
            )

    def action_dscsa_sscc(self):
        """SSCC labels of all packages of this transfer; outermost ones where nested."""
        self.ensure_one()
        packages = self.move_line_ids.result_package_id
        outer = packages.browse()
        for package in packages:
            outer |= package.package_dest_id or package.parent_package_id or package
        if not outer:
            raise UserError(
                self.env._("Nothing is packed yet. Press Put in Pack first.")
            )
        return self.env["dscsa.sscc"]._for_packages(outer, self).action_print()

    def action_dscsa_hold_labels(self):
        """Labels of the packages of this receipt that are on hold."""
        held = self.env["dscsa.epc"].search(
            [("picking_id", "in", self.ids), ("hold", "!=", False)]
        )
        if not held:
            raise UserError(
                self.env._("Nothing of this transfer is on hold: no label is needed.")
            )
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "dscsa_compliance_station.dscsa_label_wizard_action"
        )
        return action | {"context": {"default_epc_ids": [Command.set(held.ids)]}}
