"""The daily look: reminders at 60, 30, 7 and 0 days, tasks, one digest, resumable."""

from contextlib import contextmanager
from unittest.mock import patch

from odoo.tests import tagged

from odoo.addons.dscsa_compliance.services.receiving.facts import today_of
from odoo.addons.dscsa_compliance.tests.past import arranged

from .licensing import LicenseCommon

CRON = "odoo.addons.base.models.ir_cron.IrCron._commit_progress"


@tagged("post_install", "-at_install")
class TestLicenseWatch(LicenseCommon):
    def setUp(self):
        super().setUp()
        self.company.dscsa_gate_user_id = self.manager
        # licenses of other companies of the database are none of our business
        self.licenses = self.env["dscsa.license"].search([])
        self.licenses.sudo().watched_on = today_of(self.company)

    @contextmanager
    def in_job(self, *left):
        """Run as a job with so much time left after each batch; nothing commits."""
        answers = iter(left)

        def progress(_self, processed=0, *, remaining=None, deactivate=False):
            return next(answers, 100)

        with patch(CRON, progress):
            yield

    def watch(self, *left):
        with self.in_job(*left):
            self.env["dscsa.license"]._cron_watch()
        self.env.invalidate_all()

    def again(self, *rows):
        for row in rows:
            row.sudo().watched_on = False

    def digests(self):
        return self.env["dscsa.license.digest"].search(
            [("company_id", "=", self.company.id)]
        )

    def test_reminders(self):
        row = self.prove(days=61)
        self.watch()
        self.assertFalse(row.activity_ids)
        for days, told in ((60, 1), (45, 0), (30, 1), (8, 0), (7, 1), (1, 0), (0, 1)):
            with self.subTest(days):
                row.sudo().valid_to = self.day(days)
                row.sudo().warned_on = False
                self.again(row)
                self.watch()
                self.assertEqual(bool(row.warned_on), bool(told))
                self.assertEqual(len(row.activity_ids), 1)
        self.assertIn("W-100", row.activity_ids.summary)
        self.assertEqual(row.activity_ids.user_id, self.manager)

    def test_once_a_day(self):
        row = self.prove(days=5)
        self.watch()
        task = row.activity_ids
        self.watch()
        self.assertEqual(row.activity_ids, task)
        self.assertEqual(len(self.digests()), 1)

    def test_digest_is_a_draft(self):
        self.watch()
        self.assertFalse(self.digests())
        mails = self.env["mail.mail"].search_count([])
        self.prove(days=5)
        self.paper(self.company.partner_id, number="OWN-1")
        own = self.env["dscsa.license"].search([("number", "=", "OWN-1")])
        self.check(own, "confirmed", valid_to=self.day(20))
        self.watch()
        digest = self.digests()
        self.assertIn("2 licenses", digest.subject)
        self.assertIn("W-100", digest.body)
        self.assertIn("OWN-1", digest.body)
        self.assertEqual(self.env["mail.mail"].search_count([]), mails)
        self.assertFalse(digest.is_sent)
        context = digest.action_send()["context"]
        self.assertEqual(context["default_res_ids"], digest.ids)

    def test_goes_on_where_it_stopped(self):
        rows = [self.prove(days=5, number=f"N{i}") for i in range(5)]
        path = "odoo.addons.dscsa_compliance_license.services.license_watch.BATCH"
        with patch(path, 2):
            self.watch(0)
            done = [row for row in rows if row.watched_on]
            self.assertEqual(len(done), 2)
            self.assertFalse(self.digests())
            self.watch()
        self.assertTrue(all(row.watched_on for row in rows))
        self.assertEqual([len(row.activity_ids) for row in rows], [1] * 5)
        self.assertEqual(len(self.digests().license_ids), 5)

    def test_renewed_in_time_is_left_alone(self):
        row = self.prove(days=20)
        self.watch()
        self.assertEqual(len(row.activity_ids), 1)
        self.check(row, "confirmed", valid_to=self.day(400))
        self.assertFalse(row.activity_ids)
        self.assertEqual(row.warned_days, -1)
        self.again(row)
        self.watch()
        self.assertFalse(row.activity_ids)

    def test_expiry_makes_a_task_of_what_is_ordered(self):
        row = self.prove(days=1)
        order = self.rfq()
        order.button_confirm()
        check = row.check_ids
        with arranged():
            check.valid_to = row.sudo().valid_to = self.day(-1)
        with arranged():
            check.checked_at = check.checked_at.replace(year=check.checked_at.year - 1)
        self.env.invalidate_all()
        self.watch()
        self.assertEqual(row.standing, "expired")
        self.assertEqual(len(order.activity_ids), 1)
        self.again(row)
        self.watch()
        self.assertEqual(len(order.activity_ids), 1)

    def test_look_again(self):
        row = self.paper()
        self.check(row, "confirmed")
        self.assertEqual(row.next_check, self.day(90))
        row.sudo().next_check = self.day(0)
        self.watch()
        self.assertIn("look again", row.activity_ids.summary)
        self.again(row)
        self.watch()
        self.assertEqual(len(row.activity_ids), 1)
