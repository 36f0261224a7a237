"""A manager of one company ends no trial of another."""

from odoo.exceptions import AccessError
from odoo.tests import tagged

from odoo.addons.dscsa_compliance.tests.far_company import OtherCompanyCommon


@tagged("post_install", "-at_install")
class TestOtherCompany(OtherCompanyCommon):
    def test_no_form_acts_in_another_company(self):
        values = {"clear_trial": False}
        self.form("dscsa.live.wizard", **values)
        with self.assertRaises(AccessError):
            self.form("dscsa.live.wizard", company_id=self.company.id, **values)

    def test_nobody_ends_the_trial_of_another_company(self):
        for end in ("_dscsa_clear_trial", "_dscsa_go_live"):
            company = self.company.with_env(self.env(user=self.theirs, context={}))
            with self.assertRaises(AccessError):
                getattr(company, end)(*([self.env.cr.now().date()][: "go" in end]))

    def test_a_form_not_saved_tells_nothing_of_another_company(self):
        self.deliver(self.packages(1))
        env = self.env(user=self.theirs, context={})
        with self.assertRaises(AccessError):
            # made here: what refuses empties the cache first
            env["dscsa.live.wizard"].new({"company_id": self.company.id}).trial_names  # noqa: B018
