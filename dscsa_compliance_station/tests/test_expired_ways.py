"""What is past its date never goes to a patient; only a corrected date ends that."""

from odoo.exceptions import UserError
from odoo.tests import Form, tagged

from odoo.addons.dscsa_compliance.models.dscsa_release.dscsa_release import (
    BY_HAND,
)

from .station import StationCommon


@tagged("post_install", "-at_install")
class TestExpiredWays(StationCommon):
    def typed_wrong(self, serial="S0001", **options):
        """A good package whose date was typed as one of last week; it is held."""
        nodes = options.pop("nodes", self.packages(1))
        picking = self.receipt({self.product: 1}, nodes)
        self.scan(picking, self.label(serial, expiry=self.days_ago(3)))
        self.validate(picking)
        epc = self.package(serial)
        self.assertEqual(epc.hold, "expired")
        return picking, epc

    def release(self, epc, reason):
        releases = self.env["dscsa.release"].with_user(self.pharmacist)
        release = releases._release(epc.with_user(self.pharmacist), reason)
        self.env.invalidate_all()
        return release

    def refused(self, epc):
        for reason, _title in BY_HAND:
            with self.subTest(reason), self.assertRaises(UserError):
                self.release(epc, reason)
        self.assertEqual(epc.hold, "expired")

    def test_no_word_lets_it_go(self):
        picking, epc = self.typed_wrong()
        self.refused(epc)
        rows = self.discrepancies(picking).with_user(self.pharmacist)
        for reason, _title in BY_HAND:
            with self.subTest(reason), self.assertRaises(UserError):
                self.env["dscsa.release"].with_user(self.pharmacist)._release(
                    epc, reason, discrepancies=rows
                )
        for way in ("paper", "portal", "judgement"):
            wizard = self.env["dscsa.needed.wizard"].with_user(self.pharmacist)
            wizard = wizard.create(
                {
                    "epc_ids": epc.ids,
                    "way": way,
                    "reference": "Folder 3",
                    "is_seen": True,
                    "call_note": "Nobody reached",
                }
            )
            with self.subTest(way), self.assertRaises(UserError):
                wizard.action_release()
        with self.assertRaises(UserError):
            rows.action_resolve("judgement")
        self.assertEqual(epc.hold, "expired")

    def test_dates_of_the_file_do_not_outvote_the_label(self):
        picking, epc = self.typed_wrong(nodes=self.packages(1, expiry=self.days_ago(9)))
        order = picking.sudo().purchase_id.name
        self.deliver(self.packages(1), po=order, instance="corrected")
        self.run_release()
        self.assertEqual(epc.hold, "expired")
        self.refused(epc)

    def test_a_corrected_file_asks_for_the_label_where_none_was_read(self):
        self.company.dscsa_scan_depth = "announced"
        picking = self.receipt(
            {self.product: 1}, self.packages(1, expiry=self.days_ago(3))
        )
        picking.action_dscsa_receive_as_announced()
        self.validate(picking)
        epc = self.package("S0001")
        self.assertEqual((epc.hold, epc.seen_expiry), ("expired", False))
        self.refused(epc)
        order = picking.sudo().purchase_id.name
        self.deliver(self.packages(1), po=order, instance="corrected")
        self.run_release()
        # no longer expired; nobody read the label, and the lot in stock says otherwise
        (row,) = self.env["dscsa.discrepancy"].search(
            [("state", "=", "open"), ("epc_ids", "in", epc.ids)]
        )
        self.assertEqual((epc.hold, row.code), ("data", "EXPIRY_MISMATCH"))

    def test_the_label_read_again_ends_it(self):
        picking, epc = self.typed_wrong()
        answer = self.scan(picking, self.label("S0001"))
        self.assertIn("read again", answer["next_step"])
        self.assertIn("reads", answer["sentence"])
        with self.assertRaises(UserError):
            self.release(epc, "patient_need")
        release = self.release(epc, "scan_mistake")
        self.assertFalse(epc.hold)
        self.assertEqual(epc.seen_expiry, self.days_ago(3), "what was read stays")
        self.assertEqual(epc.printed_expiry, self.expiry)
        self.assertEqual(epc.lot_id.dscsa_expiry_date, self.expiry)
        self.assertIn("the label reads", release.note)
        told = self.station().dscsa_look_up(self.label("S0001"))
        self.assertNotEqual(told["code"], "EXPIRED", told["sentence"])
        self.assertNotIn("xpired", told["sentence"])

    def test_it_is_read_again_in_the_form(self):
        _picking, epc = self.typed_wrong()
        wizards = self.env["dscsa.release.wizard"].with_user(self.pharmacist)
        for label in (
            self.label("S0001", expiry=self.days_ago(3)),
            self.label("S0002"),
            self.label("S0001", lot="OTHER"),
            "no label",
        ):
            values = {"epc_ids": epc.ids, "reason": "scan_mistake", "label": label}
            with self.subTest(label), self.assertRaises(UserError):
                wizards.create(values).action_release()
            self.assertEqual(epc.hold, "expired")
        form = Form(wizards.with_context(default_epc_ids=epc.ids))
        form.reason = "scan_mistake"
        form.label = self.label("S0001")
        form.save().action_release()
        self.env.invalidate_all()
        self.assertFalse(epc.hold)

    def test_a_lot_of_which_others_are_past_keeps_its_date(self):
        past = self.days_ago(3)
        picking = self.receipt({self.product: 2}, self.packages(2))
        for serial in ("S0001", "S0002"):
            self.scan(picking, self.label(serial, expiry=past))
        self.validate(picking)
        epc = self.package("S0001")
        self.scan(picking, self.label("S0001"))
        self.release(epc, "scan_mistake")
        self.assertFalse(epc.hold)
        self.assertEqual(epc.lot_id.dscsa_expiry_date, past)
        self.assertEqual(self.package("S0002").hold, "expired")

    def test_what_waits_for_data_and_runs_out_meanwhile_is_past_its_date(self):
        picking = self.receipt({self.product: 1})
        self.scan(picking, self.label("S0001"))
        self.validate(picking)
        epc = self.package("S0001")
        self.assertEqual(epc.hold, "data")
        for name in ("seen_expiry", "expiry"):
            with self.subTest(name), self.cr.savepoint() as savepoint:
                self.as_printed("S0001", **{name: self.days_ago(1)})
                with self.assertRaises(UserError):
                    self.release(epc, "patient_need")
                savepoint.rollback()
                self.env.invalidate_all()
        self.release(epc, "patient_need")
        self.assertFalse(epc.hold)
