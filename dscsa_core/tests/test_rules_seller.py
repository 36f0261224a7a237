"""A seller without proof at the receipt: when it is a finding, and for what goods."""

import unittest
from dataclasses import replace

from dscsa_core.catalogue import RULES, finding
from dscsa_core.rules import partner
from dscsa_core.rules.seller import SELLER_CODES, Purchase, hits, judge_seller

EXPIRED = finding("LICENSE_EXPIRED", "Brook", name="Brook", license="NH W-1")
NOTE = finding("LICENSE_ENDS_SOON", "Brook", name="Brook")
PURCHASE = Purchase("stop", reasons=(EXPIRED,))


class TestSeller(unittest.TestCase):
    """Values in, findings out."""

    def test_missing_proof_is_found(self):
        for gate in ("warn", "stop"):
            with self.subTest(gate=gate):
                found = judge_seller(replace(PURCHASE, gate=gate))
                self.assertEqual(found, [EXPIRED])

    def test_nothing_is_found(self):
        for change in (
            {"gate": "off"},
            {"gate": ""},
            {"is_sale": False},
            {"is_good": True},
            {"was_allowed": True},
            {"reasons": ()},
            {"reasons": (NOTE,)},
        ):
            with self.subTest(**change):
                self.assertEqual(judge_seller(replace(PURCHASE, **change)), [])

    def test_only_goods_in_scope(self):
        self.assertTrue(hits("in_scope"))
        for scope in ("undetermined", "excluded", ""):
            self.assertFalse(hits(scope), scope)

    def test_every_reason_of_a_partner_has_its_code(self):
        self.assertEqual(set(partner._CODES.values()), SELLER_CODES)
        self.assertLessEqual(SELLER_CODES, RULES.keys())
