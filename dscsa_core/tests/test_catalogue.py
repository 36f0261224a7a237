"""The catalogue: complete, unambiguous, and readable whatever the facts."""

import re
import unittest

from dscsa_core import catalogue
from dscsa_core.catalogue.rule import FAMILIES, HDA, read_rules
from dscsa_core.finding import INFO, LEVELS

# Requirements 5.3, and what the receiving bench asks for.
CODES = """
FILE_UNREADABLE SCHEMA_UNKNOWN HEADER_MISSING SENDER_UNKNOWN
SENDER_MISMATCH STATEMENT_MISSING STATEMENT_NEGATIVE NAIVE_TIME FUTURE_TIME
STALE_EVENT STEP_INVALID GLN_UNKNOWN GLN_CHECKDIGIT GLN_MISSING SHIPTO_NOT_OURS
PARTNER_NOT_AUTHORISED GTIN_UNKNOWN NDC_MISMATCH MASTERDATA_MISSING
PREFIX_SPLIT ZERO_STRIPPED SCOPE_UNDETERMINED SERIAL_DUPLICATE
SERIAL_NOT_COMMISSIONED SERIAL_DECOMMISSIONED LOT_MISMATCH EXPIRY_MISMATCH
EXPIRY_MISSING EXPIRED_SHIPPED EXPIRY_DAY00 MIXED_LOT_IN_CASE
PARENT_MISSING CHILD_MISSING TWO_PARENTS SSCC_ORPHAN CASE_QTY_DIFF
AGGREGATE_BROKEN_SEAL LEVELS_MIXED ORDER_OF_EVENTS OVERAGE SHORTAGE PO_MISMATCH
PO_MISSING NO_TI TI_INCOMPLETE DROPSHIP_FLAG_MISSING
RETURN_NOT_LINKED BARCODE_UNREADABLE
VRS_FAILED VRS_RECALLED
VRS_SUSPECT WATCHLIST_HIT CONTENT_DUPLICATE
TI_LOT_LEVEL SERIAL_NOT_ANNOUNCED LOT_NOT_ANNOUNCED NDC_NOT_ANNOUNCED EXPIRED
SHORT_DATED SERIAL_IN_STOCK SERIAL_RETURNED_BEFORE SERIAL_DISPENSED_BEFORE
SERIAL_OTHER_SELLER RECALLED WRONG_RECEIPT
""".split()

# What clerical findings must not say (words of the users' guide).
_BANNED = re.compile(r"\b(verified|quarantine|EPC|SGTIN|ILMD|compliant)\b", re.I)


class TestCatalogue(unittest.TestCase):
    def every(self):
        return list(read_rules())

    def test_all_codes_are_there(self):
        self.assertEqual([code for code in CODES if code not in catalogue.RULES], [])

    def test_codes_and_numbers_are_unique(self):
        rules = self.every()
        for field in ("code", "number"):
            values = [getattr(rule, field) for rule in rules]
            twice = sorted({value for value in values if values.count(value) > 1})
            self.assertEqual(twice, [], field)

    def test_shape(self):
        for rule in self.every():
            with self.subTest(rule.code):
                self.assertRegex(rule.number, r"^[A-Z0-9]{3}-\d\d\d?$")
                self.assertRegex(rule.code, r"^([A-Z0-9_]+|[a-z0-9_]+(\.[a-z0-9_]+)+)$")
                self.assertIn(rule.level, LEVELS)
                self.assertIn(rule.family, FAMILIES)
                self.assertIn(rule.hda, HDA)

    def test_what_asks_for_nothing_is_a_note(self):
        """Ordinary files of real senders must not look like trouble."""
        owed = {"ADDRESS_MISSING"}
        for rule in self.every():
            asks = "convenient" in rule.next_step or rule.next_step == "Nothing to do."
            if asks and rule.code not in owed and not rule.code.startswith("X12"):
                with self.subTest(rule.code):
                    self.assertEqual(rule.level, INFO)

    def test_plain_words(self):
        for rule in self.every():
            for text in (rule.sentence, rule.next_step):
                with self.subTest(rule.code, text=text):
                    self.assertNotRegex(text, _BANNED)
                    self.assertTrue(text[:1].isupper() or text[:2] == "%(", text)
                    self.assertRegex(text, r"([.?:]|%\(reason\)s)$")

    def test_texts_fill_with_and_without_facts(self):
        for rule in self.every():
            with self.subTest(rule.code):
                for facts in ({}, dict.fromkeys(rule.facts, "x"), {"other": 1}):
                    text = catalogue.sentence(rule.code, facts)
                    text += catalogue.next_step(rule.code, facts)
                    self.assertNotIn("%(", text)
                    self.assertEqual(
                        "«?»" in text, rule.facts != () and "x" not in (facts.values())
                    )

    def test_missing_fact_is_shown(self):
        text = catalogue.sentence("EXPIRED", {"lot": "K7", "expiry": None})
        self.assertEqual(text, "«?», lot K7 expired on «?».")

    def test_fact_with_percent_sign(self):
        text = catalogue.sentence("STEP_INVALID", {"step": "100%(x)s %d"})
        self.assertIn("100%(x)s %d", text)

    def test_unknown_code_has_words(self):
        self.assertEqual(catalogue.level("NO_SUCH"), "block")
        self.assertTrue(catalogue.sentence("NO_SUCH", {}))

    def test_finding_takes_the_level_of_its_rule(self):
        found = catalogue.finding("SHORTAGE", "line 4", expected=3, found=2)
        self.assertEqual(found.level, "warning")
        self.assertEqual(dict(found.facts), {"expected": 3, "found": 2})
