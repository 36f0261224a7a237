from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..models.selections import PROFILES
from .receiving import ReceivingCommon

# duties each profile must find in the table, by code
DUTIES = {
    "pharmacy_small": "edds tracing partners suspect identifier answers",
    "pharmacy": "edds tracing partners suspect identifier answers",
    "hospital": "edds tracing partners suspect identifier answers",
    "chain": "edds tracing partners suspect identifier answers",
    "wholesaler": "edds tracing partners suspect identifier answers returns",
    "repackager": "edds tracing partners suspect identifier answers",
    "practitioner": "partners",
    "3pl": "edds",
}


@tagged("post_install", "-at_install")
class TestDeadlines(ReceivingCommon):
    """The days of the law steer what a finding means, and never in silence."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.write(
            {"dscsa_profile": "pharmacy_small", "dscsa_live_date": "2026-01-05"}
        )
        cls.manager = cls.env["res.users"].create(
            {
                "name": "Mona Manager",
                "login": "mona_deadlines",
                "group_ids": [
                    (4, cls.env.ref("dscsa_compliance.group_dscsa_manager").id)
                ],
                "company_id": cls.company.id,
                "company_ids": [(6, 0, cls.company.ids)],
            }
        )

    def severity(self, code, day):
        table = self.env["dscsa.severity"]
        return table._severities([code], self.company, day)[code]

    def card(self, day, key="deadlines"):
        with freeze_time(f"{day} 15:00:00"):
            cards = self.env["dscsa.today"].with_user(self.manager)._cards()
        return {card["key"]: card for card in cards}.get(key)

    def test_every_profile_has_its_duties(self):
        for profile, _name in PROFILES:
            self.company.dscsa_profile = profile
            rows = self.env["dscsa.deadline"]._of_company(self.company)
            with self.subTest(profile):
                missing = set(DUTIES[profile].split()) - set(rows.mapped("code"))
                self.assertFalse(missing)
                self.assertTrue(all(rows.mapped("source")))

    def test_the_exemption_of_small_dispensers_ends_on_its_day(self):
        for code in ("SERIAL_NOT_ANNOUNCED", "TI_LOT_LEVEL", "TI_INCOMPLETE"):
            with self.subTest(code):
                self.company.dscsa_profile = "pharmacy"
                full = self.severity(code, "2027-11-27")
                self.company.dscsa_profile = "pharmacy_small"
                self.assertNotEqual(self.severity(code, "2027-11-26"), full)
                self.assertEqual(self.severity(code, "2027-11-27"), full)
                self.assertEqual(self.severity(code, "2028-01-15"), full)

    def test_what_a_company_decided_itself_stands_before_the_day(self):
        self.env["dscsa.severity"].create(
            {
                "code": "TI_LOT_LEVEL",
                "profile": "pharmacy_small",
                "severity": "hold",
                "company_id": self.company.id,
            }
        )
        self.assertEqual(self.severity("TI_LOT_LEVEL", "2026-12-01"), "hold")
        self.assertEqual(self.severity("TI_LOT_LEVEL", "2028-01-15"), "hold")

    def test_a_card_tells_the_day_before_it_comes_and_is_red_until_confirmed(self):
        self.env["dscsa.deadline"].search([("code", "=", "edds_printed")]).unlink()
        self.assertIsNone(self.card("2027-08-28"))
        for day, level in (
            ("2027-08-30", "grey"),
            ("2027-10-20", "grey"),
            ("2027-11-21", "amber"),
            ("2027-11-26", "amber"),
            ("2027-11-27", "red"),
            ("2028-03-01", "red"),
        ):
            with self.subTest(day):
                card = self.card(day)
                self.assertEqual(card["level"], level)
                self.assertIn("weigh more", card["sentence"])
        with freeze_time("2028-03-01 15:00:00"):
            rows = self.env["dscsa.deadline"]._waiting_of(self.company)
            self.assertEqual(rows.code, "edds")
            rows.with_user(self.manager).action_confirm()
        self.assertIsNone(self.card("2028-03-02"))
        self.assertEqual(rows.confirmation_ids.user_id, self.manager)

    def test_only_a_manager_confirms_and_in_no_other_name(self):
        row = self.env["dscsa.deadline"].search([("code", "=", "edds")], limit=1)
        self.manager.write(
            {
                "group_ids": [
                    (5,),
                    (4, self.env.ref("dscsa_compliance.group_dscsa_technician").id),
                ]
            }
        )
        with self.assertRaises(AccessError):
            row.with_user(self.manager).action_confirm()
        with self.assertRaises(AccessError):
            self.env["dscsa.deadline.confirmation"].with_user(self.manager).create(
                {"deadline_id": row.id, "company_id": self.company.id}
            )
        self.manager.group_ids = [
            (4, self.env.ref("dscsa_compliance.group_dscsa_manager").id)
        ]
        with self.assertRaises(UserError):
            self.env["dscsa.deadline.confirmation"].with_user(self.manager).create(
                {
                    "deadline_id": row.id,
                    "company_id": self.company.id,
                    "user_id": self.env.ref("base.user_admin").id,
                }
            )

    def test_nobody_confirms_a_duty_before_its_day(self):
        row = self.env["dscsa.deadline"].search(
            [("code", "=", "edds"), ("profile", "=", "pharmacy_small")], limit=1
        )
        table = self.env["dscsa.deadline.confirmation"].with_user(self.manager)
        with freeze_time("2027-11-26 15:00:00"), self.assertRaises(UserError):
            table.create({"deadline_id": row.id, "company_id": self.company.id})

    def test_days_that_came_before_the_product_was_in_use_ask_nothing(self):
        self.company.dscsa_live_date = "2028-01-01"
        self.assertIsNone(self.card("2028-01-15"))
        self.company.dscsa_live_date = False
        self.assertIsNone(self.card("2027-11-20"))

    def test_who_is_exempt_from_asking_is_not_exempt_from_knowing(self):
        for profile in ("pharmacy_small", "pharmacy", "practitioner", "wholesaler"):
            self.company.dscsa_profile = profile
            self.assertEqual(self.severity("VRS_FAILED", "2026-12-01"), "hold")
