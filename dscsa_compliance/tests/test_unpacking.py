from dataclasses import replace
from datetime import timedelta

from dscsa_core.epcis.model import AGGREGATION

from odoo.tests import tagged

from .common import STRANGER_GLN, gtin_of
from .withdrawing import SHIPPED, WithdrawingCommon


@tagged("post_install", "-at_install")
class TestUnpacking(WithdrawingCommon):
    """What a sender took out of a case in a later file does not come with it."""

    def unpack(self, case, po, *, hours=5, children=True, **options):
        """A file of the sender that says only this."""

        def taken_out(events):
            packed = next(each for each in events if each.kind == AGGREGATION)
            changes = {} if children else {"epcs": ()}
            moment = SHIPPED + timedelta(hours=hours)
            values = {"action": "DELETE", "time": moment, "position": 1}
            return [replace(packed, **values, **changes)]

        return self.deliver(
            [case],
            po=po,
            instance=f"out-{hours}",
            shipped_at=SHIPPED,
            changes=[taken_out],
            **options,
        )

    def shipped(self, number, count=3):
        case = self.case(self.packages(count, first=number), serial=f"C{number}")
        picking = self.receipt({self.product: count})
        self.ship([case], po=picking.origin, instance=f"first-{number}")
        return picking, case, self.label(f"C{number}", gtin=gtin_of(1, 1))

    def test_the_case_stands_for_nothing(self):
        for number, children in ((1, True), (11, False)):
            with self.subTest(children=children):
                picking, case, label = self.shipped(number)
                self.unpack(case, picking.origin, children=children)
                answer = self.scan(picking, label)
                self.assertEqual((answer["level"], answer["packages"]), ("amber", 0))
                one = self.scan(picking, self.label(f"S{number:04d}"))
                self.assertEqual((one["level"], one["duplicate"]), ("green", False))
                self.assertEqual(one["overview"]["missing"], 2)

    def test_counted_as_sealed_already(self):
        picking, case, label = self.shipped(1)
        self.assertEqual(self.scan(picking, label)["packages"], 3)
        self.unpack(case, picking.origin)
        overview = picking.dscsa_overview()
        self.assertEqual((overview["scanned"], overview["missing"]), (0, 3))
        self.assertFalse(self.scan(picking, self.label("S0001"))["duplicate"])

    def test_one_of_three(self):
        picking, case, label = self.shipped(1)
        rest = replace(case, children=case.children[:1])
        self.unpack(rest, picking.origin)
        self.assertEqual(self.scan(picking, label)["packages"], 2)

    def test_packed_anew_a_stranger_and_received_goods(self):
        picking, case, label = self.shipped(1)
        # the case was packed later than this
        self.unpack(case, picking.origin, hours=-24 * 60)
        self.unpack(case, picking.origin, seller=STRANGER_GLN)
        self.assertEqual(self.scan(picking, label)["packages"], 3)
        self.validate(picking)
        self.unpack(case, picking.origin, hours=9)
        self.assertTrue(self.package("S0001").parent_id)
