"""PBM pack: packages as received, billing units, proofs of the day of purchase."""

import base64
import io
from datetime import timedelta

import openpyxl

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from odoo.addons.dscsa_compliance.tests.receiving import ReceivingCommon
from odoo.addons.dscsa_compliance_license.tests.licensing import LicenseCommon

from ..services.pbm import Pack


@tagged("post_install", "-at_install")
class TestPbm(ReceivingCommon, LicenseCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.dscsa_gate = "off"
        cls.product.write({"dscsa_billing_units": 100, "dscsa_billing_unit": "EA"})
        cls.ndc = cls.product.dscsa_ndc11

    def pack(self, *, days=2, **options):
        """The pack of the last days."""
        self.env.invalidate_all()
        today = self.today + timedelta(days=1)
        return Pack(
            self.env, self.company, today - timedelta(days=days), today, **options
        )

    def wizard(self, user=None, **values):
        """The wizard as a person fills it in."""
        table = self.env["dscsa.pbm.wizard"].with_user(user or self.pharmacist)
        return table.with_company(self.company).create(
            {"date_from": self.days_ago(2), **values}
        )

    def bought(self, count=3, *, invoice="44871", prefix="S", scan=True, product=None):
        """A received delivery of one product with the seller's file."""
        product = product or self.product
        item = self.products.ids.index(product.id) + 1
        nodes = self.packages(count, item=item, prefix=prefix)
        picking = self.receipt({product: count}, nodes, invoice=invoice)
        if scan:
            self.scan_all(picking, count, item=item, prefix=prefix)
        else:
            self.company.dscsa_scan_depth = "announced"
            picking.action_dscsa_receive_as_announced()
        self.validate(picking)
        return picking

    def test_packages_of_the_register_in_billing_units(self):
        self.bought()
        (purchase,) = self.pack().purchases
        self.assertEqual((purchase.packages, purchase.units), (3, 300))
        self.assertEqual((purchase.ndc, purchase.invoice), (self.ndc, "44871"))
        self.assertEqual(purchase.seller, self.seller)
        (total,) = self.pack().totals
        self.assertEqual((total.packages, total.units), (3, 300))
        self.assertEqual(total.invoices, {"44871"})

    def test_a_drop_shipment_is_credited_to_who_billed_it(self):
        picking = self.bought()
        billed_by = self.env["res.partner"].create({"name": "Hill Wholesale"})
        picking.sudo().write({"partner_id": billed_by.id, "dscsa_drop_shipment": True})
        (purchase,) = self.pack().purchases
        self.assertEqual(purchase.seller, billed_by)

    def test_unknown_billing_units_are_said_and_not_guessed(self):
        self.bought(product=self.other_product)
        pack = self.pack()
        self.assertIsNone(pack.purchases[0].units)
        self.assertIsNone(pack.totals[0].units)
        self.assertTrue(any("Billing units" in text for text in pack.gaps))

    def test_the_receipt_counts_where_not_everything_was_scanned(self):
        picking = self.receipt({self.product: 5})
        self.scan(picking, self.label("X0001"))
        picking.sudo().move_ids.quantity = 5
        line = picking.sudo().move_ids.move_line_ids[:1]
        line.lot_name = line.lot_name or "L1"
        self.validate(picking, backorder=False)
        (purchase,) = self.pack().purchases
        done = sum(picking.sudo().move_ids.mapped("quantity"))
        packages = self.env["dscsa.epc"].search_count(
            [("picking_id", "=", picking.id), ("kind", "=", "package")]
        )
        self.assertEqual(purchase.packages, max(done, packages))

    def test_a_delivery_nobody_counted_is_named(self):
        picking = self.bought()
        self.env.flush_all()
        self.env.cr.execute("DELETE FROM dscsa_epc WHERE picking_id = %s", [picking.id])
        picking.sudo().dscsa_transaction_ids.line_ids.quantity = 0
        self.env.cr.execute(
            "UPDATE stock_move SET quantity = 0 WHERE picking_id = %s", [picking.id]
        )
        pack = self.pack()
        self.assertEqual([each.packages for each in pack.purchases], [None])
        self.assertTrue(any("nothing was counted" in text for text in pack.gaps))

    def test_held_and_returned_packages(self):
        self.bought()
        package = self.package("S0001")
        package._dscsa_set_status("returned")
        (purchase,) = self.pack().purchases
        self.assertEqual((purchase.packages, purchase.returned), (3, 1))

    def test_period_and_filter(self):
        self.bought()
        self.bought(product=self.other_product, invoice="44872")
        self.assertEqual(len(self.pack().purchases), 2)
        self.assertEqual(len(self.pack(ndcs=[self.ndc]).purchases), 1)
        old = Pack(self.env, self.company, self.days_ago(90), self.days_ago(30))
        self.assertEqual((old.purchases, old.totals, old.gaps), ([], [], []))

    def test_proof_of_the_day_of_purchase_not_of_today(self):
        self.bought()
        (purchase,) = self.pack().purchases
        self.assertFalse(purchase.is_licensed or purchase.is_accredited)
        self.assertIn("none in force", purchase.license)
        row = self.paper()
        self.check(row, "confirmed", at=-30, valid_to=self.day(300))
        nabp = self.paper(
            type_id=self.env.ref("dscsa_compliance_license.license_type_nabp").id,
            number="N-7",
            state_id=False,
        )
        self.check(nabp, "confirmed", at=-30, valid_to=self.day(200))
        (purchase,) = self.pack().purchases
        self.assertTrue(purchase.is_licensed and purchase.is_accredited)
        self.assertIn("W-100", purchase.license)
        self.assertIn("N-7", purchase.accreditation)
        self.assertEqual(self.pack().gaps, [])

    def test_transfers_from_a_pharmacy(self):
        self.seller.dscsa_role = "dispenser"
        self.bought()
        came, left = self.pack().transfers
        self.assertEqual((len(came), left), (1, []))
        self.assertTrue(came[0].tits)

    def test_transfers_to_a_pharmacy_with_the_ti_they_came_with(self):
        self.bought()
        self.stranger.dscsa_role = "dispenser"
        lot = self.package("S0001").lot_id
        picking = self.sell(self.product, 3, lot=lot)
        picking.partner_id = self.stranger
        picking.button_validate()
        _came, left = self.pack().transfers
        self.assertEqual([row[5] for row in left], [3])
        self.assertEqual(left[0][2], "Hazel Wholesale")
        self.assertIn("44871", left[0][6])

    def test_prices_only_on_wish_and_with_the_right(self):
        self.bought()
        self.assertIsNone(self.pack().purchases[0].price)
        self.assertEqual(self.pack(with_prices=True).purchases[0].price, 1.0)
        with self.assertRaisesRegex(UserError, "Prices are shown"):
            self.wizard(with_prices=True).action_workbook()
        self.pharmacist.group_ids |= self.env.ref("purchase.group_purchase_user")
        sheets = self.sheets(self.wizard(with_prices=True))
        self.assertEqual(sheets["Invoices"][0][-1], "Price of a package")

    def sheets(self, wizard):
        """{sheet: rows from the head on} of the workbook a person downloads."""
        wizard.action_workbook()
        book = openpyxl.load_workbook(io.BytesIO(base64.b64decode(wizard.file)))
        return {
            sheet.title: [
                list(row) for row in sheet.iter_rows(min_row=3, values_only=True)
            ]
            for sheet in book
        }

    def test_workbook(self):
        self.product.name = "=1+1"
        self.bought()
        sheets = self.sheets(self.wizard())
        self.assertEqual(
            list(sheets), ["Purchases by NDC", "Invoices", "Transfers", "Not known"]
        )
        row = sheets["Purchases by NDC"][1]
        self.assertEqual(row[:5], [self.ndc, "=1+1", 3, 0, 300])
        self.assertNotIn("Price of a package", sheets["Invoices"][0])

    def test_paper(self):
        self.bought()
        wizard = self.wizard(self.auditor)
        report = self.env["ir.actions.report"].with_user(self.auditor)
        html, _kind = report.with_company(self.company)._render_qweb_html(
            "dscsa_compliance_binder.report_pbm", wizard.ids
        )
        for words in (self.ndc, "44871", "Brook Drug Company", "300", "Transfers"):
            self.assertIn(words, html.decode())
        self.assertEqual(wizard.action_print()["type"], "ir.actions.report")

    def test_what_left_the_house_is_noted(self):
        self.wizard().action_workbook()
        fact = self.env["dscsa.ledger"].sudo().search([("kind", "=", "exported")])[-1:]
        self.assertEqual(fact.kind, "exported")
        self.assertIn("Elm Street Pharmacy: purchases", fact.subject)

    def test_bad_input_is_named(self):
        wizard = self.wizard(date_to=self.days_ago(9))
        self.assertIn("ends before", wizard.sentence)
        with self.assertRaisesRegex(UserError, "ends before"):
            wizard.action_workbook()
        with self.assertRaisesRegex(UserError, "no NDC"):
            self.wizard(ndcs="99999000101, hello").action_print()
        self.assertIn("0 purchases", self.wizard(ndcs=self.ndc).sentence)

    def test_rights_and_companies(self):
        for user in (self.technician, self.stock_user):
            with self.assertRaises(AccessError):
                self.wizard(user)
        other = self._make_company("Birch Street Pharmacy", "0860000500017")
        user = new_test_user(
            self.env,
            login="dscsa_birch",
            groups="dscsa_compliance.group_dscsa_manager",
            company_id=other.id,
            company_ids=[Command.set(other.ids)],
        )
        with self.assertRaises(AccessError):
            self.wizard(user)
        self.bought()
        table = (
            self.env["dscsa.pbm.wizard"]
            .with_user(user)
            .with_context(allowed_company_ids=other.ids)
        )
        self.assertIn("0 purchases", table.create({}).sentence)
