import base64
import csv
import hashlib
import io
import os
import zipfile
from datetime import UTC, datetime, timedelta

from odoo import Command, fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.dscsa_compliance_start.services.trial import Trial

from ..services.answering import bundle, tables
from .answering import AnsweringCommon


@tagged("post_install", "-at_install")
class TestInformationBundle(AnsweringCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # one tote, two drugs: only the first is asked about
        nodes = cls.packages(2) + cls.packages(1, item=2, lot="SECRET", prefix="Z")
        cls.picking = cls.receipt(
            {cls.product: 2, cls.other_product: 1}, nodes, invoice="99-1"
        )
        cls.scan_all(cls.picking, 2)
        cls.scan(cls.picking, cls.label("Z0001", item=2, lot="SECRET"))
        cls.validate(cls.picking)
        cls.receive(
            partner_id=cls.seller,
            invoice="99-2",
            proof="portal",
            portal="Brook Connect",
            is_seen=True,
            lines=[{"product_id": cls.product, "lot": "L1", "quantity": 3}],
        )

    def request(self, *scopes, **values):
        request = self.checked(
            self.take_in_request(scopes=scopes or ({"lot": "L1"},), **values)
        )
        request.action_search()
        return request

    def built(self, request):
        """The ZIP of a request, opened."""
        request.action_build_bundle()
        content = request.bundle_id.sudo().attachment_id.raw
        self.assertEqual(hashlib.sha256(content).hexdigest(), request.bundle_sha256)
        return zipfile.ZipFile(io.BytesIO(content))

    def rows(self, archive, name):
        text = archive.read(name).decode("utf-8-sig")
        return list(csv.DictReader(io.StringIO(text)))

    def everything(self, archive):
        """All readable bytes of the archive."""
        return b"".join(archive.read(name) for name in archive.namelist()).decode(
            "utf-8", "replace"
        )

    # what is in it --------------------------------------------------------------------
    def test_the_answer_holds_what_was_asked_and_nothing_else(self):
        self.picking.sudo().move_ids.purchase_line_id.price_unit = 98765.43
        archive = self.built(self.request())
        names = archive.namelist()
        self.assertEqual(len([n for n in names if n.startswith("ti-ts/")]), 2)
        self.assertFalse([n for n in names if n.startswith("originals/")])
        lines = self.rows(archive, "ti-lines.csv")
        self.assertEqual({line["lot"] for line in lines}, {"L1"})
        self.assertEqual({line["invoice"] for line in lines}, {"99-1", "99-2"})
        packages = self.rows(archive, "packages.csv")
        self.assertEqual([p["serial"] for p in packages], ["S0001", "S0002"])
        text = self.everything(archive)
        for secret in ("SECRET", "Z0001", "98765"):
            self.assertNotIn(secret, text)

    def test_the_first_page_says_all_and_the_digests_are_right(self):
        request = self.request({"lot": "L1"}, {"lot": "NEVER"})
        archive = self.built(request)
        cover = archive.read("00-cover.html").decode()
        for words in ("FDA, Office of Compliance", "Brook Connect", "99-1", "NEVER"):
            self.assertIn(words, cover)
        self.assertIn("nothing we received is recorded", cover)
        sums = archive.read("SHA256SUMS").decode().splitlines()
        self.assertGreaterEqual(len(sums), 4)
        for line in sums:
            sha256, name = line.split("  ", 1)
            self.assertEqual(hashlib.sha256(archive.read(name)).hexdigest(), sha256)
            self.assertIn(sha256, cover)

    def test_times_are_those_of_the_pharmacy_whoever_makes_it(self):
        self.company.sudo().partner_id.tz = "America/Denver"
        transaction = self.picking.dscsa_transaction_ids
        archive = self.built(self.request().with_context(tz="Asia/Tokyo"))
        rows = self.rows(archive, "ti-lines.csv")
        (text,) = {row["shipped"] for row in rows if row["invoice"] == "99-1"}
        shipped = datetime.fromisoformat(text)
        self.assertIn(shipped.utcoffset(), (timedelta(hours=-7), timedelta(hours=-6)))
        self.assertEqual(
            shipped.astimezone(UTC).replace(tzinfo=None), transaction.shipment_at
        )
        now = fields.Datetime.context_timestamp(
            self.company.with_context(tz="America/Denver"), fields.Datetime.now()
        )
        for entry in archive.infolist():
            self.assertEqual(entry.date_time[:3], now.timetuple()[:3], entry.filename)

    def test_pages_are_pdf_where_they_can_be_printed(self):
        request = self.request().with_context(force_report_rendering=True)
        request.action_build_bundle()
        archive = zipfile.ZipFile(
            io.BytesIO(request.bundle_id.sudo().attachment_id.raw)
        )
        self.assertTrue(archive.read("00-cover.pdf").startswith(b"%PDF"))

    def test_a_serial_brings_one_package(self):
        archive = self.built(self.request({"serial": "S0001"}))
        (package,) = self.rows(archive, "packages.csv")
        self.assertEqual(package["serial"], "S0001")
        self.assertNotIn("S0002", self.everything(archive))

    def test_an_original_goes_in_only_by_choice_byte_for_byte(self):
        request = self.request()
        item = request.item_ids.filtered(lambda each: each.kind == "ours")
        item.with_original = True
        self.assertEqual(request.original_count, 1)
        archive = self.built(request)
        (name,) = [n for n in archive.namelist() if n.startswith("originals/")]
        document = item.transaction_id.document_id
        self.assertEqual(
            hashlib.sha256(archive.read(name)).hexdigest(), document.sha256
        )

    def test_a_proof_fetched_from_the_portal_goes_in(self):
        request = self.request()
        item = request.item_ids.filtered(lambda each: each.kind == "portal")
        self.assertEqual(request.to_fetch_count, 1)
        item.write(
            {
                "evidence_upload_name": "../../etc/Brook 99-2.pdf",
                "evidence_upload": base64.b64encode(b"%PDF-1.4 fetched"),
            }
        )
        self.assertEqual((item.is_fetched, request.to_fetch_count), (True, 0))
        archive = self.built(request)
        (name,) = [n for n in archive.namelist() if n.startswith("fetched/")]
        self.assertNotIn("..", name)
        self.assertEqual(archive.read(name), b"%PDF-1.4 fetched")
        request.action_search()
        self.assertTrue(item.exists().is_fetched, "searching again keeps it")

    def test_two_proofs_of_one_name_both_go_in(self):
        request = self.request()
        item = request.item_ids.filtered(lambda each: each.kind == "portal")
        pages = [b"%PDF-1.4 first page", b"%PDF-1.4 second page"]
        for page in pages:
            item.write(
                {
                    "evidence_upload_name": "export.pdf",
                    "evidence_upload": base64.b64encode(page),
                }
            )
        archive = self.built(request)
        names = [n for n in archive.namelist() if n.startswith("fetched/")]
        self.assertEqual(sorted(map(archive.read, names)), pages)

    # faults -------------------------------------------------------------------------
    def original_path(self, request):
        item = request.item_ids.filtered(lambda each: each.kind == "ours")
        item.with_original = True
        attachment = item.transaction_id.document_id.sudo().attachment_id
        return attachment._full_path(attachment.store_fname)

    def test_a_file_the_store_lost_is_named_and_the_rest_goes_out(self):
        request = self.request()
        path = self.original_path(request)
        os.rename(path, f"{path}.away")
        self.addCleanup(os.rename, f"{path}.away", path)
        archive = self.built(request)
        self.assertIn("is missing on the server", request.bundle_problems)
        self.assertIn("shipment.xml", request.bundle_problems)
        self.assertIn(
            "is missing on the server", archive.read("00-cover.html").decode()
        )
        self.assertTrue(self.rows(archive, "ti-lines.csv"))

    def test_a_file_that_was_altered_is_named_and_left_out(self):
        request = self.request()
        path = self.original_path(request)
        with open(path, "rb") as file:
            before = file.read()

        def put_back():
            with open(path, "wb") as file:
                file.write(before)

        self.addCleanup(put_back)
        with open(path, "ab") as file:
            file.write(b"<!-- -->")
        archive = self.built(request)
        self.assertIn("is not what was received", request.bundle_problems)
        self.assertFalse([n for n in archive.namelist() if n.startswith("originals/")])

    def test_too_large_originals_are_refused_before_anything_is_written(self):
        self.patch(bundle, "limit_of", lambda env: 10)
        request = self.request()
        request.item_ids.filtered(lambda i: i.kind == "ours").with_original = True
        with self.assertRaisesRegex(UserError, "Leave some out"):
            request.action_build_bundle()
        self.assertFalse(request.bundle_id)

    def test_many_deliveries_share_files(self):
        self.patch(bundle, "SINGLE", 1)
        archive = self.built(self.request())
        papers = [n for n in archive.namelist() if n.startswith("ti-ts/")]
        self.assertEqual(len(papers), 1)

    def test_cells_are_never_formulas(self):
        for text in ("=1+1", "+cmd", "-2", "@sum", "\tx"):
            self.assertEqual(tables.cell(text), f"'{text}")
        self.assertEqual(tables.cell("7K-21"), "7K-21")
        self.assertEqual(tables.cell(0), "0")
        self.assertEqual(tables.cell(False), "")

    def test_nothing_found_is_an_answer_too(self):
        request = self.request({"lot": "NEVER"})
        archive = self.built(request)
        self.assertEqual(self.rows(archive, "ti-lines.csv"), [])
        self.answer(request)
        request.action_close()
        self.assertEqual(request.ending, "nothing")

    # giving -------------------------------------------------------------------------
    def answer(self, request, **values):
        action = request.action_note_answer()
        return (
            self.seen_by(self.pharmacist, self.env["dscsa.information.answer"])
            .with_context(**action["context"])
            .create(values)
        )

    def test_what_was_given_is_kept_and_stops_the_clock(self):
        request = self.request()
        self.built(request)
        answer = self.answer(request, channel="portal", recipient="FDA portal")
        self.assertEqual(answer.sha256, request.bundle_sha256)
        self.assertEqual(answer.user_id, self.pharmacist)
        self.assertIn("Deliveries here: 1", answer.held)
        self.assertEqual(request.state, "answered")
        self.assertEqual(request.clock_state, "none")
        for record, values in (
            (answer, {"recipient": "Somebody"}),
            (answer.sudo(), {"recipient": "Somebody"}),
            (request, {"reason": "other"}),
            (request, {"received_at": fields.Datetime.now()}),
            (request, {"scope_ids": [Command.create({"lot": "MORE"})]}),
            (request.scope_ids, {"lot": "OTHER"}),
        ):
            with self.assertRaises(UserError, msg=str(values)):
                record.write(values)
        with self.assertRaises(UserError):
            answer.sudo().unlink()
        with self.assertRaises(UserError):
            request.action_build_bundle()
        request.action_close()
        self.assertEqual((request.state, request.ending), ("closed", "answered"))
        self.assertTrue(request.closed_at)

    def test_nothing_is_given_to_a_caller_nobody_checked(self):
        request = self.take_in_request(scopes=({"lot": "L1"},))
        request.action_search()
        request.action_build_bundle()
        for method in (request.action_note_answer, request.action_write_answer):
            with self.assertRaisesRegex(UserError, "Check first who asks"):
                method()
        with self.assertRaisesRegex(UserError, "Check first who asks"):
            self.seen_by(self.pharmacist, self.env["dscsa.information.answer"]).create(
                {"request_id": request.id, "recipient": "caller"}
            )

    def test_an_answer_by_form_cannot_forge_who_or_what(self):
        request = self.request()
        self.built(request)
        answer = self.answer(
            request, user_id=self.manager.id, sha256="0" * 64, held="All of it"
        )
        self.assertEqual(answer.user_id, self.pharmacist)
        self.assertEqual(answer.sha256, request.bundle_sha256)
        self.assertNotEqual(answer.held, "All of it")

    def test_a_mail_draft_carries_the_file_and_sending_is_noted(self):
        request = self.request(email="records@fda.example")
        self.built(request)
        action = request.action_write_answer()
        self.assertFalse(request.answer_ids, "a draft gives nothing out")
        composer = (
            self.seen_by(self.pharmacist, self.env["mail.compose.message"])
            .with_context(**action["context"])
            .create({})
        )
        attachment = request.bundle_id.sudo().attachment_id
        self.assertIn(attachment, composer.sudo().attachment_ids)
        self.assertIn(request.bundle_sha256, composer.body)
        composer.action_send_mail()
        (answer,) = request.answer_ids
        self.assertEqual(answer.channel, "mail")
        self.assertIn("records@fda.example", answer.recipient)
        self.assertEqual(request.state, "answered")
        self.assertEqual(attachment.res_model, "dscsa.document")

    def test_a_file_too_large_for_a_mail_is_given_another_way(self):
        request = self.request()
        self.built(request)
        self.forced(request.bundle_id, size=50 << 20)
        with self.assertRaisesRegex(UserError, "too much for a mail"):
            request.action_write_answer()

    def test_the_file_is_kept_unchanged(self):
        request = self.request()
        self.built(request)
        attachment = request.bundle_id.sudo().attachment_id
        with self.assertRaises(UserError):
            attachment.raw = b"other"
        with self.assertRaises(UserError):
            attachment.unlink()
        first = request.bundle_id
        self.built(request)
        self.assertTrue(first.exists())

    def test_downloads_are_for_who_may_answer(self):
        request = self.request()
        self.built(request)
        self.assertIn("/web/content/", request.action_download()["url"])
        with self.assertRaises(AccessError):
            self.seen_by(self.auditor, request).action_download()

    def test_what_was_asked_in_the_trial_goes_with_it(self):
        request = self.request()
        self.built(request)
        self.answer(request)
        self.forced(self.company, dscsa_live_date=None)
        Trial(self.company.sudo()).clear()
        self.assertFalse(request.exists())
