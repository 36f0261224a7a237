from dataclasses import replace
from datetime import UTC, datetime, timedelta

from dscsa_core.epcis.model import ErrorDeclaration, Place, Typed
from dscsa_core.notice.model import Goods, Notice
from dscsa_core.x12.writer import Style, write_interchange

from odoo.tests import tagged

from .common import OUR_GLN, SELLER_GLN, STRANGER_GLN, gtin_of
from .withdrawing import EVENT_ID, SHIPPED, WithdrawingCommon

DAY = timedelta(days=1)


@tagged("post_install", "-at_install")
class TestMessageNumbers(WithdrawingCommon):
    """A message number decides nothing alone."""

    def cases(self):
        """(name, first shipment, goods and order of the second, whether it corrects)"""
        one, two = self.packages(2), self.packages(2, first=11)
        overlap = self.packages(2, first=2)
        return (
            ("always the same", {"po": "A1"}, two, {"po": "A2", "days": 1}, False),
            ("two totes", {"po": "B1"}, two, {"po": "B1", "days": 1}, False),
            ("other goods at once", {"po": "C1"}, two, {"po": "C2"}, False),
            ("in common", {"po": "D1"}, overlap, {"po": "D1", "days": 1}, True),
            ("order corrected", {"po": "E1"}, one, {"po": "E2"}, True),
            ("serials corrected", {"po": "F1"}, two, {"po": "F1"}, True),
            ("a serial more", {"po": "G1"}, self.packages(3), {"po": "G1"}, True),
            ("the seller's event", {"po": "H1", "event_id": EVENT_ID}, two,
             {"po": "H1", "event_id": EVENT_ID}, True),
            ("other sender", {"po": "I1"}, two,
             {"po": "I1", "seller": STRANGER_GLN}, False),
        )  # fmt: skip

    def test_table(self):
        one = self.packages(2)
        for number, (name, first, nodes, second, corrects) in enumerate(self.cases()):
            with self.subTest(name), self.env.cr.savepoint() as savepoint:
                second = dict(second)
                moment = SHIPPED + second.pop("days", 0) * DAY
                old = self.ship(one, instance=f"N{number}", **first)
                new = self.ship(
                    nodes, instance=f"N{number}", shipped_at=moment, **second
                )
                replaced = old.transaction_ids.superseded_by_id
                self.assertEqual(
                    replaced, new.transaction_ids if corrects else replaced.browse()
                )
                codes = self.codes(new) & {"FILE_CORRECTION", "NUMBER_REUSED"}
                expected = {"FILE_CORRECTION"} if corrects else {"NUMBER_REUSED"}
                self.assertEqual(codes, set() if name == "other sender" else expected)
                self.assertEqual(new.corrects_id, old if corrects else old.browse())
                savepoint.rollback()
                self.env.invalidate_all()

    def test_both_are_proof_at_their_receipts(self):
        first = self.receipt({self.product: 2})
        second = self.receipt({self.product: 2})
        one, two = self.packages(2), self.packages(2, first=11)
        old = self.ship(one, po=first.origin, instance="1")
        new = self.ship(two, po=second.origin, instance="1", shipped_at=SHIPPED + DAY)
        self.assertEqual(old.transaction_ids.picking_ids, first.sudo())
        self.assertEqual(new.transaction_ids.picking_ids, second.sudo())
        self.assertEqual(self.scan(first, self.label("S0001"))["level"], "green")
        self.assertEqual(self.scan(second, self.label("S0011"))["level"], "green")

    def test_what_is_on_the_shelf_keeps_its_proof(self):
        """Also where order, moment and count agree: goods that are here are no typo."""
        for at, moment in enumerate((SHIPPED, SHIPPED + DAY)):
            with self.subTest(moment=at):
                first = 1 + 100 * at
                picking = self.receipt({self.product: 2})
                old = self.ship(
                    self.packages(2, first=first), po=picking.origin, instance="1"
                )
                self.scan_all(picking, 2, first=first)
                self.validate(picking)
                self.ship(
                    self.packages(2, first=first + 10),
                    po=picking.origin,
                    instance="1",
                    shipped_at=moment,
                )
                self.assertFalse(old.transaction_ids.superseded_by_id)
                package = self.package(f"S{first:04d}")
                self.assertEqual(package.transaction_id, old.transaction_ids)
                self.assertTrue(package._has_live_proof())
                self.assertFalse(self.discrepancies(picking))

    def notice(self, *goods, number="S100", po="P1", day=19):
        street = ("1 Mill Lane", "", "Concord", "NH", "03301", "US")
        return Notice(
            f"x/{number}",
            goods,
            shipped_at=datetime(2026, 11, day, 15, tzinfo=UTC),
            seller=Place("s", SELLER_GLN, "Brook Drug Company", *street),
            buyer=Place("b", OUR_GLN, "Elm Street Pharmacy", *street),
            references=(Typed("po", po),),
        )

    def test_ship_notices(self):
        """856: the number of the notice and the interchange may begin anew."""
        lot = Goods(gtin_of(1), "L1", self.expiry, 2)
        other = Goods(gtin_of(1), "L2", self.expiry, 3)
        mended = Goods(gtin_of(1), "L9", self.expiry, 2)
        serials = Goods(gtin_of(2), "B", self.expiry, 0, ("X1", "X2"))
        fewer = Goods(gtin_of(2), "B", self.expiry, 0, ("X2",))
        cases = (
            ("begins anew", (lot,), {}, (other,), {"po": "P2", "day": 20}, False),
            ("always the same", (lot,), {}, (other,), {"day": 20}, False),
            ("lot corrected", (lot,), {}, (mended,), {}, True),
            ("serial dropped", (serials,), {}, (fewer,), {}, True),
            ("another number", (lot,), {}, (other,), {"number": "S101"}, False),
        )  # fmt: skip
        for name, goods, first, more, second, corrects in cases:
            with self.subTest(name), self.env.cr.savepoint() as savepoint:
                documents = [
                    self.process(
                        write_interchange(
                            [self.notice(*what, **terms)], Style(control=1)
                        ).encode(),
                        name=f"{name}.edi",
                    )
                    for what, terms in ((goods, first), (more, second))
                ]
                old, new = (each.transaction_ids for each in documents)
                expected = new if corrects else new.browse()
                self.assertEqual(old.superseded_by_id, expected)
                savepoint.rollback()
                self.env.invalidate_all()


