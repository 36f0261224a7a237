from odoo import api, fields, models

# more kinds of drug than these are counted, not named
_NAMED = 3


class DscsaRelease(models.Model):
    """A release in words: what was let go, and the way to it."""

    _inherit = "dscsa.release"

    epc_count = fields.Integer(string="Number of Packages", compute="_compute_contents")
    contents = fields.Char(string="What", compute="_compute_contents")

    @api.depends("epc_ids")
    @api.depends_context("lang")
    def _compute_contents(self):
        for release in self:
            packages = release.epc_ids
            names = [
                " ".join(filter(None, (product.display_name, lot)))
                for product, lot in packages.grouped(
                    lambda epc: (epc.product_id, epc.lot)
                )
            ]
            words = ", ".join(dict.fromkeys(name for name in names if name))
            if len(names) > _NAMED:
                words = self.env._(
                    "%(names)s and %(count)s more",
                    names=", ".join(names[:_NAMED]),
                    count=len(names) - _NAMED,
                )
            release.epc_count = len(packages)
            release.contents = words or release.name

    def action_view_packages(self):
        """The packages let go."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Released packages"),
            "res_model": "dscsa.epc",
            "view_mode": "list,form",
            "domain": [("id", "in", self.epc_ids.ids)],
        }

    def action_view_put_back(self):
        """The transfer that brought them back to stock."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "stock.picking",
            "view_mode": "form",
            "res_id": self.put_back_picking_id.id,
        }
