"""Goods that leave: the register learns which packages went where."""

from collections import defaultdict

from odoo.exceptions import UserError

from ..receiving.plan import units_of
from ..returns.customer_return import CustomerReturn
from ..returns.going_back import going_back
from ..returns.returning import chosen_packages, unnamed_packages
from .recorded import recorded_back

_STEPS = {"shipped": "shipping", "returned": "shipping", "in_stock": "receiving"}


class Departure:
    """One transfer that is no receipt, before and after it is done."""

    def __init__(self, picking):
        self.picking = picking.sudo()
        self.env = self.picking.env
        self.company = self.picking.company_id
        self.scanned = chosen_packages(picking)

    def check(self):
        """A package that was put on hold after its scan may not leave."""
        held = self.scanned.filtered("hold") - self._going_back()
        if held and self._new_status():
            raise UserError(
                self.env._(
                    "%(packages)s are on hold and may not leave. Take them out of "
                    "%(transfer)s, back to where they are held.",
                    packages=", ".join(held.mapped("key")),
                    transfer=self.picking.name,
                )
            )

    def _going_back(self):
        """Scanned packages that go to whom they came from; suspect ones by a record."""
        if self.picking.location_dest_id.usage != "supplier":
            return self.scanned.browse()
        receiver = self.picking.partner_id.commercial_partner_id
        back = going_back(self.scanned, receiver)
        free = back.filtered(lambda epc: epc.hold != "suspect")
        return free | recorded_back(self.scanned, receiver)

    def tell(self):
        """Write the new status of every package known to have moved, and an event."""
        if self.picking.state != "done":
            return
        status = self._new_status()
        if not status:
            return
        chosen = chosen_packages(self.picking)
        epcs = chosen | self._of_serial_lots() | self._whole_lots() | self._all_back()
        epcs = epcs.filtered(lambda epc: epc.status != status)
        if epcs:
            self.note(epcs, status)
            if status == "in_stock":
                CustomerReturn(self.picking, epcs).judge()
        self._ask_names()

    def note(self, epcs, status):
        """New status of packages that moved with this transfer, and the event."""
        epcs._dscsa_set_status(status, self.picking)
        self.env["dscsa.event"]._record(
            _STEPS[status],
            epcs,
            company=self.company,
            picking=self.picking,
            note=self._note() if status == "returned" else None,
        )

    def _note(self):
        """To whom something went back, as its history shows it."""
        kinds = dict(
            self.picking._fields["dscsa_return_to"]._description_selection(self.env)
        )
        whom = kinds.get(self.picking.dscsa_return_to or "seller")
        name = self.picking.partner_id.display_name
        return ": ".join(filter(None, [self.env._("returned"), whom, name]))

    def _ask_names(self):
        """A task to say which packages went back, where it is not clear."""
        if self._new_status() != "returned" or self.picking.activity_ids:
            return
        count = unnamed_packages(self.picking)
        if count:
            self.picking.activity_schedule(
                "mail.mail_activity_data_todo",
                user_id=self.env.uid if not self.env.user._is_superuser() else None,
                summary=self.env._(
                    "Say which %(count)s packages went back", count=count
                ),
            )

    def _new_status(self):
        """By where the goods go: seller, customer, or back from a customer."""
        source = self.picking.location_id.usage
        target = self.picking.location_dest_id.usage
        if self.picking.dscsa_is_return:
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

    def _all_back(self):
        """Packages of a sale that all came back: nobody had to name them."""
        back = self.env["dscsa.epc"]
        if self._new_status() != "in_stock":
            return back
        lines = self._done_lines()
        for (sale, lot), group in lines.grouped(
            lambda line: (line.move_id.origin_returned_move_id.picking_id, line.lot_id)
        ).items():
            left = back.search(
                [
                    ("left_picking_id", "=", sale.id or 0),
                    ("lot_id", "=", lot.id),
                    ("status", "=", "shipped"),
                    ("kind", "=", "package"),
                ]
            )
            packages = sum(group.mapped("quantity_product_uom")) / units_of(
                lot.product_id
            )
            if left and packages >= len(left):
                back |= left
        return back

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
