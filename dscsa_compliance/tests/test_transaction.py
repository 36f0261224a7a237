from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import SELLER_GLN, DscsaCommon, gln_of


@tagged("post_install", "-at_install")
class TestTransaction(DscsaCommon):
    # Orders and receipts --------------------------------------------------------

    def test_order_is_found_however_it_is_written(self):
        order = self.order({self.product: 2})
        receipt = order.picking_ids
        spellings = (
            order.name,
            order.name.lower(),
            f"PO {order.name}",
            f"PO#{order.name}",
            f" {order.name[0]}-{order.name[1:]} ",
            order.name[1:].lstrip("0"),
        )
        for number, po in enumerate(spellings):
            with self.subTest(po):
                transaction = self.deliver(
                    self.packages(1, prefix=f"O{number}"), po=po
                ).transaction_ids
                self.assertEqual(transaction.purchase_ids, order)
                self.assertEqual(transaction.picking_ids, receipt)
                self.assertEqual(
                    receipt.dscsa_transaction_ids & transaction, transaction
                )

    def test_vendor_reference_counts(self):
        order = self.order({self.product: 1}, partner_ref="WEB-4711")
        transaction = self.deliver(self.packages(1), po="web4711").transaction_ids
        self.assertEqual(transaction.purchase_ids, order)

    def test_order_of_a_child_contact(self):
        branch = self.env["res.partner"].create(
            {"name": "Desk", "parent_id": self.seller.id, "type": "other"}
        )
        order = self.order({self.product: 1}, partner=branch)
        transaction = self.deliver(self.packages(1), po=order.name).transaction_ids
        self.assertEqual(transaction.purchase_ids, order)

    def test_same_number_of_another_seller(self):
        order = self.order({self.product: 1}, partner=self.stranger)
        transaction = self.deliver(self.packages(1), po=order.name).transaction_ids
        self.assertFalse(transaction.purchase_ids)
        self.assertFalse(transaction.picking_ids)

    def test_drafts_and_cancelled_orders_do_not_count(self):
        draft = self.order({self.product: 1}, confirm=False)
        cancelled = self.order({self.product: 1})
        cancelled.button_cancel()
        for order in (draft, cancelled):
            transaction = self.deliver(
                self.packages(1, prefix=order.name), po=order.name
            ).transaction_ids
            self.assertFalse(transaction.purchase_ids)

    def test_order_confirmed_after_the_file(self):
        order = self.order({self.product: 1}, confirm=False)
        transaction = self.deliver(self.packages(1), po=order.name).transaction_ids
        order.button_confirm()
        self.assertEqual(transaction.purchase_ids, order)
        self.assertEqual(transaction.picking_ids, order.picking_ids)

    def test_several_orders_in_one_file(self):
        orders = self.order({self.product: 1}) | self.order({self.other_product: 1})
        transaction = self.deliver(
            self.packages(1), po=",".join(orders.mapped("name"))
        ).transaction_ids
        self.assertEqual(transaction.purchase_ids, orders)
        self.assertEqual(transaction.picking_ids, orders.picking_ids)

    def test_correction_takes_over_the_receipt(self):
        order = self.order({self.product: 2})
        old = self.deliver(self.packages(2), po=order.name, instance="M")
        new = self.deliver(self.packages(1), po=order.name, instance="M")
        self.assertEqual(new.transaction_ids.picking_ids, order.picking_ids)
        self.assertTrue(old.transaction_ids.superseded_by_id)

    # Parties --------------------------------------------------------------------

    def test_seller_by_name_and_address_is_suggested(self):
        self.seller.global_location_number = False
        transaction = self.deliver(
            self.packages(1), seller_name="BROOK DRUG COMPANY."
        ).transaction_ids
        party = transaction.seller_party_id
        self.assertEqual(party.suggested_partner_id, self.seller)
        self.assertFalse(transaction.seller_id)
        party.with_user(self.technician).action_confirm()
        self.assertEqual(transaction.seller_id, self.seller)
        self.assertEqual(self.seller.global_location_number, SELLER_GLN)

    def test_namesake_at_another_place(self):
        self.seller.global_location_number = False
        twin = self._make_partner("Brook Drug Company", False, "99501")
        transaction = self.deliver(self.packages(1)).transaction_ids
        self.assertNotEqual(transaction.seller_party_id.suggested_partner_id, twin)

    def test_number_on_the_partner_is_kept(self):
        other = gln_of(4242)
        self.seller.global_location_number = other
        party = self.deliver(self.packages(1)).transaction_ids.seller_party_id
        party.action_confirm()
        self.assertEqual(self.seller.global_location_number, other)

    def test_unknown_seller_blocks_nothing(self):
        document = self.deliver(
            self.packages(1), seller=gln_of(999), seller_name="Nobody Knows"
        )
        party = document.transaction_ids.seller_party_id
        self.assertFalse(party.suggested_partner_id)
        self.assertEqual(document.transaction_ids.seller_name, "Nobody Knows")
        with self.assertRaisesRegex(UserError, "Create"):
            party.action_confirm()
        party.action_create_partners()
        partner = document.transaction_ids.seller_id
        self.assertEqual(partner.name, "Nobody Knows")
        self.assertEqual(partner.global_location_number, gln_of(999))
        self.assertEqual(partner.state_id.code, "NH")

    def test_whose_order_it_is_suggests_the_seller(self):
        order = self.order({self.product: 1}, partner=self.stranger)
        transaction = self.deliver(
            self.packages(1), po=order.name, seller=gln_of(999), seller_name="HZ Corp"
        ).transaction_ids
        self.assertEqual(transaction.purchase_ids, order)
        party = transaction.seller_party_id
        self.assertEqual(party.suggested_partner_id, self.stranger)

    def test_merging_partners_keeps_the_records(self):
        transaction = self.deliver(self.packages(1)).transaction_ids
        twin = self._make_partner("Brook Drug Co", False, "03301")
        self.deliver(
            self.packages(1, first=5), seller=gln_of(31), seller_name="Brook Drug Co"
        )
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        wizard._merge((self.seller | twin).ids, twin)
        self.assertEqual(transaction.seller_id, twin)
        self.assertEqual(transaction.seller_party_id.partner_id, twin)
        self.assertEqual(transaction.seller_name, "Brook Drug Company")
        rows = self.env["dscsa.transaction"].search(
            [("company_id", "=", self.company.id)]
        )
        self.assertEqual(len(rows), 2)

    def test_name_from_the_sequence(self):
        transaction = self.env["dscsa.transaction"].create(
            {"company_id": self.company.id, "proof": "paper"}
        )
        self.assertRegex(transaction.name, r"^TI/\d{4}/\d{5}$")

    # What is given stays --------------------------------------------------------

    def test_what_came_in_a_file_is_not_edited(self):
        transaction = self.deliver(self.packages(1)).transaction_ids
        mine = transaction.with_user(self.manager)
        for values in ({"statement": "no"}, {"seller_name": "x"}, {"po_numbers": "1"}):
            with self.subTest(values), self.assertRaises(UserError):
                mine.write(values)
        with self.assertRaises(UserError):
            mine.line_ids.write({"lot": "other"})
        with self.assertRaises(UserError):
            mine.write({"line_ids": [(0, 0, {"quantity": 1})]})
        mine.seller_id = self.stranger
        self.assertEqual(transaction.seller_id, self.stranger)

    def test_portal_proof_is_typed(self):
        table = self.env["dscsa.transaction"].with_user(self.technician)
        proof = table.create(
            {
                "company_id": self.company.id,
                "proof": "portal",
                "seller_id": self.seller.id,
                "invoice_numbers": "44871",
                "reference": "portal of the seller",
                "line_ids": [(0, 0, {"product_id": self.product.id, "quantity": 140})],
            }
        )
        self.assertEqual(proof.seen_by_id, self.technician)
        self.assertTrue(proof.seen_at)
        proof.line_ids.quantity = 139
        with self.assertRaises(UserError):
            table.create({"company_id": self.company.id, "proof": "file"})

    # Deadlines ------------------------------------------------------------------

    def test_deadline_of_a_small_pharmacy(self):
        rows = self.env["dscsa.deadline"].search(
            [("profile", "=", "pharmacy_small"), ("code", "=like", "edds%")]
        )
        days = {row.code: str(row.effective_date) for row in rows}
        self.assertEqual(days, {"edds": "2027-11-27", "edds_printed": "2026-11-27"})
        self.assertIn("FDA", rows[0].source)
