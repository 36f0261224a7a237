from dataclasses import replace
from datetime import UTC, datetime, timedelta

from dscsa_core.epcis.model import ErrorDeclaration, QuantityElement
from dscsa_core.gs1.epc_encode import lgtin_uri

from odoo.tests import tagged

from ..services.receiving.facts import ReceiptFacts
from .common import STRANGER_GLN, DscsaCommon, gtin_of


@tagged("post_install", "-at_install")
class TestIngestAgain(DscsaCommon):
    """What a file means for packages that earlier files or scans told of."""

    def test_announced_again_after_return(self):
        """The same serial in a later file: the earlier TI/TS is kept beside it."""
        first = self.deliver(self.packages(2), po="P1")
        package = self.package("S0001")
        package.status = "returned"
        second = self.deliver(self.packages(1), po="P2")
        package.invalidate_recordset()
        self.assertEqual(package.transaction_id, second.transaction_ids)
        self.assertEqual(
            package.status, "returned", "the receipt decides, not the file"
        )
        earlier = self.env["dscsa.epc.transaction"].search(
            [("epc_id", "=", package.id)]
        )
        self.assertEqual(earlier.transaction_id, first.transaction_ids)
        first.action_reprocess()
        package.invalidate_recordset()
        self.assertEqual(package.transaction_id, second.transaction_ids)

    def test_scanned_row_is_completed(self):
        """A package seen before its file keeps what its label said."""
        row = self.env["dscsa.epc"].create(
            {
                "company_id": self.company.id,
                "key": f"01{gtin_of(1)}21S0001",
                "kind": "package",
                "gtin": gtin_of(1),
                "serial": "S0001",
                "lot": "LABEL",
                "seen_lot": "LABEL",
                "status": "in_stock",
                "hold": "data",
            }
        )
        document = self.deliver([self.case(self.packages(2))])
        row.invalidate_recordset()
        self.assertEqual((row.seen_lot, row.lot), ("LABEL", "L1"))
        self.assertEqual(row.line_id.lot, "L1")
        self.assertTrue(row.expiry)
        self.assertEqual(row.transaction_id, document.transaction_ids)
        self.assertEqual((row.status, row.hold), ("in_stock", "data"))
        self.assertEqual(row.parent_id.serial, "C0001")
        links = self.env["dscsa.event.epc"].search([("epc_id", "=", row.id)])
        self.assertEqual(len(links), 2)

    def test_parent_that_was_there_already(self):
        self.deliver([self.pallet(self.packages(1))], po="P1")
        pallet = self.logistic()
        self.deliver([self.pallet(self.packages(2, first=5))], po="P2")
        self.assertEqual(self.package("S0005").parent_id, pallet)

    def test_correction_replaces(self):
        wrong = self.packages(2) + self.packages(1, first=9, lot="LX")
        old = self.deliver(wrong, po="P1", instance="M-1")
        right = self.packages(2) + self.packages(1, first=9, lot="L1")
        new = self.deliver(right[1:], po="P1", instance="M-1")
        self.assertEqual(new.corrects_id, old)
        self.assertEqual(old.transaction_ids.superseded_by_id, new.transaction_ids)
        self.assertIn("FILE_CORRECTION", self.codes(new))
        self.assertEqual(self.package("S0009").lot, "L1")
        dropped = self.package("S0001")
        self.assertFalse(dropped.transaction_id, "the correction does not name it")
        self.assertEqual(self.package("S0002").transaction_id, new.transaction_ids)
        self.assertNotIn("SERIAL_ANNOUNCED_BEFORE", self.codes(new))
        old.action_reprocess()
        self.env.invalidate_all()
        self.assertFalse(dropped.transaction_id, "reading the old file revives nothing")
        self.assertEqual(self.package("S0002").transaction_id, new.transaction_ids)

    def test_shipment_taken_back_by_a_later_file(self):
        def with_ids(events):
            return [*events[:-1], self._changed(events[-1], event_id="urn:uuid:e1")]

        def declared(events):
            error = ErrorDeclaration(events[-1].time, "did_not_occur")
            last = self._changed(events[-1], event_id="urn:uuid:e1", error=error)
            return [last]

        old = self.deliver(self.packages(2), po="P1", changes=[with_ids])
        new = self.deliver(
            self.packages(2), po="P1", instance="other", changes=[declared]
        )
        self.assertFalse(new.transaction_ids)
        self.assertEqual(old.transaction_ids.withdrawn_by_id, new)
        self.assertFalse(self.package("S0001").transaction_id)

    def test_shipment_cancelled_by_a_later_file(self):
        def cancelled(events):
            return [self._changed(events[-1], step="void_shipping")]

        old = self.deliver(self.packages(3), po="P1")
        self.deliver(self.packages(2), po="P1", instance="void", changes=[cancelled])
        self.assertFalse(self.package("S0001").transaction_id)
        self.assertEqual(self.package("S0003").transaction_id, old.transaction_ids)
        foreign = self.deliver(
            self.packages(1, first=3),
            instance="foreign",
            seller=STRANGER_GLN,
            changes=[cancelled],
        )
        self.assertTrue(foreign)
        self.assertEqual(
            self.package("S0003").transaction_id,
            old.transaction_ids,
            "another sender cancels nothing",
        )

    def _changed(self, event, **changes):
        return replace(event, position=1, **changes)

    def test_other_seller_announced_it_before(self):
        self.deliver(self.packages(2), po="P1")
        document = self.deliver(
            self.packages(1),
            po="P2",
            seller=STRANGER_GLN,
            seller_name="Hazel Wholesale",
        )
        found = [f for f in document.findings if f["code"] == "SERIAL_ANNOUNCED_BEFORE"]
        self.assertEqual(found[0]["facts"]["count"], 1)
        self.assertEqual(found[0]["facts"]["seller"], "Brook Drug Company")

    def test_same_shipment_in_another_file(self):
        """One TI/TS is left, of the later file, with the receipt of the first."""
        for instance, changes in (("B", []), ("C", [self._other_event])):
            with self.subTest(instance):
                prefix = f"{instance}-"
                goods = self.packages(2, prefix=prefix)
                order = self.order({self.product: 2})
                old = self.deliver(goods, po=order.name, instance=f"{instance}1")
                new = self.deliver(
                    goods, po=order.name, instance=f"{instance}2", changes=changes
                )
                for _reading in range(2):
                    self.assertIn("CONTENT_DUPLICATE", self.codes(new))
                    self.assertEqual(
                        old.transaction_ids.superseded_by_id, new.transaction_ids
                    )
                    facts = ReceiptFacts(order.picking_ids)
                    self.assertEqual(sum(facts.expected.values()), 2)
                    new.action_reprocess()

    def test_of_two_alike_the_later_to_arrive_counts(self):
        """Whichever of them is read again last."""
        at = datetime.now(UTC).replace(microsecond=0) - timedelta(days=2)
        files = [
            self.deliver(
                self.packages(2), po="P1", instance=name, shipped_at=at, created=at
            )
            for name in "AB"
        ]
        old, new = (document.transaction_ids for document in files)
        for again in (*files, files[0]):
            again.action_reprocess()
            self.env.invalidate_all()
            self.assertEqual(old.superseded_by_id, new)
            self.assertFalse(new.superseded_by_id)

    def test_same_packages_sold_to_somebody_else(self):
        """No second copy of ours: they left twice, and ours is not replaced."""
        old = self.deliver(self.packages(2), po="P1")
        other = self.deliver(
            self.packages(2), po="P2", buyer=STRANGER_GLN, ship_to=STRANGER_GLN
        )
        self.assertFalse(old.transaction_ids.superseded_by_id)
        self.assertIn("SHIPPED_TWICE", self.codes(other))
        self.assertNotIn("CONTENT_DUPLICATE", self.codes(other))

    def _other_event(self, events):
        """The same goods under a new event id, an hour later."""
        last = events[-1]
        later = last.time + timedelta(hours=1)
        return [*events[:-1], replace(last, event_id="urn:uuid:e9", time=later)]

    def test_same_serial_under_two_orders(self):
        """Each package is expected once, on the order told last."""
        first = self.order({self.product: 2})
        second = self.order({self.product: 2})
        self.deliver(self.packages(2), po=first.name)
        document = self.deliver(self.packages(2, first=2), po=second.name)
        found = [f for f in document.findings if f["code"] == "SHIPPED_TWICE"]
        self.assertEqual(found[0]["facts"]["count"], 1)
        expected = [
            sum(ReceiptFacts(order.picking_ids).expected.values())
            for order in (first, second)
        ]
        self.assertEqual(expected, [1, 2])

    def test_sold_again_after_return(self):
        """What went back may leave the seller once more: two TI/TS, no finding."""
        old = self.deliver(self.packages(2), po="P1")
        for serial in ("S0001", "S0002"):
            self.package(serial).status = "returned"
        new = self.deliver(self.packages(2), po="P2")
        self.assertFalse(old.transaction_ids.superseded_by_id)
        self.assertFalse({"CONTENT_DUPLICATE", "SHIPPED_TWICE"} & self.codes(new))

    def test_used_already_and_told_again(self):
        """Data for what was dispensed here are no resend."""
        old = self.deliver(self.packages(2), po="P1")
        self.package("S0001").status = "dispensed"
        new = self.deliver(self.packages(2), po="P1", instance="again")
        self.assertFalse(old.transaction_ids.superseded_by_id)
        self.assertIn("SHIPPED_TWICE", self.codes(new))

    def test_lots_without_serials_known_by_their_event(self):
        def loose(events):
            last = replace(
                events[-1],
                position=1,
                event_id="urn:uuid:loose",
                epcs=(),
                quantities=(QuantityElement(lgtin_uri(gtin_of(1), "L1", 7), 12),),
            )
            return [last]

        files = [
            self.deliver(self.packages(1), po="P1", instance=name, changes=[loose])
            for name in "AB"
        ]
        old, new = (document.transaction_ids for document in files)
        self.assertEqual(old.line_ids.quantity, 12)
        self.assertEqual(old.superseded_by_id, new)

    def test_pallet_shipped_in_a_later_file(self):
        """Packing in one file, shipping of the pallet alone in the next."""
        whole = [self.pallet([self.case(self.packages(4))])]
        self.deliver(whole, instance="A", changes=[lambda events: events[:-1]])
        self.assertFalse(self.package("S0001").transaction_id)
        shipped = self.deliver(
            whole,
            instance="B",
            po="P1",
            changes=[lambda events: [self._changed(events[-1])]],
        )
        transaction = shipped.transaction_ids
        for _reading in range(2):
            self.env.invalidate_all()
            self.assertEqual(transaction.package_count, 4)
            self.assertEqual(transaction.line_ids.mapped("quantity"), [4])
            self.assertEqual(transaction.line_ids.product_id, self.product)
            package = self.package("S0001")
            self.assertEqual(package.transaction_id, transaction)
            self.assertEqual(package.line_id, transaction.line_ids)
            self.assertFalse(
                {"SSCC_ORPHAN", "TI_INCOMPLETE"} & self.codes(shipped),
            )
            shipped.action_reprocess()
