"""All warnings together, asked about one package."""

import time
import unittest
from datetime import date

from dscsa_core.investigation.alert import HIT, LIKE, OTHER, Watched
from dscsa_core.investigation.watching import Hit, Watch, Watchlist
from dscsa_core.recall.lots import Like, Names, Range

ITEM = "g00399990412108"
LOT, SERIAL = Names(("QX7401",)), Names(("8H2KT0",))
GOODS = (
    Watched(("x",), LOT),
    Watched(("x",), Names(), SERIAL),
    Watched(("x",), LOT, SERIAL),
    Watched(("x",), Names(every=True)),
    Watched(("x",), Names((), (Range("A100", "A105"), Like("QX", "")))),
    Watched(("x",), LOT, Names(), (date(2028, 9, 30),)),
    Watched(("x",), expiries=(date(2028, 9, 30),)),
    Watched(("x",)),
    Watched((), LOT),
)
LOTS = ("", "QX7401", "qx-7401", "QX74O1", "QX7402", "A103")
SERIALS = ("", "8H2KT0", "8h2kt0", "8H2KTO", "S1")


class TestWatchlist(unittest.TestCase):
    def test_it_says_what_the_goods_say(self):
        for goods in GOODS:
            watchlist = Watchlist([Watch(frozenset({ITEM}), goods, "why", 7)])
            for lot in LOTS:
                for serial in SERIALS:
                    for expiry in (None, date(2028, 9, 30), date(2029, 1, 1)):
                        with self.subTest(goods=goods, lot=lot, serial=serial):
                            found = watchlist.found({ITEM}, [lot], serial, expiry)
                            wanted = goods.match(lot, serial, expiry)
                            self.assertEqual(found.kind, wanted)
                            self.assertEqual(found.why, "why" if wanted else "")

    def test_other_goods_are_none(self):
        watchlist = Watchlist([Watch(frozenset({ITEM}), GOODS[0], "why")])
        self.assertEqual(watchlist.found({"g1"}, ["QX7401"], "S"), Hit())

    def test_a_warning_without_a_product_is_about_any(self):
        watchlist = Watchlist([Watch(frozenset(), GOODS[-1], "why")])
        self.assertEqual(watchlist.found({"g1"}, ["QX7401"], "S").kind, LIKE)

    def test_the_certain_one_counts(self):
        rows = [Watch(frozenset({ITEM}), GOODS[n], str(n)) for n in (7, 2, 0)]
        found = Watchlist(rows).found({ITEM}, ["QX7401"], "S1")
        self.assertEqual((found.kind, found.why), (HIT, "0"))

    def test_either_lot_is_enough(self):
        watchlist = Watchlist([Watch(frozenset({ITEM}), GOODS[0], "why")])
        self.assertEqual(watchlist.found({ITEM}, ["Z", "QX7401"], "S").kind, HIT)
        self.assertEqual(watchlist.found({ITEM}, ["Z"], "S").kind, OTHER)

    def test_none_is_false(self):
        self.assertFalse(Watchlist())
        self.assertFalse(Watchlist().found({ITEM}, ["QX7401"], "S"))

    def test_ten_thousand_rows_are_no_loop(self):
        rows = [
            Watch(frozenset({ITEM}), Watched(("x",), Names((f"L{n}",))), str(n))
            for n in range(10_000)
        ]
        watchlist = Watchlist(rows)
        begun = time.process_time()
        for number in range(2_000):
            found = watchlist.found({ITEM}, [f"L{number * 10}"], f"S{number}")
            self.assertEqual(bool(found), number < 1_000)
        self.assertLess(time.process_time() - begun, 1)


if __name__ == "__main__":
    unittest.main()
