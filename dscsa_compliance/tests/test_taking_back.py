from dataclasses import replace
from datetime import timedelta

from odoo.tests import tagged

from .common import STRANGER_GLN, gtin_of
from .withdrawing import EVENT_ID, SHIPPED, WithdrawingCommon

# how a sender says that a shipment of two packages in a tote did not happen
WAYS = (
    ("by serial", {}),
    ("deleted", {"step": "shipping", "action": "DELETE"}),
    ("deleted void", {"action": "DELETE"}),
    ("by number alone", {"epcs": ()}),
    (
        "declared by id",
        {"step": "shipping", "event_id": EVENT_ID, "error": ("did_not_occur",)},
    ),
    ("declared by content", {"step": "shipping", "error": ("did_not_occur",)}),
    (
        "declared, corrected elsewhere",
        {
            "step": "shipping",
            "event_id": EVENT_ID,
            "error": ("incorrect_data", ("urn:uuid:elsewhere",)),
        },
    ),
)


@tagged("post_install", "-at_install")
class TestTakingBack(WithdrawingCommon):
    """What a sender takes back is no proof, whenever and however he says it."""

    def way(self, nodes, changes, po):
        changes = dict(changes)
        if "error" in changes:
            return self.message(nodes, po=po, **changes)
        return self.void(nodes, po=po, **changes)

    def order_and_ship(self, number, shape=None):
        """Receipt, nodes and file of two packages of their own."""
        order = self.order({self.product: 2})
        nodes = self.packages(2, first=number)
        if shape:
            nodes = shape(nodes)
        file = self.ship(
            nodes, po=order.name, instance=f"first-{number}", event_id=EVENT_ID
        )
        return order.picking_ids.with_user(self.technician), nodes, file

    def test_on_its_way(self):
        """Ingest, taking back, scan: red, with who and when; the TI/TS is withdrawn."""
        for at, (name, changes) in enumerate(WAYS):
            with self.subTest(name):
                # one shipment has the event id at a time
                self.env.cr.execute("UPDATE dscsa_event SET event_ref = NULL")
                first = 10 * at + 1
                picking, nodes, file = self.order_and_ship(first)
                told = self.way(nodes, changes, picking.origin)
                self.assertEqual(file.transaction_ids.withdrawn_by_id, told)
                self.assertFalse(
                    {"NO_SHIPMENT", "WITHDRAWAL_UNMATCHED"} & self.codes(told)
                )
                answer = self.scan(picking, self.label(f"S{first:04d}"))
                self.assertEqual(answer["level"], "red", answer["sentence"])
                self.assertEqual(answer["code"], "SHIPMENT_WITHDRAWN")
                self.assertIn(
                    "Brook Drug Company took this back on", answer["sentence"]
                )
                package = self.package(f"S{first:04d}")
                self.assertFalse(package._has_live_proof())
                self.assertEqual(package.withdrawn_by_id, told)
                history = self.env["dscsa.epc.transaction"].search(
                    [("epc_id", "=", package.id)]
                )
                self.assertEqual(history.transaction_id, file.transaction_ids)
                self.assertEqual(history.withdrawn_by_id, told)

    def test_received_already(self):
        """A discrepancy and a hold; the package keeps its TI/TS, seen as withdrawn."""
        for at, (name, changes) in enumerate(WAYS):
            with self.subTest(name):
                self.env.cr.execute("UPDATE dscsa_event SET event_ref = NULL")
                first = 10 * at + 1
                picking, nodes, file = self.order_and_ship(first)
                self.scan_all(picking, 2, first=first)
                self.validate(picking)
                self.assertFalse(self.package(f"S{first:04d}").hold)
                told = self.way(nodes, changes, picking.origin)
                row = self.discrepancies(picking)
                self.assertEqual(row.code, "SHIPMENT_WITHDRAWN")
                self.assertEqual((row.severity, row.quantity), ("hold", 2))
                self.assertEqual(row.document_id, told)
                package = self.package(f"S{first:04d}")
                self.assertEqual(package.transaction_id, file.transaction_ids)
                self.assertEqual(package.hold, "data")
                self.assertFalse(package._has_live_proof())
                self.run_release()
                self.assertEqual(package.hold, "data", "nothing new came")

    def test_taken_back_between_scan_and_validate(self):
        picking, nodes, _file = self.order_and_ship(1)
        answers = self.scan_all(picking, 2)
        self.assertEqual({each["level"] for each in answers}, {"green"})
        self.void(nodes, po=picking.origin)
        self.validate(picking)
        self.assertEqual(self.package("S0001").hold, "data")
        self.assertEqual(self.discrepancies(picking).code, "SHIPMENT_WITHDRAWN")

    def test_box_stands_for_its_content(self):
        shapes = {
            "pallet": lambda nodes: [self.pallet(nodes)],
            "case": lambda nodes: [self.case(nodes)],
            "case on a pallet": lambda nodes: [
                self.pallet([self.case(nodes, serial="C0002")], number=2)
            ],
        }
        for at, (name, shape) in enumerate(shapes.items()):
            with self.subTest(name):
                first = 10 * at + 1
                picking, nodes, file = self.order_and_ship(first, shape)
                told = self.void(nodes, po=picking.origin)
                self.assertEqual(file.transaction_ids.withdrawn_by_id, told)
                answer = self.scan(picking, self.label(f"S{first:04d}"))
                self.assertEqual(answer["code"], "SHIPMENT_WITHDRAWN")
                if name == "pallet":
                    self.scan(picking, self.label(f"S{first:04d}"))
                    answer = self.scan(picking, self.sscc_label())
                    self.assertEqual(answer["level"], "red", answer["sentence"])

    def test_before_the_shipment_file(self):
        """A message that overtook its shipment counts when that comes."""
        for at, (name, changes) in enumerate(WAYS):
            if name == "declared by content":
                continue  # without an id nothing tells which event will come
            with self.subTest(name):
                self.env.cr.execute("UPDATE dscsa_event SET event_ref = NULL")
                self.env.cr.execute(
                    "UPDATE dscsa_event SET details = NULL WHERE details ? 'error'"
                )
                first = 10 * at + 1
                order = self.order({self.product: 2})
                nodes = self.packages(2, first=first)
                told = self.way(nodes, changes, order.name)
                file = self.ship(
                    nodes, po=order.name, instance=f"late-{at}", event_id=EVENT_ID
                )
                self.assertEqual(file.transaction_ids.withdrawn_by_id, told)
                answer = self.scan(order.picking_ids, self.label(f"S{first:04d}"))
                self.assertEqual(answer["code"], "SHIPMENT_WITHDRAWN")

    def test_sent_twice_and_read_twice(self):
        picking, nodes, file = self.order_and_ship(1)
        self.scan(picking, self.label("S0001"))
        self.validate(picking)
        first = self.void(nodes, po=picking.origin)
        again = self.void(nodes, po=picking.origin, instance="again")
        self.assertFalse({"WITHDRAWAL_UNMATCHED", "NO_SHIPMENT"} & self.codes(again))
        first.action_reprocess()
        file.action_reprocess()
        self.env.invalidate_all()
        self.assertEqual(file.transaction_ids.withdrawn_by_id, first)
        self.assertEqual(self.package("S0001").withdrawn_by_id, first)
        self.assertEqual(len(self.discrepancies(picking)), 1)
        self.assertFalse(self.package("S0002").transaction_id)

    def test_shipped_again_is_live(self):
        """Shipped, taken back, shipped: the last word counts, in any order of files."""
        picking, nodes, file = self.order_and_ship(1)
        self.void(nodes, po=picking.origin)
        later = SHIPPED + timedelta(hours=30)
        again = self.ship(nodes, po=picking.origin, instance="new", shipped_at=later)
        self.assertFalse(again.transaction_ids.withdrawn_by_id)
        self.assertTrue(file.transaction_ids.withdrawn_by_id)
        self.assertEqual(self.scan(picking, self.label("S0001"))["level"], "green")
        self.void(nodes, po=picking.origin, instance="the first void again")
        self.assertFalse(again.transaction_ids.withdrawn_by_id)
        self.assertTrue(self.package("S0002")._has_live_proof())

    def test_taken_back_and_shipped_again_after_receipt(self):
        picking, nodes, _file = self.order_and_ship(1)
        self.scan_all(picking, 2)
        self.validate(picking)
        self.void(nodes, po=picking.origin)
        self.assertEqual(self.package("S0001").hold, "data")
        later = SHIPPED + timedelta(hours=30)
        self.ship(nodes, po=picking.origin, instance="new", shipped_at=later)
        self.run_release()
        self.assertFalse(self.package("S0001").hold)
        self.assertFalse(self.discrepancies(picking))

    def test_other_senders_take_nothing_back(self):
        for at, (name, changes) in enumerate(WAYS):
            with self.subTest(name):
                self.env.cr.execute("UPDATE dscsa_event SET event_ref = NULL")
                first = 10 * at + 1
                picking, nodes, file = self.order_and_ship(first)
                changes = {**changes, "seller": STRANGER_GLN}
                told = self.way(nodes, changes, picking.origin)
                self.assertFalse(file.transaction_ids.withdrawn_by_id)
                answer = self.scan(picking, self.label(f"S{first:04d}"))
                self.assertEqual(answer["level"], "green", answer["sentence"])
                codes = self.codes(told) & {
                    "WITHDRAWAL_FOREIGN",
                    "WITHDRAWAL_UNMATCHED",
                }
                self.assertTrue(codes)
                if name == "by serial":
                    self.assertEqual(codes, {"WITHDRAWAL_FOREIGN"})

    def test_serial_out_of_use(self):
        """Decommissioned in a later file: the serial is no longer good, here or not."""
        picking, nodes, file = self.order_and_ship(1)
        self.scan(picking, self.label("S0001"))
        self.validate(picking)
        rest = picking.backorder_ids or picking.search(
            [("backorder_id", "=", picking.id)]
        )
        self.message(nodes, step="decommissioning", action="DELETE")
        self.assertFalse(file.transaction_ids.withdrawn_by_id)
        self.assertEqual(self.discrepancies(picking).code, "SERIAL_OUT_OF_USE")
        self.assertEqual(self.package("S0001").hold, "data")
        answer = self.scan(rest, self.label("S0002"))
        self.assertEqual(
            (answer["level"], answer["code"]), ("red", "SERIAL_OUT_OF_USE")
        )

    def test_by_number_which_delivery(self):
        """The narrowest number both give decides; an order may have several totes."""
        order = self.order({self.product: 4})
        first = self.ship(self.packages(2), po=order.name, delivery="D1", instance="a")
        second = self.ship(
            self.packages(2, first=5), po=order.name, delivery="D2", instance="b"
        )
        told = self.void([self.packages(1)[0]], po=order.name, delivery="D2", epcs=())
        self.assertFalse(first.transaction_ids.withdrawn_by_id)
        self.assertEqual(second.transaction_ids.withdrawn_by_id, told)
        (said,) = [f for f in told.findings if f["code"] == "SHIPMENT_VOIDED"]
        self.assertEqual(said["facts"]["examples"], second.transaction_ids.name)
        unknown = self.void(
            [self.packages(1)[0]], delivery="D9", epcs=(), instance="other"
        )
        self.assertIn("WITHDRAWAL_UNMATCHED", self.codes(unknown))
        self.assertNotIn("NO_SHIPMENT", self.codes(unknown))

    def test_never_announced(self):
        """Nothing known is taken back: said so, and kept in mind."""
        told = self.void(self.packages(1))
        self.assertIn("WITHDRAWAL_UNMATCHED", self.codes(told))
        self.assertNotIn("NO_SHIPMENT", self.codes(told))
        picking = self.receipt({self.product: 1})
        answer = self.scan(picking, self.label("S0001"))
        self.assertEqual(answer["code"], "SHIPMENT_WITHDRAWN")
        self.assertEqual(self.package("S0001").gtin, gtin_of(1))

    def test_out_of_use_in_the_same_file(self):
        def retired(events):
            gone = replace(
                events[-1],
                position=len(events) + 1,
                action="DELETE",
                step="decommissioning",
                time=SHIPPED + timedelta(hours=1),
                epcs=events[-1].epcs[:1],
            )
            return [*events, gone]

        picking = self.receipt({self.product: 2})
        file = self.deliver(
            self.packages(2), po=picking.origin, shipped_at=SHIPPED, changes=[retired]
        )
        self.assertIn("SERIAL_RETIRED", self.codes(file))
        answer = self.scan(picking, self.label("S0001"))
        self.assertEqual(
            (answer["level"], answer["code"]), ("red", "SERIAL_OUT_OF_USE")
        )
        self.assertEqual(self.scan(picking, self.label("S0002"))["level"], "green")
