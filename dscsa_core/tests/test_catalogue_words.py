"""Words follow severity: what is not held goes to no bin."""

import re
import unittest

from dscsa_core.catalogue import RULES, step_for
from dscsa_core.catalogue.goes_on import MARKED
from dscsa_core.severity import default_rows

_HOLD = re.compile(
    r"yellow bin|(?<!was )\bon hold\b|\bapart\b|do not put|not receive|^stop\b|"
    r"wait with it|off the shelf",
    re.IGNORECASE,
)


class CatalogueWords(unittest.TestCase):
    def test_marks_and_notes_speak_of_no_hold(self):
        for code in RULES:
            for severity in ("note", "amber"):
                with self.subTest(code, severity=severity):
                    self.assertNotRegex(step_for(code, severity), _HOLD)

    def test_holds_say_so_where_marks_differ(self):
        for code in MARKED:
            for severity in ("hold", "stop"):
                with self.subTest(code):
                    step = step_for(code, severity)
                    self.assertNotIn("may go up", step)
                    self.assertNotEqual(step, step_for(code, "amber"))

    def test_steps_of_marks_belong_to_rules(self):
        self.assertEqual(MARKED.keys() - RULES.keys(), set())

    def test_severities_belong_to_rules(self):
        codes = [row["code"] for row in default_rows()]
        self.assertEqual(set(codes) - RULES.keys(), set())
        self.assertEqual(len(codes), len(set(codes)))
