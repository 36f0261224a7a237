"""The end of the chain, told outside the database, finds what nothing in it can."""

from odoo.tests import tagged

from ..services.ledger.anchor import read_anchor
from .test_ledger_check import CheckCommon


@tagged("post_install", "-at_install")
class TestAnchor(CheckCommon):
    def setUp(self):
        super().setUp()
        self.company.email = "office@elm.example"
        self.manager.email = "dana@elm.example"
        self.head = self.ledger._head(self.company)

    def compare(self, position, seal):
        wizard = self.env["dscsa.ledger.anchor"].create(
            {"company_id": self.company.id, "position": position, "seal": seal}
        )
        return wizard.level, wizard.sentence

    def test_off_until_switched_on(self):
        before = self.env["mail.mail"].search_count([])
        self.ledger._cron_mail_heads()
        self.assertEqual(self.env["mail.mail"].search_count([]), before)

    def test_one_mail_and_none_without_news(self):
        mail = self.ledger._mail_head(self.company)
        self.assertIn("dana@elm.example", mail.email_to)
        self.assertEqual(
            read_anchor(mail.body_html), (self.head["position"], self.head["link"])
        )
        self.assertFalse(self.ledger._mail_head(self.company))

    def test_held(self):
        self.assertEqual(
            self.compare(self.head["position"], self.head["link"])[0], "green"
        )
        self.ledger._note_text("signed", "Later", {}, self.company)
        self.seal()
        self.assertEqual(
            self.compare(self.head["position"], self.head["link"])[0], "green"
        )

    def test_an_older_backup(self):
        level, sentence = self.compare(self.head["position"] + 5, "a" * 64)
        self.assertEqual(level, "red")
        self.assertIn("older than the anchor", sentence)
        self.assertIn("5 entries", sentence)

    def test_written_anew(self):
        level, sentence = self.compare(self.head["position"], "b" * 64)
        self.assertEqual(level, "red")
        self.assertIn("another seal", sentence)

    def test_half_an_anchor(self):
        self.assertEqual(self.compare(0, "")[0], "grey")
        self.assertEqual(self.compare(3, "abc")[0], "grey")

    def test_the_whole_chain_written_anew_is_found_with_the_anchor_only(self):
        """What only an anchor outside the database finds: said in the README."""
        self.sql(
            "DELETE FROM dscsa_ledger WHERE company_id = %s AND position = %s",
            self.company.id,
            self.head["position"],
        )
        self.assertEqual(
            self.compare(self.head["position"], self.head["link"])[0], "red"
        )
