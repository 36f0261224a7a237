from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..services.ingest.foreign_keys import hindering, let_go_of
from .common import STRANGER_GLN, DscsaCommon


@tagged("post_install", "-at_install")
class TestDocument(DscsaCommon):
    def test_bytes_stay_as_they_came(self):
        content = self.build_file(self.packages(2), po="P1")
        document = self.take_in(content)
        with document._open() as stream:
            self.assertEqual(stream.read(), content)
        self.assertEqual(document.size, len(content))
        self.assertEqual(document.attachment_id.raw, content)
        self.assertEqual(document.attachment_id.file_size, len(content))
        self.assertEqual(document.state, "received")

    def test_a_way_out_of_a_table_is_one_that_is_there(self):
        documents = self.env["dscsa.document"]
        document, _new = documents._take_in("goods.csv", b"col1;col2\n4711;12\n")
        document._process()
        self.assertEqual(document.failure_code, "tabular.columns")
        says_button = "Choose columns" in document.failure
        self.assertEqual(says_button, hasattr(documents, "action_choose_columns"))

    def test_same_bytes_are_one_document(self):
        content = self.build_file(self.packages(1))
        first = self.take_in(content)
        again, is_new = self.env["dscsa.document"]._take_in("other.xml", content)
        self.assertEqual(again, first)
        self.assertFalse(is_new)
        self.assertIn("other.xml", again.message_ids[0].body)
        notes = len(again.message_ids)
        self.env["dscsa.document"]._take_in("third.xml", content)
        self.assertEqual(len(again.message_ids), notes, "one note a transaction")

    def test_same_bytes_in_another_company_are_another_document(self):
        content = self.build_file(self.packages(1))
        first = self.take_in(content)
        other = self._make_company("Oak Clinic", STRANGER_GLN, "practitioner")
        second, is_new = (
            self.env["dscsa.document"].with_company(other)._take_in("a.xml", content)
        )
        self.assertTrue(is_new)
        self.assertNotEqual(first, second)
        self.assertEqual(second.company_id, other)

    def test_original_cannot_be_changed_by_any_door(self):
        document = self.take_in(self.build_file(self.packages(1)))
        original = document.attachment_id
        for values in (
            {"raw": b"x"},
            {"datas": "eA=="},
            {"db_datas": b"x"},
            {"res_id": 0},
            {"res_model": "res.partner"},
        ):
            with self.subTest(values), self.assertRaises(UserError):
                original.write(values)
        with self.assertRaises(UserError), self.env.cr.savepoint():
            original.unlink()
        with self.assertRaises(UserError), self.env.cr.savepoint():
            document.unlink()

    def test_moving_the_file_store_is_allowed(self):
        content = self.build_file(self.packages(1))
        original = self.take_in(content).attachment_id
        self.env["ir.config_parameter"].set_param("ir_attachment.location", "db")
        original._migrate()
        self.assertFalse(original.store_fname)
        with (
            self.env["dscsa.document"]
            .search([("attachment_id", "=", original.id)])
            ._open() as stream
        ):
            self.assertEqual(stream.read(), content)

    def test_other_attachments_are_left_alone(self):
        other = self.env["ir.attachment"].create({"name": "a", "raw": b"1"})
        other.raw = b"2"
        other.unlink()

    def test_values_of_a_document_are_not_edited(self):
        document = self.take_in(self.build_file(self.packages(1)), user=self.pharmacist)
        with self.assertRaises(UserError):
            document.with_user(self.pharmacist).state = "processed"
        document.with_user(self.pharmacist).partner_id = self.seller
        with self.assertRaises(AccessError):
            document.with_user(self.technician).partner_id = self.seller
        with self.assertRaises(UserError):
            self.env["dscsa.document"].with_user(self.technician).create({"name": "x"})

    def test_who_may_take_in(self):
        content = self.build_file(self.packages(1))
        for user in (self.auditor, self.stock_user):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self.take_in(content, user=user)
        document = self.take_in(content, user=self.technician)
        document.action_process()
        self.assertEqual(document.state, "processed")
        with self.assertRaises(AccessError):
            document.with_user(self.auditor).action_reprocess()

    def test_bad_files_fail_with_words(self):
        good = self.build_file(self.packages(3))
        bad = {
            "epcis.empty": b"",
            "epcis.not_epcis": b"GIF89a nothing of it",
            "epcis.cut_off": good[: len(good) * 2 // 3],
            "epcis.entity": b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]>'
            b"<epcis:EPCISDocument xmlns:epcis='urn:epcglobal:epcis:xsd:1'>&b;"
            b"</epcis:EPCISDocument>",
        }
        for code, content in bad.items():
            with self.subTest(code):
                document = self.process(content, name=code)
                self.assertEqual(document.failure_code, code)
                self.assertEqual(document.state, "failed")
                self.assertGreater(len(document.failure), 30)
                self.assertNotIn("no words for", document.failure)
        events = self.env["dscsa.event"].search([("company_id", "=", self.company.id)])
        self.assertFalse(events, "a file that breaks off leaves nothing behind")
        self.assertFalse(self.package("S0001"))

    def test_wrong_encoding_is_read_all_the_same(self):
        content = self.build_file(
            self.packages(1), seller_name="Brook Drug Compañía"
        ).decode()
        document = self.process(content.encode("cp1252"), name="latin.xml")
        self.assertEqual(document.state, "processed")
        self.assertEqual(document.transaction_ids.seller_name, "Brook Drug Compañía")

    def test_missing_original_fails_with_words(self):
        document = self.take_in(self.build_file(self.packages(1)))
        self.env.cr.execute(
            "UPDATE ir_attachment SET store_fname = '00/nothing' WHERE id = %s",
            [document.attachment_id.id],
        )
        self.env.invalidate_all()
        with mute_logger("odoo.addons.base.models.ir_attachment"):
            document._process()
        self.assertEqual(document.failure_code, "FILE_UNREADABLE")

    def test_uninstalling_is_refused_while_records_are_kept(self):
        modules = self.env["ir.module.module"]
        ours = modules.search([("name", "=", "dscsa_compliance")])
        base = modules.search([("name", "=", "stock")])
        self.take_in(self.build_file(self.packages(1)))
        for module in (ours, base):
            with self.subTest(module.name), self.assertRaises(UserError):
                module.button_uninstall()
        with self.assertRaises(UserError):
            ours.module_uninstall()
        self.assertEqual(ours.state, "installed")

    def test_no_link_of_ours_refuses_what_an_uninstall_deletes(self):
        ours = self.env["ir.module.module"].search([("name", "=like", "dscsa_%")])
        ours = ours.filtered(lambda each: each.state == "installed").mapped("name")
        self.assertTrue(hindering(self.env, "dscsa_gtin"))
        let_go_of(self.env, ours)
        for table in ("dscsa_gtin", "dscsa_document", "dscsa_epc"):
            self.assertFalse(hindering(self.env, table), table)

    def test_uninstalling_a_trial_goes_to_its_end(self):
        """The last write comes when our columns are gone."""
        ours = self.env["ir.module.module"].search([("name", "=", "dscsa_compliance")])
        self.env["res.company"].search([]).sudo().dscsa_live_date = False
        self.env.flush_all()
        ours.button_uninstall()
        self.assertEqual(ours.state, "to remove")
        self.env.flush_all()
        self.env.cr.execute("ALTER TABLE res_company DROP COLUMN dscsa_live_date")
        ours.write({"state": "uninstalled", "latest_version": False})
        self.assertEqual(ours.state, "uninstalled")
