from datetime import date, datetime, timedelta

from odoo.exceptions import ValidationError
from odoo.tests import new_test_user, tagged

from ..services.answering.clock import clock_of
from .answering import WEDNESDAY, AnsweringCommon, freeze_time


@tagged("post_install", "-at_install")
class TestInformationClock(AnsweringCommon):
    def clock(self, profile="pharmacy", received_at=WEDNESDAY, **values):
        self.company.dscsa_profile = profile
        facts = {"asker": "fda", "reason": "recall", **values}
        return clock_of(self.company, received_at=received_at, **facts)

    def local(self, stamp):
        """A naive UTC time as it reads on the wall in New York."""
        import pytz

        zone = pytz.timezone("America/New_York")
        return pytz.utc.localize(stamp).astimezone(zone).strftime("%a %d %b %H:%M")

    @freeze_time("2026-11-25 20:15:00")
    def test_fda_on_wednesday_before_thanksgiving_with_one_person(self):
        self.company.write({"dscsa_pic_id": False, "dscsa_deputy_id": False})
        request = self.take_in_request(user=self.manager, received_at=WEDNESDAY)
        self.assertEqual(
            request.clock_sentence,
            "Due Monday 30 November 2026: two business days after Wed 25 Nov; "
            "Thu 26 is Thanksgiving Day.",
        )
        self.assertEqual(self.local(request.due_at), "Mon 30 Nov 23:59")
        self.assertEqual(request.user_id, self.manager)
        self.assertEqual(request.clock_state, "quiet")
        remind = self.env["dscsa.information.request"]._cron_remind_requests
        remind()
        self.assertFalse(request.activity_ids, "silent till half time")
        with freeze_time("2026-11-27 14:05:00"):
            remind()
            remind()
            request.invalidate_recordset()
            self.assertEqual(request.activity_ids.user_id, self.manager)
            self.assertEqual(len(request.activity_ids), 1)
            self.assertEqual(request.activity_ids.date_deadline, date(2026, 11, 30))
            self.assertEqual(request.clock_state, "half")
        with freeze_time("2026-11-30 15:00:00"):
            remind()
            self.assertEqual(len(request.activity_ids), 2)
        with freeze_time("2026-12-01 06:00:00"):
            request.invalidate_recordset()
            self.assertEqual(request.clock_state, "over")

    @freeze_time("2026-11-27 14:05:00")
    def test_the_deputy_is_reminded_too(self):
        deputy = new_test_user(
            self.env,
            login="dscsa_deputy",
            groups="dscsa_compliance.group_dscsa_pharmacist",
            company_id=self.company.id,
            company_ids=[(6, 0, self.company.ids)],
        )
        self.company.write(
            {"dscsa_pic_id": self.pharmacist.id, "dscsa_deputy_id": deputy.id}
        )
        request = self.take_in_request(user=self.technician, received_at=WEDNESDAY)
        self.env["dscsa.information.request"]._cron_remind_requests()
        self.assertEqual(request.activity_ids.user_id, self.pharmacist | deputy)

    def test_a_wholesaler_has_24_hours_at_the_same_hour_also_on_a_holiday(self):
        clock = self.clock("wholesaler")
        self.assertEqual(clock.due, WEDNESDAY + timedelta(hours=24))
        self.assertEqual(self.local(clock.due), "Thu 26 Nov 15:10")
        self.assertEqual(clock.half, WEDNESDAY + timedelta(hours=12))

    def test_24_hours_over_a_weekend(self):
        friday = datetime(2026, 12, 4, 22, 0)
        self.assertEqual(
            self.local(self.clock("repackager", friday).due), "Sat 05 Dec 17:00"
        )

    def test_no_clock_runs_for_who_owes_no_ti(self):
        for profile in ("3pl", "practitioner"):
            self.assertEqual(self.clock(profile).kind, "none")

    def test_24_hours_are_24_when_the_clocks_change(self):
        autumn = datetime(2026, 10, 31, 20, 0)  # 16:00 in New York
        clock = self.clock("wholesaler", autumn)
        self.assertEqual(self.local(clock.due), "Sun 01 Nov 15:00")
        with freeze_time("2026-11-01 12:00:00"):
            request = self.take_in_request(received_at=autumn)
            self.assertIn("The clocks change in between.", request.clock_sentence)
        spring = datetime(2027, 3, 13, 21, 0)  # 16:00
        self.assertEqual(
            self.local(self.clock("wholesaler", spring).due), "Sun 14 Mar 17:00"
        )

    def test_business_days_over_a_change_of_clocks_end_at_midnight(self):
        friday = datetime(2026, 10, 30, 14, 0)
        self.assertEqual(
            self.local(self.clock(received_at=friday).due), "Tue 03 Nov 23:59"
        )

    def test_the_day_is_the_one_at_the_company(self):
        late = datetime(2026, 12, 2, 3, 30)  # Tue 22:30 in New York
        self.assertEqual(
            self.local(self.clock(received_at=late).due), "Thu 03 Dec 23:59"
        )
        self.company.partner_id.tz = "Asia/Tokyo"
        due = self.clock(received_at=late).due
        self.assertEqual(due, datetime(2026, 12, 4, 14, 59, 59))

    def test_received_on_a_weekend(self):
        saturday = datetime(2026, 12, 5, 18, 0)
        self.assertEqual(
            self.local(self.clock(received_at=saturday).due), "Tue 08 Dec 23:59"
        )

    def test_a_holiday_of_the_company_counts_too(self):
        self.env["dscsa.holiday"].create(
            {
                "name": "Stock-taking",
                "date": date(2026, 11, 27),
                "company_id": self.company.id,
            }
        )
        clock = self.clock()
        self.assertEqual(self.local(clock.due), "Tue 01 Dec 23:59")
        self.assertEqual([name for _day, name in clock.days_off][-1], "Stock-taking")

    def test_no_clock_for_partners_inspections_and_practitioners(self):
        for profile, values in (
            ("pharmacy", {"asker": "partner"}),
            ("wholesaler", {"asker": "partner"}),
            ("pharmacy", {"reason": "inspection"}),
            ("pharmacy", {"reason": "other"}),
            ("practitioner", {}),
        ):
            clock = self.clock(profile, **values)
            self.assertIsNone(clock.due, (profile, values))
        with freeze_time("2026-11-25 20:15:00"):
            self.company.dscsa_profile = "pharmacy"
            partner = self.take_in_request(
                asker="partner", received_at=WEDNESDAY, partner_id=self.seller.id
            )
            self.assertIn("promptly", partner.clock_sentence)
            self.assertNotRegex(partner.clock_sentence, r"\d")
            self.assertFalse(partner.due_at)
            visit = self.take_in_request(reason="inspection", received_at=WEDNESDAY)
            self.assertIn("routine inspection", visit.clock_sentence)

    @freeze_time("2026-11-25 20:15:00")
    def test_a_time_the_authority_set(self):
        request = self.take_in_request(received_at=WEDNESDAY)
        with self.assertRaisesRegex(ValidationError, "who set this time"):
            request.set_due_at = datetime(2026, 12, 2, 17, 0)
        request.write(
            {
                "set_due_at": datetime(2026, 12, 2, 17, 0),
                "set_due_reason": "Ms. Reyes, by telephone",
            }
        )
        self.assertIn("Wednesday 2 December 2026, 12:00", request.clock_sentence)
        self.assertIn("Ms. Reyes", request.clock_sentence)
        self.assertEqual(request.due_at, datetime(2026, 12, 2, 17, 0))
        partner = self.take_in_request(asker="partner", received_at=WEDNESDAY)
        with self.assertRaisesRegex(ValidationError, "Only FDA or a State"):
            partner.write(
                {"set_due_at": datetime(2026, 12, 2), "set_due_reason": "they like it"}
            )
        with self.assertRaisesRegex(ValidationError, "before the request"):
            request.set_due_at = datetime(2026, 11, 20)

    @freeze_time("2026-11-25 20:15:00")
    def test_a_request_is_not_received_in_the_future(self):
        with self.assertRaisesRegex(ValidationError, "still to come"):
            self.take_in_request(received_at=WEDNESDAY + timedelta(days=365))

    @freeze_time("2026-11-25 20:15:00")
    def test_the_card_of_today_says_the_sentence(self):
        self.take_in_request(
            asker="partner", agency="Hazel Wholesale", received_at=WEDNESDAY
        )
        self.take_in_request(received_at=WEDNESDAY)
        today = self.seen_by(self.technician, self.env["dscsa.today"])
        (card,) = [c for c in today._cards() if c["key"] == "requests"]
        self.assertEqual((card["count"], card["sequence"]), (2, 60))
        self.assertIn("Due Monday 30 November 2026", card["sentence"])
        self.assertEqual(card["level"], "amber", "what has a clock is never quiet")
