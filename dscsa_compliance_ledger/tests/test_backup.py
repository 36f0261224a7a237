from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.dscsa_compliance.tests.common import DscsaCommon


@tagged("post_install", "-at_install")
class TestBackup(DscsaCommon):
    """What setup/backup and setup/restore noted, and what Today makes of it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["dscsa.backup"].search([]).unlink()

    def note(self, days=0.0, state="good", **values):
        return self.env["dscsa.backup"].create(
            {
                "name": f"copy-{days}.dscsa-backup",
                "made_at": fields.Datetime.now() - timedelta(days=days),
                "state": state,
                **values,
            }
        )

    def card(self, user=None):
        today = self.env["dscsa.today"].with_user(user or self.manager)
        cards = {card["key"]: card for card in today.dscsa_today()["cards"]}
        return cards.get("backup")

    def test_none_yet(self):
        card = self.card()
        self.assertEqual((card["level"], card["sequence"]), ("red", 100))
        self.assertIn("No backup has been set up", card["sentence"])
        self.assertEqual(card["action"], "dscsa_compliance_ledger.dscsa_backup_action")

    def test_none_yet_in_a_trial_and_in_the_first_days(self):
        today = fields.Date.today()
        days = {False: "grey", 1: "grey", -1: "amber", -3: "red"}
        for ago, level in days.items():
            live = ago and today + timedelta(days=ago)
            self.company.sudo().dscsa_live_date = live
            with self.subTest(ago=ago):
                self.assertEqual(self.card()["level"], level)

    def test_good_and_tested(self):
        self.note(0.2, tested_at=fields.Datetime.now() - timedelta(days=9))
        card = self.card()
        self.assertEqual(card["level"], "green", card["sentence"])
        self.assertIn("restore tested", card["sentence"])

    def test_never_tested(self):
        self.note(0.2)
        card = self.card()
        self.assertEqual(card["level"], "amber")
        self.assertIn("--test", card["sentence"])

    def test_tested_long_ago(self):
        self.note(0.2, tested_at=fields.Datetime.now() - timedelta(days=60))
        self.assertIn("time for another", self.card()["sentence"])

    def test_older_and_older(self):
        row = self.note(2, tested_at=fields.Datetime.now())
        self.assertEqual(self.card()["level"], "amber")
        row.made_at = fields.Datetime.now() - timedelta(days=3, minutes=1)
        card = self.card()
        self.assertEqual(card["level"], "red")
        self.assertIn("3 days old", card["sentence"])
        self.assertIn("mounted", card["sentence"])

    def test_the_last_one_failed(self):
        self.note(1, tested_at=fields.Datetime.now())
        self.note(0.1, "failed", note="The disk is full.")
        card = self.card()
        self.assertEqual(card["level"], "amber")
        self.assertIn("The disk is full.", card["sentence"])

    def test_it_never_worked(self):
        self.note(0.1, "failed", note="The disk is full.")
        card = self.card()
        self.assertEqual(card["level"], "red")
        self.assertIn("The disk is full.", card["sentence"])

    def test_who_sees_it(self):
        self.assertTrue(self.card(self.auditor))
        self.assertTrue(self.card(self.pharmacist))
        self.assertFalse(self.card(self.technician))

    def test_nobody_types_one(self):
        for user in (self.technician, self.manager):
            with self.assertRaises(AccessError):
                self.env["dscsa.backup"].with_user(user).create(
                    {"name": "x", "made_at": fields.Datetime.now(), "state": "good"}
                )
        row = self.note()
        with self.assertRaises(AccessError):
            row.with_user(self.manager).state = "failed"

    def test_a_restored_database_says_so_in_its_ledger(self):
        row = self.note(kind="restore", place="pharmacy_new", chain_until="entry 812")
        self.env["dscsa.backup"]._cron_note_restores()
        fact = self.env["dscsa.ledger"].search(
            [("kind", "=", "restored"), ("company_id", "=", self.company.id)]
        )
        self.assertEqual(len(fact), 1)
        self.assertIn("entry 812", fact.content)
        self.assertTrue(row.noted)
        self.env["dscsa.backup"]._cron_note_restores()
        again = self.env["dscsa.ledger"].search_count(
            [("kind", "=", "restored"), ("company_id", "=", self.company.id)]
        )
        self.assertEqual(again, 1)
        self.assertEqual(self.card()["level"], "red", "a restore is no backup")
        with self.assertRaises(UserError):
            fact.unlink()
