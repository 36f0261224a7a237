"""Today of a company on its way."""

from freezegun import freeze_time

from odoo.tests import tagged

from odoo.addons.dscsa_compliance.tests.test_today import TodayCommon


@tagged("post_install", "-at_install")
class TestCards(TodayCommon):
    def card_on(self, day):
        """The head count as the manager sees it on that day."""
        with freeze_time(f"{day} 15:00:00"):
            today = self.env["dscsa.today"].with_user(self.manager)
            cards = today.with_company(self.company)._cards()
        return {card["key"]: card for card in cards}.get("head_count")

    def test_trial_is_said_until_live(self):
        self.company.sudo().dscsa_live_date = False
        card = self.card("trial")
        self.assertEqual((card["level"], card["count"]), ("amber", False))
        self.assertIn(self.company.name, card["sentence"])
        self.company.sudo().dscsa_live_date = self.today
        self.assertFalse(self.card("trial"))

    def test_the_head_count_is_of_the_day_the_letter_names(self):
        self.company.dscsa_profile = "pharmacy_small"
        self.company.write(
            {"dscsa_licensed_count": 6, "dscsa_licensed_date": "2026-06-01"}
        )
        self.assertIsNone(self.card_on("2026-11-26"))
        card = self.card_on("2026-11-30")
        self.assertIn("27 Nov 2026", card["sentence"])
        self.company.dscsa_licensed_date = "2026-11-27"
        self.assertIsNone(self.card_on("2026-11-30"))

    def test_its_actions_open(self):
        self.company.write(
            {
                "dscsa_profile": "pharmacy_small",
                "dscsa_licensed_date": "2020-01-01",
                "dscsa_live_date": False,
            }
        )
        for card in self.page(self.manager)["cards"]:
            if card["key"] in ("trial", "head_count"):
                action = self.env.ref(card["action"]).with_user(self.manager)
                self.assertTrue(action._get_action_dict())
