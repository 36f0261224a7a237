from dataclasses import replace
from datetime import timedelta

from dscsa_core.epcis.model import QuantityElement
from dscsa_core.epcis.told import CODES
from dscsa_core.gs1.epc_encode import lgtin_uri

from odoo.tests import tagged

from .common import PREFIX_LENGTH, STRANGER_GLN, gtin_of
from .withdrawing import SHIPPED, WithdrawingCommon

# how a sender says it, and what he says by that
WORDS = (
    ({"step": "holding", "disposition": "recalled"}, "recalled"),
    ({"step": "other", "disposition": "stolen"}, "stolen"),
    ({"step": "inspecting", "disposition": "expired"}, "expired"),
    ({"step": "inspecting", "disposition": "damaged"}, "damaged"),
    ({"step": "destroying", "disposition": "destroyed"}, "destroyed"),
    ({"step": "holding", "disposition": "non_sellable_other"}, "unsellable"),
    ({"step": "retail_selling", "disposition": "retail_sold"}, "dispensed"),
    ({"step": "receiving", "disposition": "returned"}, "returned"),
)
_HOLDS = {
    "expired": "expired",
    "recalled": "recall",
    "stolen": "suspect",
    "destroyed": "suspect",
    "dispensed": "suspect",
    "returned": None,
}


@tagged("post_install", "-at_install")
class TestToldStates(WithdrawingCommon):
    """What a sender tells of a package's state is never green, here or still coming."""

    def test_told_before_the_goods_come(self):
        for at, (changes, state) in enumerate(WORDS):
            with self.subTest(state):
                prefix = f"A{at}-"
                order = self.order({self.product: 2})
                nodes = self.packages(2, prefix=prefix)
                self.ship(nodes, po=order.name, instance=prefix)
                self.message(nodes[:1], instance=f"{prefix}told", **changes)
                picking = order.picking_ids.with_user(self.technician)
                bad, good = self.scan_all(picking, 2, prefix=prefix)
                self.assertEqual(bad["code"], CODES[state], bad["sentence"])
                self.assertNotEqual(bad["level"], "green")
                self.assertEqual(good["level"], "green", good["sentence"])

    def test_told_after_the_goods_came(self):
        for at, (changes, state) in enumerate(WORDS):
            with self.subTest(state):
                prefix = f"B{at}-"
                order = self.order({self.product: 2})
                nodes = self.packages(2, prefix=prefix)
                self.ship(nodes, po=order.name, instance=prefix)
                picking = order.picking_ids.with_user(self.technician)
                self.scan_all(picking, 2, prefix=prefix)
                self.validate(picking)
                package = self.package(f"{prefix}0001")
                self.assertEqual(package.status, "in_stock")
                told = self.message(nodes[:1], instance=f"{prefix}told", **changes)
                self.env.invalidate_all()
                self.assertIn(CODES[state], self.codes(told))
                self.assertEqual(package.told_state, state)
                rows = self.discrepancies(picking)
                self.assertEqual(rows.mapped("code"), [CODES[state]])
                self.assertEqual(rows.epc_ids, package)
                self.assertEqual(package.hold or None, _HOLDS.get(state, "data"))
                self.assertFalse(self.package(f"{prefix}0002").hold)

    def test_shipped_with_a_state(self):
        """The shipping event itself says it, of the pallet the packages lie in."""
        order = self.order({self.product: 3})
        nodes = [self.pallet(self.packages(3))]

        def recalled(events):
            return [*events[:-1], replace(events[-1], disposition="recalled")]

        document = self.deliver(nodes, po=order.name, changes=[recalled])
        self.assertIn("TOLD_RECALLED", self.codes(document))
        picking = order.picking_ids.with_user(self.technician)
        answer = self.scan(picking, self.sscc_label())
        self.assertEqual((answer["level"], answer["code"]), ("red", "TOLD_RECALLED"))

    def test_in_stock_and_scanned_again(self):
        """A double scan is no reason to be green."""
        order = self.order({self.product: 1})
        nodes = self.packages(1)
        self.ship(nodes, po=order.name)
        picking = order.picking_ids.with_user(self.technician)
        self.scan_all(picking, 1)
        self.validate(picking)
        self.message(nodes, step="holding", disposition="recalled")
        other = self.receipt({self.product: 1}, self.packages(1, first=50))
        answer = self.scan(other, self.label("S0001"))
        self.assertEqual(answer["code"], "TOLD_RECALLED")
        self.assertEqual(answer["level"], "red")

    def test_a_lot_as_a_whole(self):
        """Told of a class: packages of that lot, coming and here."""
        nodes = self.packages(2) + self.packages(1, first=9, lot="L2")
        self.ship(nodes, po="P1")
        lot = QuantityElement(lgtin_uri(gtin_of(1), "L1", PREFIX_LENGTH))
        self.message(
            nodes[:1],
            epcs=(),
            quantities=(lot,),
            step="holding",
            disposition="recalled",
        )
        self.env.invalidate_all()
        told = [self.package(s).told_state for s in ("S0001", "S0002", "S0009")]
        self.assertEqual(told, ["recalled", "recalled", False])

    def test_two_states_of_one_receipt(self):
        """Each is a row of its own; one does not end the other."""
        order = self.order({self.product: 2})
        nodes = self.packages(2)
        self.ship(nodes, po=order.name)
        picking = order.picking_ids.with_user(self.technician)
        self.scan_all(picking, 2)
        self.validate(picking)

        def both(events):
            first = replace(events[-1], position=1, step="other", disposition="stolen")
            second = replace(
                first, position=2, step="inspecting", disposition="damaged"
            )
            epcs = first.epcs
            return [replace(first, epcs=epcs[:1]), replace(second, epcs=epcs[1:])]

        self.deliver(nodes, instance="both", changes=[both])
        codes = self.discrepancies(picking).mapped("code")
        self.assertEqual(sorted(codes), ["TOLD_DAMAGED", "TOLD_STOLEN"])

    def test_ended_only_by_who_told_it(self):
        nodes = self.packages(2)
        self.ship(nodes, po="P1")
        self.message(nodes, step="inspecting", disposition="damaged")
        fit = {"step": "inspecting", "disposition": "sellable_accessible"}
        self.message(nodes[:1], hours=30, instance="fit", **fit)
        self.message(nodes[1:], hours=30, instance="other", seller=STRANGER_GLN, **fit)
        self.env.invalidate_all()
        self.assertFalse(self.package("S0001").told_state)
        self.assertEqual(self.package("S0002").told_state, "damaged")

    def test_came_back_and_sold_again(self):
        nodes = self.packages(1)
        self.ship(nodes, po="P1")
        self.message(nodes, step="receiving", disposition="returned")
        self.env.invalidate_all()
        self.assertEqual(self.package("S0001").told_state, "returned")
        later = SHIPPED + timedelta(hours=40)
        self.deliver(nodes, po="P2", instance="again", shipped_at=later)
        self.env.invalidate_all()
        self.assertFalse(self.package("S0001").told_state)

    def test_reading_again_changes_nothing(self):
        nodes = self.packages(1)
        self.ship(nodes, po="P1")
        told = self.message(nodes, step="other", disposition="stolen")
        told.action_reprocess()
        self.env.invalidate_all()
        self.assertEqual(self.package("S0001").told_state, "stolen")


