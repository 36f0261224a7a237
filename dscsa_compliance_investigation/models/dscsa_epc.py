from odoo import fields, models


class DscsaEpc(models.Model):
    _name = "dscsa.epc"
    _inherit = ["dscsa.epc", "dscsa.doubt.mixin"]

    investigation_item_ids = fields.One2many("dscsa.investigation.item", "epc_id")

    def _doubt_defaults(self):
        return {"default_epc_ids": self.ids}

    def _dscsa_undecided_cases(self):
        """Cases about these packages that nobody decided."""
        return self.sudo().investigation_item_ids.investigation_id.filtered(
            lambda case: case.state in ("question", "suspect")
        )
