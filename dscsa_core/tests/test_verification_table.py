"""The rules of an answer are a table: whole, one green row, no rule nobody says."""

import unittest
from pathlib import Path

from dscsa_core import catalogue
from dscsa_core.finding import BLOCK, INFO, WARNING
from dscsa_core.verification import table
from dscsa_core.verification.table import (
    AMBER,
    CONFIRMED,
    CONFIRMED_REMARK,
    CONFIRMED_STOP,
    GREEN,
    NOT_CHECKED,
    NOT_CONFIRMED,
    OUTCOMES,
    RED,
    ROWS,
    STEPS,
)


class TestTable(unittest.TestCase):
    def test_each_row_is_whole(self):
        levels = {GREEN: INFO, AMBER: WARNING, RED: BLOCK}
        for key, row in ROWS.items():
            with self.subTest(key):
                self.assertIn(row.outcome, OUTCOMES)
                self.assertLessEqual(set(row.steps), set(STEPS))
                self.assertEqual(catalogue.level(row.code), levels[row.level])
                self.assertEqual(bool(row.finding), row.level == RED)
                self.assertIn(row.finding, {"", *catalogue.RULES})
                self.assertEqual(bool(row.steps), row.level != GREEN)

    def test_one_row_is_green(self):
        green = [key for key, row in ROWS.items() if row.level == GREEN]
        self.assertEqual(green, [("true", "")])
        for (told, _key), row in ROWS.items():
            self.assertEqual(
                row.outcome == NOT_CHECKED, told not in ("true", "false", "reason")
            )
            self.assertFalse(row.repeat and row.outcome != NOT_CHECKED)

    def test_every_rule_is_said(self):
        """One that nothing says promises a judgment nobody makes."""
        place = Path(table.__file__).parent
        source = "".join(path.read_text("utf-8") for path in place.glob("*.py"))
        said = {row.code for row in ROWS.values()} | {"vrs.serial", "vrs.lot"}
        every = {code for code in catalogue.RULES if code.startswith("vrs.")}
        dead = {code for code in every - said if f'"{code}"' not in source}
        self.assertEqual(dead, set())
        self.assertIn('f"vrs.{name}"', source)

    def test_words(self):
        heads = {
            CONFIRMED: "Confirmed by the manufacturer",
            CONFIRMED_STOP: "Confirmed by the manufacturer, ",
            CONFIRMED_REMARK: "Confirmed by the manufacturer, ",
            NOT_CONFIRMED: "Not confirmed: ",
            NOT_CHECKED: "Could not be checked: ",
        }
        for row in ROWS.values():
            sentence = catalogue.RULES[row.code].sentence
            self.assertTrue(sentence.startswith(heads[row.outcome]), sentence)


if __name__ == "__main__":
    unittest.main()
