"""What the document says and what the bench says are one judgement."""

import os
import re
from datetime import UTC, datetime

from dscsa_core.simulate import FAULTS, Options, make
from dscsa_core.simulate.draft import gln_of, gtin_of

from odoo.tests import tagged

from ..services.holds.severity import HELD
from .bench import BenchCommon
from .common import OUR_GLN
from .receiving import ReceivingCommon

HOLD_WORDS = re.compile(
    r"yellow bin|(?<!was )\bon hold\b|\bapart\b|do not put|not receive|\bStop\b|"
    r"wait with it|off the shelf",
    re.IGNORECASE,
)
# what the whole delivery carries has to reach each of its packages
_WIDE = {"SHIPTO_NOT_OURS", "STATEMENT_MISSING", "SSCC_ORPHAN"}
_PROFILES = ("pharmacy_small", "pharmacy", "practitioner", "wholesaler")
# nothing is read of it, or it comes when all is over
_NO_FILE = {"truncated", "late_file"}


@tagged("post_install", "-at_install")
class TestOneJudgement(ReceivingCommon):
    """Every fault a delivery can have × every profile: file, bench and validation."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sender = cls._make_partner("Sample Wholesale", gln_of(8700001), "03301")
        cls._make_partner("Another Pharmacy", gln_of(8700099), "03302")
        cls.simulated = [
            cls._make_product(
                number,
                name=f"Samplamol {number}",
                barcode=gtin_of(number),
                dscsa_ndc=f"99999-{gtin_of(number)[8:12]}-{gtin_of(number)[12]}",
            )
            for number in (101, 102)
        ]

    def _deliver(self, fault, seed):
        order = self.order(dict.fromkeys(self.simulated, 2), partner=self.sender)
        delivery = make(
            Options(
                datetime.now(UTC),
                packages=4,
                per_lot=2,
                faults=(fault,),
                seed=seed,
                po=order.name,
                buyer=self.company.name,
                buyer_gln=OUR_GLN,
            )
        )
        document = self.process(delivery.files[delivery.file_name])
        self.assertEqual(document.state, "processed", document.failure)
        return document, order.picking_ids.with_user(self.technician), delivery

    def test_every_fault_in_every_profile(self):
        """Each fault in the first profile and in one of the others; long, in all."""
        faults = [fault for fault in FAULTS if fault not in _NO_FILE]
        for place, profile in enumerate(_PROFILES):
            self.company.dscsa_profile = profile
            for number, fault in enumerate(faults):
                turn = number % (len(_PROFILES) - 1) + 1
                if place in (0, turn) or "DSCSA_LONG" in os.environ:
                    with self.subTest(profile=profile, fault=fault):
                        self._check(*self._deliver(fault, 100 * (place + 1) + number))

    def _check(self, document, picking, delivery):
        weights = document._severities()
        said = f"{document.next_step} {document.findings_html}"
        if not set(weights.values()) & HELD:
            self.assertNotRegex(said, HOLD_WORDS)
        answers = [self.scan(picking, label) for label in delivery.labels]
        for answer in answers:
            words = f"{answer['sentence']} {answer['next_step']}"
            if answer["level"] != "red":
                self.assertNotRegex(words, HOLD_WORDS)
            else:
                self.assertNotIn("may go up", words)
        levels = [each["level"] for each in answers]
        if set(weights.values()) & HELD:
            self.assertIn("red", levels)
        if any(weights.get(code, "note") != "note" for code in _WIDE):
            self.assertNotIn("green", levels)
        self.validate(picking, backorder=False)
        held = self.env["dscsa.epc"].search_count(
            [("picking_id", "=", picking.id), ("hold", "!=", False)]
        )
        self.assertEqual(held, levels.count("red"))
        for row in self.discrepancies(picking):
            if row.severity not in HELD:
                self.assertNotRegex(row.next_step, HOLD_WORDS)


@tagged("post_install", "-at_install")
class TestStrangers(BenchCommon):
    """A bottle nobody ordered, announced or knows is never judged milder."""

    def test_unknown_is_held_like_known(self):
        for profile in _PROFILES:
            self.company.dscsa_profile = profile
            picking = self.receipt(
                {self.product: 1}, self.packages(1, prefix=profile), instance=profile
            )
            known = self.scan(picking, self.label("K1", item=2))
            stranger = self.scan(picking, self.label("K1", item=77))
            self.third_product.dscsa_scope = "undetermined"
            undecided = self.scan(picking, self.label("K1", item=3))
            self.assertEqual(undecided["level"], known["level"], profile)
            rank = ("green", "amber", "red").index
            self.assertGreaterEqual(rank(stranger["level"]), rank(known["level"]))
            self.assertNotEqual(stranger["level"], "green")

    def test_it_is_named_by_its_ndc(self):
        picking = self.receipt({self.product: 1}, self.packages(1))
        answer = self.scan(picking, self.label("K1", item=77))
        self.assertIn("NDC", answer["sentence"])
        self.assertNotIn(gtin_of(77), answer["sentence"])
        self.assertEqual(answer["code"], "NDC_NOT_ANNOUNCED")

    def test_a_portal_proof_makes_no_stranger_good(self):
        picking = self.delivery_of(self.seller, "P-1")
        self._note_portal(picking)
        self.assertEqual(self.scan(picking, self.label("K1"))["level"], "green")
        answer = self.scan(picking, self.label("K2", item=77))
        self.assertEqual((answer["level"], answer["code"]), ("amber", "GOODS_UNKNOWN"))

    def _note_portal(self, picking):
        self.env["dscsa.transaction"].create(
            {
                "company_id": self.company.id,
                "proof": "portal",
                "seller_id": self.seller.id,
                "invoice_numbers": "P-1",
                "statement": "yes",
                "picking_ids": [(4, picking.id)],
            }
        )

    def test_clerical_matters_of_known_goods_hold_nothing(self):
        self.product.dscsa_scope = "undetermined"
        picking = self.receipt({self.product: 1}, self.packages(1))
        answer = self.scan(picking, self.label("S0001", lot="OTHER"))
        self.assertEqual((answer["level"], answer["code"]), ("amber", "LOT_MISMATCH"))
