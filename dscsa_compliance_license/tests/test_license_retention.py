"""How long licenses are kept."""

from dscsa_core.retention import keep_until

from odoo.tests import tagged

from odoo.addons.dscsa_compliance_retention.tests.retaining import RetentionCommon


@tagged("post_install", "-at_install")
class TestLicenseRetention(RetentionCommon):
    @classmethod
    def license(cls, partner, number):
        """A license of a partner that nobody has checked."""
        return cls.env["dscsa.license"].create(
            {
                "partner_id": partner.id,
                "company_id": cls.company.id,
                "type_id": cls.env["dscsa.license.type"].search([], limit=1).id,
                "state_id": cls.env.ref("base.state_us_30").id,
                "number": number,
            }
        )

    def test_licenses_count_from_their_last_use(self):
        license_ = self.license(self.seller, "W-7")
        self.made_old(license_, 8)
        self.nightly()
        self.assertEqual(license_.retention_flag, "past")
        self.paper(self.day(days=3))
        self.nightly()
        self.assertEqual(license_.retain_until, keep_until(self.day(days=3), 6))
