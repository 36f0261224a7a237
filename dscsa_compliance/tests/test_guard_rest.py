from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import tagged

from ..services.keeping.frozen import check_frozen
from .common import gtin_of, key_of
from .receiving import ReceivingCommon


@tagged("post_install", "-at_install")
class TestGuardRest(ReceivingCommon):
    """Rare ways of goods: serials held in place, several at once, no transfer."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customers = cls.env.ref("stock.stock_location_customers")
        cls.vendors = cls.env.ref("stock.stock_location_suppliers")

    def held(self, *serials):
        """These packages on hold for data, each not announced."""
        picking = self.receipt({self.product: len(serials)}, self.packages(1))
        for serial in serials:
            self.scan(picking, self.label(serial))
        self.validate(picking)
        return self.env["dscsa.epc"].union(
            *(self.epc(key_of(gtin_of(1), serial)) for serial in serials)
        )

    def out(self, epc, source, target, partner):
        picking = self.transfer(
            self.product,
            1,
            (source, target),
            user=self.stock_user,
            partner_id=partner.id,
        )
        self.take_lot(picking, epc.lot_id, picked=True)
        return picking

    def test_a_serial_held_in_its_place(self):
        """It goes to its seller alone, and under suspicion nowhere."""
        self.product.write({"tracking": "serial", "dscsa_storage": "fridge"})
        data, suspect = self.held("X1", "X2")
        suspect._hold("suspect")
        shelf = self.warehouse.lot_stock_id
        self.assertEqual(data.hold_location_id, shelf)
        for name, epc, target, partner in (
            ("customer", data, self.customers, self.seller),
            ("another seller", data, self.vendors, self.stranger),
            ("suspect, customer", suspect, self.customers, self.seller),
            ("suspect, its seller", suspect, self.vendors, self.seller),
        ):
            picking = self.out(epc, epc.hold_location_id, target, partner)
            with (
                self.subTest(name),
                self.assertRaisesRegex(UserError, "hold|suspicion"),
            ):
                picking.button_validate()
            self.assertEqual(epc.status, "in_stock")
        self.out(data, shelf, self.vendors, self.seller).button_validate()
        self.env.invalidate_all()
        self.assertEqual((data.status, data.hold), ("returned", False))

    def test_two_returns_in_one_press(self):
        """Each takes one package; both are returned, none is left on hold."""
        epcs = self.held("X1", "X2")
        place = epcs.hold_location_id
        pickings = self.env["stock.picking"].union(
            *(self.out(epc, place, self.vendors, self.seller) for epc in epcs)
        )
        pickings.button_validate()
        self.env.invalidate_all()
        self.assertEqual(set(pickings.mapped("state")), {"done"})
        self.assertEqual(set(epcs.mapped("status")), {"returned"})
        self.assertFalse(any(epcs.mapped("hold")))

    def move(self, epc, partner):
        """A move of the package to a supplier's place, of no transfer."""
        taken = {
            "product_id": self.product.id,
            "location_id": epc.hold_location_id.id,
            "location_dest_id": self.vendors.id,
            "company_id": self.company.id,
        }
        line = {**taken, "lot_id": epc.lot_id.id, "quantity": 1}
        move = self.env["stock.move"].create(
            {
                **taken,
                "product_uom_qty": 1,
                "partner_id": partner.id,
                "picked": True,
                "move_line_ids": [Command.create(line)],
            }
        )
        move._action_confirm()
        return move

    def test_a_move_without_a_transfer(self):
        """Only its partner says to whom: nobody is refused, its seller is booked."""
        (epc,) = self.held("X1")
        for partner in (self.env["res.partner"], self.stranger):
            with self.assertRaisesRegex(UserError, "on hold"):
                self.move(epc, partner)._action_done()
            self.assertEqual((epc.status, epc.hold), ("in_stock", "data"))
        self.move(epc, self.seller)._action_done()
        self.env.invalidate_all()
        self.assertEqual((epc.status, epc.hold), ("returned", False))

    def test_frozen_lists_take_what_is_there_already(self):
        """Linking once more, or setting the same, changes nothing; all else does."""
        (epc,) = self.held("X1")
        row = epc.discrepancy_ids[:1]
        for commands in ([Command.link(epc.id)], [Command.set(epc.ids)], [], False):
            check_frozen(row, {"epc_ids": commands}, {"epc_ids"})
        for commands in (
            [Command.clear()],
            [Command.unlink(epc.id)],
            [Command.set([])],
        ):
            with (
                self.subTest(commands),
                self.assertRaisesRegex(UserError, "stays as it"),
            ):
                check_frozen(row, {"epc_ids": commands}, {"epc_ids"})

    def test_a_label_is_scanned_again_for_one_package(self):
        """Two at once are refused, and so is what no scan can be made of."""
        epcs = self.held("X1", "X2")
        wizards = self.env["dscsa.release.wizard"].with_user(self.pharmacist)
        for which, label, words in (
            (epcs, self.label("X1"), "one received package"),
            (epcs[:1], "]d2", "."),
        ):
            wizard = wizards.create(
                {
                    "epc_ids": [Command.set(which.ids)],
                    "reason": "scan_mistake",
                    "label": label,
                }
            )
            with self.subTest(label), self.assertRaisesRegex(UserError, words):
                wizard.action_release()
            self.assertEqual(set(epcs.mapped("hold")), {"data"})
