from odoo import api, fields, models
from odoo.exceptions import UserError

from ...services.deliveries.shortage import Shortage


class StockPicking(models.Model):
    """The end of a delivery: several totes and files, one closing."""

    _inherit = "stock.picking"

    dscsa_can_close_delivery = fields.Boolean(
        compute="_compute_dscsa_can_close_delivery",
        help="Something of it was received, and nobody said yet that no more comes.",
    )

    @api.depends("dscsa_transaction_ids.delivery_closed_at", "state")
    def _compute_dscsa_can_close_delivery(self):
        for picking in self:
            waiting = picking._origin._dscsa_open_transactions()
            received = "done" in waiting.picking_ids.mapped("state")
            picking.dscsa_can_close_delivery = received and picking.state != "cancel"

    def _dscsa_open_transactions(self):
        """TI/TS of these receipts whose delivery nobody closed yet."""
        return self.sudo().dscsa_transaction_ids.filtered(
            lambda each: (
                each.direction == "in"
                and not each.superseded_by_id
                and not each.withdrawn_by_id
                and not each.delivery_closed_at
            )
        )

    def action_dscsa_close_delivery(self):
        """Nothing more comes: say what is missing, end what waits for it."""
        for picking in self:
            picking._dscsa_check_receiver()
            transactions = picking._dscsa_open_transactions()
            if picking.dscsa_transaction_ids and not transactions:
                continue
            open_receipts = transactions.picking_ids.filtered(
                lambda each: each.state not in ("done", "cancel")
            )
            begun = open_receipts.filtered(lambda each: each._dscsa_has_scans())
            if begun:
                raise UserError(
                    self.env._(
                        "%(names)s: goods are scanned there and not validated yet. "
                        "Validate first, then close the delivery.",
                        names=", ".join(begun.mapped("name")),
                    )
                )
            if not transactions.picking_ids.filtered(lambda p: p.state == "done"):
                raise UserError(
                    self.env._("Nothing of this delivery was received yet.")
                )
            for transaction in transactions:
                Shortage(transaction).close()
            picking._dscsa_cancel_rest(open_receipts)
        return True

    def _dscsa_close_noted(self):
        """Who said that all of a noted delivery is here has closed it."""
        for transaction in self._dscsa_open_transactions():
            if transaction.proof != "file":
                Shortage(transaction).close()

    def _dscsa_settle_deliveries(self, waiting, closed):
        """Who ends the order here ends the delivery; late totes settle shortages.

        ``waiting`` and ``closed`` are the TI/TS that were so before.
        """
        if self.env.context.get("cancel_backorder"):
            over = waiting.filtered(
                lambda each: all(
                    p.state in ("done", "cancel") for p in each.picking_ids
                )
            )
            for transaction in over:
                Shortage(transaction).close()
        for transaction in closed:
            Shortage(transaction).report()

    def _dscsa_cancel_rest(self, receipts):
        """Backorders of this delivery end, unless another delivery serves them."""
        done = receipts.filtered(
            lambda each: each.backorder_id and not each._dscsa_open_transactions()
        )
        done.action_cancel()

    @api.model
    def _cron_close_deliveries(self):
        """Close what nobody closed two business days after its first receipt."""
        transactions = self.env["dscsa.transaction"].search(
            [
                ("direction", "=", "in"),
                ("delivery_closed_at", "=", False),
                ("superseded_by_id", "=", False),
                ("withdrawn_by_id", "=", False),
                ("picking_ids.state", "=", "done"),
            ]
        )
        progress = self.env["ir.cron"]
        progress._commit_progress(remaining=len(transactions))
        for transaction in transactions:
            if transaction._delivery_is_over():
                Shortage(transaction).close()
            if not progress._commit_progress(1):
                return

    def action_dscsa_needed_today(self):
        """The form for the packages of these receipts that wait for data."""
        held = self.env["dscsa.epc"].search(
            [("picking_id", "in", self.ids), ("hold", "=", "data")]
        )
        return held.action_needed_today()
