"""A receipt at the station: polling, people, the next thing, buttons, late scans."""

from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from odoo.addons.dscsa_compliance.tests.common import gtin_of

from .station import StationCommon


@tagged("post_install", "-at_install")
class TestStationReceipt(StationCommon):
    def two_here_of_three(self):
        picking = self.receipt({self.product: 3}, self.packages(3))
        self.scan_all(picking, 2)
        return picking

    # polling -------------------------------------------------------------------------
    def test_poll_answers_only_when_something_changed(self):
        picking = self.receipt({self.product: 2}, self.packages(2))
        version = picking.dscsa_overview()["version"]
        self.assertIs(picking.dscsa_poll(version), False)
        first = self.scan(picking, self.label("S0001"))
        changed = picking.with_user(self.pharmacist).dscsa_poll(version)
        self.assertEqual(changed["scanned"], 1)
        picking.dscsa_undo_scan(first["scan_id"])
        undone = picking.dscsa_poll(changed["version"])
        self.assertEqual(undone["scanned"], 0)
        picking.sudo().dscsa_transaction_ids = False
        self.assertEqual(picking.dscsa_poll(undone["version"])["expected"], 0)
        with self.assertRaises(AccessError):
            other = self._make_company("Oak Pharmacy", "")
            self.technician.sudo().write(
                {"company_ids": [(4, other.id)], "company_id": other.id}
            )
            picking.with_context(allowed_company_ids=other.ids).dscsa_poll("")

    def test_poll_is_one_query(self):
        picking = self.two_here_of_three()
        version = picking.dscsa_overview()["version"]
        self.env.flush_all()
        picking.dscsa_poll(version)
        with self.assertQueryCount(1):
            self.assertFalse(picking.dscsa_poll(version))

    def test_people_see_each_other(self):
        picking = self.two_here_of_three()
        picking.with_user(self.stock_user).dscsa_scan(self.label("S0003"), "other")
        people = {
            each["name"]: each["scans"] for each in picking.dscsa_overview()["people"]
        }
        self.assertEqual(people, {self.technician.name: 2, self.stock_user.name: 1})

    def test_fridge_comes_first(self):
        self.product.dscsa_storage = "fridge"
        self.other_product.dscsa_storage = "safe"
        picking = self.receipt(
            {self.product: 1, self.other_product: 1},
            [*self.packages(1), *self.packages(1, item=2, prefix="T")],
        )
        overview = picking.dscsa_overview()
        self.assertTrue(overview["storage_first"].startswith("Into the fridge first"))
        self.assertIn("safe", overview["storage_first"])
        self.assertTrue(overview["next"].startswith(overview["storage_first"]))
        self.scan(picking, self.label("S0001"))
        self.scan(picking, self.label("T0001", item=2))
        self.validate(picking)
        self.assertFalse(picking.dscsa_overview()["storage_first"])

    # buttons -------------------------------------------------------------------------
    def keys(self, overview):
        return [each["key"] for each in overview["buttons"]]

    def test_all_here_is_one_button(self):
        picking = self.receipt({self.product: 2}, self.packages(2))
        self.assertEqual(self.keys(picking.dscsa_overview()), [])
        self.scan_all(picking, 2)
        self.assertEqual(self.keys(picking.dscsa_overview()), ["validate"])
        result = picking.dscsa_press("validate")
        self.assertEqual((result["level"], picking.state), ("green", "done"))
        self.assertEqual(self.on_hand(self.product), 2)
        again = picking.dscsa_press("validate")
        self.assertIn("closed", again["sentence"])

    def test_no_green_end_while_something_is_open(self):
        """Goods that went up with a mark: the last card says what is to be done."""
        transaction = self.packages(2)
        picking = self.receipt({self.product: 2}, transaction)
        self.scan_all(picking, 2)
        self.env["dscsa.discrepancy"].create(
            {
                "company_id": self.company.id,
                "code": "SHIPTO_NOT_OURS",
                "severity": "amber",
                "picking_id": picking.id,
            }
        )
        result = picking.dscsa_press("validate")
        self.assertEqual((result["level"], picking.state), ("amber", "done"))
        self.assertIn("Still open here: 1", result["next_step"])

    def test_the_rest_comes_later(self):
        picking = self.two_here_of_three()
        overview = picking.dscsa_overview()
        self.assertEqual(self.keys(overview), ["rest_later", "rest_never"])
        self.assertIn("2 of 3", overview["buttons"][0]["title"])
        # closing is never one slip of a finger away
        self.assertTrue(all(each["confirm"] for each in overview["buttons"][:2]))
        asked = picking.dscsa_press("validate")
        self.assertEqual(picking.state, "assigned")
        self.assertIn("come later", asked["next_step"])
        self.assertEqual(len(asked["buttons"]), 2)
        result = picking.dscsa_press("rest_later")
        self.assertEqual(picking.state, "done")
        self.assertFalse(result["action"])
        rest = picking.backorder_ids
        self.assertIn(rest.name, result["next_step"])
        self.assertEqual(rest.dscsa_overview()["expected"], 1)
        self.assertFalse(self.discrepancies(picking))

    def test_as_many_as_announced_but_not_the_same(self):
        """All in hand, one of another lot: the buttons speak of no rest."""
        picking = self.two_here_of_three()
        self.scan(picking, self.label("X1", lot="ZZ9"))
        overview = picking.dscsa_overview()
        self.assertIn("then validate", overview["sentence"])
        for each in overview["buttons"][:2]:
            self.assertTrue(each["title"].startswith("Validate"), each["title"])

    def test_the_rest_does_not_come(self):
        picking = self.two_here_of_three()
        picking.dscsa_press("validate", {"rest": "never"})
        self.assertEqual(picking.state, "done")
        self.assertFalse(
            picking.backorder_ids.filtered(lambda each: each.state != "cancel")
        )
        codes = self.env["dscsa.discrepancy"].search(
            [("transaction_id", "in", picking.sudo().dscsa_transaction_ids.ids)]
        ) | self.discrepancies(picking)
        self.assertIn("SHORTAGE", codes.mapped("code"))

    def test_held_goods_wait_and_are_put_back(self):
        picking = self.receipt({self.product: 2}, self.packages(1))
        self.scan(picking, self.label("S0001"))
        self.scan(picking, self.label("X1", lot="ZZ9"))
        title = picking.dscsa_overview()["buttons"][0]["title"]
        self.assertIn("1", title)
        result = picking.dscsa_press("validate")
        self.assertEqual(result["level"], "amber")
        self.assertIn("apart", result["next_step"])
        self.package("X1").with_user(self.pharmacist).env["dscsa.release"]._release(
            self.package("X1"), "seller_confirmed"
        )
        self.assertEqual(self.keys(picking.dscsa_overview()), ["put_back"])
        picking.dscsa_press("put_back")
        self.assertEqual(self.on_hand(self.product), 2)
        self.assertEqual(self.keys(picking.dscsa_overview()), [])

    def test_receive_as_announced(self):
        self.company.dscsa_scan_depth = "announced"
        picking = self.receipt({self.product: 3}, self.packages(3))
        first, *_more = picking.dscsa_overview()["buttons"]
        self.assertEqual(first["key"], "receive_as_announced")
        self.assertIn("seller's data", first["confirm"])
        result = picking.dscsa_press("receive_as_announced")
        self.assertEqual(result["overview"]["scanned"], 3)
        picking.dscsa_press("validate")
        self.assertEqual(picking.state, "done")

    def test_two_steps_are_put_away(self):
        self.warehouse.reception_steps = "two_steps"
        picking = self.receipt({self.product: 1}, self.packages(1))
        self.scan_all(picking, 1)
        picking.dscsa_press("validate")
        self.assertEqual(self.keys(picking.dscsa_overview()), ["put_away"])
        action = picking.dscsa_press("put_away")["action"]
        self.assertEqual(action["res_model"], "stock.picking")

    def test_unknown_button_and_wrong_person(self):
        picking = self.receipt({self.product: 1}, self.packages(1))
        self.assertEqual(picking.dscsa_press("dance")["level"], "red")
        with self.assertRaises(AccessError):
            picking.with_user(self.auditor).dscsa_press("validate")

    # time ----------------------------------------------------------------------------
    def test_late_sent_scans_stand_where_they_happened(self):
        picking = self.receipt({self.product: 3}, self.packages(3))
        now = fields.Datetime.now()
        stamps = [now - timedelta(minutes=9), now, now - timedelta(minutes=5)]
        for number, stamp in enumerate(stamps, 1):
            text = f"{stamp.isoformat()}.250Z"
            self.scan(picking, self.label(f"S000{number}"), scanned_at=text)
        rows = picking.dscsa_overview()["scans"]
        self.assertEqual([row["serial"] for row in rows], ["S0002", "S0003", "S0001"])
        happened = fields.Datetime.to_string(stamps[0].replace(microsecond=0))
        self.assertEqual(rows[-1]["at"], happened)
        self.assertGreater(rows[-1]["entered_at"], rows[-1]["at"])

    def test_clocks_that_are_wrong_cost_no_scan(self):
        picking = self.receipt({self.product: 2}, self.packages(2))
        for number, stamp in enumerate(("2999-01-01T00:00:00Z", "yesterday"), 1):
            answer = self.scan(picking, self.label(f"S000{number}"), scanned_at=stamp)
            self.assertEqual(answer["level"], "green")
        scans = self.env["dscsa.scan"].search([("picking_id", "=", picking.id)])
        for scan in scans:
            self.assertLessEqual(scan.scanned_at, fields.Datetime.now())

    def test_scan_after_validation_is_kept_and_said(self):
        picking = self.two_here_of_three()
        picking.dscsa_press("rest_later")
        answer = self.scan(picking, self.label("S0003"), client_uuid="late")
        self.assertEqual(answer["level"], "red")
        self.assertIn("kept", answer["sentence"])
        rest = picking.backorder_ids
        self.assertEqual(
            answer["button"],
            {
                "key": "open",
                "title": f"Open {rest.name}",
                "model": "stock.picking",
                "id": rest.id,
            },
        )
        scan = self.env["dscsa.scan"].browse(answer["scan_id"])
        self.assertTrue(scan.is_late and scan.raw)
        self.assertEqual(answer["overview"]["scanned"], 2)
        row = next(r for r in answer["overview"]["scans"] if r["id"] == scan.id)
        self.assertTrue(row["is_late"])
        again = self.scan(picking, self.label("S0003"), client_uuid="late")
        self.assertEqual((again["duplicate"], again["scan_id"]), (True, scan.id))
        self.assertEqual(self.scan(rest, self.label("S0003"))["level"], "green")
        rest.with_user(self.technician).dscsa_press("validate")
        self.assertEqual(self.on_hand(self.product), 3)

    # bad inputs, each with its sentence and one button -------------------------------
    def test_unreadable_code_is_typed(self):
        picking = self.receipt({self.product: 1}, self.packages(1))
        answer = self.scan(picking, "]d2hello")
        self.assertEqual(answer["button"]["key"], "type")

    def test_doubtful_scan_can_be_taken_back(self):
        picking = self.receipt({self.product: 1}, self.packages(1))
        for text in (self.label("X1", lot="ZZ"), self.label("X2", item=2)):
            answer = self.scan(picking, text)
            self.assertTrue(answer["sentence"] and answer["next_step"])
            self.assertEqual(answer["button"]["key"], "undo")
            picking.dscsa_undo_scan(answer["scan_id"])

    def test_box_opened_twice(self):
        case = self.case(self.packages(3))
        picking = self.receipt({self.product: 3}, [case])
        label = self.label("C0001", gtin=self._case_gtin())
        self.scan(picking, label, seal_broken=True)
        again = self.scan(picking, label, seal_broken=True)
        self.assertEqual((again["level"], again["duplicate"]), ("amber", True))
        self.assertIn("open before", again["sentence"])

    def test_box_counted_as_sealed_and_then_found_open(self):
        case = self.case(self.packages(3))
        picking = self.receipt({self.product: 3}, [case])
        label = self.label("C0001", gtin=self._case_gtin())
        first = self.scan(picking, label)
        self.assertEqual(first["packages"], 3)
        again = self.scan(picking, label, seal_broken=True)
        self.assertIn("sealed", again["sentence"])
        self.assertEqual(again["scan_id"], first["scan_id"])
        picking.dscsa_undo_scan(first["scan_id"])
        self.assertEqual(self.scan(picking, label, seal_broken=True)["packages"], 1)

    def _case_gtin(self):
        return gtin_of(1, 1)

    def test_queries_of_a_scan(self):
        picking = self.receipt({self.product: 30}, self.packages(30))
        self.scan_all(picking, 20)
        self.env.invalidate_all()
        with self.assertQueryCount(40):
            self.scan(picking, self.label("S0025"))
            self.env.flush_all()

    # proof in a portal or on paper ----------------------------------------------------
    def test_portal_proof_is_noted_without_leaving_the_station(self):
        picking = self.receipt({self.product: 1})
        self.assertEqual(self.scan(picking, self.label("S0001"))["code"], "NO_TI")
        keys = [each["key"] for each in picking.dscsa_overview()["buttons"]]
        self.assertIn("proof", keys)
        action = picking.dscsa_press("proof")["action"]
        form = Form(
            self.env[action["res_model"]]
            .with_user(self.technician)
            .with_context(**action["context"])
        )
        self.assertEqual(form.picking_id, picking)
        form.proof = "portal"
        form.portal = "Brook portal"
        form.is_seen = True
        closing = form.save().action_open()
        self.assertEqual(closing["type"], "ir.actions.act_window_close")
        overview = picking.dscsa_overview()
        self.assertEqual(overview["transactions"][0]["proof"], "portal")
        self.assertNotIn("proof", [each["key"] for each in overview["buttons"]])
        picking.dscsa_press("validate")
        self.assertEqual(self.on_hand(self.product), 1)

    def test_who_owes_no_tracing_is_not_asked_for_proof(self):
        self.company.dscsa_profile = "practitioner"
        picking = self.receipt({self.product: 1})
        keys = [each["key"] for each in picking.dscsa_overview()["buttons"]]
        self.assertNotIn("proof", keys)
