from odoo.tests import tagged

from odoo.addons.dscsa_compliance.tests.touring import TourCase

from .test_bottle import BottleCommon
from .test_bottle_candidates import NDC


@tagged("post_install", "-at_install")
class TestAnsweringTours(BottleCommon, TourCase):
    """The counter and the telephone, in a browser."""

    def setUp(self):
        super().setUp()
        self.receive(
            partner_id=self.seller,
            invoice="90210",
            proof="portal",
            portal="Brook Connect",
            is_seen=True,
            lines=[
                {"product_id": self.product, "ndc": NDC, "lot": lot, "quantity": 3}
                for lot in ("P77", "L1")
            ],
        )

    def test_a_technician_takes_a_bottle(self):
        nodes = [*self.packages(1, item=2, first=2)]
        self.deliver(nodes, invoice="77-9")
        self.start_tour(
            "/odoo/dscsa-bottle", "dscsa_take_bottle", login=self.technician.login
        )
        looks = self.env["dscsa.ledger"].search(
            [("kind", "=", "exported"), ("user_name", "=", self.technician.name)]
        )
        self.assertGreaterEqual(len(looks), 4)

    def test_one_person_answers_fda(self):
        self.start_tour(
            "/odoo/dscsa-requests",
            "dscsa_information_request",
            login=self.pharmacist.login,
        )
        request = self.env["dscsa.information.request"].search(
            [("company_id", "=", self.company.id)]
        )
        self.assertEqual((request.state, request.ending), ("closed", "answered"))
        answer = request.answer_ids
        self.assertEqual(answer.recipient, "Ms. Reyes")
        self.assertEqual(answer.sha256, request.bundle_id.sha256)
        self.assertEqual(answer.user_id, self.pharmacist)
