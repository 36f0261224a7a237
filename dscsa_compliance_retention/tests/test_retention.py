"""Until when records are kept: years, days, States, policies, the nightly job."""

from datetime import date, datetime, timedelta
from unittest.mock import patch

from dscsa_core.retention import keep_until
from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import SQL

from odoo.addons.dscsa_compliance.tests.past import arranged

from ..services.flags import Flags, until_sql
from .retaining import RetentionCommon


@tagged("post_install", "-at_install")
class TestRetention(RetentionCommon):
    def test_sql_counts_as_the_core_does(self):
        days = [date(2024, 1, 1) + timedelta(days=n) for n in range(3 * 366)]
        for years in (1, 6, 7, 8, 74, 76):
            rows = self.env.execute_query(
                SQL(
                    "SELECT d, %s FROM unnest(%s) AS d",
                    until_sql(SQL("d"), SQL("%s", years)),
                    days,
                )
            )
            self.assertEqual(dict(rows), {day: keep_until(day, years) for day in days})

    def test_leap_day(self):
        transaction = self.paper(date(2028, 2, 29))
        self.nightly()
        self.assertEqual(transaction.retain_until, date(2034, 3, 1))
        self.assertIn("2 Mar 2034", transaction.retention_text)

    def test_the_company_decides_which_day_it_is(self):
        # half past three in the morning in London, half past ten in the evening here
        transaction = self.paper(False, shipment_at=datetime(2026, 12, 1, 3, 30))
        self.nightly()
        self.assertEqual(transaction.retain_until, date(2032, 11, 30))
        self.company.partner_id.tz = "Europe/London"
        self.nightly()
        self.assertEqual(transaction.retain_until, date(2032, 12, 1))

    def test_both_clock_changes(self):
        for instant, day in (
            (datetime(2026, 3, 8, 4, 59), date(2032, 3, 7)),
            (datetime(2026, 3, 8, 5, 0), date(2032, 3, 8)),
            (datetime(2026, 3, 9, 3, 59), date(2032, 3, 8)),
            (datetime(2026, 3, 9, 4, 0), date(2032, 3, 9)),
            (datetime(2026, 11, 1, 3, 59), date(2032, 10, 31)),
            (datetime(2026, 11, 1, 4, 0), date(2032, 11, 1)),
            (datetime(2026, 11, 2, 4, 59), date(2032, 11, 1)),
            (datetime(2026, 11, 2, 5, 0), date(2032, 11, 2)),
        ):
            transaction = self.paper(False, shipment_at=instant)
            Flags(self.env).mark(transaction)
            self.assertEqual(transaction.retain_until, day, instant)

    def test_marks(self):
        marks = {
            self.day(years=6, days=1): "past",
            self.day(years=6): "near",
            self.day(years=6, days=-90): "near",
            self.day(years=6, days=-92): "kept",
        }
        rows = {day: self.paper(day) for day in marks}
        self.nightly()
        for day, flag in marks.items():
            # a leap day in between moves the end by one
            until = keep_until(day, 6)
            left = (until - self.day()).days
            flag = "past" if left < 0 else "near" if left <= 90 else "kept"
            self.assertEqual(rows[day].retention_flag, flag, day)

    def test_a_new_record_says_at_once_how_long(self):
        transaction = self.paper(date(2026, 5, 4))
        self.assertFalse(transaction.retention_flag)
        self.assertIn("5 May 2032", transaction.retention_text)

    def test_a_file_is_kept_as_long_as_what_is_in_it(self):
        document = self.deliver(self.packages(2), invoice="88")
        with arranged():
            document.transaction_ids.sudo().transaction_date = self.day(days=-40)
        self.env.flush_all()
        self.nightly()
        self.assertEqual(document.retain_until, document.transaction_ids.retain_until)
        self.assertEqual(document.retain_until, keep_until(self.day(days=-40), 6))

    def test_discrepancies_count_from_their_conclusion(self):
        row = self.env["dscsa.discrepancy"].create(
            {"code": "NO_TI", "severity": "hold", "company_id": self.company.id}
        )
        suspect = row.create(
            {
                "code": "SERIAL_DISPENSED_BEFORE",
                "severity": "hold",
                "company_id": self.company.id,
            }
        )
        self.nightly()
        self.assertFalse(row.retain_until)
        self.assertEqual((row.retention_flag, row.retention_blocks), ("held", "open"))
        self.assertEqual(suspect.retention_class, "investigation")
        (row | suspect)._resolve("mistake")
        row.sudo().resolved_at = datetime(2026, 6, 1, 12)
        self.nightly()
        self.assertEqual(row.retain_until, date(2032, 6, 1))
        self.assertEqual(row.retention_class, "discrepancy")

    def test_agreements_count_from_their_end(self):
        agreement = self.env["dscsa.agreement"].create(
            {"partner_id": self.seller.id, "company_id": self.company.id}
        )
        self.nightly()
        self.assertFalse(agreement.retain_until)
        self.assertEqual(agreement.retention_flag, "kept")
        agreement.date_to = agreement.date_from
        self.nightly()
        self.assertEqual(agreement.retain_until, keep_until(agreement.date_to, 6))

    # policies ------------------------------------------------------------------------
    def test_law_is_the_least(self):
        policy = self.policy("ti_ts").with_user(self.manager)
        with self.refused(ValidationError, "at least 6 years by law"):
            policy.years = 5
        policy.years = 7
        transaction = self.paper(date(2026, 5, 4))
        self.nightly()
        self.assertEqual(transaction.retain_until, date(2033, 5, 4))

    def test_policy_shortened_after_the_fact(self):
        policy = self.policy("discrepancy").with_user(self.manager)
        with freeze_time("2026-11-01 15:00:00"):
            policy.years = 10
            older = self.discrepancy(datetime(2026, 11, 1, 16))
        self.made_at(older, "2026-11-01 16:00:00")
        with freeze_time("2026-11-02 15:00:00"):
            policy.years = 2
            newer = self.discrepancy(datetime(2026, 11, 2, 16))
        self.made_at(newer, "2026-11-02 16:00:00")
        self.nightly()
        self.assertEqual(older.retain_until, date(2036, 11, 1))
        self.assertEqual(newer.retain_until, date(2028, 11, 2))
        self.assertIn("10 years", policy.earlier_text)
        self.assertIn("2 Nov 2026", policy.earlier_text)

    def discrepancy(self, resolved_at):
        row = self.env["dscsa.discrepancy"].create(
            {"code": "NO_TI", "severity": "note", "company_id": self.company.id}
        )
        row._resolve("mistake")
        row.sudo().resolved_at = resolved_at
        return row

    def made_at(self, record, at):
        self.env.flush_all()
        self.env.cr.execute(
            f"UPDATE {record._table} SET create_date = %s WHERE id = %s",
            [at, record.id],
        )
        record.invalidate_recordset()

    def test_a_longer_rule_of_the_state(self):
        state = self.env.ref("base.state_us_30")
        policy = self.policy("ti_ts").with_user(self.manager)
        with self.refused(ValidationError, "three things"):
            policy.state_id = state
        policy.write(
            {"state_id": state.id, "state_years": 10, "state_source": "Board rule 9"}
        )
        self.assertEqual(policy.keep_years, 6, "another State's rule binds nobody here")
        self.company.state_id = state
        transaction = self.paper(date(2026, 5, 4))
        self.nightly()
        self.assertEqual(transaction.retain_until, date(2036, 5, 4))
        self.company.state_id = False
        self.nightly()
        self.assertEqual(
            transaction.retain_until, date(2036, 5, 4), "kept under it, so it stays"
        )

    def test_policies_are_not_made_away_with(self):
        policy = self.policy("ti_ts")
        with self.assertRaises(UserError):
            policy.unlink()
        for user in (self.technician, self.pharmacist, self.auditor):
            with self.assertRaises(AccessError):
                policy.with_user(user).years = 9
        with self.assertRaises(AccessError):
            policy.with_user(self.manager).law_years = 1
        with self.assertRaises(AccessError):
            policy.with_user(self.manager).source = "Somewhere else"

    def test_a_new_company_has_its_policies(self):
        other = self._make_company("Oak Street Pharmacy", False)
        rows = self.env["dscsa.retention.policy"].search(
            [("company_id", "=", other.id)]
        )
        self.assertEqual(len(rows), 11)
        self.assertFalse(
            self.policy("ti_ts")
            .with_user(self.manager)
            .search([("company_id", "=", other.id)])
        )

    def test_nobody_types_how_long(self):
        transaction = self.paper(date(2026, 5, 4))
        with self.assertRaises(AccessError):
            transaction.with_user(self.manager).retain_until = date(2027, 1, 1)
        with self.assertRaises(AccessError):
            transaction.with_user(self.manager).retention_flag = "past"

    # the job -------------------------------------------------------------------------
    def test_killed_half_way_it_goes_on_where_it_was(self):
        rows = self.env["dscsa.transaction"]
        for number in range(7):
            rows |= self.paper(self.day(years=7), invoice=str(number))
        self.nightly(100, 0, batch=3)
        run = self.env["dscsa.retention.run"].search(
            [("company_id", "=", self.company.id)]
        )
        self.assertFalse(run.done)
        before = dict(run.place)
        seen = []
        genuine = Flags.mark_range

        def mark(flags, model, company, low, high):
            seen.append((model, low))
            return genuine(flags, model, company, low, high)

        with self.in_job(), patch.object(Flags, "mark_range", mark):
            self.assertTrue(self.go_on(3))
        self.assertTrue(run.done)
        self.assertEqual(set(rows.mapped("retention_flag")), {"past"})
        for model, low in seen:
            done = before.get(model) or 0
            self.assertTrue(done is not True and low > done, "nothing is done twice")
        with self.in_job(), patch.object(Flags, "mark_range", mark):
            seen.clear()
            self.go_on()
        self.assertFalse(seen, "once a day")

    def test_only_what_changed_is_written(self):
        self.paper(self.day(years=7))
        self.nightly()
        self.nightly()
        run = self.env["dscsa.retention.run"].search(
            [("company_id", "=", self.company.id)]
        )
        changed = run.changed_count
        self.nightly()
        self.assertEqual(run.changed_count, changed)

    def test_one_digest_and_only_with_news(self):
        run = self.env["dscsa.retention.run"]
        with freeze_time(datetime.now() - timedelta(days=2)):
            self.nightly()
            self.assertFalse(run.search([("company_id", "=", self.company.id)]).news)
        self.paper(self.day(years=6, days=3))
        self.paper(self.day(years=6, days=-20))
        with freeze_time(datetime.now() - timedelta(days=1)):
            self.nightly()
            told = run.search([("company_id", "=", self.company.id)], limit=1)
            self.assertEqual(len(told.activity_ids), 1)
            self.assertIn("may be disposed of", told.news)
        self.nightly()
        silent = run.search([("company_id", "=", self.company.id)], limit=1)
        self.assertNotEqual(silent, told)
        self.assertFalse(silent.activity_ids, "said once")
        self.assertEqual(len(told.activity_ids), 1)

    def test_the_card_on_today(self):
        self.paper(self.day(years=7))
        self.nightly()
        env = self.env(user=self.manager)
        cards = {
            card["key"]: card for card in env["dscsa.today"].dscsa_today()["cards"]
        }
        self.assertEqual(cards["retention"]["count"], 1)
        self.assertEqual(
            cards["retention"]["action"],
            "dscsa_compliance_retention.dscsa_retention_report_action",
        )
