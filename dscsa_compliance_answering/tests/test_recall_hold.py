"""Recalled goods on hold: who may, what releases them, and that they stay."""

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .recalling import RecallCommon


@tagged("post_install", "-at_install")
class TestRecallHold(RecallCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.clinic = cls._make_partner("Fern Dermatology", False, "03431")

    @property
    def place(self):
        return self.warehouse._dscsa_place("recall")

    def held(self, recall=None):
        """Packages on hold in the company."""
        return self.env["dscsa.epc"].search(
            [("company_id", "=", self.company.id), ("hold", "!=", False)]
        )

    def release(self, epcs, reason, user=None):
        wizard = Form(
            self.env["dscsa.release.wizard"]
            .with_user(user or self.pharmacist)
            .with_context(default_epc_ids=epcs.ids)
        )
        wizard.reason = reason
        action = wizard.save().action_release()
        return self.env["dscsa.release"].browse(action["res_id"])

    def test_one_tap_holds_everything_here(self):
        self.received(4)
        self.sold_to(self.clinic, 1)
        recall = self.recall()
        recall.action_hold()
        self.assertEqual(self.counts(recall), {"held": 3, "sold": 1})
        self.assertEqual(self.on_hand(self.product), 0)
        self.assertEqual(self.on_hand(self.product, self.place), 3)
        # which of four bottles was sold nobody scanned: each of them is recalled
        self.assertEqual(set(self.held().mapped("hold")), {"recall"})
        row = recall.discrepancy_ids
        self.assertEqual((row.code, row.severity, row.lot), ("RECALLED", "hold", "L1"))
        self.assertIn(recall.name, self.held()[:1].hold_reason)
        self.assertFalse(row.is_suspect)
        recall.action_hold()
        self.assertEqual(len(recall.discrepancy_ids), 1)
        self.assertEqual(self.on_hand(self.product, self.place), 3)

    def test_goods_received_by_lot_get_rows_of_their_own(self):
        picking = self.receipt({self.product: 5})
        self.env["dscsa.transaction"].create(
            {
                "company_id": self.company.id,
                "proof": "paper",
                "seller_id": self.seller.id,
                "picking_ids": [Command.set(picking.ids)],
                "line_ids": [
                    Command.create(
                        {
                            "product_id": self.product.id,
                            "lot": "L1",
                            "expiry": self.expiry,
                            "quantity": 5,
                        }
                    )
                ],
            }
        )
        self.validate(picking)
        self.assertEqual(self.on_hand(self.product), 5)
        recall = self.recall()
        self.assertEqual(self.counts(recall), {"shelf": 5})
        recall.action_hold()
        self.assertEqual(self.counts(recall), {"held": 5})
        self.assertEqual(len(self.held()), 5)
        self.assertEqual(len(set(self.held().mapped("key"))), 5)
        self.assertFalse(any(self.held().mapped("serial")))

    def test_fridge_goods_are_held_in_place(self):
        self.product.dscsa_storage = "fridge"
        self.received(3)
        recall = self.recall()
        recall.action_hold()
        self.assertEqual(self.on_hand(self.product), 3)
        self.assertEqual(self.counts(recall), {"held": 3})
        with self.assertRaisesRegex(UserError, "recalled|on hold"):
            self.sold_to(self.clinic, 1)
        scrap = self.env["stock.scrap"].create(
            {
                "product_id": self.product.id,
                "lot_id": self.lot().id,
                "scrap_qty": 2,
                "location_id": self.warehouse.lot_stock_id.id,
                "company_id": self.company.id,
            }
        )
        scrap.action_validate()
        recall.action_run()
        self.assertEqual(self.counts(recall), {"held": 1, "destroyed": 2})

    def test_nothing_of_the_lot_leaves_while_it_is_open(self):
        self.received(4)
        self.received(2, lot="L2", prefix="T")
        recall = self.recall()
        with self.assertRaisesRegex(UserError, "is recalled .*may not leave"):
            self.sold_to(self.clinic, 1)
        self.sold_to(self.clinic, 1, self.lot("L2"))
        self.assertEqual(recall.shelf_count, 4)
        recall.action_hold()
        recall.with_user(self.pharmacist).conclusion = "Taken down"
        recall.with_user(self.pharmacist).action_close()
        self.assertEqual(self.on_hand(self.product, self.place), 4)

    def test_recalled_goods_go_back_to_the_seller(self):
        self.received(3)
        recall = self.recall()
        recall.action_hold()
        action = self.held().with_user(self.technician).action_return()
        picking = self.env["stock.picking"].browse(action["res_id"])
        picking.with_user(self.technician).button_validate()
        self.env.invalidate_all()
        self.assertEqual(picking.state, "done")
        self.assertEqual(self.counts(recall), {"returned": 3})
        self.assertFalse(self.held())
        self.assertEqual(recall.discrepancy_ids.state, "resolved")

    def test_recalled_goods_are_destroyed(self):
        self.received(3)
        recall = self.recall()
        recall.action_hold()
        scrap = self.env["stock.scrap"].create(
            {
                "product_id": self.product.id,
                "lot_id": self.lot().id,
                "scrap_qty": 3,
                "location_id": self.place.id,
                "company_id": self.company.id,
            }
        )
        scrap.action_validate()
        self.env.invalidate_all()
        recall.action_run()
        self.assertEqual(self.counts(recall), {"destroyed": 3})
        self.assertFalse(self.held())
        self.assertEqual(self.package("S0001").status, "destroyed")

    # people -------------------------------------------------------------------------
    def test_technician_holds_and_does_not_close(self):
        self.received(1)
        recall = self.recall()
        recall.with_user(self.technician).action_hold()
        with self.assertRaisesRegex(AccessError, "Only a pharmacist"):
            recall.with_user(self.technician).action_close()
        with self.assertRaisesRegex(UserError, "buttons"):
            recall.with_user(self.technician).write({"state": "closed"})
        with self.assertRaisesRegex(AccessError, "Only DSCSA users"):
            recall.with_user(self.auditor).action_run()
        with self.assertRaisesRegex(UserError, "what was done"):
            recall.with_user(self.pharmacist).action_close()

    def test_close_waits_for_the_shelf(self):
        self.received(1)
        recall = self.recall().with_user(self.pharmacist)
        recall.conclusion = "done"
        with self.assertRaisesRegex(UserError, "still on the shelf"):
            recall.action_close()
        with self.assertRaisesRegex(UserError, "stays on record"):
            recall.sudo().unlink()

    def test_release_needs_a_pharmacist_and_a_reason_of_recalls(self):
        self.received(2)
        recall = self.recall()
        recall.action_hold()
        epcs = self.held()
        with self.assertRaises(AccessError):
            self.release(epcs, "recall_unaffected", self.technician)
        for reason in ("portal", "patient_need", "scan_mistake"):
            with self.assertRaisesRegex(UserError, "one of the two reasons"):
                self.release(epcs, reason)
        with self.assertRaisesRegex(UserError, "named pharmacist"):
            self.env["dscsa.release"].sudo()._release(epcs, "recall_unaffected")
        release = self.release(epcs[:1], "recall_unaffected")
        self.assertEqual(release.proof_state, "none")
        release.with_user(self.technician).action_put_back()
        self.assertEqual(self.on_hand(self.product), 1)
        self.assertEqual(recall.discrepancy_ids.state, "open")
        with self.assertRaisesRegex(UserError, "is recalled"):
            self.sold_to(self.clinic, 1)
        # scanned by name, the one that is not affected may go
        sale = self.sell(self.product, 1, self.lot())
        self.scan(sale, self.label(epcs[:1].serial))
        sale.with_user(self.stock_user).button_validate()
        self.assertEqual(sale.state, "done")

    # mixed reasons ------------------------------------------------------------------
    def two_unannounced(self):
        """A receipt of two packages that wait for data."""
        picking = self.receipt({self.product: 2}, self.packages(2, lot="L8"))
        for serial in ("X1", "X2"):
            self.scan(picking, self.label(serial, lot="L1"))
        self.validate(picking)
        self.assertEqual(set(self.held().mapped("hold")), {"data"})
        return picking

    def test_late_data_do_not_release_a_recall(self):
        picking = self.two_unannounced()
        recall = self.recall()
        self.assertEqual(self.counts(recall), {"held": 2})
        recall.action_hold()
        self.assertEqual(set(self.held().mapped("hold")), {"recall"})
        self.assertEqual(self.on_hand(self.product, self.place), 2)
        self.assertEqual(self.on_hand(self.product, self.hold_place()), 0)
        late = [self.node("X1"), self.node("X2")]
        self.deliver(late, po=picking.origin, instance="late")
        self.run_release()
        self.assertEqual(set(self.held().mapped("hold")), {"recall"})
        codes = self.discrepancies(picking).mapped("code")
        self.assertNotIn("LOT_NOT_ANNOUNCED", codes)
        self.assertEqual(recall.discrepancy_ids.state, "open")

    def node(self, serial):
        (node,) = self.packages(1)
        return type(node)(
            node.epc.replace("S0001", serial), "L1", self.expiry, node.children
        )

    def test_release_of_a_recall_leaves_the_wait_for_data(self):
        picking = self.two_unannounced()
        recall = self.recall()
        recall.action_hold()
        release = self.release(self.held(), "recall_unaffected")
        self.assertEqual(set(self.held().mapped("hold")), {"data"})
        self.assertEqual(release.put_back_state, "none")
        self.assertTrue(self.discrepancies(picking))
        self.assertEqual(recall.discrepancy_ids.state, "resolved")

    def test_data_released_during_a_recall_stay_as_recalled(self):
        self.two_unannounced()
        epcs = self.held()
        self.recall()
        self.release(epcs, "proof_elsewhere")
        self.assertEqual(set(epcs.mapped("hold")), {"recall"})
        self.assertEqual(self.on_hand(self.product), 0)

    def test_suspect_goods_stay_suspect(self):
        self.received(2)
        suspect = self.package("S0001")
        suspect._hold("suspect")
        recall = self.recall()
        recall.action_hold()
        self.assertEqual(suspect.hold, "suspect")
        self.assertEqual(self.package("S0002").hold, "recall")
        quarantine = self.warehouse._dscsa_place("suspect")
        self.assertEqual(self.on_hand(self.product, quarantine), 1)
        suspect._dscsa_lower_hold(by_hand=True)
        self.assertEqual(suspect.hold, "recall")

    def test_goods_waiting_for_data_move_to_the_stronger_place(self):
        self.received(3)
        one = self.package("S0001")
        one._hold("data")
        self.assertEqual(self.on_hand(self.product, self.hold_place()), 1)
        one._hold("suspect")
        self.assertEqual(self.on_hand(self.product, self.hold_place()), 0)
        quarantine = self.warehouse._dscsa_place("suspect")
        self.assertEqual(self.on_hand(self.product, quarantine), 1)
        self.assertEqual(self.on_hand(self.product), 2)

    # letters and papers -------------------------------------------------------------
    def test_letters_are_drafts_until_sent(self):
        self.received(3)
        self.sold_to(self.clinic, 2)
        recall = self.recall(depth="consumer")
        recall.action_prepare_letters()
        letter = recall.letter_ids
        self.assertEqual((letter.partner_id, letter.state), (self.clinic, "draft"))
        self.assertIn("2 packages", letter.body)
        self.assertIn("reaches patients", letter.body)
        self.assertFalse(self.env["mail.mail"].search([("model", "=", recall._name)]))
        with self.assertRaisesRegex(UserError, "no mail address"):
            letter.action_send()
        self.clinic.email = "office@fern.example"
        letter.with_user(self.technician).action_send()
        self.assertEqual((letter.state, letter.sent_by_id), ("sent", self.technician))
        self.assertIn(self.clinic, recall.message_ids.partner_ids)
        with self.assertRaisesRegex(UserError, "was sent"):
            letter.with_user(self.technician).body = "other"
        with self.assertRaisesRegex(UserError, "stays on record"):
            letter.with_user(self.technician).unlink()
        recall.action_prepare_letters()
        self.assertEqual(len(recall.letter_ids), 1)

    def test_nobody_to_write_to(self):
        with self.assertRaisesRegex(UserError, "nobody to write to"):
            self.recall().action_prepare_letters()

    def test_answer_on_paper(self):
        self.received(3)
        self.sold_to(self.clinic, 2)
        recall = self.recall(reference="R-77", issuer="Testing Labs")
        html = (
            self.env["ir.actions.report"]
            ._render_qweb_html("dscsa_compliance_answering.report_recall", recall.ids)[
                0
            ]
            .decode()
        )
        for text in ("R-77", "Fern Dermatology", "1 Mill Lane", "On the shelf", "L1"):
            self.assertIn(text, html)

    def test_card_on_today(self):
        self.received(2)
        recall = self.recall()
        card = next(
            each
            for each in self.env["dscsa.today"].with_user(self.technician)._cards()
            if each["key"] == "recalls"
        )
        self.assertEqual((card["level"], card["count"]), ("red", 1))
        self.assertIn("2", card["sentence"])
        recall.action_hold()
        card = self.env["dscsa.today"]._recall_card(self.env["dscsa.recall"])
        self.assertEqual(card["level"], "amber")

    def test_recalled_package_is_refused_when_scanned_out(self):
        self.received(2)
        lot = self.lot()
        sale = self.sell(self.product, 1, lot)
        self.recall(reference="R-5")
        answer = self.scan(sale, self.label("S0001"))
        self.assertEqual(answer["level"], "red")
        self.assertIn("R-5", answer["sentence"])
