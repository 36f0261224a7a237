"""Warnings of suspect product: FD&C Act 582(d)(4)(B)(iii)."""

import base64

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged

from .alerting import AlertCommon


@tagged("post_install", "-at_install")
class TestAlert(AlertCommon):
    def test_a_pasted_table_is_read_held_and_counted(self):
        alert = self.alert(self.table(self.serial(0), self.serial(1), "NOBODY1"))
        self.assertEqual(alert.here_count, 2)
        self.assertEqual(self.epcs.mapped("hold"), ["suspect", "suspect", False])
        rows = alert.discrepancy_ids
        self.assertEqual(set(rows.mapped("code")), {"WATCHLIST_HIT"})
        self.assertEqual(rows.epc_ids, self.epcs[:2])
        self.assertIn("Here now: 2", alert.sentence)
        self.assertFalse(alert.pasted)
        self.assertEqual(len(alert.evidence_ids), 1)

    def test_goods_without_serials_are_compared_in_the_lots_named(self):
        self.epcs.lot_id.quant_ids.filtered(
            lambda quant: quant.location_id.usage == "internal"
        ).sudo().quantity += 2
        head = "GTIN\tLot\tSerial\n"
        mine = self.alert(f"{head}{self.ndc}\tL1\tNOBODY1")
        other = self.alert(f"{head}{self.ndc}\tL2\tNOBODY1")
        self.assertEqual((mine.maybe_count, other.maybe_count), (2, 0))

    def test_looking_twice_is_looking_once(self):
        alert = self.alert(self.table(self.serial(0)))
        before = alert.discrepancy_ids
        alert.with_user(self.technician).action_look()
        self.assertEqual(alert.discrepancy_ids, before)
        self.assertEqual(before.quantity, 1)
        self.assertEqual(len(alert.line_ids), 1)

    def test_a_whole_lot(self):
        alert = self.alert(f"NDC\tLot\n{self.ndc}\t{self.epcs[0].lot}")
        self.assertEqual(alert.here_count, 3)
        self.assertEqual(set(self.epcs.mapped("hold")), {"suspect"})

    def test_what_is_not_certain_is_asked(self):
        alert = self.alert(f"NDC\tSerial\n{self.ndc}\tAB12**\n{self.ndc[:-1]}\tX1")
        self.assertTrue(alert.asked_count)
        self.assertIn("AB12**", alert.asked_html)
        alert.conclusion = "The sender took it back"
        with self.assertRaisesRegex(UserError, "compare"):
            alert.with_user(self.pharmacist).action_end()
        with self.assertRaises(AccessError):
            alert.with_user(self.technician).action_compared()
        alert.with_user(self.pharmacist).action_compared()
        alert.with_user(self.pharmacist).action_end()
        self.assertEqual(alert.state, "ended")

    def test_without_a_product_nothing_is_held_for_certain(self):
        alert = self.alert(f"Serial\tExpiry\n{self.serial(0)}\t")
        self.assertFalse(self.epcs[0].hold)
        self.assertFalse(alert.line_ids.code)
        self.assertIn("without a product", alert.sentence)
        self.assertEqual(self.look_up(0)["level"], "red")
        alert.line_ids.with_user(self.technician).code = self.ndc
        alert.with_user(self.technician).action_look()
        self.assertEqual(self.epcs[0].hold, "suspect")

    def test_the_end_lifts_no_hold(self):
        alert = self.alert(self.table(self.serial(0)))
        with self.assertRaisesRegex(UserError, "how it ended"):
            alert.with_user(self.pharmacist).action_end()
        alert.conclusion = "FDA ended it"
        with self.assertRaises(AccessError):
            alert.with_user(self.technician).action_end()
        alert.with_user(self.pharmacist).action_end()
        self.assertEqual(self.epcs[0].hold, "suspect")
        self.assertFalse(self.company.dscsa_watch_stamp)
        with self.assertRaises(UserError):
            alert.with_user(self.pharmacist).write({"state": "open"})
        alert.with_user(self.pharmacist).action_reopen()
        self.assertTrue(self.company.dscsa_watch_stamp)

    def test_one_press_opens_the_case(self):
        alert = self.alert(self.table(self.serial(0), self.serial(1)))
        action = alert.with_user(self.technician).action_case()
        case = self.env["dscsa.investigation"].browse(action["res_id"])
        self.assertEqual(case.item_ids.epc_id, self.epcs[:2])
        self.assertIn(alert.name, case.why)

    def test_ten_thousand_lines(self):
        rows = [f"{self.ndc}\tQ{number:06}" for number in range(9_999)]
        alert = self.alert(
            "\n".join(["NDC\tSerial", *rows, f"{self.ndc}\t{self.serial(2)}"])
        )
        self.assertEqual(self.epcs[2].hold, "suspect")
        self.assertFalse(self.epcs[0].hold)
        self.assertIn("9,99", alert.line_ids[0].names)

    def test_a_second_warning_of_the_same_goods(self):
        first = self.alert(self.table(self.serial(0)))
        second = self.alert(self.table(self.serial(0)), reason="Stolen in May")
        self.assertEqual(first.discrepancy_ids.epc_ids, second.discrepancy_ids.epc_ids)
        first.conclusion = "Over"
        first.with_user(self.pharmacist).action_end()
        self.assertIn(
            "Stolen",
            self.company._dscsa_watched()
            .found({f"g{self.epcs[0].gtin}"}, [self.epcs[0].lot], self.serial(0))
            .why,
        )

    def test_a_hostile_table_is_refused_in_words(self):
        alert = (
            self.env["dscsa.alert"]
            .with_user(self.technician)
            .create({"reason": "Bad", "company_id": self.company.id})
        )
        for content in (b"PK\x03\x04" + b"\0" * 500, b"\0\1\2", b""):
            alert.write(
                {"table_file": base64.b64encode(content), "table_name": "a.xlsx"}
            )
            with self.subTest(content[:4]), self.assertRaises(UserError):
                alert.action_look()

    def test_a_table_file(self):
        text = f"NDC,Serial\n{self.ndc},{self.serial(1)}\n"
        alert = (
            self.env["dscsa.alert"]
            .with_user(self.technician)
            .create(
                {
                    "reason": "Bad",
                    "company_id": self.company.id,
                    "table_file": base64.b64encode(text.encode()),
                    "table_name": "a.csv",
                }
            )
        )
        alert.action_look()
        self.assertEqual(self.epcs[1].hold, "suspect")

    def test_who_may(self):
        alert = self.alert(self.table(self.serial(0)))
        with self.assertRaises(UserError):
            alert.with_user(self.technician).unlink()
        with self.assertRaises(AccessError):
            alert.line_ids.with_user(self.technician).is_meant = False
        alert.line_ids.with_user(self.pharmacist).is_meant = False
        self.assertFalse(self.company._dscsa_watched())
        auditor = self.auditor
        with self.assertRaises(AccessError):
            alert.with_user(auditor).action_look()

    def test_another_company_neither_sees_nor_holds(self):
        alert = self.alert(self.table(self.serial(0)))
        other = self.env["res.company"].create({"name": "Other"})
        self.assertFalse(other._dscsa_watched())
        stranger = self.technician.copy(
            {"login": "stranger", "company_id": other.id, "company_ids": other.ids}
        )
        env = self.env(user=stranger, context={"allowed_company_ids": other.ids})
        alerts = env["dscsa.alert"]
        self.assertFalse(alerts.search([]))
        with self.assertRaises(AccessError):
            alerts.browse(alert.id).action_look()

    def test_the_answer_is_a_draft(self):
        alert = self.alert(self.table(self.serial(0)))
        action = alert.with_user(self.technician).action_answer()
        self.assertEqual(action["res_model"], "mail.compose.message")
        self.assertIn("Here now: 1", action["context"]["default_body"])

    def test_the_card_of_today(self):
        self.alert(self.table(self.serial(0)))
        cards = self.env["dscsa.today"].with_user(self.technician)._cards()
        card = next(card for card in cards if card["key"] == "alerts")
        self.assertEqual(card["level"], "amber")
        self.assertIn("1 on hold without a case", card["sentence"])

    def test_what_is_not_typed(self):
        alert = self.alert(self.table(self.serial(0)))
        mine, line = alert.with_user(self.technician), alert.line_ids
        for values in ({"asked": False}, {"here_count": 0}, {"state": "ended"}):
            with self.subTest(values), self.assertRaises(UserError):
                mine.write(values)
        with self.assertRaises(UserError):
            line.with_user(self.technician).named = {}
        with self.assertRaises(ValidationError):
            line.with_user(self.pharmacist).code = "12345"

    def test_records_of_its_goods_are_kept(self):
        self.alert(f"GTIN\tLot\n{self.ndc}\tL9")
        kept = self.env["dscsa.retained.mixin"]._retention_scopes(self.company)
        self.assertIn(self.epcs[0].gtin, kept["warning"][0].gtins)
        self.assertEqual(kept["warning"][0].lots, ("L9",))

    def test_the_form_opens(self):
        form = Form(self.env["dscsa.alert"].with_user(self.technician))
        form.reason = "Counterfeit"
        form.pasted = self.table(self.serial(0))
        alert = form.save()
        alert.action_look()
        self.assertEqual(alert.here_count, 1)

    def test_the_product_it_names_is_not_typed_over(self):
        """Another code would take its goods out of the watch."""
        alert = self.alert(self.table(self.serial(0)))
        line = alert.line_ids.with_user(self.technician)
        for code in ("55555-444-33", False):
            with self.subTest(code), self.assertRaises(AccessError):
                line.code = code

    def test_however_the_register_writes_a_serial(self):
        """Hyphens, blanks and case make no other package."""
        for number, (here, named) in enumerate(
            (("aB-c1", "AB-C1"), ("X 77/y", "x77Y"), ("zz9", "Z-Z-9"))
        ):
            self.env.cr.execute(
                "UPDATE dscsa_epc SET serial = %s WHERE id = %s",
                [here, self.epcs[number].id],
            )
            self.env.invalidate_all()
            with self.subTest(here):
                self.alert(self.table(named))
                self.assertEqual(self.epcs[number].hold, "suspect")
