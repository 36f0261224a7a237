"""Goods that leave: the register learns which packages went where."""

from collections import defaultdict

from odoo.exceptions import UserError

from .scan_out import OutgoingScanner


class Departure:
    """One transfer that is no receipt, before and after it is done."""

    def __init__(self, picking):
        self.picking = picking.sudo()
        self.env = self.picking.env
        self.company = self.picking.company_id
        self.scanned = self.env["dscsa.epc"]
        if self.env["dscsa.scan"].search_count(
            [("picking_id", "=", picking.id), ("undone_at", "=", False)], limit=1
        ):
            self.scanned = OutgoingScanner(picking).packages()

    def check(self):
        """A package that was put on hold after its scan may not leave."""
        held = self.scanned.filtered("hold")
        if held and self._new_status():
            raise UserError(
                self.env._(
                    "%(packages)s are on hold and may not leave. Take them out of "
                    "%(transfer)s and put them into the yellow bin.",
                    packages=", ".join(held.mapped("key")),
                    transfer=self.picking.name,
                )
            )

    def tell(self):
        """Write the new status of every package known to have moved, and an event."""
        if self.picking.state != "done":
            return
        status = self._new_status()
        if not status:
            return
        epcs = self.scanned | self._of_serial_lots() | self._whole_lots()
        epcs = epcs.filtered(lambda epc: epc.status != status)
        if not epcs:
            return
        epcs._dscsa_set_status(status, self.picking)
        step = {"shipped": "shipping", "returned": "shipping", "in_stock": "receiving"}
        note = self.env._("returned") if status == "returned" else None
        self.env["dscsa.event"]._record(
            step[status], epcs, company=self.company, picking=self.picking, note=note
        )

    def _new_status(self):
        """By where the goods go: seller, customer, or back from a customer."""
        source = self.picking.location_id.usage
        target = self.picking.location_dest_id.usage
        if target == "supplier":
            return "returned"
        if target == "customer":
            return "shipped"
        if source == "customer" and target == "internal":
            return "in_stock"
        return None

    def _done_lines(self):
        return self.picking.move_line_ids.filtered(
            lambda line: line.state == "done" and line.lot_id and line.quantity > 0
        )

    def _of_serial_lots(self):
        lots = (
            self._done_lines()
            .filtered(lambda line: line.product_id.tracking == "serial")
            .lot_id
        )
        return self.env["dscsa.epc"].search(
            [
                ("company_id", "=", self.company.id),
                ("lot_id", "in", lots.ids),
                ("kind", "=", "package"),
            ]
        )

    def _whole_lots(self):
        """Packages of a lot of which nothing is left: then it is clear which went."""
        lines = self._done_lines().filtered(
            lambda line: line.product_id.tracking == "lot"
        )
        moved = defaultdict(float)
        for line in lines:
            moved[line.lot_id] += line.quantity_product_uom
        gone = self.env["stock.lot"]
        for lot in moved:
            left = lot.with_company(self.company).quant_ids.filtered(
                lambda quant: (
                    quant.location_id.usage in ("internal", "transit")
                    and quant.company_id == self.company
                    and quant.quantity > 0
                )
            )
            if not left:
                gone |= lot
        return self.env["dscsa.epc"].search(
            [
                ("company_id", "=", self.company.id),
                ("lot_id", "in", gone.ids),
                ("kind", "=", "package"),
                ("status", "=", "in_stock"),
            ]
        )