@tagged("post_install", "-at_install")
class TestCorrections(WithdrawingCommon):
    """A later file of the sender corrects what was announced."""

    def wrong(self, **changes):
        """A receipt of two with a file that is wrong; its order number."""
        picking = self.receipt({self.product: 2})
        file = self.ship(self.packages(2, **changes), po=picking.origin, instance="C1")
        return picking, file

    def right(self, picking, *, instance="C1", count=2, **changes):
        return self.ship(
            self.packages(count, **changes), po=picking.origin, instance=instance
        )

    def test_lot_before_receipt(self):
        for instance in ("C1", "another number"):
            with self.subTest(instance), self.env.cr.savepoint() as savepoint:
                picking, old = self.wrong(lot="WRONG")
                new = self.right(picking, instance=instance)
                self.assertEqual(
                    old.transaction_ids.superseded_by_id, new.transaction_ids
                )
                package = self.package("S0001")
                self.assertEqual((package.lot, package.line_id.lot), ("L1", "L1"))
                answer = self.scan(picking, self.label("S0001"))
                self.assertEqual(answer["level"], "green", answer["sentence"])
                self.assertEqual(answer["sentence"], "Matches seller's data.")
                savepoint.rollback()
                self.env.invalidate_all()

    def test_lot_after_receipt(self):
        for instance in ("C1", "another number"):
            with self.subTest(instance), self.env.cr.savepoint() as savepoint:
                picking, _old = self.wrong(lot="WRONG")
                self.scan_all(picking, 2)
                self.validate(picking)
                self.assertEqual(self.discrepancies(picking).code, "LOT_MISMATCH")
                self.assertEqual(self.package("S0001").hold, "data")
                self.right(picking, instance=instance)
                self.run_release()
                package = self.package("S0001")
                self.assertFalse(package.hold)
                self.assertFalse(self.discrepancies(picking))
                self.assertEqual((package.lot, package.line_id.lot), ("L1", "L1"))
                savepoint.rollback()
                self.env.invalidate_all()

    def test_serial_after_receipt(self):
        picking = self.receipt({self.product: 1})
        old = self.ship(self.packages(1, first=9), po=picking.origin, instance="C1")
        self.scan(picking, self.label("S0001"))
        self.validate(picking)
        self.assertIn(
            "SERIAL_NOT_ANNOUNCED", self.discrepancies(picking).mapped("code")
        )
        new = self.right(picking, count=1)
        self.run_release()
        self.assertEqual(old.transaction_ids.superseded_by_id, new.transaction_ids)
        self.assertFalse(self.package("S0009").transaction_id, "no longer announced")
        package = self.package("S0001")
        self.assertEqual(package.transaction_id, new.transaction_ids)
        self.assertFalse(package.hold)
        self.assertFalse(self.discrepancies(picking))

    def test_dropped_but_received(self):
        """Goods that are here and not in the corrected file are for a person."""
        picking, old = self.wrong()
        self.scan_all(picking, 2)
        self.validate(picking)
        new = self.right(picking, count=1)
        self.assertEqual(old.transaction_ids.superseded_by_id, new.transaction_ids)
        dropped = self.package("S0002")
        self.assertEqual(dropped.transaction_id, old.transaction_ids)
        self.assertFalse(dropped._has_live_proof())
        row = self.discrepancies(picking)
        self.assertEqual(row.code, "CORRECTION_DROPS_RECEIVED")
        self.assertEqual((row.epc_ids, dropped.hold), (dropped, "data"))
        self.assertFalse(self.package("S0001").hold)
        self.right(picking, instance="C3", first=2, count=1)
        self.run_release()
        self.assertFalse(dropped.hold, "named again")

    def test_lot_of_goods_on_the_shelf(self):
        """A correction that no longer fits what was scanned holds it."""
        picking, _old = self.wrong()
        self.scan_all(picking, 2)
        self.validate(picking)
        self.assertFalse(self.package("S0001").hold)
        self.right(picking, lot="OTHER")
        self.run_release()
        self.assertEqual(self.discrepancies(picking).code, "LOT_MISMATCH")
        self.assertEqual(self.package("S0001").hold, "data")

    def test_rows_of_the_corrected_file_are_settled(self):
        picking = self.receipt({self.product: 2})
        old = self.ship(
            self.packages(2), po=picking.origin, instance="C1", statement=None
        )
        rows = self.env["dscsa.discrepancy"].search([("document_id", "=", old.id)])
        self.assertIn("STATEMENT_MISSING", rows.mapped("code"))
        new = self.right(picking)
        self.assertEqual(set(rows.mapped("state")), {"resolved"})
        self.assertEqual(rows.resolved_document_id, new)

    def test_declared_wrong_and_corrected_in_one_file(self):
        """incorrect_data with the id of the right event: the right one counts."""
        picking = self.receipt({self.product: 2})
        old = self.ship(
            self.packages(2), po=picking.origin, instance="C1", event_id=EVENT_ID
        )

        def corrected(events):
            error = ErrorDeclaration(SHIPPED + DAY, "incorrect_data", ("urn:uuid:r",))
            shipping = events[-1]
            wrong = replace(shipping, position=1, event_id=EVENT_ID, error=error)
            right = replace(shipping, position=2, event_id="urn:uuid:r")
            return [wrong, right]

        new = self.deliver(
            self.packages(2),
            po="P-RIGHT",
            instance="C9",
            shipped_at=SHIPPED,
            changes=[corrected],
        )
        self.assertEqual(old.transaction_ids.superseded_by_id, new.transaction_ids)
        self.assertFalse(new.transaction_ids.withdrawn_by_id)
        self.assertNotIn("WITHDRAWAL_UNMATCHED", self.codes(new))
        answer = self.scan(picking, self.label("S0001"))
        self.assertEqual(answer["level"], "green", answer["sentence"])

    def test_part_of_it_corrected_did_not_leave_twice(self):
        """What this file declares wrong is no first shipment of what it corrects."""
        picking = self.receipt({self.product: 2})
        self.ship(self.packages(2), po=picking.origin, instance="C1", event_id=EVENT_ID)

        def corrected(events):
            error = ErrorDeclaration(SHIPPED + DAY, "incorrect_data", ("urn:uuid:r",))
            wrong = replace(events[-1], position=1, event_id=EVENT_ID, error=error)
            right = replace(events[-1], position=2, event_id="urn:uuid:r")
            return [wrong, replace(right, epcs=right.epcs[:1])]

        new = self.deliver(
            self.packages(2),
            po=picking.origin,
            instance="C9",
            shipped_at=SHIPPED,
            changes=[corrected],
        )
        self.assertIn("EVENT_WITHDRAWN", self.codes(new))
        self.assertNotIn("SHIPPED_TWICE", self.codes(new))
        levels = [
            self.scan(picking, self.label(serial))["level"]
            for serial in ("S0001", "S0002")
        ]
        self.assertEqual(levels, ["green", "red"])
