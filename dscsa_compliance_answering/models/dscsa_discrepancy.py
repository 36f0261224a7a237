from odoo import fields, models


class DscsaDiscrepancy(models.Model):
    _inherit = "dscsa.discrepancy"

    recall_id = fields.Many2one(
        "dscsa.recall", copy=False, readonly=True, index="btree_not_null"
    )
