"""The signs to tap, the kinds of illegitimate product, and their words."""

import re
import unittest
from collections import Counter

from dscsa_core.investigation import facts, states
from dscsa_core.investigation.signs import (
    GROUPS,
    KINDS,
    PREFILLS,
    SIGNS,
    prefilled,
    signs_of,
)
from dscsa_core.investigation.words import WORDS, every

COUNTS = {"source": 7, "market": 6, "look": 6, "check": 10, "own": 3}
# those a register, a price list or a scan can tell
TOLD = "S1 S4 S5 S6 S7 M1 M2 M3 M4 M5 M6 L3 L4 C8 C10 O1 O2".split()


class TestSigns(unittest.TestCase):
    def test_all_are_there_once(self):
        counts = Counter(sign.group for sign in SIGNS.values())
        self.assertEqual(counts, COUNTS)
        self.assertEqual(tuple(counts), GROUPS)
        for group, letter in zip(GROUPS, "SMLCO", strict=True):
            codes = [f"{letter}{number + 1}" for number in range(COUNTS[group])]
            self.assertEqual([sign.code for sign in signs_of(group)], codes)
        self.assertEqual(signs_of("other"), ())

    def test_short_enough_to_tap(self):
        texts = [sign.text for sign in SIGNS.values()]
        self.assertEqual(len(set(texts)), len(texts))
        for text in texts:
            with self.subTest(text):
                self.assertLessEqual(len(text), 80)
                self.assertRegex(text, r"^[A-Z].*[^.]$")

    def test_what_data_can_tell(self):
        told = [sign.code for sign in SIGNS.values() if sign.prefill]
        self.assertEqual(told, TOLD)
        self.assertEqual(prefilled(PREFILLS), tuple(TOLD))
        self.assertEqual(prefilled(()), ())
        self.assertEqual(prefilled(["serial_seen", "alert_list"]), ("M4", "M6", "O1"))
        with self.assertRaises(KeyError):
            prefilled(["phase_of_the_moon"])

    def test_pictures_show_looks(self):
        groups = {sign.group for sign in SIGNS.values() if sign.photo}
        self.assertEqual(groups, {"look", "check"})


class TestKinds(unittest.TestCase):
    def test_one_sentence_each(self):
        self.assertEqual(len(KINDS), 6)
        for kind in KINDS.values():
            with self.subTest(kind.kind):
                self.assertRegex(kind.help, r"^[A-Z].*\.$")
                self.assertEqual(len(re.findall(r"[.!?](?:\s|$)", kind.help)), 1)


class TestWords(unittest.TestCase):
    def test_every_choice_has_words(self):
        for head, names in (
            ("group", GROUPS),
            ("state", states.STATES),
            ("found", facts.KINDS),
            ("result", facts.RESULTS),
            ("disposal", facts.DISPOSALS),
            ("origin", (states.OURS, *states.FOREIGN)),
        ):
            for name in names:
                self.assertTrue(WORDS[f"{head}.{name}"], name)

    def test_translators_see_all(self):
        texts = set(every())
        self.assertNotIn("", texts)
        self.assertLessEqual({sign.text for sign in SIGNS.values()}, texts)
        self.assertLessEqual({kind.help for kind in KINDS.values()}, texts)
        self.assertLessEqual({kind.text for kind in KINDS.values()}, texts)
        self.assertLessEqual(set(WORDS.values()), texts)
