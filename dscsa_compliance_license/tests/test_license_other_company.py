"""A manager of one company lets nothing through in another."""

from odoo.exceptions import AccessError
from odoo.tests import tagged

from odoo.addons.dscsa_compliance.tests.far_company import OtherCompanyCommon


@tagged("post_install", "-at_install")
class TestLicenseOtherCompany(OtherCompanyCommon):
    def test_no_form_acts_in_another_company(self):
        exception = {"partner_id": self.seller.id, "reason": "other"}
        for model, values in (
            ("dscsa.gate.wizard", {}),
            ("dscsa.override.wizard", exception),
        ):
            with self.subTest(model):
                self.form(model, **values)
                with self.assertRaises(AccessError):
                    self.form(model, company_id=self.company.id, **values)

    def test_a_form_not_saved_tells_nothing_of_another_company(self):
        self.deliver(self.packages(1))
        env = self.env(user=self.theirs, context={})
        with self.assertRaises(AccessError):
            env["dscsa.gate.wizard"].new({"company_id": self.company.id}).total  # noqa: B018
