from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Command

from ...services.holds.departure import Departure
from ...services.receiving.announced import take_announced
from ...services.receiving.receipt import (
    Receipt,
    check_scanned,
    planned_quantities,
)


class StockPicking(models.Model):
    """Validation: scans become moves, and what is not in order is kept apart."""

    _inherit = "stock.picking"

    def button_validate(self):
        """Every way of a transfer of ours into the past; each step has its name here.

        What touches no stock is recorded; of the rest it is made sure that the scans
        can be booked before Odoo asks its questions.
        """
        benches = self._dscsa_begin_validation()
        rest = self - self._dscsa_record_returns()
        rest -= rest._dscsa_record_deliveries()
        for picking in rest.filtered(lambda each: each._dscsa_is_ours()):
            picking._dscsa_prepare()
        result = super(StockPicking, rest).button_validate() if rest else True
        benches._dscsa_note_signer()
        return result

    def _dscsa_prepare(self):
        """What has to stand before Odoo's checks: scans, a move for each product."""
        self.ensure_one()
        self.check_access("write")
        if check_scanned(self):
            take_announced(self)
        planned = planned_quantities(self)
        ordered = self.move_ids.filtered(lambda m: m.state != "cancel").product_id.ids
        extra = [
            product_id
            for product_id, quantity in planned.items()
            if quantity and product_id not in ordered
        ]
        for product in self.env["product.product"].browse(extra):
            self._dscsa_add_move(product)
        self._dscsa_show_counted()
        self._dscsa_place_samples()

    def _dscsa_add_move(self, product, **values):
        """A move for goods that came without being ordered."""
        move = self.env["stock.move"].create(
            {
                "product_id": product.id,
                "product_uom": product.uom_id.id,
                "product_uom_qty": 0.0,
                "picking_id": self.id,
                "picking_type_id": self.picking_type_id.id,
                "location_id": self.location_id.id,
                "location_dest_id": self.location_dest_id.id,
                "company_id": self.company_id.id,
                "partner_id": self.partner_id.id,
                "additional": True,
                **values,
            }
        )
        move._action_confirm(merge=False)
        return move

    def _dscsa_is_ours(self):
        """Whether scans, TI/TS or the products' scope make this receipt our concern."""
        self.ensure_one()
        # of what is recorded already only other goods remain: they are Odoo's
        if self.dscsa_recorded_at or self.state in ("done", "cancel"):
            return False
        if not self._dscsa_is_receipt():
            return False
        if self.dscsa_in_scope or self._dscsa_has_scans():
            return True
        # nothing is known but why it owes no data
        return not self.move_ids and self._dscsa_needs_no_ti()

    def _dscsa_filled_products(self):
        """Products whose lines the plan will write: scanned or announced ones."""
        if not self._dscsa_is_ours():
            return self.env["product.product"]
        typed = self.move_line_ids.filtered(
            lambda line: line.lot_id or line.lot_name
        ).product_id
        planned = planned_quantities(self)
        products = self.env["product.product"].browse(planned)
        return products.filtered(lambda each: planned[each.id] or each not in typed)

    def _get_lot_move_lines_for_sanity_check(
        self, none_done_picking_ids, separate_pickings=True
    ):
        """Lots of scanned goods are written later, so nobody has to type them."""
        lines = super()._get_lot_move_lines_for_sanity_check(
            none_done_picking_ids, separate_pickings
        )
        filled = {each.id: each._dscsa_filled_products() for each in lines.picking_id}
        return lines.filtered(
            lambda line: line.product_id not in filled[line.picking_id.id]
        )

    def _check_backorder(self):
        """Compare the order with what was scanned, not with Odoo's empty lines."""
        ours = self.filtered(
            lambda each: (
                each.picking_type_id.create_backorder == "ask"
                and each._dscsa_filled_products()
            )
        )
        short = super(StockPicking, self - ours)._check_backorder()
        for picking in ours:
            if picking._dscsa_comes_short():
                short |= picking
        return short

    def _dscsa_comes_short(self):
        planned = planned_quantities(self)
        filled = self._dscsa_filled_products()
        for product, moves in (
            self.move_ids.filtered(lambda move: move.state not in ("done", "cancel"))
            .grouped("product_id")
            .items()
        ):
            unit = product.uom_id
            demand = sum(moves.mapped("product_qty"))
            if product in filled:
                quantity = planned.get(product.id, 0.0)
            else:
                quantity = sum(
                    move.product_uom._compute_quantity(
                        move._get_picked_quantity(), unit, round=False
                    )
                    for move in moves
                    if move.picked
                )
            if unit.compare(quantity, demand) < 0:
                return True
        return False

    def _check_expired_lots(self):
        """Expired goods of a receipt are held, so nobody is asked about them."""
        ours = self.filtered(lambda each: each._dscsa_is_ours())
        rest = super(StockPicking, self - ours)._check_expired_lots()
        for picking in ours:
            decided = picking._dscsa_decided_products()
            lines = picking.move_line_ids.filtered(
                lambda line, decided=decided: line.product_id not in decided
            )
            if lines and lines._dscsa_expired():
                rest |= picking
        return rest

    def _dscsa_decided_products(self):
        scope = self.move_ids.product_id.filtered(lambda p: p.dscsa_scope == "in_scope")
        return scope | self._dscsa_filled_products()

    def _action_done(self):
        """Plan and write, let Odoo book, then tell the register."""
        waiting = self._dscsa_open_transactions()
        closed = self.sudo().dscsa_transaction_ids.filtered("delivery_closed_at")
        receipts, departures = [], []
        for picking in self:
            if picking._dscsa_is_ours():
                check_scanned(picking)
                receipts.append(Receipt(picking).before())
            elif not picking._dscsa_is_receipt():
                departures.append(Departure(picking))
        for departure in departures:
            departure.check()
        result = super()._action_done()
        for receipt in receipts:
            receipt.after()
        for departure in departures:
            departure.tell()
        self._dscsa_settle_deliveries(waiting, closed)
        return result

    def _create_backorder_picking(self):
        """What is still to come belongs to the same TI/TS."""
        backorder = super()._create_backorder_picking()
        transactions = self.sudo().dscsa_transaction_ids
        if transactions:
            backorder.sudo().dscsa_transaction_ids = [Command.set(transactions.ids)]
        return backorder

    def action_toggle_is_locked(self):
        """Unlocking a finished transfer would invite edits that are refused."""
        for picking in self:
            if picking.state == "done" and picking.is_locked and picking.dscsa_in_scope:
                raise UserError(
                    self.env._(
                        "%(name)s is done and holds regulated goods: it stays as it "
                        "is. Correct it with a new transfer or a return.",
                        name=picking.name,
                    )
                )
        return super().action_toggle_is_locked()
