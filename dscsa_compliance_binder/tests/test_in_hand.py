"""One code, one judgement: the same package, whatever is done with it."""

from unittest.mock import patch

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import tagged

from odoo.addons.dscsa_compliance.tests.numbers import gtin_of
from odoo.addons.dscsa_compliance_station.services.station.use_stock import (
    UseStock,
)
from odoo.addons.dscsa_compliance_station.tests.station import StationCommon

LOOKS = ("look_up", "bottle")
USES = ("dispensed", "administered", "wasted", "count")
MODES = (*LOOKS, *USES, "sell")
# what is different → what is said
DIFFERENCES = {
    "lot": "LOT_DIFFERS",
    "expiry": "EXPIRY_DIFFERS",
    "held": "HELD_DATA",
    "suspect": "HELD_SUSPECT",
    "recalled": "RECALLED",
    "dispensed": "DISPENSED",
    "destroyed": "DESTROYED",
    "returned": "RETURNED",
    "other_company": "OTHER_COMPANY",
    "unknown_recalled": "RECALLED",
    "lot_unread": "RECALL_DOUBT",
}
_ROWS = {
    "held": {"hold": "data"},
    "suspect": {"hold": "suspect"},
    "dispensed": {"status": "dispensed"},
    "destroyed": {"status": "destroyed"},
    "returned": {"status": "returned"},
}


