"""Orders without proof: every door of a purchase order, off, warn and stop."""

from contextlib import contextmanager
from unittest.mock import patch

from odoo import Command
from odoo.exceptions import UserError
from odoo.sql_db import Cursor
from odoo.tests import new_test_user, tagged

from .licensing import LicenseCommon


@tagged("post_install", "-at_install")
class TestGate(LicenseCommon):
    # Doors ----------------------------------------------------------------------

    def test_button(self):
        order = self.rfq()
        with self.refused():
            order.button_confirm()
        self.assertEqual(order.state, "draft")
        self.prove(user=self.pharmacist)
        order.button_confirm()
        self.assertEqual(order.state, "purchase")

    def test_one_message_names_every_order(self):
        orders = self.rfq() | self.rfq(self.stranger)
        self.check(self.paper(self.stranger, state=self.ma), "revoked")
        with self.assertRaises(UserError) as caught:
            orders.button_confirm()
        text = str(caught.exception)
        for order in orders:
            self.assertIn(order.name, text)
        self.assertIn("No proof yet that Brook Drug Company", text)
        self.assertIn("revoked since", text)
        self.assertEqual(set(orders.mapped("state")), {"draft"})

    def test_hook_of_odoo_names_it_too(self):
        self.assertIn("No proof yet", self.rfq()._confirmation_error_message())
        self.prove()
        self.assertFalse(self.rfq()._confirmation_error_message())

    def test_second_step_of_approval(self):
        self.company.write(
            {"po_double_validation": "two_step", "po_double_validation_amount": 0}
        )
        clerk = self._make_clerk()
        row = self.prove()
        order = self.rfq().with_user(clerk)
        order.button_confirm()
        self.assertEqual(order.state, "to approve")
        self.check(row, "expired")
        with self.refused("expired on"):
            order.with_user(self.buyer).button_approve()
        self.check(row, "confirmed", valid_to=self.day(100))
        order.with_user(self.buyer).button_approve()
        self.assertEqual(order.state, "purchase")

    def _make_clerk(self):
        return new_test_user(
            self.env,
            login="dscsa_clerk",
            groups="purchase.group_purchase_user",
            company_id=self.company.id,
            company_ids=[Command.set(self.company.ids)],
        )

    def test_written_and_made_as_confirmed(self):
        order = self.rfq()
        with self.refused():
            order.write({"state": "purchase"})
        self.env.invalidate_all()
        with self.refused():
            self.rfq(state="purchase")
        self.prove()
        order.write({"state": "purchase"})
        self.assertEqual(self.rfq(state="purchase").state, "purchase")

    def test_import(self):
        def load():
            return (
                self.env["purchase.order"]
                .with_user(self.buyer)
                .load(
                    [
                        "partner_id/.id",
                        "state",
                        "order_line/product_id/.id",
                        "order_line/product_qty",
                    ],
                    [[str(self.seller.id), "purchase", str(self.product.id), "2"]],
                )
            )

        result = load()
        self.assertFalse(result["ids"])
        self.assertIn("No proof yet", result["messages"][0]["message"])
        self.prove()
        self.assertTrue(load()["ids"])

    def test_bill_to_order(self):
        bill = self._bill()
        lines = bill.invoice_line_ids
        wizard = self.env["bill.to.po.wizard"].with_context(
            active_ids=[-line.id for line in lines]
        )
        with self.refused():
            wizard.create({"partner_id": self.seller.id}).action_add_to_po()
        self.prove()
        order = wizard.create({"partner_id": self.seller.id})
        order.action_add_to_po()
        self.assertEqual(order.purchase_order_id.state, "purchase")

    def _bill(self):
        account = self.env["account.account"].create(
            {"name": "Goods", "code": "600990", "account_type": "expense"}
        )
        journal = self.env["account.journal"].create(
            {"name": "Bills", "code": "DBILL", "type": "purchase"}
        )
        self.seller.property_account_payable_id = self.env["account.account"].create(
            {
                "name": "Payable",
                "code": "210990",
                "account_type": "liability_payable",
                "reconcile": True,
            }
        )
        line = {
            "product_id": self.product.id,
            "quantity": 1,
            "price_unit": 1,
            "account_id": account.id,
            "tax_ids": [],
        }
        return self.env["account.move"].create(
            {
                "move_type": "in_invoice",
                "partner_id": self.seller.id,
                "journal_id": journal.id,
                "invoice_line_ids": [Command.create(line)],
            }
        )

    # Afterwards -----------------------------------------------------------------

    def confirmed(self):
        self.proof = self.prove()
        order = self.rfq()
        order.button_confirm()
        return order

    def test_vendor_changed_afterwards(self):
        order = self.confirmed()
        with self.refused("Hazel Wholesale"):
            order.partner_id = self.stranger
        self.env.invalidate_all()
        self.assertEqual(order.partner_id, self.seller)

    def test_lines_added_afterwards(self):
        order = self.confirmed()
        self.check(self.proof, "expired")
        line = {"product_id": self.other_product.id, "product_qty": 1, "price_unit": 1}
        with self.refused("expired"):
            order.write({"order_line": [Command.create(line)]})
        self.env.invalidate_all()
        with self.refused("expired"):
            order.order_line.product_qty = 5
        self.env.invalidate_all()
        with self.refused("expired"):
            order.order_line.product_id = self.other_product

    def test_what_is_no_new_order_goes_through(self):
        order = self.confirmed()
        order.order_line.product_qty = 4
        self.check(self.proof, "revoked")
        order.order_line.price_unit = 9
        order.order_line.product_qty = 2
        order.partner_ref = "their 77"
        order.write({"state": "purchase", "partner_id": self.seller.id})
        other = self._make_product(7, dscsa_scope="excluded")
        order.write(
            {
                "order_line": [
                    Command.create(
                        {"product_id": other.id, "product_qty": 1, "price_unit": 1}
                    )
                ]
            }
        )
        order.button_cancel()
        self.assertEqual(order.state, "cancel")

    def test_goods_already_ordered_become_a_task(self):
        order = self.confirmed()
        self.check(self.proof, "suspended")
        task = order.activity_ids
        self.assertEqual(len(task), 1)
        self.assertIn("suspended", task.summary)
        self.assertEqual(order.dscsa_gate_level, "warn")
        self.assertIn("Ordered already", order.dscsa_gate_sentence)
        picking = order.picking_ids
        self.assertIn("suspended", picking.dscsa_seller_sentence)

    # What it never stops ----------------------------------------------------------

    def test_scope(self):
        for scope in ("excluded", "undetermined"):
            with self.subTest(scope):
                product = self._make_product(
                    30 + len(scope), dscsa_scope=scope, name=scope
                )
                order = self.rfq(product=product)
                self.assertFalse(order.dscsa_gate_level)
                order.button_confirm()
                self.assertEqual(order.state, "purchase")

    def test_warn_lets_through_and_keeps_the_warning(self):
        self.company.dscsa_gate = "warn"
        order = self.rfq()
        self.assertEqual(order.dscsa_gate_level, "warn")
        order.button_confirm()
        self.assertEqual(order.state, "purchase")
        bodies = "".join(order.message_ids.mapped("body"))
        self.assertIn("No proof yet", bodies)

    def test_off_says_nothing(self):
        self.company.dscsa_gate = "off"
        order = self.rfq()
        self.assertFalse(order.dscsa_gate_level)
        order.button_confirm()
        self.assertFalse(order.picking_ids.dscsa_seller_sentence)

    def test_new_companies_only_warn(self):
        other = self._make_company("Oak Street Pharmacy", "0399000000017")
        self.assertEqual(other.dscsa_gate, "warn")

    def test_practitioner_is_not_freed(self):
        self.company.dscsa_profile = "practitioner"
        with self.refused():
            self.rfq().button_confirm()

    def test_a_list_at_17_59_and_an_order_at_18_00(self):
        row = self.prove()
        for result, method in (
            ("not_found", "fda_list"),
            ("unreachable", "soap"),
            ("differs", "json"),
        ):
            row.sudo()._record_check(result, method)
        order = self.rfq()
        order.button_confirm()
        self.assertEqual(order.state, "purchase")

    def test_confirming_neither_locks_nor_writes_the_register(self):
        row = self.prove()
        order = self.rfq()
        self.env.flush_all()
        stamp = row.write_date
        # somebody's check holds the license; the order must not wait for it
        with self.assertNoRegisterWrites():
            order.button_confirm()
        self.assertEqual(row.write_date, stamp)
        self.assertEqual(order.state, "purchase")

    def assertNoRegisterWrites(self):
        seen = []
        genuine = Cursor.execute

        def spy(cursor, query, params=None, log_exceptions=True):
            text = getattr(query, "code", query)
            if "dscsa_license" in text and not text.lstrip().startswith("SELECT"):
                seen.append(text)
            if "dscsa_license" in text and "FOR UPDATE" in text:
                seen.append(text)
            return genuine(cursor, query, params, log_exceptions)

        @contextmanager
        def watching():
            with patch.object(Cursor, "execute", spy):
                yield
            self.assertEqual(seen, [])

        return watching()
