from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .delivering import DeliveryCommon


@tagged("post_install", "-at_install")
class TestMisdirectedFile(DeliveryCommon):
    """(j) A file for another pharmacy, before and after go-live."""

    def remove(self, document, reason="misdirected", user=None, confirm=None):
        env = self.env(user=user or self.manager)
        wizard = env["dscsa.removal.wizard"].create(
            {"document_id": document.id, "reason": reason, "note": "Not our address."}
        )
        wizard.action_ask()
        document.with_user(confirm or user or self.manager).action_confirm_removal()
        self.env.invalidate_all()

    def check_tombstone(self, document, sha256):
        self.assertEqual(document.state, "removed")
        self.assertFalse(document.attachment_id)
        with document._open() as stream:
            self.assertEqual(stream.read(), b"")
        self.assertEqual(document.sha256, sha256)
        self.assertTrue(document.size)
        self.assertEqual(document.removed_by_id, self.manager)
        self.assertTrue(document.removed_at)
        self.assertEqual(document.removal_note, "Not our address.")
        said = "".join(document.message_ids.mapped("body"))
        self.assertIn("Meant for somebody else", said)
        self.assertIn(sha256, said)

    def foreign(self, **options):
        return self.deliver(self.packages(3), invoice="foreign", **options)

    def test_j_removed_after_go_live(self):
        document = self.foreign()
        sha256, attachment = document.sha256, document.attachment_id
        self.remove(document)
        self.check_tombstone(document, sha256)
        self.assertFalse(attachment.exists())
        self.assertFalse(self.package("S0001"))
        self.assertFalse(document.transaction_ids)
        self.assertFalse(
            self.env["dscsa.event"].search([("document_id", "=", document.id)])
        )

    def test_j_removed_before_go_live(self):
        self.company.dscsa_live_date = False
        document = self.foreign()
        sha256 = document.sha256
        self.remove(document)
        self.check_tombstone(document, sha256)

    def test_removed_stays_removed(self):
        content = self.build_file(self.packages(2), invoice="again")
        document = self.process(content)
        self.remove(document)
        same, is_new = self.env["dscsa.document"]._take_in("again.xml", content)
        self.assertEqual((same, is_new), (document, False))
        document.action_reprocess()
        self.assertEqual(document.state, "removed")
        self.assertFalse(self.package("S0001"))
        with self.assertRaisesRegex(UserError, "removed already"):
            self.remove(document)

    def test_records_of_our_goods_stay(self):
        picking = self.receipt({self.product: 2}, self.packages(2))
        self.scan_all(picking, 2)
        self.validate(picking)
        document = picking.dscsa_transaction_ids.document_id
        with self.assertRaisesRegex(UserError, "your own purchase"):
            self.remove(document)
        self.assertTrue(document.attachment_id)

    def test_two_steps(self):
        document = self.foreign()
        manager = document.with_user(self.manager)
        with self.assertRaisesRegex(UserError, "say first why"):
            manager.action_confirm_removal()
        manager._ask_removal("test", "Only a test.")
        manager.action_take_removal_back()
        with self.assertRaisesRegex(UserError, "say first why"):
            manager.action_confirm_removal()
        self.assertTrue(document.attachment_id)

    def test_one_person_suffices_unless_the_company_wants_two(self):
        document = self.foreign()
        self.company.dscsa_removal_by_two = True
        with self.assertRaisesRegex(UserError, "second person"):
            self.remove(document)
        self.company.dscsa_removal_by_two = False
        document.with_user(self.manager).action_confirm_removal()
        self.assertEqual(document.removed_by_id, document.removal_asked_by_id)

    def test_nobody_else_removes(self):
        document = self.foreign()
        for user in (self.technician, self.pharmacist, self.auditor):
            with self.assertRaises(AccessError):
                document.with_user(user)._ask_removal("test", "x")
            with self.assertRaises(AccessError):
                document.with_user(user).action_confirm_removal()

    def test_a_photo_with_a_name_loses_its_name(self):
        photo = self.env["dscsa.document"]._take_in_evidence(
            "rx of John Q.jpg", b"\xff\xd8 photo"
        )
        self.remove(photo, reason="private")
        self.assertNotIn("John", photo.name)

    def test_packages_announced_by_another_seller_before_stay_theirs(self):
        first = self.foreign(instance="one")
        other = self.deliver(
            self.packages(3), invoice="second", instance="two", statement=None
        )
        self.remove(other)
        epc = self.package("S0001")
        self.assertEqual(epc.transaction_id.document_id, first)
