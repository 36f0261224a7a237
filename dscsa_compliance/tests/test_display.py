from odoo.tests import tagged

from .common import gtin_of, key_of
from .past import arranged
from .test_views import ViewsCommon


@tagged("post_install", "-at_install")
class TestDocumentInWords(ViewsCommon):
    """The inbox says what to do next, and nothing that is not so."""

    def document_named(self, name):
        return self.env["dscsa.document"].search([("name", "=", name)], limit=1)

    def test_read_and_matched(self):
        self.assertEqual(
            self.document.next_step, "Nothing to do: its delivery is closed."
        )
        self.assertFalse(self.document.needs_attention)

    def test_new_products_are_named_until_confirmed(self):
        document = self.env["dscsa.document"].search(
            [("transaction_ids.po_numbers", "ilike", "PO-NEW")]
        )
        self.assertEqual(document.unmatched_product_count, 1)
        self.assertIn("New drugs (1)", document.next_step)
        self.assertTrue(document.needs_attention)
        self.assertIn(gtin_of(9), document.findings_html)
        action = document.action_view_gtin_proposals()
        proposals = self.env["dscsa.gtin"].search(action["domain"])
        self.assertEqual(proposals.mapped("gtin"), [gtin_of(9)])
        proposals.action_create_products()
        document.invalidate_recordset()
        self.assertEqual(document.unmatched_product_count, 0)
        self.assertNotIn(gtin_of(9), document.findings_html)
        self.assertIn("No receipt is linked", document.next_step)

    def test_a_failure_is_the_next_step(self):
        broken = self.document_named("broken.xml")
        self.assertEqual(broken.next_step, broken.failure)
        self.assertTrue(broken.needs_attention)

    def test_a_paper_nobody_read_is_never_said_to_be_in_order(self):
        paper, _new = self.env["dscsa.document"]._take_in("fax.pdf", b"%PDF-1.4 x")
        self.assertNotIn("text-success", paper.findings_html)
        self.assertIn("a person has to", paper.findings_html)

    def test_findings_alike_are_one_row(self):
        facts = {"product": "<b>X</b>", "lot": "L", "expiry": "2026-01-01", "days": 9}
        row = {"code": "SHORT_DATED", "level": "info", "facts": facts}
        places = [f"event {number}" for number in range(1, 9)]
        self.document.sudo().findings = [{**row, "place": place} for place in places]
        self.assertEqual(self.document.finding_count, 1)
        html = self.document.findings_html
        self.assertIn("8", html)
        self.assertIn("and 3 more", html)
        self.assertNotIn("<b>X", html)

    def test_a_corrected_file_says_so(self):
        later = self.deliver(
            self.packages(3, item=9, prefix="N"),
            po="PO-NEW",
            instance="new",
            invoice="again",
        )
        first = later.corrects_id
        self.assertTrue(first.superseded)
        self.assertIn("Corrected since", first.next_step)

    def test_the_original_comes_back_as_it_was(self):
        action = self.document.with_user(self.auditor).action_download_original()
        self.assertIn(str(self.document.attachment_id.id), action["url"])


@tagged("post_install", "-at_install")
class TestHeldInWords(ViewsCommon):
    """A held package says why, since when and what releases it."""

    def test_on_hold_list(self):
        held = self.held.with_user(self.technician)
        row = held.discrepancy_ids
        self.assertEqual(held.hold_reason, row.message)
        self.assertIn("with the goods on hold", held.hold_next_step)
        self.assertIn(row.next_step, held.hold_next_step)
        self.assertEqual(held.hold_since, row.create_date)
        free = self.epc(key_of(gtin_of(1), "S0001"))
        self.assertFalse(free.hold_reason)

    def test_from_hold_to_put_back(self):
        held = self.held.with_user(self.pharmacist)
        action = held.action_release()
        wizard = (
            self.env[action["res_model"]]
            .with_user(self.pharmacist)
            .with_context(**action["context"])
            .create({"reason": "proof_elsewhere"})
        )
        self.assertEqual(wizard.epc_ids, held)
        wizard.action_release()
        release = self.env["dscsa.release"].search([("epc_ids", "in", held.ids)])
        self.assertEqual(release.epc_count, 1)
        self.assertIn("7K21", release.contents)
        waiting = self.env.ref("dscsa_compliance.dscsa_release_action_put_back")
        todo = self.env["dscsa.release"].search([("put_back_state", "=", "to_do")])
        self.assertIn("to_do", waiting.domain)
        self.assertIn(release, todo)
        self.assertFalse(self.held.hold_reason)

    def test_discrepancy_counts_and_owner(self):
        row = self.held.discrepancy_ids
        self.assertEqual((row.epc_count, row.held_count), (1, 1))
        row.user_id = False
        row.with_user(self.technician).action_take()
        self.assertEqual(row.user_id, self.technician)
        row.with_user(self.pharmacist).action_take()
        self.assertEqual(row.user_id, self.technician)

    def test_packages_of_a_case_in_stock(self):
        pallet = self.logistic()
        package = self.env["stock.package"].create({"name": "Pallet"})
        self.assertEqual(package.dscsa_package_count, 0)
        package.dscsa_key = pallet.key
        package.invalidate_recordset()
        self.assertEqual(package.dscsa_package_count, 3)