@tagged("post_install", "-at_install")
class TestRivals(WithdrawingCommon):
    """One package told by two sellers, and seen by nobody yet, is a suspect sign."""

    def rivals(self, shape, **second):
        order = self.order({self.product: 2}, partner=self.stranger)
        nodes = shape(self.packages(2))
        self.deliver(nodes, po="elsewhere", instance="one")
        options = {
            "seller": STRANGER_GLN,
            "seller_name": "Hazel Wholesale",
            "instance": "two",
        }
        self.deliver(nodes, po=order.name, **options | second)
        return order.picking_ids.with_user(self.technician)

    def test_package(self):
        picking = self.rivals(list)
        answer = self.scan(picking, self.label("S0001"))
        self.assertEqual(answer["code"], "SERIAL_OTHER_SELLER", answer["sentence"])
        self.assertEqual(answer["level"], "red")
        self.assertIn("Brook Drug Company", answer["sentence"])

    def test_pallet(self):
        picking = self.rivals(lambda nodes: [self.pallet(nodes)])
        answer = self.scan(picking, self.sscc_label())
        self.assertEqual(answer["code"], "SERIAL_OTHER_SELLER", answer["sentence"])

    def test_taken_back_by_the_first(self):
        """The first seller did not ship it after all."""
        nodes = self.packages(1)
        order = self.order({self.product: 1}, partner=self.stranger)
        self.ship(nodes, po="elsewhere", instance="one")
        self.void(nodes, po="elsewhere")
        self.deliver(nodes, po=order.name, seller=STRANGER_GLN, instance="two")
        picking = order.picking_ids.with_user(self.technician)
        answer = self.scan(picking, self.label("S0001"))
        self.assertEqual(answer["level"], "green", answer["sentence"])

    def test_sent_back_to_the_first(self):
        """What we returned may come by another seller."""
        nodes = self.packages(1)
        order = self.order({self.product: 1}, partner=self.stranger)
        self.ship(nodes, po="elsewhere", instance="one")
        self.package("S0001").status = "returned"
        self.deliver(nodes, po=order.name, seller=STRANGER_GLN, instance="two")
        picking = order.picking_ids.with_user(self.technician)
        answer = self.scan(picking, self.label("S0001"))
        self.assertNotEqual(answer["code"], "SERIAL_OTHER_SELLER")
