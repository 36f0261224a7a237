from odoo import fields, models


class DscsaDiscrepancy(models.Model):
    _name = "dscsa.discrepancy"
    _inherit = ["dscsa.discrepancy", "dscsa.doubt.mixin"]

    investigation_id = fields.Many2one(
        "dscsa.investigation", copy=False, readonly=True, index="btree_not_null"
    )

    alert_id = fields.Many2one(
        "dscsa.alert", copy=False, readonly=True, index="btree_not_null"
    )

    def _doubt_defaults(self):
        return {"default_epc_ids": self.epc_ids.ids, "default_why": self.message}
