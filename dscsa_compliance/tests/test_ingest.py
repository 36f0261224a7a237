from dataclasses import replace
from datetime import timedelta

from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..core.epcis.model import ErrorDeclaration
from .common import (
    OUR_GLN,
    SELLER_GLN,
    STRANGER_GLN,
    DscsaCommon,
    gln_of,
    gtin_of,
    sscc_of,
)


@tagged("post_install", "-at_install")
class TestIngest(DscsaCommon):
    def _counts(self):
        counts = []
        for model in ("dscsa.epc", "dscsa.event", "dscsa.transaction"):
            domain = [("company_id", "=", self.company.id)]
            counts.append(self.env[model].search_count(domain))
        links = [("event_id.company_id", "=", self.company.id)]
        return [*counts, self.env["dscsa.event.epc"].search_count(links)]

    def test_pallet_with_cases(self):
        packages = self.packages(12)
        cases = [
            self.case(packages[start : start + 4], serial=f"C{start}")
            for start in (0, 4, 8)
        ]
        document = self.deliver([self.pallet(cases)], po="P1")
        self.assertEqual(document.package_count, 12)
        self.assertEqual(document.event_count, 8)
        package, pallet = self.package("S0006"), self.logistic()
        self.assertRecordValues(
            package,
            [
                {
                    "kind": "package",
                    "gtin": gtin_of(1),
                    "serial": "S0006",
                    "lot": "L1",
                    "expiry": packages[0].expiry,
                    "product_id": self.product.id,
                    "status": "announced",
                    "hold": False,
                    "document_id": document.id,
                    "transaction_id": document.transaction_ids.id,
                }
            ],
        )
        self.assertEqual(package.parent_id.kind, "case")
        self.assertEqual(package.parent_id.serial, "C4")
        self.assertEqual(package.parent_id.parent_id, pallet)
        self.assertEqual(pallet.kind, "logistic")
        self.assertEqual(pallet.transaction_id, document.transaction_ids)
        self.assertEqual(self._counts(), [16, 8, 1, 36])

    def test_roles_of_things_in_events(self):
        self.deliver([self.pallet([self.case(self.packages(2))])])
        roles = self.env["dscsa.event.epc"]._read_group(
            [("epc_id", "=", self.logistic().id)], ["role"], ["__count"]
        )
        self.assertEqual(dict(roles), {"e": 2, "p": 1})

    def test_lines_and_parties(self):
        transaction = self.deliver(
            self.packages(3) + self.packages(2, item=2, lot="L2"), po="P1", invoice="I9"
        ).transaction_ids
        self.assertEqual(transaction.name, "Brook Drug Company I9")
        self.assertRecordValues(
            transaction.line_ids.sorted("lot"),
            [
                {"lot": "L1", "quantity": 3, "product_id": self.product.id},
                {"lot": "L2", "quantity": 2, "product_id": self.other_product.id},
            ],
        )
        self.assertRecordValues(
            transaction,
            [
                {
                    "seller_id": self.seller.id,
                    "buyer_id": self.company.partner_id.id,
                    "seller_gln": SELLER_GLN,
                    "statement": "yes",
                    "po_numbers": "P1",
                    "invoice_numbers": "I9",
                    "package_count": 5,
                }
            ],
        )
        self.assertIn("Concord, NH 03301", transaction.seller_address)

    def test_twice_is_once(self):
        document = self.deliver([self.pallet([self.case(self.packages(4))])])
        before, row = self._counts(), self.package("S0001").read()
        findings = document.findings
        document.action_reprocess()
        self.assertEqual(document.state, "processed")
        self.assertEqual(self._counts(), before)
        self.assertEqual(self.package("S0001").read(), row)
        self.assertEqual(document.findings, findings)
        self.assertEqual(len(document.transaction_ids.line_ids), 1)

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
                "status": "in_stock",
                "hold": "data",
            }
        )
        document = self.deliver([self.case(self.packages(2))])
        row.invalidate_recordset()
        self.assertEqual(row.lot, "LABEL")
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
        self.deliver(self.packages(2), po="P1", instance="A")
        document = self.deliver(self.packages(2), po="P1", instance="B")
        self.assertIn("CONTENT_DUPLICATE", self.codes(document))

    def test_a_copy_of_what_we_sent_ourselves(self):
        document = self.deliver(
            self.packages(1),
            seller=OUR_GLN,
            seller_name="Elm Street Pharmacy",
            buyer=STRANGER_GLN,
            buyer_name="Hazel Wholesale",
        )
        self.assertEqual(document.transaction_ids.direction, "out")
        self.assertNotIn("SHIPTO_NOT_OURS", self.codes(document))

    def test_resold_without_its_case(self):
        self.deliver([self.case(self.packages(2))], po="P1")
        self.deliver(self.packages(1), po="P2")
        self.assertFalse(self.package("S0001").parent_id)
        self.assertTrue(self.package("S0002").parent_id)

    def test_file_of_another_company(self):
        document = self.deliver(
            self.packages(1), buyer=gln_of(1234), buyer_name="Someone Else Inc"
        )
        self.assertIn("SHIPTO_NOT_OURS", self.codes(document))
        row = document.discrepancy_ids.filtered(lambda d: d.code == "SHIPTO_NOT_OURS")
        self.assertEqual(row.severity, "amber")
        self.assertIn("Someone Else Inc", row.message)

    def test_own_number_unknown_is_offered_and_not_held(self):
        self.company.partner_id.global_location_number = False
        document = self.deliver(self.packages(1))
        self.assertNotIn("SHIPTO_NOT_OURS", self.codes(document))
        party = document.transaction_ids.buyer_party_id
        self.assertEqual(party.suggested_partner_id, self.company.partner_id)
        party.action_confirm()
        self.assertTrue(self.company.partner_id.global_location_number)
        self.assertEqual(document.transaction_ids.buyer_id, self.company.partner_id)

    def test_other_company_sees_nothing(self):
        document = self.deliver([self.pallet(self.packages(2))])
        other = self._make_company("Oak Clinic", STRANGER_GLN)
        self.technician.write({"company_ids": [(4, other.id)], "company_id": other.id})
        env = self.env(user=self.technician)
        for model in ("document", "event", "event.epc", "epc", "transaction", "gtin"):
            rows = env[f"dscsa.{model}"].with_context(allowed_company_ids=other.ids)
            self.assertFalse(rows.search([]), model)
        self.assertTrue(document)

    def test_register_is_not_written_by_rpc(self):
        self.deliver(self.packages(1))
        package = self.package("S0001").with_user(self.manager)
        with self.assertRaises(AccessError):
            package.write({"status": "in_stock"})

    def test_future_and_expired(self):
        yesterday = self.today - timedelta(days=1)
        document = self.deliver(self.packages(1, expiry=yesterday - timedelta(days=30)))
        self.assertIn("EXPIRED_SHIPPED", self.codes(document))

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

    def test_sscc_alone(self):
        document = self.deliver([self.pallet([], number=3)])
        self.assertIn("SSCC_ORPHAN", self.codes(document))
        self.assertEqual(self.epc(f"00{sscc_of(3)}").status, "announced")
