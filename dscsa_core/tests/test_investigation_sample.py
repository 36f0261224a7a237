"""How many packages are looked at, and which."""

import unittest
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from dscsa_core.investigation.sample import draw, sample_size

# packages, to be looked at
SIZES = (
    *((0, 0), (1, 1), (2, 2), (3, 3), (5, 3), (20, 3), (28, 3), (30, 3)),
    *((32, 4), (39, 4), (40, 4), (45, 5), (50, 5), (51, 6), (90, 9), (91, 10)),
    *((109, 11), (110, 11), (2_001, 201), (10_000_000, 1_000_000)),
)
ITEMS = st.sets(st.text(min_size=1, max_size=12), max_size=40)
SEEDS = st.text(min_size=1, max_size=20)


class TestSize(unittest.TestCase):
    def test_table(self):
        for packages, wanted in SIZES:
            with self.subTest(packages):
                self.assertEqual(sample_size(packages), wanted)

    def test_no_number_of_packages(self):
        with self.assertRaises(ValueError):
            sample_size(-1)

    @given(st.integers(0, 10**9))
    def test_what_the_law_says(self, packages):
        size = sample_size(packages)
        self.assertLessEqual(size, packages)
        if packages < 3:
            self.assertEqual(size, packages)
        else:
            self.assertGreaterEqual(size, 3)
            self.assertGreaterEqual(size * 10, packages)
            # and not one more than the greater of both
            self.assertTrue(size == 3 or (size - 1) * 10 < packages)

    @given(st.integers(0, 10**6))
    def test_more_packages_never_need_less(self, packages):
        self.assertLessEqual(sample_size(packages), sample_size(packages + 1))


class TestDraw(unittest.TestCase):
    @given(ITEMS, st.integers(0, 50), SEEDS)
    def test_some_of_the_items_each_once(self, items, size, seed):
        found = draw(items, size, seed)
        self.assertEqual(len(found), min(size, len(items)))
        self.assertEqual(len(set(found)), len(found))
        self.assertLessEqual(set(found), items)

    @given(ITEMS, st.integers(0, 50), SEEDS, st.randoms())
    def test_can_be_drawn_again_from_any_order(self, items, size, seed, chance):
        mixed = list(items)
        chance.shuffle(mixed)
        self.assertEqual(draw(mixed, size, seed), draw(items, size, seed))

    @given(ITEMS, st.integers(0, 50), SEEDS)
    def test_a_larger_draw_begins_with_the_smaller(self, items, size, seed):
        self.assertEqual(draw(items, size + 1, seed)[:size], draw(items, size, seed))

    def test_is_the_same_on_every_machine(self):
        items = [f"S{number:03}" for number in range(40)]
        self.assertEqual(
            draw(items, 4, "CASE-7"), tuple(draw(reversed(items), 9, "CASE-7")[:4])
        )
        self.assertEqual(draw(items, 4, "CASE-7"), ("S030", "S010", "S009", "S020"))

    def test_every_package_has_the_same_chance(self):
        items = [f"PKG{number}" for number in range(20)]
        counts = Counter(
            item for number in range(4000) for item in draw(items, 3, f"case {number}")
        )
        # 600 each on average, 24 the standard deviation
        self.assertGreater(min(counts.values()), 480)
        self.assertLess(max(counts.values()), 720)

    def test_a_seed_is_needed(self):
        for size, seed in ((-1, "x"), (1, "")):
            with self.assertRaises(ValueError):
                draw(["A"], size, seed)
