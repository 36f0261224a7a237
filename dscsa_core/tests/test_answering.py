import unittest

from hypothesis import given
from hypothesis import strategies as st

from dscsa_core.answering import MAX_LENGTH, Typed, is_code, read_typed


class TestReadTyped(unittest.TestCase):
    def test_words_name_the_numbers(self):
        for text in (
            "NDC 99990-001-07, lot 7K21",
            "ndc: 99990-001-07; Lot# 7K21",
            "lot=7K21 ndc=99990-001-07",
            "NDC99990-001-07 LOT No. 7K21 exp 2028-03",
        ):
            self.assertEqual(read_typed(text), Typed("99990-001-07", "7K21"), text)

    def test_without_words_the_code_is_known_by_its_form(self):
        self.assertEqual(
            read_typed("99990-001-07 7K21"), Typed("99990-001-07", words=("7K21",))
        )
        self.assertEqual(read_typed("7K21").words, ("7K21",))

    def test_a_serial_with_its_word(self):
        typed = read_typed("00399990001070 S/N A-17/x lot 7K21")
        self.assertEqual((typed.serial, typed.lot), ("A-17/x", "7K21"))

    def test_an_expiry_is_left_out(self):
        self.assertEqual(read_typed("exp date 2028-03-31"), Typed())

    def test_a_wrong_check_digit_is_no_code(self):
        self.assertFalse(is_code("00355154944955"))
        self.assertTrue(is_code("00361414567894"))
        self.assertFalse(is_code("12-34-56"))

    def test_a_word_without_number_says_nothing(self):
        self.assertEqual(read_typed("lot"), Typed())
        self.assertEqual(read_typed(""), Typed())

    @given(st.text())
    def test_any_text_is_read_and_nothing_invented(self, text):
        typed = read_typed(text)
        for part in (typed.code, typed.lot, typed.serial, *typed.words):
            self.assertIn(part, text[:MAX_LENGTH])

    @given(st.from_regex(r"[A-Z][A-Z0-9]{2,11}", fullmatch=True))
    def test_a_labelled_lot_is_that_lot(self, lot):
        if lot.lower() in ("ndc", "lot", "exp", "ser", "upc", "code", "gtin", "number"):
            return
        typed = read_typed(f"lot {lot}")
        self.assertIn(lot, (typed.lot, *typed.words))


if __name__ == "__main__":
    unittest.main()
