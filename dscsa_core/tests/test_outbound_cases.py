"""What leaves is judged by its facts; nothing unknown is ever «nothing is owed»."""

import unittest
from dataclasses import fields, replace
from itertools import product

from dscsa_core.catalogue import RULES, sentence
from dscsa_core.outbound import leaving as of
from dscsa_core.outbound.cases import CASES, EXEMPTIONS, judge
from dscsa_core.outbound.leaving import Leaving

SALE = Leaving(
    of.SALE, of.WHOLESALER, of.PHARMACY, True, True, True, bought_direct=False
)
STOCK = replace(SALE, we=of.PHARMACY, may_wholesale=True)
WHOLE = {
    of.SALE: SALE,
    of.DROP_SHIPMENT: replace(SALE, case=of.DROP_SHIPMENT, we=of.MAKER),
    of.DROP_SOLD: replace(SALE, case=of.DROP_SOLD, shipper_tells=True),
    of.PATIENT_NEED: replace(STOCK, case=of.PATIENT_NEED, prescription="RX 77"),
    of.DISPENSED: Leaving(
        of.DISPENSED, of.PHARMACY, of.PATIENT, True, prescription="RX 78"
    ),
    of.OFFICE_USE: Leaving(
        of.OFFICE_USE, of.PHARMACY, of.PRACTITIONER, True, None, True,
        practice_license="NH 12", within_cap=True,
    ),
    of.AFFILIATE: Leaving(
        of.AFFILIATE, of.PHARMACY, of.OWN, True, control="Weir Holding, 100 %"
    ),
    of.HEALTH_GROUP: Leaving(
        of.HEALTH_GROUP, of.PHARMACY, of.PRACTITIONER, True, control="Weir Hospitals"
    ),
    of.RETURN: Leaving(
        of.RETURN, of.PHARMACY, of.WHOLESALER, True, True, bought_there=True,
        invoice="I-9",
    ),
    of.REVERSE: Leaving(of.REVERSE, of.PHARMACY, of.RETURNS, True, True),
    of.BUSINESS: Leaving(
        of.BUSINESS, of.PHARMACY, of.PHARMACY, True, records_go=True
    ),
    of.EXEMPT: Leaving(
        of.EXEMPT, of.PHARMACY, of.PHARMACY, True, exemption="X14"
    ),
    of.MOVE: Leaving(of.MOVE, of.PHARMACY, of.OWN, False),
}  # fmt: skip
OWED = {of.SALE, of.DROP_SHIPMENT}


def codes(verdict) -> set[str]:
    return {each.code.removeprefix("outbound.") for each in verdict.findings}


class TestCases(unittest.TestCase):
    def test_every_case_with_all_its_facts(self):
        self.assertEqual(WHOLE.keys(), CASES.keys())
        for name, facts in WHOLE.items():
            with self.subTest(name):
                found = judge(facts)
                self.assertEqual((found.case, codes(found)), (name, set()))
                self.assertTrue(found.stands)
                self.assertIs(found.owes, name in OWED)
                self.assertTrue(found.paragraph)
                self.assertEqual("file" in found.makes, name in OWED)

    def test_each_fact_of_evidence_missing_is_named(self):
        """Unknown, and known to be not so: each says so, and most of them stop."""
        for name, facts in WHOLE.items():
            for fact in CASES[name].evidence:
                for value in (
                    (None, False)
                    if isinstance(getattr(facts, fact), bool)
                    else ("", " ")
                ):
                    with self.subTest(name, fact=fact, value=value):
                        found = judge(replace(facts, **{fact: value}))
                        code = f"{fact}_unknown" if value is None else fact
                        self.assertEqual(codes(found), {code})
                        mild = {"within_cap_unknown", "invoice"}
                        self.assertIs(found.stands, code in mild)

    def test_never_a_silent_none(self):
        """Free of TI/TS is only a case that stands, whatever fact is taken away."""
        for name, facts in WHOLE.items():
            for each in fields(Leaving):
                left = replace(facts, **{each.name: getattr(Leaving(), each.name)})
                if left == facts:
                    continue
                found = judge(left)
                with self.subTest(name, without=each.name):
                    if found.owes is not False:
                        continue
                    self.assertTrue(found.stands)
                    self.assertNotEqual(each.name, "passes")
                    self.assertTrue(each.name != "we" or name == of.MOVE)
                    mild = ("within_cap", "invoice")
                    if each.name in CASES[name].evidence:
                        self.assertIn(each.name, mild)

    def test_nothing_known(self):
        found = judge(Leaving())
        self.assertEqual((found.case, found.owes), ("", None))
        self.assertEqual(codes(found), {"case_unknown"})
        self.assertFalse(found.stands)
        self.assertEqual(codes(judge(Leaving("gift"))), {"case_other"})

    def test_only_what_is_certain_is_concluded(self):
        for we, to, passes in product(of.SELLERS, of.GETTERS, (True, False, None)):
            found = judge(Leaving("", we, to, passes, True, True))
            with self.subTest(we=we, to=to, passes=passes):
                if passes is False:
                    self.assertEqual((found.case, found.owes), (of.MOVE, False))
                elif (
                    passes
                    and we in (of.WHOLESALER, of.REPACKAGER, of.MAKER)
                    and to in (of.PHARMACY, of.PRACTITIONER)
                ):
                    self.assertEqual((found.case, found.owes), (of.SALE, True))
                else:
                    self.assertEqual((found.case, found.owes), ("", None))

    def test_a_case_that_does_not_fit_says_nothing_of_what_is_owed(self):
        for changes, code in (
            ({"to": of.WHOLESALER}, "case_parties"),
            ({"we": of.WHOLESALER}, "case_parties"),
            ({"to": ""}, "case_party_unknown"),
            ({"passes": None}, "passes_unknown"),
            ({"passes": False}, "passes"),
        ):
            with self.subTest(changes):
                found = judge(replace(WHOLE[of.PATIENT_NEED], **changes))
                self.assertEqual(codes(found), {code})
                self.assertIsNone(found.owes)
                self.assertFalse(found.stands)

    def test_moved_goods_that_are_sold(self):
        found = judge(replace(WHOLE[of.MOVE], passes=True))
        self.assertEqual((codes(found), found.owes), ({"passes"}, None))


