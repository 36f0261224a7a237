"""Sellers in the readiness report."""

from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from odoo.addons.dscsa_compliance_license.tests.licensing import LicenseCommon

from ..services.readiness import Readiness


@tagged("post_install", "-at_install")
class TestReadinessSellers(LicenseCommon):
    def row(self):
        """The row on sellers."""
        self.env.invalidate_all()
        rows = Readiness(self.env(user=self.auditor), self.company).rows()
        return next(row for row in rows if row.code == "sellers")

    def test_strict_where_the_gate_is_lenient(self):
        self.company.dscsa_gate = "off"
        self.order({self.product: 1})
        self.assertIn("Brook Drug Company", self.row().gap)
        self.prove(days=-3)
        self.assertIn("Brook Drug Company", self.row().gap)
        self.prove(number="W-200")
        self.assertEqual(self.row().state, "complete")

    def test_what_the_manager_allowed_is_still_a_gap(self):
        self.company.dscsa_gate = "off"
        self.order({self.product: 1})
        self.env["dscsa.license.override"].create(
            {
                "company_id": self.company.id,
                "partner_id": self.seller.id,
                "scope": "date",
                "reason": "renewal",
                "user_id": self.manager.id,
                "valid_to": fields.Date.today() + timedelta(days=9),
            }
        )
        self.assertIn("without proof", self.row().gap)
