import re

from odoo import Command
from odoo.tests import new_test_user, tagged
from odoo.tools import file_open

from .touring import TourCase

TOUR = "dscsa_compliance/static/tests/tours/portal_delivery_tour.js"


@tagged("post_install", "-at_install")
class TestPortalDeliveryTour(TourCase):
    """(a) 140 packages by portal, nothing configured: no hold, ten clicks at most."""

    def test_a_portal_delivery_in_ten_clicks(self):
        company = self.env["res.company"].create({"name": "Corner Pharmacy"})
        new_test_user(
            self.env,
            login="corner_owner",
            password="corner_owner",
            groups="dscsa_compliance.group_dscsa_manager,base.group_partner_manager",
            company_id=company.id,
            company_ids=[Command.set(company.ids)],
        )
        self.start_tour(
            "/odoo/dscsa-receive", "dscsa_portal_delivery", login="corner_owner"
        )
        picking = self.env["stock.picking"].search([("company_id", "=", company.id)])
        self.assertEqual(picking.state, "done")
        proof = picking.dscsa_transaction_ids
        self.assertEqual((proof.proof, proof.package_count), ("portal", 140))
        self.assertEqual(proof.seller_id.name, "Larch Valley Drug")
        rows = self.env["dscsa.discrepancy"].search([("company_id", "=", company.id)])
        # nothing but that nobody proved, where it is asked, that the seller may sell
        told = {(row.code, row.severity) for row in rows}
        self.assertLessEqual(told, {("PARTNER_NOT_AUTHORISED", "amber")})
        held = self.env["dscsa.epc"].search(
            [("company_id", "=", company.id), ("hold", "!=", False)]
        )
        self.assertFalse(held)

    def test_the_tour_counts_at_most_ten_clicks(self):
        with file_open(TOUR) as source:
            clicks = re.findall(r"^\s+run: ", source.read(), re.MULTILINE)
        self.assertGreater(len(clicks), 3)
        self.assertLessEqual(len(clicks), 10)