class TestHints(unittest.TestCase):
    def test_stock_for_another_pharmacy(self):
        self.assertEqual(codes(judge(STOCK)), set())
        found = judge(replace(STOCK, may_wholesale=None))
        self.assertEqual(codes(found), {"wholesale_unknown"})
        self.assertTrue(found.stands)
        found = judge(replace(STOCK, may_wholesale=False))
        self.assertEqual(codes(found), {"wholesale"})
        self.assertFalse(found.stands)

    def test_direct_purchase(self):
        self.assertFalse(judge(SALE).purchase)
        self.assertTrue(judge(replace(SALE, bought_direct=True)).purchase)
        self.assertTrue(judge(replace(SALE, partly_direct=True)).purchase)
        found = judge(replace(SALE, bought_direct=None))
        self.assertEqual(codes(found), {"purchase_unknown"})
        self.assertTrue(found.stands)

    def test_paragraph_by_seller(self):
        for we, part in (
            (of.WHOLESALER, "582(c)"),
            (of.PHARMACY, "582(d)"),
            (of.REPACKAGER, "582(e)"),
            (of.MAKER, "582(b)"),
        ):
            self.assertIn(part, judge(replace(SALE, we=we)).paragraph)


class TestExemptions(unittest.TestCase):
    def test_each_has_its_paragraph(self):
        for name, paragraph in EXEMPTIONS.items():
            facts = replace(
                WHOLE[of.EXEMPT], exemption=name, words="Flood", reason_proof="letter"
            )
            with self.subTest(name):
                self.assertEqual(judge(facts).paragraph, paragraph)

    def test_those_with_evidence_of_their_own_ask_for_it(self):
        for name, code in (
            ("X1", "control"), ("X3", "words"), ("X4", "prescription"),
            ("X7", "practice_license"), ("X9", "records_go_unknown"),
            ("X12", "words"), ("X13", "reason_proof"), ("FDA_WAIVER", "reason_proof"),
            ("X99", "exemption"),
        ):  # fmt: skip
            with self.subTest(name):
                found = judge(replace(WHOLE[of.EXEMPT], exemption=name))
                self.assertIn(code, codes(found))
                self.assertFalse(found.stands)


class TestWords(unittest.TestCase):
    def test_every_code_that_can_be_raised_has_words(self):
        names = {name for case in CASES.values() for name in case.evidence}
        for name in names - {"exemption"}:
            found = [f"outbound.{name}"]
            if not isinstance(getattr(Leaving(), name), str):
                found.append(f"outbound.{name}_unknown")
            for code in found:
                self.assertIn(code, RULES)

    def test_sentences_are_filled(self):
        for facts in (Leaving("gift"), replace(SALE, to=of.PATIENT, we="")):
            for each in judge(facts).findings:
                self.assertNotIn("«?»", sentence(each.code, each.facts))
