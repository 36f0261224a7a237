"""Selling: trading partners need proof, patients and our own companies never."""

from contextlib import contextmanager

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import Form, new_test_user, tagged

from odoo.addons.dscsa_compliance_license.tests.licensing import LicenseCommon


@tagged("post_install", "-at_install")
class TestSaleGate(LicenseCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.salesman = new_test_user(
            cls.env,
            login="dscsa_salesman",
            groups="sales_team.group_sale_salesman",
            company_id=cls.company.id,
            company_ids=[Command.set(cls.company.ids)],
        )
        cls.pharmacy = cls._make_partner("Hilltop Pharmacy", False, "03301")
        cls.pharmacy.state_id = cls.nh
        cls.patient = cls.env["res.partner"].create({"name": "Pat Rivers"})
        cls.kind = cls.env.ref("dscsa_compliance_license.license_type_pharmacy")

    def quotation(self, partner=None, product=None, **values):
        return (
            self.env["sale.order"]
            .with_user(self.salesman)
            .create(
                {
                    "partner_id": (partner or self.pharmacy).id,
                    "company_id": self.company.id,
                    "order_line": [
                        Command.create(
                            {
                                "product_id": (product or self.product).id,
                                "product_uom_qty": 2,
                            }
                        )
                    ],
                    **values,
                }
            )
        )

    @contextmanager
    def refused(self, words="No proof yet that Hilltop Pharmacy may buy from you"):
        with self.assertRaises(UserError) as caught:
            yield
        self.assertRegex(str(caught.exception), words)

    def license(self, **values):
        return self.prove(self.pharmacy, type_id=self.kind.id, **values)

    def test_stopped_until_the_proof_of_a_minute(self):
        order = self.quotation()
        with self.refused():
            order.action_confirm()
        action = order.with_user(self.pharmacist).sudo().action_dscsa_prove()
        self.assertEqual(action["context"]["default_type_id"], self.kind.id)
        self.wizard(self.pharmacy, type_id=self.kind.id, number="P-9").action_check()
        order.action_confirm()
        self.assertEqual(order.state, "sale")

    def test_other_doors(self):
        order = self.quotation()
        with self.refused():
            order.write({"state": "sale"})
        self.env.invalidate_all()
        with self.refused():
            self.quotation(state="sale")
        result = (
            self.env["sale.order"]
            .with_user(self.salesman)
            .load(
                [
                    "partner_id/.id",
                    "state",
                    "order_line/product_id/.id",
                    "order_line/product_uom_qty",
                ],
                [[str(self.pharmacy.id), "sale", str(self.product.id), "2"]],
            )
        )
        self.assertFalse(result["ids"])
        self.assertIn("No proof yet", result["messages"][0]["message"])

    def test_afterwards(self):
        row = self.license()
        order = self.quotation()
        order.action_confirm()
        self.check(row, "suspended")
        order.order_line.price_unit = 7
        with self.refused("suspended"):
            order.order_line.product_uom_qty = 9
        self.env.invalidate_all()
        with self.refused("suspended"):
            line = {"product_id": self.other_product.id, "product_uom_qty": 1}
            order.write({"order_line": [Command.create(line)]})

    def test_never_patients(self):
        order = self.quotation(self.patient)
        self.assertFalse(order.dscsa_gate_level)
        order.action_confirm()
        self.assertEqual(order.state, "sale")

    def test_practitioner_is_a_partner(self):
        self.patient.dscsa_role = "practitioner"
        with self.refused("Pat Rivers"):
            self.quotation(self.patient).action_confirm()

    def test_never_our_own_companies(self):
        other = self._make_company("Oak Street Pharmacy", "0399000000017")
        order = self.quotation(other.partner_id)
        order.action_confirm()
        self.assertEqual(order.state, "sale")

    def test_scope_and_gate(self):
        out = self._make_product(41, dscsa_scope="undetermined")
        self.quotation(product=out).action_confirm()
        self.company.dscsa_gate = "warn"
        order = self.quotation()
        self.assertEqual(order.dscsa_gate_level, "warn")
        order.action_confirm()

    def test_license_of_another_state(self):
        self.license(state=self.ma)
        with self.refused("is of MA, but Hilltop Pharmacy is in NH"):
            self.quotation().action_confirm()

    def test_transfer_for_stock_warns_before_the_sale(self):
        self.license()
        form = Form(self.env["sale.order"].with_user(self.salesman))
        form.partner_id = self.pharmacy
        with form.order_line.new() as line:
            line.product_id = self.product
        self.assertIn("What does Hilltop", form.dscsa_transfer_sentence)
        form.dscsa_purpose = "stock"
        self.assertIn("may be wholesale distribution", form.dscsa_transfer_sentence)
        order = form.save()
        order.action_confirm()
        self.assertEqual(order.state, "sale")
        order = self.quotation(dscsa_purpose="patient")
        self.assertFalse(order.dscsa_transfer_sentence)
        self.company.dscsa_profile = "wholesaler"
        self.assertFalse(self.quotation().dscsa_transfer_sentence)

    def test_exception_of_the_manager(self):
        order, other = self.quotation(), self.quotation()
        action = order.sudo().action_dscsa_override()
        wizard = (
            self.env["dscsa.override.wizard"]
            .with_user(self.manager)
            .with_context(**action["context"])
            .create({"reason": "patient", "valid_to": self.day(1)})
        )
        wizard.action_allow()
        row = self.env["dscsa.license.override"].search([])
        self.assertEqual(row.sale_order_id.id, order.id)
        self.assertIn("may buy from you", row.problem)
        order.action_confirm()
        with self.refused():
            other.action_confirm()
        # an exception for a sale is none for a purchase of the same number
        purchase = self.rfq(self.pharmacy)
        with self.refused("may sell to you"):
            purchase.button_confirm()