@tagged("post_install", "-at_install")
class TestTransactionOnPaper(ViewsCommon):
    """The printed TI/TS has every item of the law, and says what was not given."""

    REPORT = "dscsa_compliance.report_transaction"

    def html(self, transactions, user=None):
        report = self.env["ir.actions.report"].with_user(user or self.auditor)
        found = report._render_qweb_html(self.REPORT, transactions.ids)
        return " ".join(found[0].decode().split())

    def test_items_of_the_law(self):
        html = self.html(self.transaction)
        line = self.transaction.line_ids.filtered(lambda row: row.lot == "L1")
        expected = (
            "A. Drug",
            line.name,
            line.strength,
            line.dosage_form,
            line.ndc,
            line.container_size,
            line.lot,
            "Brook Drug Company",
            "1 Mill Lane",
            "Elm Street Pharmacy",
            "44871",
            "Given by the seller",
            "S0001",
            "S0003",
            self.document.sha256,
        )
        for text in expected:
            with self.subTest(text=text):
                self.assertIn(text, html)
        self.assertNotIn("What was not given", html)

    def test_what_was_not_given_is_said(self):
        transaction = self.transaction.sudo()
        with arranged():
            transaction.line_ids[0].strength = False
            transaction.write({"statement": "missing", "seller_address": False})
        html = self.html(self.transaction)
        self.assertIn("What was not given", html)
        for text in ("strength (B)", "Transaction Statement", "seller's address (I)"):
            self.assertIn(text.replace("'", "&#39;"), html)
        self.assertIn("strength (B)", self.transaction.not_given)

    def test_a_portal_proof_without_lines(self):
        portal = self.env["dscsa.transaction"].create(
            {"name": "Portal", "proof": "portal", "reference": "order 7"}
        )
        html = self.html(portal)
        self.assertIn("order 7", html)
        self.assertIn("No drug is listed", html)
        self.assertFalse(portal.not_given)

    def test_serials_of_a_package_bought_again_stay_on_the_first_paper(self):
        package = self.package("S0001")
        again = self.env["dscsa.transaction"].create({"name": "Again"})
        self.env["dscsa.epc.transaction"].sudo().create(
            {
                "company_id": self.company.id,
                "epc_id": package.id,
                "transaction_id": self.transaction.id,
                "line_id": package.line_id.id,
            }
        )
        package.sudo().write({"transaction_id": again.id, "line_id": False})
        self.assertIn("S0001", self.html(self.transaction))
        domain = self.transaction.action_view_packages()["domain"]
        self.assertIn(package, self.env["dscsa.epc"].search(domain))
        by_serial = self.env["dscsa.transaction"].search(
            [("search_serial", "=", "S0001")]
        )
        self.assertLessEqual(self.transaction | again, by_serial)

    def test_pdf(self):
        report = self.env["ir.actions.report"].with_context(force_report_rendering=True)
        if report.get_wkhtmltopdf_state() in ("install", "broken"):
            self.skipTest("wkhtmltopdf is not installed")
        everything = self.env["dscsa.transaction"].search([])
        self.assertGreater(len(everything), 1)
        content, kind = report._render_qweb_pdf(self.REPORT, everything.ids)
        self.assertEqual(kind, "pdf")
        self.assertTrue(content.startswith(b"%PDF"))

    def test_found_by_ndc_and_lot(self):
        transactions = self.env["dscsa.transaction"]
        ndc = self.product.dscsa_ndc
        self.assertIn(self.transaction, transactions.search([("search_ndc", "=", ndc)]))
        found = transactions.search([("search_ndc", "=", gtin_of(2))])
        self.assertIn(self.transaction, found)
        self.assertNotIn(
            self.transaction, transactions.search([("search_ndc", "=", gtin_of(9))])
        )
