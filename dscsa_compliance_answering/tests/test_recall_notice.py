"""Recalls as notices print them, and goods known by NDC and lot alone."""

from unittest.mock import patch

from odoo import Command, fields
from odoo.exceptions import ValidationError
from odoo.tests import Form, tagged

from .recalling import RecallCommon

FORMS = [
    "Lot # {lot}, Exp 09/28",
    "Lot#: {lot}, Exp. 09/2028",
    "Lot {lot}",
    "Lot #: {lot}, Exp. Date 09/2028",
    "{lot} Exp 09/28",
    "Lots: {lot} (exp. Sep-2028), ZZ-1 (exp. Oct-2028)",
    "Lot Number\tExpiration Date\n{lot}\t09/2028",
    "All lots within expiry",
    "ZZ-1 and {lot}",
    "QX-7300 through QX-7500",
    "NDC {ndc}, Lot {lot}; NDC 99993-101-30, Lot B2",
]


@tagged("post_install", "-at_install")
class TestRecallNotice(RecallCommon):
    def proof(self, lines=(), *, count=0, proof="portal"):
        """A portal or paper proof, with or without lines."""
        return self.env["dscsa.transaction"].create(
            {
                "company_id": self.company.id,
                "proof": proof,
                "portal": "Brook Connect",
                "seller_id": self.seller.id,
                "transaction_date": fields.Date.today(),
                "package_count": count,
                "line_ids": [Command.create(line) for line in lines],
            }
        )

    def test_lots_in_every_form(self):
        self.received(2, lot="QX-7401")
        for form in FORMS:
            with self.subTest(form):
                text = form.format(lot="QX-7401", ndc=self.product.dscsa_ndc)
                recall = self.recall(text)
                self.assertEqual(self.counts(recall), {"shelf": 2})
                self.assertFalse(recall.asked)

    def test_codes_with_words(self):
        self.received(2)
        ndc = self.product.dscsa_ndc
        for code in (f"NDC {ndc}", f"NDCs: {ndc} (30 count)", f"Testamol, NDC {ndc}"):
            with self.subTest(code):
                self.assertEqual(self.counts(self.recall(code=code)), {"shelf": 2})

    def test_what_cannot_be_read_is_asked(self):
        self.received(2)
        for text in ("unknown", "Exp 09/28", "see the attached list"):
            with (
                self.subTest(text),
                self.assertRaisesRegex(ValidationError, "can be read in"),
            ):
                self.recall(text)
        recall = self.recall("L1, and others beginning with Q")
        self.assertIn("others", recall.asked)
        self.assertIn("Not certain", recall.sentence)
        self.assertEqual(self.counts(recall), {"shelf": 2})

    def test_a_miss_names_the_lots_that_are_here(self):
        self.received(2, lot="QX-7401")
        recall = self.recall("OX-7401")
        self.assertIn("QX-7401 (here)", recall.sentence)
        self.assertNotIn("never", recall.sentence)

    def test_serials_of_a_lot_that_is_here_by_others(self):
        """The lot is on record: never said to be none of the notice's numbers."""
        self.received(2, lot="QX-7401")
        recall = self.recall("QX-7401 (serial numbers S0008, S0009)")
        self.assertFalse(self.counts(recall))
        self.assertIn("QX-7401 (here, by other serials)", recall.sentence)
        recall = self.recall("QX-7401, and serial numbers S0008, S0009")
        self.assertEqual(self.counts(recall), {"shelf": 2})
        self.assertIn("Not certain", recall.sentence)

    def test_pasted_notice_becomes_lines(self):
        with Form(self.env["dscsa.recall"].with_user(self.technician)) as form:
            form.reason = "Label"
            form.pasted = (
                f"Testamol, NDC {self.product.dscsa_ndc}, Lots L1, L2 Exp 09/28\n"
                "Other tablets, NDC 99993-101-30, Lot B2"
            )
        lines = form.record.line_ids
        self.assertEqual(lines.mapped("lots"), ["L1, L2", "B2"])

    def test_serial_numbers(self):
        self.received(4)
        recall = self.recall("")
        recall.line_ids.serials = "S0001, S0003 - S0004"
        recall.action_run()
        self.assertEqual(self.counts(recall), {"shelf": 3})
        recall.action_hold()
        held = self.env["dscsa.epc"].search([("hold", "=", "recall")])
        self.assertEqual(
            sorted(held.filtered("serial").mapped("serial")),
            ["S0001", "S0003", "S0004"],
        )
        self.assertEqual(self.counts(recall), {"held": 3})

    def test_a_proof_without_lines_could_hold_it(self):
        self.proof(count=140)
        recall = self.recall("ZZZ9", code="99993-304-28")
        self.assertEqual(recall.result_ids.mapped("bucket"), ["no_lots"])
        self.assertNotIn("never", recall.sentence)

    def test_a_list_by_lot_is_known_in_any_print(self):
        self.proof([{"ndc": self.product.dscsa_ndc, "lot": "QX-1", "quantity": 3}])
        recall = self.recall("Lot qx 1")
        self.assertEqual(self.counts(recall), {"announced": 3})

    def test_uses_by_ndc_and_lot_are_counted(self):
        proof = self.proof(
            [{"product_id": self.product.id, "lot": "L1", "quantity": 5}]
        )
        proof.picking_ids = self.receipt({self.other_product: 1})
        self.company.dscsa_records_only = True
        proof.picking_ids.state = "done"
        use = {
            "kind": "dispensed",
            "product_id": self.product.id,
            "gtin": None,
            "lot": "L1",
            "epc_id": None,
            "lot_id": None,
            "count": 2,
            "first_day": fields.Date.today(),
            "last_day": fields.Date.today(),
        }
        uses = patch.object(
            self.env.registry["dscsa.epc"], "_dscsa_uses", lambda *_args: [use]
        )
        with uses:
            recall = self.recall()
            self.assertEqual(self.counts(recall), {"dispensed": 2, "unknown": 3})
            use["count"] = 1
            recall.action_run()
            self.assertEqual(self.counts(recall), {"dispensed": 1, "unknown": 4})
