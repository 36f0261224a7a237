"""Long notices in pieces: nothing is lost at an edge, each number is of its drug."""

import unittest
from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st

from dscsa_core.recall import pieces
from dscsa_core.recall.notice import read_lots, read_notice, read_serials
from dscsa_core.recall.pieces import pieces_of, read_pieces
from dscsa_core.recall.reader import Reader
from dscsa_core.testing import effort

NDC, OTHER = "99990-101-30", "99990-205-60"


def drugs_of(text):
    """{lot or serial: the codes it is told of} over all pieces."""
    found = {}
    for notice in read_pieces(text):
        for goods in notice.goods:
            for name in (*goods.lots.names, *goods.serials.names):
                found.setdefault(name, set()).update(goods.codes)
    return found


class TestPieces(unittest.TestCase):
    @given(st.text(max_size=300), st.integers(1, 40))
    def test_together_they_are_the_text(self, text, size):
        with patch.object(pieces, "PIECE", size):
            parts = list(pieces_of(text))
        self.assertEqual("".join(parts), text)
        self.assertLessEqual(max(map(len, parts)), size)

    @given(st.lists(st.integers(0, 999), min_size=2, max_size=60, unique=True))
    def test_a_cut_changes_nothing_about_lots(self, numbers):
        half = len(numbers) // 2
        lots = [f"QX{number:03}" for number in numbers]
        text = "\n".join(
            (f"NDC {NDC}", "Lots:", *lots[:half], f"NDC {OTHER}", "Lots:", *lots[half:])
        )
        whole = drugs_of(text)
        with patch.object(pieces, "PIECE", 90):
            found = drugs_of(text)
        self.assertEqual(found, whole)
        for lot in lots[half:]:
            self.assertEqual(found[lot], {OTHER})
        for lot in lots[:half]:
            self.assertEqual(found[lot], {NDC})

    def test_the_drug_alone_is_no_question_of_the_next_piece(self):
        text = f"NDC {NDC} Lots:\n" + "\n".join(f"QX{n:05}" for n in range(4000))
        notices = list(read_pieces(text))
        self.assertGreater(len(notices), 3)
        self.assertEqual([each.asked for each in notices], [()] * len(notices))

    def test_lots_before_their_drugs(self):
        codes = [NDC if number < 9 else OTHER for number in range(20)]
        lines = (f"Lot QX{n:03}, NDC {code}" for n, code in enumerate(codes))
        text = "\n".join(lines)
        with patch.object(pieces, "PIECE", 100):
            found = drugs_of(text)
        self.assertEqual(len(found), 20)
        # told of their drug, or of none that is known
        for number, code in enumerate(codes):
            self.assertIn(found[f"QX{number:03}"], ({code}, set()))


class TestOpenSigns(unittest.TestCase):
    def test_of_lots_and_of_serials(self):
        for notice, name in (
            (read_lots("QX74**"), "lots"),
            (read_serials("QX74**"), "serials"),
            (read_notice(f"NDC {NDC}, lots QX74XX"), "lots"),
            (read_notice(f"NDC {NDC}, serial numbers QX74**"), "serials"),
            (read_notice(f"NDC {NDC}, lot QX74**\nPlease call us."), "lots"),
        ):
            (goods,) = notice.goods
            self.assertIn("QX7401", getattr(goods, name))
            self.assertNotIn("QX7501", getattr(goods, name))
            self.assertTrue(any(text.startswith("QX74") for text in notice.asked))

    def test_of_the_drug_beside_which_they_stand(self):
        text = f"NDC {NDC} lots QX74**, AB1\nNDC {OTHER} lots CD2"
        first, second = read_notice(text).goods
        self.assertIn("QX7401", first.lots)
        self.assertNotIn("QX7401", second.lots)

    def test_many_of_them(self):
        def work(count):
            texts = (f"{number % 90 + 10}{number}**" for number in range(count))
            Reader(",".join(texts), "lot").notice()

        effort.linear(work, 400)
