"""A practitioner, freed from TI/TS, is not freed from asking who sells: 582(d)(3)."""

from odoo.tests import tagged

from odoo.addons.dscsa_compliance.tests.delivering import DeliveryCommon

from .licensing import LicenseCommon


@tagged("post_install", "-at_install")
class TestLicensePractitioner(DeliveryCommon, LicenseCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.write({"dscsa_profile": "practitioner", "dscsa_gate": "warn"})

    def test_closed_without_any_tick_the_seller_is_asked_for_proof(self):
        picking = self.receive(partner_id=self.seller, invoice="C-1")
        self.assertEqual(picking.state, "done")
        self.assertEqual(self.rows(picking).mapped("code"), ["PARTNER_NOT_AUTHORISED"])

    def test_an_order_from_a_proven_seller_is_received_without_amber(self):
        self.prove()
        picking = self.receipt({self.product: 1})
        answer = self.scan(picking, self.label("C0001"))
        self.assertEqual(answer["level"], "green", answer["sentence"])
        self.validate(picking)
        self.assertFalse(self.rows(picking))
