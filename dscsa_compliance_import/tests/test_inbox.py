import io
import zipfile
import zlib
from email.message import EmailMessage

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.dscsa_compliance.tests.common import DscsaCommon, gtin_of

PDF = b"%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40
# four billion dots
HUGE = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + b"\0\0\xff\0" * 2 + b"\x08\x02\0\0\0"
HUGE += zlib.crc32(HUGE[12:]).to_bytes(4, "big") + b"\0" * 40


@tagged("post_install", "-at_install")
class TestInbox(DscsaCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.domain = cls.env["mail.alias.domain"].create({"name": "elm.example.com"})
        cls.company.alias_domain_id = cls.domain
        cls.inbox = cls.env["dscsa.inbox"].create(
            {"alias_name": "dscsa", "company_id": cls.company.id}
        )
        cls.seller.email = "desk@brookdrug.example.com"
        cls.number = 0

    def mail(self, *files, sender="Desk <desk@brookdrug.example.com>", body="Hello"):
        """Deliver a MIME mail with (name, bytes, type) files; its record."""
        type(self).number += 1
        message = EmailMessage()
        message["From"] = sender
        message["To"] = "dscsa@elm.example.com"
        message["Subject"] = f"Data {self.number}"
        message["Message-Id"] = f"<{self.number}.imports@brookdrug.example.com>"
        message.set_content(body)
        message.add_alternative(f"<p>{body}</p>", subtype="html")
        for name, content, kind in files:
            maintype, subtype = kind.split("/")
            message.add_attachment(
                content, maintype=maintype, subtype=subtype, filename=name
            )
        return self.deliver_mail(message)

    def deliver_mail(self, message):
        with mute_logger("odoo.addons.mail.models.mail_thread"):
            self.env["mail.thread"].message_process(None, message.as_bytes())
        return self.env["dscsa.inbox.mail"].search(
            [("name", "=", message["Subject"])], order="id desc", limit=1
        )

    def epcis(self, **options):
        return self.build_file(self.packages(2), **options)

    def test_alias(self):
        self.assertEqual(self.inbox.alias_email, "dscsa@elm.example.com")
        self.assertEqual(self.inbox.alias_id.alias_model_id.model, "dscsa.inbox.mail")

    def test_data_become_documents(self):
        content = self.epcis(po="P1")
        for kind in ("application/octet-stream", "application/xml"):
            with self.subTest(kind):
                mail = self.mail(("shipment.xml", content, kind))
                self.assertRecordValues(
                    mail,
                    [
                        {
                            "state": "done",
                            "partner_id": self.seller.id,
                            "company_id": self.company.id,
                        }
                    ],
                )
        document = mail.item_ids.document_id
        self.assertEqual(document.channel, "mail")
        self.assertEqual(document.partner_id, self.seller)
        self.assertEqual(document.attachment_id.raw, content)
        self.assertEqual(mail.item_ids.result, "known", "the second mail is no double")
        document._process()
        self.assertEqual(document.transaction_ids.seller_id, self.seller)

    def test_unknown_sender_waits_for_a_person(self):
        mail = self.mail(
            ("a.xml", self.epcis(), "application/octet-stream"), sender="x@new.example"
        )
        self.assertEqual((mail.state, mail.reason), ("aside", "unknown_sender"))
        self.assertFalse(mail.item_ids.document_id)
        mine = mail.with_user(self.technician)
        with self.assertRaises(UserError):
            mine.action_take_in()
        mine.partner_id = self.seller
        mine.action_take_in_and_remember()
        self.assertEqual(mail.state, "done")
        self.assertEqual(mail.item_ids.document_id.partner_id, self.seller)
        again = self.mail(
            ("b.xml", self.epcis(po="2"), "application/octet-stream"),
            sender="x@new.example",
        )
        self.assertEqual((again.state, again.partner_id), ("done", self.seller))

    def test_colleague_of_a_known_address(self):
        mail = self.mail(
            ("a.xml", self.epcis(), "application/octet-stream"),
            sender="Pat <pat@brookdrug.example.com>",
        )
        self.assertEqual(mail.partner_id, self.seller)
        self.seller.email = "brook@gmail.com"
        mail = self.mail(("p.pdf", PDF, "application/pdf"), sender="all@gmail.com")
        self.assertEqual(mail.reason, "unknown_sender")

    def test_junk_is_kept_apart(self):
        mail = self.mail(("a.exe", b"MZ\0\0", "application/octet-stream"))
        self.assertEqual((mail.state, mail.reason), ("aside", "no_data"))
        mail.with_user(self.technician).action_block()
        self.assertEqual(mail.reason, "blocked_sender")
        content = self.epcis()
        blocked = self.mail(("a.xml", content, "application/octet-stream"))
        self.assertEqual((blocked.state, blocked.reason), ("aside", "blocked_sender"))
        self.assertEqual(blocked.item_ids.attachment_id.raw, content)
        self.assertFalse(blocked.item_ids.document_id)
        with self.assertRaises(AccessError):
            blocked.with_user(self.technician).unlink()
        empty = self.mail(sender="desk2@brookdrug.example.com")
        self.assertEqual(empty.reason, "no_attachment")

    def test_what_was_mailed_stays_as_it_came(self):
        """A mail set aside is taken in as it came, whatever anybody did meanwhile."""
        content = self.epcis()
        mail = self.mail(
            ("a.xml", content, "application/octet-stream"), sender="x@new.example"
        )
        attachment = mail.item_ids.attachment_id.with_user(self.technician)
        for values in (
            {"raw": b"swapped"}, {"datas": b"c3dhcHBlZA=="}, {"public": True},
            {"name": "b.xml"}, {"res_id": 0}, {"res_model": False},
        ):  # fmt: skip
            with self.subTest(values), self.assertRaises(UserError):
                attachment.write(values)
        with self.assertRaises(UserError):
            attachment.unlink()
        attachment.sudo().write({"raw": content})
        mine = mail.with_user(self.technician)
        mine.partner_id = self.seller
        mine.action_take_in()
        self.assertEqual(mail.item_ids.document_id.attachment_id.raw, content)

    def test_papers_are_evidence(self):
        receipt = self.order({self.product: 1}).picking_ids
        mail = self.mail(
            ("invoice.pdf", PDF, "application/pdf"), ("scan.png", PNG, "image/png")
        )
        self.assertEqual(mail.state, "evidence")
        self.assertEqual(set(mail.item_ids.mapped("result")), {"evidence"})
        paper = mail.item_ids[0].document_id
        self.assertEqual((paper.format, paper.state), ("evidence", "processed"))
        self.assertEqual(paper.attachment_id.raw, PDF)
        item = mail.item_ids[0].with_user(self.technician)
        with self.assertRaises(UserError):
            item.action_attach_to_delivery()
        item.picking_id = receipt
        item.action_attach_to_delivery()
        self.assertIn("invoice.pdf", receipt.message_ids.attachment_ids.mapped("name"))

    def test_a_picture_nobody_may_open_loses_no_mail(self):
        mail = self.mail(
            ("huge.png", HUGE, "image/png"),
            ("a.xml", self.epcis(), "application/octet-stream"),
        )
        self.assertEqual(mail.state, "done")
        self.assertEqual(mail.item_ids.mapped("attachment_id.raw")[0], HUGE)
        self.assertFalse(mail.message_ids.attachment_ids, "kept once")
        mail.message_post(body="Again", attachments=[("huge.png", HUGE)])
        self.assertEqual(mail.message_ids.attachment_ids.raw, HUGE)

    def test_tables_and_ship_notices(self):
        self.env["dscsa.import.mapping"].create(
            {
                "name": "x",
                "company_id": self.company.id,
                "partner_id": self.seller.id,
                "line_ids": [
                    (0, 0, {"position": n, "heading": heading, "field": field})
                    for n, (heading, field) in enumerate(
                        [("GTIN", "gtin"), ("Lot", "lot"), ("Qty", "quantity")]
                    )
                ],
            }
        )
        table = f"GTIN,Lot,Qty\r\n{gtin_of(1)},Ä1,3\r\n".encode("utf-8-sig")
        mail = self.mail(("a.csv", table.replace("Ä".encode(), b"A"), "text/csv"))
        document = mail.item_ids.document_id
        document._process()
        self.assertEqual(document.state, "processed", document.failure)
        self.assertEqual(document.transaction_ids.package_count, 3)
        notice = b"ISA*00*          *00*          *ZZ*A              *ZZ*B"
        mail = self.mail(("asn.txt", notice, "text/plain"))
        self.assertEqual(mail.item_ids.kind, "x12")
        mail.item_ids.document_id._process()
        self.assertEqual(mail.item_ids.document_state, "failed")

    def test_archives(self):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr("a.xml", self.epcis(po="A"))
            archive.writestr("b.xml", self.epcis(po="B"))
            archive.writestr("note.pdf", PDF)
            archive.writestr("x.exe", b"MZ")
        mail = self.mail(("all.zip", out.getvalue(), "application/zip"))
        self.assertEqual(mail.state, "partly")
        self.assertIn("x.exe: It is neither data nor a paper", mail.left_out)
        self.assertEqual(len(mail.item_ids.document_id), 3)
        self.assertEqual(len(mail.item_ids), 5)
        broken = self.mail(("b.zip", out.getvalue()[:60], "application/zip"))
        self.assertEqual((broken.state, broken.reason), ("aside", "archive"))

    def test_every_file_of_a_mailed_archive(self):
        """130 files: 130 documents; an archive of papers or junk is no data."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            for number in range(130):
                archive.writestr(f"{number}.xml", b"<EPCISDocument>%d" % number)
        mail = self.mail(("all.zip", out.getvalue(), "application/zip"))
        self.assertEqual(mail.state, "done")
        self.assertEqual(len(mail.item_ids.document_id), 130)
        for name, content, state in (
            ("x.exe", b"MZ", "aside"),
            ("x.pdf", PDF, "evidence"),
            ("._x.xml", b"x", "aside"),
        ):
            out = io.BytesIO()
            with zipfile.ZipFile(out, "w") as archive:
                archive.writestr(name, content)
            mail = self.mail(("a.zip", out.getvalue(), "application/zip"))
            self.assertEqual(mail.state, state, name)
            self.assertEqual(mail.reason, "no_data" if state == "aside" else False)

    def test_many_attachments_are_all_kept(self):
        files = [(f"{n}.xml", b"<EPCIS%d" % n, "text/xml") for n in range(105)]
        mail = self.mail(*files)
        self.assertEqual((mail.state, mail.reason), ("aside", "too_large"))
        self.assertEqual(len(mail.item_ids.attachment_id), 105)

    def test_too_large(self):
        self.inbox.max_mb = 1
        content = self.epcis() + b" " * (1 << 20)
        mail = self.mail(("a.xml", content, "application/octet-stream"))
        self.assertEqual(mail.reason, "too_large")
        self.assertEqual(mail.item_ids.attachment_id.raw, content)

    def test_body_and_headers_are_only_text(self):
        mail = self.mail(
            ("<img src=x onerror=alert(1)>.pdf", PDF, "application/pdf"),
            body="<script>alert(1)</script> {{ 7*7 }} <t t-out='1'/>",
        )
        self.assertNotIn("<script", str(mail.message_ids.mapped("body")))
        self.assertEqual(mail.state, "evidence")

    def test_same_mail_twice(self):
        message = EmailMessage()
        message["From"] = "desk@brookdrug.example.com"
        message["To"] = "dscsa@elm.example.com"
        message["Subject"] = "Once"
        message["Message-Id"] = "<once.imports@brookdrug.example.com>"
        message.set_content("x")
        message.add_attachment(
            PDF, maintype="application", subtype="pdf", filename="a.pdf"
        )
        self.deliver_mail(message)
        self.deliver_mail(message)
        mails = self.env["dscsa.inbox.mail"].search_count([("name", "=", "Once")])
        self.assertEqual(mails, 1)

    def test_every_sender_when_so_chosen(self):
        self.inbox.known_only = False
        mail = self.mail(
            ("a.xml", self.epcis(), "application/octet-stream"), sender="x@new.example"
        )
        self.assertEqual(mail.state, "done")
        self.assertFalse(mail.partner_id)

    def test_mails_with_documents_are_kept(self):
        mail = self.mail(("invoice.pdf", PDF, "application/pdf"))
        with self.assertRaises(UserError):
            mail.with_user(self.manager).unlink()

    def test_what_happened_is_not_edited(self):
        mail = self.mail(("a.exe", b"MZ", "application/octet-stream"))
        mine = mail.with_user(self.technician)
        with self.assertRaises(UserError):
            mine.state = "done"
        with self.assertRaises(UserError):
            mine.item_ids.document_id = self.take_in(self.epcis())
        with self.assertRaises(AccessError):
            mail.with_user(self.auditor).action_block()
        mail.with_user(self.manager).unlink()
        self.assertFalse(mail.exists())
