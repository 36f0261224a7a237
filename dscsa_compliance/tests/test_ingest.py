from datetime import timedelta

from odoo.exceptions import AccessError
from odoo.tests import tagged

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
        expected = {
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
        self.assertRecordValues(package, [expected])
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

    def test_confirmed_seller_is_on_its_documents(self):
        document = self.deliver(
            self.packages(1), seller=gln_of(4321), seller_name="New Wholesale Inc"
        )
        self.assertFalse(document.partner_id)
        party = document.transaction_ids.seller_party_id
        party.action_create_partners()
        self.assertTrue(party.partner_id)
        self.assertEqual(document.partner_id, party.partner_id)

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

    def test_sscc_alone(self):
        document = self.deliver([self.pallet([], number=3)])
        self.assertIn("SSCC_ORPHAN", self.codes(document))
        self.assertEqual(self.epc(f"00{sscc_of(3)}").status, "announced")
