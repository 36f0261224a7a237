from dataclasses import replace

from dscsa_core.epcis.model import QuantityElement
from dscsa_core.gs1.epc_encode import lgtin_uri

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .any_order import LEVELS, PREFIX_LENGTH, AnyOrderCommon, at
from .common import gtin_of

IN_DOUBT = "SHIPMENT_IN_DOUBT"


@tagged("post_install", "-at_install")
class TestWhichShipment(AnyOrderCommon):
    """Two shipments have the number that their seller cancels: people are asked."""

    def setUp(self):
        super().setUp()
        order = self.order({self.product: 3})
        self.po, self.picking = order.name, order.picking_ids
        self.nodes = self.packages(3)

    def take(self, content, name="file.xml"):
        document = self.process(content, name)
        self.assertEqual(document.state, "processed", document.failure)
        self.env.invalidate_all()
        return document

    def two_shipments(self):
        one = self.take(self.file(self.nodes[:2]), "one.xml").transaction_ids
        two = self.take(self.file(self.nodes[2:], 1), "two.xml").transaction_ids
        return one, two

    def void_by_number(self, hours=5, **changes):
        return self.take(self.void_at(self.nodes, hours, epcs=(), **changes))

    def receive(self):
        self.scan_all(self.picking, 3)
        self.validate(self.picking)

    def holds(self):
        self.env.invalidate_all()
        return [self.package(each).hold or "" for each in self.serials]

    def remove(self, document):
        manager = document.with_user(self.manager)
        manager._ask_removal("misdirected", "Not ours.")
        manager.action_confirm_removal()
        self.env.invalidate_all()

    def test_in_any_order(self):
        """Neither is taken back, neither is just good."""
        story = [
            self.file(self.nodes[:2]),
            self.file(self.nodes[2:], 1),
            self.void_at(self.nodes, 5, epcs=()),
        ]
        facts, verdicts = self.check_story(story, at_most=6)
        self.assertEqual({each[3] for each in facts.values()}, {True})
        self.assertEqual({code for _level, code in verdicts.values()}, {IN_DOUBT})

    def test_the_bench_by_profile(self):
        self.two_shipments()
        self.void_by_number()
        for profile, level in (
            ("pharmacy_small", "amber"),
            ("practitioner", "amber"),
            ("pharmacy", "red"),
        ):
            self.company.dscsa_profile = profile
            verdicts = self.verdicts(self.picking)
            self.assertEqual(
                set(verdicts.values()), {(LEVELS.index(level), IN_DOUBT)}, profile
            )

    def test_the_question(self):
        one, two = self.two_shipments()
        void = self.void_by_number()
        self.assertIn("WITHDRAWAL_AMBIGUOUS", self.codes(void))
        self.assertNotIn("WITHDRAWAL_UNMATCHED", self.codes(void))
        row = self.of_file(void)
        self.assertIn(one.name, row.message)
        self.assertIn("may have been taken back", two.doubt)
        with self.assertRaises(AccessError):
            one.with_user(self.technician).action_doubt_this()

    def of_file(self, document, state="open"):
        return self.env["dscsa.discrepancy"].search(
            [
                ("document_id", "=", document.id),
                ("code", "=", "WITHDRAWAL_AMBIGUOUS"),
                ("state", "=", state),
            ]
        )

    def test_answered_on_their_way(self):
        one, two = self.two_shipments()
        void = self.void_by_number()
        one.with_user(self.manager).action_doubt_this()
        self.env.invalidate_all()
        self.assertEqual(one.withdrawn_by_id, void)
        self.assertFalse(two.withdrawn_by_id)
        self.assertFalse((one | two).doubted_by_id)
        self.assertFalse(self.of_file(void))
        codes = [code for _level, code in self.verdicts(self.picking).values()]
        self.assertEqual(codes[:2], ["SHIPMENT_WITHDRAWN"] * 2)
        self.assertNotIn(codes[2], (IN_DOUBT, "SHIPMENT_WITHDRAWN"))
        void.action_reprocess()
        self.env.invalidate_all()
        self.assertEqual(one.withdrawn_by_id, void, "the answer is kept")
        self.assertFalse(two.doubted_by_id)

    def test_all_and_none(self):
        for answer, gone in (("all", True), ("none", False)):
            with self.subTest(answer):
                one, two = self.two_shipments()
                void = self.void_by_number()
                getattr(two.with_user(self.manager), f"action_doubt_{answer}")()
                self.env.invalidate_all()
                self.assertEqual(bool(one.withdrawn_by_id), gone)
                self.assertEqual(bool(two.withdrawn_by_id), gone)
                self.assertFalse((one | two).doubted_by_id)
                for file in (void, one.document_id, two.document_id):
                    self.remove(file)

    def test_received(self):
        """Held while it is asked; the answer frees one and not the other."""
        one, _two = self.two_shipments()
        self.receive()
        self.void_by_number()
        self.assertEqual(self.holds(), ["data"] * 3)
        self.assertEqual({*self.discrepancies(self.picking).mapped("code")}, {IN_DOUBT})
        self.run_release()
        self.assertEqual(self.holds(), ["data"] * 3, "no file ends it")
        one.with_user(self.manager).action_doubt_this()
        self.assertEqual(self.holds(), ["data", "data", ""])
        left = self.discrepancies(self.picking).filtered(lambda r: r.state == "open")
        self.assertEqual({*left.mapped("code")}, {"SHIPMENT_WITHDRAWN"})

    def test_received_in_doubt(self):
        """Scanned while it was asked: the same question, ended by the same answer."""
        one, _two = self.two_shipments()
        self.void_by_number()
        self.receive()
        self.assertEqual(self.holds(), ["data"] * 3)
        one.with_user(self.manager).action_doubt_none()
        self.assertEqual(self.holds(), [""] * 3)

    def test_a_removed_file_answers(self):
        _one, two = self.two_shipments()
        self.receive()
        void = self.void_by_number()
        self.remove(void)
        self.assertEqual(self.holds(), [""] * 3)
        self.assertFalse(two.doubted_by_id)

    def test_a_removed_shipment_leaves_one(self):
        one, two = self.two_shipments()
        void = self.void_by_number()
        self.remove(two.document_id)
        self.assertEqual(one.withdrawn_by_id, void)
        self.assertFalse(one.doubted_by_id)

    def test_a_third_comes_late(self):
        one, two = self.two_shipments()
        self.void_by_number()
        one.with_user(self.manager).action_doubt_this()
        more = self.packages(1, first=9)
        third = self.take(self.file(more, 2), "third.xml").transaction_ids
        self.assertTrue(third.doubted_by_id)
        self.assertFalse(two.doubted_by_id)
        self.assertIn("WITHDRAWAL_AMBIGUOUS", self.codes(third.document_id))

    def test_what_is_no_question(self):
        """Taken back before; parts of one delivery; shipped after it."""
        one, two = self.two_shipments()
        self.take(self.void_at(self.nodes[:2], 3))
        void = self.void_by_number()
        self.assertEqual(two.withdrawn_by_id, void)
        self.assertNotEqual(one.withdrawn_by_id, void)
        later = self.take(self.file(self.nodes, 9), "later.xml").transaction_ids
        self.assertFalse(later.doubted_by_id or later.withdrawn_by_id)
        again = self.void_by_number(12)
        self.assertEqual(later.withdrawn_by_id, again)

    def test_parts_of_one_delivery(self):
        def parts(last):
            halves = self.nodes[:2], self.nodes[2:]
            return [
                replace(last, epcs=tuple(node.epc for node in half), time=at(place))
                for place, half in enumerate(halves)
            ]

        file = self.take(self.file(self.nodes, 1, events=parts, delivery="D1"))
        self.assertEqual(len(file.transaction_ids), 2)
        void = self.void_by_number(delivery="D1")
        self.assertEqual(file.transaction_ids.withdrawn_by_id, void)

    def test_counts(self):
        self.company.dscsa_profile = "pharmacy_small"

        def lots(name, count):
            uri = lgtin_uri(gtin_of(1), name, PREFIX_LENGTH)
            return (QuantityElement(uri, count),)

        first, second, third = (
            self.take(self.said(self.nodes, h, epcs=(), quantities=lots(lot, 3)))
            .transaction_ids
            for h, lot in enumerate(("L1", "L1", "L2"))
        )  # fmt: skip
        self.void_by_number(quantities=lots("L2", 2))
        self.assertEqual(third.line_ids.taken_back, 2, "the lot says which")
        self.void_by_number(6, quantities=lots("L1", 2))
        self.assertTrue(first.doubted_by_id and second.doubted_by_id)
        self.assertFalse(third.doubted_by_id)
        self.assertFalse(any((first | second).line_ids.mapped("taken_back")))
        second.with_user(self.manager).action_doubt_this()
        self.env.invalidate_all()
        self.assertEqual(second.line_ids.taken_back, 2)
        self.assertFalse(first.line_ids.taken_back)

    # what is near to it ---------------------------------------------------------------
    def test_void_of_what_went_back(self):
        """Nothing is left to ask; sold once more it is good again."""
        self.take(self.file(self.nodes))
        self.receive()
        packages = [self.package(each) for each in self.serials]
        for package in packages:
            package.sudo().status = "returned"
        void = self.take(self.void_at(self.nodes, 5))
        self.assertFalse(self.discrepancies(self.picking))
        self.assertEqual(packages[0].withdrawn_by_id, void)
        order = self.order({self.product: 3})
        self.take(self.file(self.nodes, 9, po=order.name))
        self.assertTrue(packages[0]._has_live_proof())
        answer = self.scan(order.picking_ids, self.label("S0001"))
        self.assertEqual(answer["level"], "green", answer["code"])

    def test_deleted_but_not_shipping(self):
        """Things that are no more are out of use; the shipment itself happened."""
        file = self.take(self.file(self.nodes))
        for step in ("observing", ""):
            self.take(self.said(self.nodes[:1], 5, step=step, action="DELETE"))
            self.assertFalse(file.transaction_ids.withdrawn_by_id)
            self.assertEqual(self.package("S0001").withdrawn_how, "retired")
            self.assertEqual(self.package("S0001").transaction_id, file.transaction_ids)
        codes = [code for _level, code in self.verdicts(self.picking).values()]
        self.assertEqual(codes[0], "SERIAL_OUT_OF_USE")
        self.assertNotIn("SERIAL_OUT_OF_USE", codes[1:])
