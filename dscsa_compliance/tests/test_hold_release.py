from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import STRANGER_GLN, gtin_of, key_of
from .receiving import ReceivingCommon


@tagged("post_install", "-at_install")
class TestHoldAndRelease(ReceivingCommon):
    """One wrong bottle never stops the others, and gets free when data come."""

    def tote(self, **options):
        """24 packages of three products; one is of a lot nobody announced."""
        picking = self.receipt(
            {self.product: 8, self.other_product: 8, self.third_product: 8},
            self.announced(),
            **options,
        )
        self.scan_announced(picking)
        return picking

    def announced(self):
        return [
            *self.packages(8, lot="A1"),
            *self.packages(8, item=2, lot="B1", prefix="T"),
            *self.packages(7, item=3, lot="C1", prefix="U"),
        ]

    def scan_announced(self, picking):
        self.scan_all(picking, 8, lot="A1")
        self.scan_all(picking, 8, item=2, lot="B1", prefix="T")
        self.scan_all(picking, 7, item=3, lot="C1", prefix="U")

    def wrong_one(self, picking):
        return self.scan(picking, self.label("U0008", item=3, lot="7K21"))

    def wrong_tote(self):
        """The tote, scanned once more against its file, with the wrong one."""
        picking = self.tote(po="PO-TOTE", instance="first")
        picking.sudo().dscsa_transaction_ids = self.env["dscsa.transaction"].search(
            [("po_numbers", "ilike", "PO-TOTE")]
        )
        picking.env["dscsa.scan"].sudo().search(
            [("picking_id", "=", picking.id)]
        )._undo(self.technician)
        self.scan_announced(picking)
        return picking, self.wrong_one(picking)

    def test_one_wrong_of_24(self):
        picking, answer = self.wrong_tote()
        self.assertEqual(
            (answer["level"], answer["code"]), ("red", "LOT_NOT_ANNOUNCED")
        )
        self.assertEqual(answer["overview"]["held"], 1)
        self.validate(picking)
        self.assertEqual(picking.state, "done")
        shelf = sum(self.on_hand(product) for product in self.products)
        self.assertEqual(shelf, 23)
        self.assertEqual(self.on_hand(self.third_product, self.hold_place()), 1)
        held = self.epc(key_of(gtin_of(3), "U0008"))
        self.assertEqual((held.hold, held.status), ("data", "in_stock"))
        row = self.discrepancies(picking)
        self.assertEqual(row.code, "LOT_NOT_ANNOUNCED")
        self.assertEqual(row.epc_ids, held)
        self.assertIn("7K21", row.message)
        self.assertEqual(self.third_product.with_company(self.company).free_qty, 7)

    def test_the_corrected_file_lets_the_wrong_one_go(self):
        picking, _answer = self.wrong_tote()
        self.validate(picking)
        held = self.epc(key_of(gtin_of(3), "U0008"))
        row = self.discrepancies(picking)
        nodes = self.announced()
        nodes += self.packages(1, item=3, lot="7K21", prefix="U", first=8)
        document = self.deliver(nodes, po="PO-TOTE", instance="second")
        self.run_release()
        self.env.invalidate_all()
        self.assertFalse(held.hold)
        self.assertEqual(row.state, "resolved")
        self.assertEqual(row.resolution, "data")
        self.assertEqual(row.resolved_document_id, document)
        release = self.env["dscsa.release"].search([("epc_ids", "in", held.ids)])
        self.assertTrue(release.is_automatic)
        self.assertEqual(release.document_id, document)
        self.assertEqual(release.put_back_state, "to_do")
        self.assertEqual(len(release.activity_ids), 1)
        release.with_user(self.technician).action_put_back()
        self.assertEqual(self.on_hand(self.third_product), 8)
        self.assertEqual(release.put_back_state, "done")
        self.assertFalse(release.activity_ids)
        self.assertFalse(held.hold_location_id)

    def test_serial_mode_holds_exactly_that_one(self):
        self.product.tracking = "serial"
        picking = self.receipt({self.product: 3}, self.packages(2))
        self.scan_all(picking, 2)
        self.scan(picking, self.label("X9"))
        self.validate(picking)
        self.assertEqual(self.on_hand(self.product), 2)
        quants = self.env["stock.quant"].search(
            [("location_id", "=", self.hold_place().id)]
        )
        self.assertEqual(quants.lot_id.name, "X9")

    def test_words_of_one_wrong_package(self):
        picking = self.receipt({self.product: 2}, self.packages(2))
        self.scan_all(picking, 1)
        self.assertEqual(picking.dscsa_overview()["sentence"], "1 of 2 still to scan.")
        self.scan(picking, self.label("X9"))
        self.assertIn(
            "1 not on the list, 1 on the list not seen",
            picking.dscsa_overview()["sentence"],
        )
        self.validate(picking)
        self.assertEqual(
            picking.dscsa_overview()["sentence"], "Done. 1 package waits on hold."
        )

    def test_no_proof_at_all_holds_the_delivery(self):
        picking = self.receipt({self.product: 3})
        answer = self.scan(picking, self.label("N1"))
        self.assertEqual((answer["level"], answer["code"]), ("red", "NO_TI"))
        self.scan(picking, self.label("N2"))
        self.scan(picking, self.label("N3"))
        self.validate(picking)
        self.assertEqual(self.on_hand(self.product), 0)
        self.assertEqual(self.on_hand(self.product, self.hold_place()), 3)
        self.assertEqual(self.discrepancies(picking).quantity, 3)

    def test_paper_proof_is_a_proof(self):
        picking = self.receipt({self.product: 1})
        picking.sudo().dscsa_transaction_ids = self.env["dscsa.transaction"].create(
            {
                "company_id": self.company.id,
                "proof": "portal",
                "seller_id": self.seller.id,
                "reference": "invoice 44871",
                "statement": "yes",
            }
        )
        self.assertEqual(self.scan(picking, self.label("N1"))["level"], "green")
        self.validate(picking)
        self.assertEqual(self.on_hand(self.product), 1)

    def test_practitioner_has_no_extra_click(self):
        self.company.dscsa_profile = "practitioner"
        picking = self.receipt({self.product: 3})
        picking.move_ids.move_line_ids.sudo().write(
            {"lot_name": "P1", "expiration_date": "2040-01-31 12:00:00"}
        )
        self.assertIs(self.validate(picking), True)
        self.assertEqual(self.on_hand(self.product), 3)
        self.assertFalse(self.discrepancies(picking))

    def test_expired_is_held_without_a_question(self):
        old = self.days_ago(3)
        picking = self.receipt(
            {self.product: 2},
            [*self.packages(1), *self.packages(1, first=2, lot="OLD", expiry=old)],
        )
        self.scan_all(picking, 1)
        answer = self.scan(picking, self.label("S0002", lot="OLD", expiry=old))
        self.assertEqual((answer["level"], answer["code"]), ("red", "EXPIRED"))
        self.validate(picking)
        self.assertEqual(picking.state, "done")
        self.assertEqual(self.on_hand(self.product), 1)
        held = self.package("S0002")
        self.assertEqual(held.hold, "expired")
        with self.assertRaisesRegex(UserError, "expiration date"):
            self.env["dscsa.release"].with_user(self.pharmacist)._release(
                held, "seller_confirmed"
            )

    def test_fridge_goods_are_held_in_the_fridge(self):
        self.product.dscsa_storage = "fridge"
        picking = self.receipt({self.product: 2}, self.packages(1))
        self.scan_all(picking, 1)
        self.scan(picking, self.label("X1"))
        self.validate(picking)
        self.assertEqual(self.on_hand(self.product), 2)
        held = self.epc(key_of(gtin_of(1), "X1"))
        self.assertEqual(held.hold_location_id, self.warehouse.lot_stock_id)
        delivery = self.sell(self.product, 2)
        with self.assertRaisesRegex(UserError, "on hold"):
            self.validate(delivery, user=self.stock_user)
        release = (
            self.env["dscsa.release"]
            .with_user(self.pharmacist)
            ._release(held, "portal")
        )
        self.assertEqual(release.put_back_state, "none")
        self.validate(delivery, user=self.stock_user)
        self.assertEqual(self.on_hand(self.product), 0)

    def test_two_step_receipt_leaves_the_held_one_behind(self):
        self.warehouse.reception_steps = "two_steps"
        picking = self.receipt({self.product: 3}, self.packages(2))
        self.scan_all(picking, 2)
        self.scan(picking, self.label("X1"))
        self.validate(picking)
        self.assertEqual(self.on_hand(self.product, self.hold_place()), 1)
        following = picking.move_ids.move_dest_ids
        self.assertEqual(sum(following.mapped("quantity")), 2)
        self.assertEqual(following.move_line_ids.location_id, picking.location_dest_id)
        line = picking.sudo().purchase_id.order_line
        self.assertEqual(line.qty_received, 3)

    def test_two_step_fridge(self):
        self.warehouse.reception_steps = "two_steps"
        self.product.dscsa_storage = "fridge"
        picking = self.receipt({self.product: 3}, self.packages(2))
        self.scan_all(picking, 2)
        self.scan(picking, self.label("X1"))
        self.validate(picking)
        following = picking.move_ids.move_dest_ids
        self.assertEqual(sum(following.mapped("product_uom_qty")), 2)
        self.assertEqual(self.on_hand(self.product, picking.location_dest_id), 3)

    def test_technician_does_not_release(self):
        picking = self.receipt({self.product: 1})
        self.scan(picking, self.label("N1"))
        self.validate(picking)
        held = self.epc(key_of(gtin_of(1), "N1"))
        wizard = self.env["dscsa.release.wizard"].with_user(self.technician)
        values = {
            "discrepancy_ids": self.discrepancies(picking).ids,
            "reason": "portal",
        }
        with self.assertRaisesRegex(AccessError, "pharmacist"):
            wizard.create(values).action_release()
        wizard.with_user(self.pharmacist).create(values).action_release()
        self.assertFalse(held.hold)
        self.assertFalse(self.discrepancies(picking))
        release = self.env["dscsa.release"].search([("epc_ids", "in", held.ids)])
        self.assertEqual(release.user_id, self.pharmacist)

    def test_put_back_by_itself_where_the_company_wants(self):
        self.company.dscsa_auto_put_back = True
        picking = self.receipt({self.product: 1})
        self.scan(picking, self.label("N1"))
        self.validate(picking)
        held = self.epc(key_of(gtin_of(1), "N1"))
        release = (
            self.env["dscsa.release"]
            .with_user(self.pharmacist)
            ._release(held, "portal")
        )
        self.assertEqual(release.put_back_state, "done")
        self.assertEqual(self.on_hand(self.product), 1)

    def test_suspect_is_not_settled_by_data(self):
        first = self.receipt({self.product: 1}, self.packages(1))
        self.scan_all(first, 1)
        self.validate(first)
        epc = self.package("S0001")
        epc.sudo().status = "dispensed"
        second = self.receipt({self.product: 1}, self.packages(1), instance="again")
        answer = self.scan(second, self.label("S0001"))
        self.assertEqual(answer["code"], "SERIAL_DISPENSED_BEFORE")
        self.assertEqual(answer["level"], "red")
        self.validate(second)
        self.assertEqual(epc.hold, "suspect")
        quarantine = self.warehouse._dscsa_place("suspect")
        self.assertEqual(self.on_hand(self.product, quarantine), 1)
        self.run_release()
        self.assertEqual(epc.hold, "suspect")
        release = self.env["dscsa.release"].with_user(self.pharmacist)
        with self.assertRaisesRegex(UserError, "Suspect"):
            release._release(epc, "portal")
        release._release(epc, "manufacturer_confirmed", call_note="Ms Ortiz")
        self.assertFalse(epc.hold)

    def test_received_from_another_seller(self):
        self.deliver(self.packages(1), seller=STRANGER_GLN, invoice="H-1")
        picking = self.receipt(
            {self.product: 2}, self.packages(1, first=2), instance="ours"
        )
        self.scan(picking, self.label("S0002"))
        answer = self.scan(picking, self.label("S0001"))
        self.assertEqual(
            (answer["level"], answer["code"]), ("red", "SERIAL_OTHER_SELLER")
        )
        self.validate(picking)
        self.assertEqual(self.package("S0001").hold, "suspect")

    def test_hold_goods_in_stock_takes_them_from_reservations(self):
        picking = self.receipt({self.product: 3}, self.packages(3))
        self.scan_all(picking, 3)
        self.validate(picking)
        delivery = self.sell(self.product, 3)
        self.assertEqual(delivery.state, "assigned")
        self.package("S0002")._hold("data")
        self.assertEqual(self.on_hand(self.product), 2)
        self.assertEqual(self.on_hand(self.product, self.hold_place()), 1)
        self.assertNotEqual(delivery.state, "assigned")
        self.assertEqual(self.package("S0002").hold_location_id, self.hold_place())

    def test_late_file_with_another_lot_does_not_release(self):
        picking = self.receipt({self.product: 1})
        self.scan(picking, self.label("S0001", lot="SEEN"))
        self.validate(picking)
        self.deliver(self.packages(1, lot="TOLD"), po=picking.sudo().purchase_id.name)
        self.run_release()
        self.assertEqual(self.package("S0001").hold, "data")
