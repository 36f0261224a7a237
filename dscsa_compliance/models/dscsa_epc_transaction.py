from odoo import fields, models


class DscsaEpcTransaction(models.Model):
    """An earlier TI/TS of a thing that was announced again (returned and resold)."""

    _name = "dscsa.epc.transaction"
    _description = "Earlier TI/TS of a Package"
    _order = "id desc"
    _log_access = False

    company_id = fields.Many2one("res.company", required=True, index=True)
    epc_id = fields.Many2one("dscsa.epc", required=True, index=True)
    transaction_id = fields.Many2one("dscsa.transaction", required=True, index=True)
    line_id = fields.Many2one("dscsa.transaction.line", index="btree_not_null")