@tagged("post_install", "-at_install")
class TestInHand(StationCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.dscsa_use_packages = True
        cls.oak = cls._make_company("Oak Pharmacy", gtin_of(9)[1:])
        cls.technician.company_ids += cls.oak
        cls.in_stock(2)

    def arrange(self, difference):
        """The text of a code that differs so from the records."""
        if "recalled" in difference or difference == "lot_unread":
            self.recall()
        row = _ROWS.get(difference)
        if row:
            self.package("S0001").write(row)
        if difference == "other_company":
            values = {"company_id": self.oak.id, "key": f"01{gtin_of(1)}21OAK1"}
            self.env["dscsa.epc"].create(
                {**values, "kind": "package", "gtin": gtin_of(1), "serial": "OAK1"}
            )
            return self.label("OAK1")
        if difference == "unknown_recalled":
            return self.label("NEVER1")
        if difference == "lot_unread":
            return f"]d201{gtin_of(1)}21NEVER2"
        if difference == "expiry":
            return self.label("S0001", expiry=self.days_ago(-40))
        return self.label("S0001", lot="CLONE" if difference == "lot" else "L1")

    def recall(self):
        return self.env["dscsa.recall"].create(
            {
                "reason": "Too strong",
                "line_ids": [
                    Command.create({"code": self.product.dscsa_ndc, "lots": "L-1"})
                ],
            }
        )

    def judged(self, mode, text):
        """(level, sentence) of a mode."""
        if mode == "look_up":
            answer = self.station().dscsa_look_up(text)
        elif mode == "bottle":
            return self.page(text)
        elif mode == "sell":
            picking = self.sell(self.product, 1).with_user(self.technician)
            answer = self.scan(picking, text)
        else:
            answer = self.scan_at(self.begin(mode), text)
        return answer["level"], answer["sentence"]

    def page(self, text):
        page = self.bottle(text)
        return page["level"], " ".join(page["warnings"])

    def bottle(self, text):
        """The page of “Take this bottle”."""
        looks = self.env["dscsa.bottle"].with_user(self.technician)
        return looks.create({"text": text, "choice": -1})._page()

    def test_same_judgement_in_every_mode(self):
        for difference, code in DIFFERENCES.items():
            for mode in MODES:
                with (
                    self.subTest(difference=difference, mode=mode),
                    self.env.cr.savepoint() as savepoint,
                ):
                    level, sentence = self.judged(mode, self.arrange(difference))
                    self.assertEqual(level, "red", (code, sentence))
                    if code in ("LOT_DIFFERS", "EXPIRY_DIFFERS"):
                        self.assertIn("the records say", sentence)
                    if code == "RECALLED":
                        self.assertIn("Too strong", sentence)
                    savepoint.rollback()
                self.env.invalidate_all()

    def test_a_date_that_is_over_is_said_beside_any_other_reason(self):
        past, future = self.days_ago(90), self.days_ago(-900)
        for printed, known in ((past, future), (future, past)):
            self.as_printed("S0001", seen_expiry=known)
            for mode in ("look_up", "dispensed"):
                level, sentence = self.judged(mode, self.label("S0001", expiry=printed))
                with self.subTest(printed=printed, mode=mode):
                    self.assertEqual(level, "red")
                    self.assertIn("the records say", sentence)
                    self.assertIn(f"It expired on {past.day} {past:%b %Y}", sentence)

    def test_a_clone_is_kept_on_record(self):
        for mode in ("dispensed", "count"):
            self.judged(mode, self.label("S0001", lot="CLONE"))
        rows = self.package("S0001").discrepancy_ids
        self.assertEqual(rows.mapped("code"), ["LOT_MISMATCH"])
        self.assertIn("CLONE", rows.message)
        self.assertEqual(self.package("S0001").status, "in_stock")
        self.judged("dispensed", self.label("S0001"))
        self.assertEqual(self.package("S0001").status, "dispensed")

    def test_both_values_stand_on_the_bottles_page(self):
        text = self.label("S0001", lot="CLONE")
        page = self.bottle(text)
        values = [value for _title, value in page["identity"]]
        self.assertIn("CLONE", values)
        self.assertIn("L1", values)

    def test_by_lot_alone(self):
        """A code that names no package: the lot is enough for a recall."""
        text = f"]d201{gtin_of(1)}10L1"
        self.recall()
        for mode in ("dispensed", "wasted", "count", "look_up"):
            level, sentence = self.judged(mode, text)
            self.assertEqual(level, "red")
            self.assertIn("Too strong", sentence)
        typed = f"NDC {self.product.dscsa_ndc} lot L1"
        self.assertEqual(self.page(typed)[0], "red")

    def test_recalled_at_the_empty_screen(self):
        self.recall()
        for serial in ("S0001", "NEVER1"):
            answer = self.open(self.label(serial))
            self.assertEqual((answer["level"], answer["code"]), ("red", "RECALLED"))

    def test_a_refusal_of_stock_is_an_answer(self):
        """Nothing is thrown at the bench: it says what stops it."""
        refused = UserError("It may not leave.")
        with patch.object(UseStock, "take", side_effect=refused):
            answer = self.scan_at(self.begin("dispensed"), self.label("S0002"))
        self.assertEqual((answer["level"], answer["code"]), ("red", "NOT_BOOKED"))
        self.assertIn("It may not leave.", answer["sentence"])
        self.assertFalse(answer["scan_id"])
        self.assertEqual(self.package("S0002").status, "in_stock")

    def test_a_used_bottle_says_how_when_and_by_whom(self):
        for serial, mode, word in (
            ("S0001", "administered", "Administered"),
            ("S0002", "wasted", "Wasted"),
        ):
            self.scan_at(self.begin(mode), self.label(serial))
            where = self.bottle(serial)["where"]
            self.assertIn(word, where)
            self.assertIn(self.technician.name, where)

    def test_nothing_differs(self):
        for mode in LOOKS:
            self.assertEqual(self.judged(mode, self.label("S0001"))[0], "green")
        unknown = self.judged("dispensed", self.label("NEVER1"))
        self.assertEqual(unknown[0], "amber")

    def test_a_released_label_is_what_was_seen(self):
        """A pharmacist let the label's lot pass at receipt: that is the record."""
        self.as_printed("S0001", seen_lot="LABEL")
        fits = self.label("S0001", lot="LABEL")
        self.assertEqual(self.judged("look_up", fits)[0], "green")
        other = self.judged("look_up", self.label("S0001"))
        self.assertEqual(other[0], "red")
