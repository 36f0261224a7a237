"""A discrepancy and the seller: letter, call, clock, report, answer."""

import json

from dscsa_core.pdg.shapes import REPORT, faults

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .common import gtin_of
from .writing_to_sellers import WritingCommon


@tagged("post_install", "-at_install")
class TestNextSteps(WritingCommon):
    """A letter says to one seller what differs, and nothing goes out by itself."""

    # letter ---------------------------------------------------------------------------
    def test_letter_is_filled_in_and_nothing_goes_out_by_itself(self):
        row = self.wrong_lot(("X1", "X2"))
        before = self.env["mail.mail"].search_count([])
        form = self.compose(row)
        body = str(form.body)
        for text in (
            "Brook Drug Company",
            "44871",
            row.picking_id.purchase_id.name,
            "Testamol 10 mg",
            "ZZ9",
            "X1, X2",
            "Please send the transaction data",
            "Elm Street Pharmacy",
        ):
            self.assertIn(text, body)
        for own in ("Yellow", "bin", "hold", "quarantine", "S0001", "LOT_NOT"):
            self.assertNotIn(own, body)
        self.assertEqual(form.partner_ids[:], self.seller)
        self.assertEqual(self.env["mail.mail"].search_count([]), before)
        self.assertFalse(row.asked_at)

    def test_sending_notes_the_day_and_keeps_the_report(self):
        row = self.wrong_lot()
        message = self.send(row)
        self.assertTrue(row.asked_at)
        self.assertEqual(row.state, "open")
        (report,) = self.reports(message)
        self.assertEqual(list(faults(report, REPORT)), [])
        (item,) = report["exceptions"]["missing_product_data"]
        self.assertEqual(item["product_gtin"], gtin_of(1))
        self.assertEqual(item["product_serial"], "X1")
        self.assertEqual(item["resolution_request"], "Send new data")
        self.assertEqual(report["po_number"], row.picking_id.purchase_id.name)
        self.assertEqual(report["exception_case_uuid"], row.case_uuid)
        (kept,) = row.case_message_ids
        self.assertEqual(kept.direction, "out")
        with kept.document_id._open() as stream:
            self.assertEqual(json.loads(stream.read()), report)

    def test_without_an_address_the_letter_goes_without_report(self):
        self.company.email = False
        self.technician.email = False
        row = self.wrong_lot()
        form = self.compose(row)
        self.assertFalse(form.attachment_ids[:])
        self.assertIn("ZZ9", str(form.body))

    def test_desk_address_becomes_a_contact_of_the_seller(self):
        self.seller.dscsa_desk_email = "dscsa@brook.example"
        row = self.wrong_lot()
        form = self.compose(row)
        self.assertEqual(form.partner_ids[:].email, "dscsa@brook.example")
        self.assertEqual(form.partner_ids[:].parent_id, self.seller)
        self.compose(row)
        self.assertEqual(len(self.seller.child_ids), 1)

    def test_one_letter_for_all_of_a_delivery(self):
        picking = self.receipt({self.product: 5}, self.packages(3))
        self.scan_all(picking, 3)
        self.scan(picking, self.label("X1", lot="ZZ9"))
        self.scan(picking, self.label("Y1", item=2, lot="L1"))
        self.validate(picking)
        rows = self.discrepancies(picking).with_user(self.technician)
        self.assertEqual(len(rows), 2)
        message = self.send(rows[0])
        self.assertEqual(len(set(rows.mapped("case_uuid"))), 1)
        self.assertTrue(all(rows.mapped("asked_at")))
        (report,) = self.reports(message)
        self.assertEqual(len(report["exceptions"]["missing_product_data"]), 2)
        self.assertIn("Asked together", str(rows[1].message_ids.mapped("body")))

    def test_letters_go_to_one_seller(self):
        row = self.wrong_lot()
        other = self.env["dscsa.discrepancy"].create(
            {
                "code": "NO_TI",
                "severity": "hold",
                "partner_id": self.stranger.id,
                "company_id": self.company.id,
            }
        )
        with self.assertRaises(UserError):
            (row | other.with_user(self.technician)).action_write_to_seller()

    def test_what_we_know_of_a_package_from_other_days_stays_here(self):
        row = (
            self.env["dscsa.discrepancy"]
            .create(
                {
                    "code": "SERIAL_DISPENSED_BEFORE",
                    "severity": "hold",
                    "facts": {"date": "2026-01-05"},
                    "partner_id": self.seller.id,
                    "company_id": self.company.id,
                    "product_id": self.product.id,
                }
            )
            .with_user(self.technician)
        )
        self.assertNotIn("dispensed", str(row.letter_html))
        self.assertNotIn("2026-01-05", row.phone_script)

    def test_auditor_reads_and_writes_to_nobody(self):
        row = self.wrong_lot().with_user(self.auditor)
        self.assertIn("603 555 0199", row.phone_script)
        with self.assertRaises(AccessError):
            row.action_write_to_seller()
        with self.assertRaises(AccessError):
            row.action_remedy_credit()

    def test_phone_script_names_desk_invoice_and_goods(self):
        script = self.wrong_lot().phone_script
        for text in ("603 555 0199", "44871", "Testamol", "X1", "99999-0000-1"):
            self.assertIn(text, script)

    # remedy ---------------------------------------------------------------------------
    def test_remedy_is_recorded_and_asked_for(self):
        row = self.wrong_lot()
        row.action_remedy_credit()
        self.assertEqual(row.remedy, "credit")
        self.assertEqual(row.remedy_by_id, self.technician)
        self.assertEqual(row.state, "open")
        (report,) = self.reports(self.send(row))
        (item,) = report["exceptions"]["missing_product_data"]
        self.assertEqual(item["resolution_request"], "Credit account")

    def test_suspect_goods_are_not_sent_back(self):
        row = self.wrong_lot()
        self.assertTrue(row.can_return)
        row.sudo().epc_ids._hold("suspect")
        row.invalidate_recordset(["can_return"])
        self.assertFalse(row.can_return)
        with self.assertRaises(UserError):
            row.action_remedy_return()

    def test_missing_goods_are_named_by_serial(self):
        picking = self.receipt({self.product: 3}, self.packages(3))
        self.scan_all(picking, 2)
        self.validate(picking, backorder=False)
        row = self.discrepancies(picking).with_user(self.technician)
        self.assertEqual(row.code, "SHORTAGE")
        self.assertEqual(row.usual_remedy, "send_product")
        (report,) = self.reports(self.send(row))
        (item,) = report["exceptions"]["missing_product"]
        self.assertEqual(item["product_serial"], "S0003")
        self.assertEqual(item["resolution_request"], "Send product")
        self.assertTrue(item["file_id"])

    def test_misalignment_carries_both_sides(self):
        picking = self.receipt({self.product: 1}, self.packages(1))
        self.scan(picking, self.label("S0001", lot="OTHER"))
        self.validate(picking)
        row = self.discrepancies(picking).filtered(lambda r: r.code == "LOT_MISMATCH")
        (report,) = self.reports(self.send(row.with_user(self.technician)))
        (item,) = report["exceptions"]["data_misalignment"]
        self.assertEqual(item["received_product_lot"], "OTHER")
        self.assertEqual(item["product_data_lot"], "L1")
        self.assertEqual(
            item["received_product_expiry"], self.expiry.strftime("%m%d%Y")
        )

    # screen ---------------------------------------------------------------------------
    def test_users_of_the_screen_may_open_every_part(self):
        row = self.wrong_lot()
        for user in (self.technician, self.pharmacist, self.manager):
            form = Form(row.with_user(user))
            self.assertTrue(form.phone_script)
        self.send(row)
        messages = row.with_user(self.auditor).case_message_ids
        self.assertEqual(messages.mapped("direction"), ["out"])
        with self.assertRaises(AccessError):
            messages.write({"notes": "x"})
