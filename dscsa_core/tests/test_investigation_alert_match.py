"""How one package stands to a warning: of it, perhaps of it, another one."""

import unittest
from datetime import date

from dscsa_core.investigation.alert import Watched
from dscsa_core.recall.lots import Like, Names, Range

NDC, SEP = "99990-412-10", date(2028, 9, 30)
LOT, SERIAL = Names(("QX7401",)), Names(("8H2KT0",))
# what is named → packages (lot, serial) that are of it, may be of it, are others
PACKAGES = (
    (
        {"lots": LOT},
        [("QX7401", ""), ("qx-7401", "S1")],
        [("", "S1"), ("QX74O1", "S1")],
        [("QX7402", "S1")],
    ),
    (
        {"serials": SERIAL},
        [("", "8H2KT0"), ("QX1", "8h2kt0")],
        [("QX1", ""), ("", "8H2KTO")],
        [("QX1", "8H2KT1")],
    ),
    (
        {"lots": LOT, "serials": SERIAL},
        [("QX7401", "8H2KT0"), ("QX1", "8H2KT0"), ("QX7401", "")],
        [("QX7401", "8H2KT1"), ("", "")],
        [("QX7402", "8H2KT1"), ("QX7402", "")],
    ),
    ({"lots": Names(every=True)}, [("", ""), ("QX1", "S1")], [], []),
    ({}, [], [("QX7401", "8H2KT0"), ("", "")], []),
    (
        {"lots": Names(ranges=(Range("A100", "A105"), Like("QX", "")))},
        [("A103", ""), ("QX9", "S1")],
        [("", "")],
        [("A106", "")],
    ),
)


class TestMatch(unittest.TestCase):
    def test_table(self):
        for goods, hit, like, other in PACKAGES:
            watched = Watched((NDC,), **goods)
            for wanted, packages in (("hit", hit), ("like", like), ("", other)):
                for lot, serial in packages:
                    with self.subTest(goods=goods, lot=lot, serial=serial):
                        self.assertEqual(watched.match(lot, serial), wanted)

    def test_expiries(self):
        day = date(2028, 9, 30)
        alone = Watched((NDC,), expiries=(day,))
        with_lot = Watched((NDC,), LOT, expiries=(day,))
        for goods, expiry, wanted in (
            (alone, day, "hit"),
            (alone, None, "like"),
            (alone, date(2028, 10, 31), ""),
            (with_lot, day, "hit"),
            (with_lot, None, "like"),
            # the lot is named: a date that differs is a reason to look
            (with_lot, date(2028, 10, 31), "like"),
        ):
            self.assertEqual(goods.match("QX7401", "S1", expiry), wanted)

    def test_a_named_serial_is_always_found(self):
        for goods in (
            Watched((NDC,), Names(("OTHER1",)), SERIAL, (SEP,)),
            Watched((NDC,), LOT, SERIAL),
            Watched((NDC,), serials=SERIAL),
        ):
            self.assertEqual(goods.match("X", "8H2KT0", date(2030, 1, 1)), "hit")
