from odoo import models


class StockPicking(models.Model):
    """Receipts of a company that keeps no stock of drugs in Odoo."""

    _inherit = "stock.picking"

    def _dscsa_is_ours(self):
        """What is recorded already is left to Odoo: only other goods remain."""
        return not self.dscsa_recorded_at and super()._dscsa_is_ours()

    def _dscsa_goes_by_records(self):
        """In records-only mode every receipt of drugs."""
        if not self.company_id.dscsa_records_only:
            return super()._dscsa_goes_by_records()
        self._dscsa_drop_stock_moves()
        return True

    def _dscsa_drop_stock_moves(self):
        """Moves of drugs end: the register keeps them, not Odoo's stock."""
        drugs = self.move_ids.filtered(
            lambda move: (
                move.state not in ("done", "cancel")
                and move.product_id.dscsa_scope != "excluded"
            )
        )
        if drugs:
            drugs._action_cancel()
            self.message_post(
                body=self.env._(
                    "Records only: %(count)s lines are kept in the register, not in "
                    "stock.",
                    count=len(drugs),
                )
            )
