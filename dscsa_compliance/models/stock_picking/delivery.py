from dscsa_core.numbers import order_key

from odoo import api, fields, models

from ...services.receiving.announced import take_announced
from ...services.receiving.facts import ReceiptFacts
from ...services.receiving.receipt import planned_quantities
from ...services.receiving.records import RecordsReceipt


class StockPicking(models.Model):
    """A delivery begun from an invoice number; one that is recorded without stock."""

    _inherit = "stock.picking"

    dscsa_invoice = fields.Char(string="Seller's Invoice", copy=False)
    dscsa_invoice_key = fields.Char(
        compute="_compute_dscsa_invoice_key", store=True, index="btree_not_null"
    )
    dscsa_drop_shipment = fields.Boolean(
        string="Drop Shipment",
        copy=False,
        help="Ordered from one, sent by another: section 582(f) of the FD&C Act.",
    )
    dscsa_order_accepted = fields.Boolean(
        string="Kept beyond the Order",
        copy=False,
        help="What came without being ordered, or more of it, was accepted.",
    )
    dscsa_recorded_at = fields.Datetime(
        string="Recorded",
        copy=False,
        readonly=True,
        help="Closed as a record: nothing was booked in Odoo's stock.",
    )

    @api.depends("dscsa_invoice")
    def _compute_dscsa_invoice_key(self):
        for picking in self:
            picking.dscsa_invoice_key = order_key(picking.dscsa_invoice) or False

    @api.depends("dscsa_recorded_at")
    def _compute_state(self):
        """A delivery without stock moves is done when it was recorded."""
        result = super()._compute_state()
        for picking in self.filtered("dscsa_recorded_at"):
            if all(move.state in ("done", "cancel") for move in picking.move_ids):
                picking.state = "done"
        return result

    def _dscsa_record_deliveries(self):
        """Close receipts that touch no stock as records; returns them."""
        recorded = self.browse()
        for picking in self.filtered(lambda each: each._dscsa_is_ours()):
            picking._dscsa_note_exemption()
            picking._dscsa_take_listed()
            if picking._dscsa_goes_by_records():
                picking._dscsa_record()
            if picking.state == "done":
                recorded |= picking
        return recorded

    def _dscsa_show_counted(self):
        """Odoo refuses a transfer of nothing: one line shows that some is."""
        moves = self.move_ids.filtered(lambda m: m.state not in ("done", "cancel"))
        if moves and not any(moves.mapped("quantity")):
            planned = planned_quantities(self)
            counted = moves.filtered(lambda move: planned.get(move.product_id.id))[:1]
            if counted:
                # the plan writes the real lines
                counted.quantity = planned[counted.product_id.id]

    def _dscsa_place_samples(self):
        """Samples go to a place of their own."""
        samples = self.move_ids.filtered(
            lambda move: (
                move.product_id.dscsa_is_sample and move.state not in ("done", "cancel")
            )
        )
        if samples:
            place = self.picking_type_id.warehouse_id._dscsa_sample_place()
            samples.location_dest_id = place
            samples.move_line_ids.location_dest_id = place

    def _dscsa_take_listed(self):
        """Count what a portal or paper lists by lot as here, unless it was counted."""
        self.ensure_one()
        if self._dscsa_has_scans() or self._dscsa_typed_lines():
            return
        facts = ReceiptFacts(self)
        listed = [line for line in facts.lines if line.expected and line.product_id]
        noted = all(each.proof != "file" for each in facts.transactions)
        if listed and noted:
            take_announced(self)

    def _dscsa_typed_lines(self):
        return self.move_line_ids.filtered(lambda line: line.lot_id or line.lot_name)

    def _dscsa_goes_by_records(self):
        """Whether nothing of this receipt can be booked in stock."""
        self.ensure_one()
        if self.company_id.dscsa_records_only:
            self._dscsa_drop_stock_moves()
            return True
        if any(planned_quantities(self).values()):
            return False
        ordered = self.move_ids.filtered(lambda m: m.state not in ("done", "cancel"))
        if not ordered:
            return True
        if not self._dscsa_only_nameless(ordered):
            return False
        # nobody can say yet that these are the goods of the order: it waits
        self._create_backorder(backorder_moves=ordered)
        return True

    def _dscsa_only_nameless(self, ordered):
        """Whether all that was scanned has no product, and nothing else was filled."""
        filled = self._dscsa_typed_lines() or any(ordered.mapped("picked"))
        return not filled and self._dscsa_has_scans()

    def _dscsa_record(self):
        """Close as a record: register, discrepancies and notes, but no stock."""
        self.ensure_one()
        self._dscsa_check_receiver()
        RecordsReceipt(self).run()
        now = fields.Datetime.now()
        self.write({"dscsa_recorded_at": now, "date_done": now, "priority": "0"})

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
