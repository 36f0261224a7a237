"""The gate in the web client: stopped, understood, proof added, the same order out."""

from odoo import Command
from odoo.tests import new_test_user, tagged

from odoo.addons.dscsa_compliance.tests.touring import TourCase

from .licensing import PICTURE, LicenseCommon


@tagged("post_install", "-at_install")
class TestToursGate(LicenseCommon, TourCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.owner = new_test_user(
            cls.env,
            login="dscsa_owner",
            groups="dscsa_compliance.group_dscsa_manager,"
            "purchase.group_purchase_manager",
            company_id=cls.company.id,
            company_ids=[Command.set(cls.company.ids)],
        )

    def open(self, order, tour):
        self.start_tour(
            f"/odoo/action-purchase.purchase_rfq/{order.id}", tour, login="dscsa_owner"
        )
        self.env.invalidate_all()

    def test_proof_lifts_the_stop(self):
        row = self.paper()
        self.check(row, "confirmed", at=-400, valid_to=self.day(-9))
        order = self.rfq()
        self.open(order, "dscsa_gate_proof")
        self.assertEqual(order.state, "purchase")
        self.assertEqual(row.status, "valid")
        last = row.last_check_id
        self.assertEqual(last.checked_by_id, self.owner)
        self.assertEqual(last.evidence_ids.attachment_id.raw, PICTURE)

    def test_exception_lifts_the_stop(self):
        order = self.rfq()
        self.open(order, "dscsa_gate_override")
        self.assertEqual(order.state, "purchase")
        override = self.env["dscsa.license.override"].search([])
        self.assertEqual((override.reason, override.user_id), ("shortage", self.owner))
