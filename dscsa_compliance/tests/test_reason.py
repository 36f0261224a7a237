from datetime import timedelta

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import gln_of
from .delivering import DeliveryCommon


@tagged("post_install", "-at_install")
class TestReasonsAsData(DeliveryCommon):
    """Exemptions and tolerated cases: chosen on the transfer, with evidence and end."""

    def reason(self, code):
        return self.env["dscsa.reason"]._of(code)

    def bench(self, **values):
        picking = self.receipt({self.product: 1})
        picking.sudo().write(values)
        return picking

    def test_every_exception_of_the_act_is_there_with_its_source(self):
        table = self.env["dscsa.reason"].search([("company_id", "=", False)])
        codes = set(table.mapped("code"))
        self.assertLessEqual({f"X{number}" for number in range(1, 19)}, codes)
        self.assertLessEqual(
            {"FDA_WAIVER", "FDA_DISCRETION", "NAMED_PATIENT", "FIRST_RESPONDER"}, codes
        )
        self.assertTrue(all(table.mapped("source")))

    def test_loading_again_keeps_what_was_edited(self):
        self.reason("X1").name = "Our two shops"
        before = self.env["dscsa.reason"].search_count([])
        self.env["dscsa.reason"]._load_defaults()
        self.assertEqual(self.env["dscsa.reason"].search_count([]), before)
        self.assertEqual(self.reason("X1").name, "Our two shops")

    def test_iv_fluid_needs_no_data(self):
        picking = self.bench(dscsa_reason_id=self.reason("X14").id)
        answer = self.scan(picking, self.label("S0001"))
        self.assertEqual(answer["level"], "green")
        self.validate(picking)
        self.assertEqual(self.on_hand(self.product), 1)
        self.assertFalse(self.rows(picking))

    def test_waiver_counts_with_letter_and_end_only(self):
        waiver = self.reason("FDA_WAIVER")
        picking = self.bench(dscsa_reason_id=waiver.id)
        self.assertIn("letter", picking.dscsa_reason_problem)
        self.assertIn("until when", picking.dscsa_reason_problem)
        answer = self.scan(picking, self.label("S0001"))
        self.assertEqual(answer["code"], "NO_TI")
        picking.write(
            {
                "dscsa_reason_until": self.today + timedelta(days=30),
                "dscsa_evidence_upload_name": "fda-letter.pdf",
                "dscsa_evidence_upload": self.pdf(),
            }
        )
        self.assertFalse(picking.dscsa_reason_problem)
        self.assertEqual(picking.dscsa_evidence_ids.name, "fda-letter.pdf")
        self.validate(picking)
        self.assertEqual(self.on_hand(self.product), 1)

    def test_an_ended_waiver_lifts_nothing(self):
        picking = self.bench(
            dscsa_reason_id=self.reason("FDA_WAIVER").id,
            dscsa_reason_until=self.today - timedelta(days=1),
        )
        picking._dscsa_keep_evidence("letter.pdf", self.pdf())
        self.assertIn("ended on", picking.dscsa_reason_problem)
        self.assertFalse(picking._dscsa_needs_no_ti())

    def test_an_exemption_for_sales_is_none_for_receipts(self):
        picking = self.bench(dscsa_reason_id=self.reason("X4").id)
        self.assertIn("not for this kind", picking.dscsa_reason_problem)
        self.assertFalse(picking._dscsa_needs_no_ti())

    def test_only_missing_data_are_lifted(self):
        picking = self.bench(dscsa_reason_id=self.reason("X1").id)
        old = self.days_ago(3)
        answer = self.scan(picking, self.label("S0001", expiry=old))
        self.assertEqual((answer["level"], answer["code"]), ("red", "EXPIRED"))

    def test_reason_found_afterwards_frees_what_waited_for_data(self):
        picking = self.bench()
        self.scan(picking, self.label("S0001"))
        self.validate(picking)
        epc = self.package("S0001")
        self.assertEqual(epc.hold, "data")
        picking.sudo().dscsa_reason_id = self.reason("X2")
        with self.assertRaises(AccessError):
            picking.action_dscsa_apply_reason()
        picking.with_user(self.pharmacist).action_dscsa_apply_reason()
        self.assertFalse(epc.hold)
        self.assertFalse(self.rows(picking))

    def test_nothing_chosen_nothing_freed(self):
        picking = self.bench().with_user(self.pharmacist)
        with self.assertRaisesRegex(UserError, "Choose the reason"):
            picking.action_dscsa_apply_reason()

    def test_reason_on_a_sale(self):
        sale = self.sell(self.product, 1)
        sale.dscsa_reason_id = self.reason("X7")
        self.assertIn("license", sale.dscsa_reason_problem)

    def test_share_of_office_use_against_the_cap(self):
        lot = self.env["stock.lot"].create(
            {
                "name": "OLD1",
                "product_id": self.product.id,
                "expiration_date": "2040-01-31 12:00:00",
            }
        )
        self.env["stock.quant"]._update_available_quantity(
            self.product, self.warehouse.lot_stock_id, 10, lot_id=lot
        )
        plain = self.sell(self.product, 6)
        plain.button_validate()
        self.assertEqual(plain.state, "done")
        self.assertFalse(plain.dscsa_office_use)
        sale = self.sell(self.product, 2)
        sale.dscsa_reason_id = self.reason("X7")
        self.assertIn("2 of 8 packages", sale.dscsa_office_use)
        self.assertIn("No cap is entered", sale.dscsa_office_use)
        self.company.dscsa_office_use_cap = 30
        sale.invalidate_recordset(["dscsa_office_use"])
        self.assertIn("(25.0 %); your State's cap is 30 %", sale.dscsa_office_use)
        self.company.dscsa_office_use_cap = 5
        sale.invalidate_recordset(["dscsa_office_use"])
        self.assertIn("over your State's cap of 5 %", sale.dscsa_office_use)
        sale.button_validate()
        self.assertIn("2 of 8 packages", sale.dscsa_office_use)

    def test_technicians_choose_and_managers_edit(self):
        picking = self.bench()
        picking.dscsa_reason_id = self.reason("X9").with_env(picking.env)
        with self.assertRaises(AccessError):
            self.reason("X9").with_user(self.technician).lifts_ti = False
        self.reason("X9").with_user(self.manager).lifts_ti = False
        self.assertFalse(picking._dscsa_needs_no_ti())

    def test_other_owner_is_chosen_by_itself_and_addressed_to_them(self):
        gln = gln_of(77)
        owner = self.env["res.partner"].create(
            {"name": "Hill Clinic 340B", "global_location_number": gln}
        )
        content = self.build_file(
            self.packages(1), invoice="340B-1", buyer=gln, buyer_name=owner.name
        )
        document = self.process(content)
        row = document.discrepancy_ids.filtered(lambda d: d.code == "SHIPTO_NOT_OURS")
        self.assertEqual(row.severity, "amber")
        picking = self.open_delivery(
            partner_id=self.seller,
            invoice="340B-1",
            proof="file",
            owner_id=owner,
            file=self.pdf(content),
            file_name="ship.xml",
        )
        self.assertEqual(picking.dscsa_reason_id.code, "OTHER_OWNER")
        self.assertEqual(row.state, "resolved")
        document.action_reprocess()
        self.assertFalse(document.discrepancy_ids.filtered(lambda d: d.state == "open"))

    def test_a_delivery_that_owes_nothing_is_recorded(self):
        picking = self.receive(
            partner_id=self.seller, invoice="gas", reason_id=self.reason("X17")
        )
        self.assertEqual(picking.state, "done")
        self.assertFalse(picking.dscsa_transaction_ids)
        self.assertFalse(self.rows(picking))
