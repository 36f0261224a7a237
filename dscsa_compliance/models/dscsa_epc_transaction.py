from odoo import api, fields, models

from ..services.keeping.frozen import check_frozen, check_kept


class DscsaEpcTransaction(models.Model):
    """A TI/TS that names a thing no more: announced again since, or taken back."""

    _name = "dscsa.epc.transaction"
    _description = "Earlier TI/TS of a Package"
    _order = "id desc"
    _log_access = False

    company_id = fields.Many2one("res.company", required=True, index=True)
    epc_id = fields.Many2one("dscsa.epc", required=True, index=True)
    transaction_id = fields.Many2one("dscsa.transaction", required=True, index=True)
    line_id = fields.Many2one("dscsa.transaction.line", index="btree_not_null")
    withdrawn_by_id = fields.Many2one(
        "dscsa.document",
        string="Taken back by",
        help="File in which the seller took this package back.",
    )

    # earlier TI/TS of a package stay with it -------------------------------------
    def write(self, vals):
        check_frozen(self, vals, frozenset(self._fields))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_ledger_kept(self):
        check_kept(self)
