"""Counting is by package: what is on the list and lies here is seen."""

from odoo.tests import tagged

from .bench import BenchCommon
from .common import gtin_of


@tagged("post_install", "-at_install")
class TestCounting(BenchCommon):
    """Head, button and last sentence say the same number."""

    def _numbers(self, picking):
        overview = picking.dscsa_overview()
        names = ("expected", "scanned", "missing", "unannounced")
        return tuple(overview[name] for name in names)

    def test_a_file_without_lots(self):
        picking = self.receipt({self.product: 4}, self.packages(4, lot=""))
        answers = self.scan_all(picking, 3, lot="L7")
        self.assertEqual({each["level"] for each in answers}, {"green"})
        self.assertEqual(self._numbers(picking), (4, 3, 1, 0))
        self.scan_all(picking, 1, lot="L8", first=4)
        overview = picking.dscsa_overview()
        self.assertEqual(self._numbers(picking), (4, 4, 0, 0))
        self.assertEqual([each["key"] for each in overview["buttons"]], ["validate"])
        self.validate(picking)
        self.assertEqual(self._numbers(picking), (4, 4, 0, 0))
        self.assertEqual(self.on_hand(self.product), 4)
        self.assertEqual(set(picking.move_line_ids.lot_id.mapped("name")), {"L7", "L8"})

    def test_a_held_package_is_seen(self):
        for number, (lot, expiry) in enumerate(
            [("L9", None), ("L1", self.expiry.replace(day=1))], start=1
        ):
            first = 10 * number
            nodes = self.packages(2, first=first)
            picking = self.receipt({self.product: 2}, nodes, instance=f"h{number}")
            self.scan_all(picking, 1, first=first)
            label = self.label(f"S{first + 1:04d}", lot=lot, expiry=expiry)
            self.assertEqual(self.scan(picking, label)["level"], "red")
            self.assertEqual(self._numbers(picking), (2, 2, 0, 0))
            self.validate(picking)
            self.assertEqual(self._numbers(picking), (2, 2, 0, 0))
            self.assertEqual(picking.dscsa_overview()["held"], 1)

    def test_head_and_button_count_alike(self):
        nodes = [*self.packages(3), *self.packages(2, item=2, prefix="T")]
        picking = self.receipt({self.product: 3, self.other_product: 2}, nodes)
        self.scan_all(picking, 2)
        self.scan(picking, self.label("S0003", lot="OTHER"))
        self.scan(picking, self.label("STRANGE"))
        overview = picking.dscsa_overview()
        here = overview["expected"] - overview["missing"]
        self.assertEqual((here, overview["unannounced"]), (3, 1))
        self.assertIn("3 of 5", overview["buttons"][0]["title"])

    def test_a_sealed_case_of_a_file_without_lots(self):
        case = self.case(self.packages(3, lot=""))
        picking = self.receipt({self.product: 3}, [case])
        self.scan(picking, f"]d201{gtin_of(1, 1)}21C0001")
        self.assertEqual(self._numbers(picking), (3, 3, 0, 0))

    def test_what_did_not_come_is_said_at_the_end(self):
        picking = self.receipt({self.product: 3}, self.packages(3))
        self.scan_all(picking, 2)
        self.validate(picking)
        sentence = picking.dscsa_overview()["sentence"]
        self.assertIn("2 of 3", sentence)
        self.assertNotIn("Everything", sentence)
