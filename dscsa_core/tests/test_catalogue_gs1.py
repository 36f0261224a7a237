"""Every GS1 code has words, and they show no fact the code does not carry."""

import unittest

from dscsa_core import catalogue
from dscsa_core.gs1.codes import CODES


class TestGs1Words(unittest.TestCase):
    def test_every_code_has_a_numbered_rule(self):
        self.assertEqual([code for code in CODES if code not in catalogue.RULES], [])

    def test_words_show_only_facts_the_code_carries(self):
        for code, facts in CODES.items():
            with self.subTest(code):
                self.assertLessEqual(set(catalogue.rule(code).facts), set(facts))
