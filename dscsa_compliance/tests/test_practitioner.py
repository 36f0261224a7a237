"""A practitioner: freed from TI/TS by 582(d)(5)."""

from odoo.tests import Form, tagged

from .delivering import DeliveryCommon


@tagged("post_install", "-at_install")
class TestPractitioner(DeliveryCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.dscsa_profile = "practitioner"

    def test_closed_without_any_tick(self):
        picking = self.receive(partner_id=self.seller, invoice="C-1")
        self.assertEqual(picking.state, "done")
        self.assertFalse(picking.sudo().dscsa_transaction_ids)
        self.assertEqual(picking.dscsa_reason_id.code, "PRACTITIONER")
        self.assertIn("582(d)(5)", picking.dscsa_reason_id.source)
        self.assertFalse(self.rows(picking))

    def test_the_form_says_why(self):
        form = Form(self.seen_by(self.technician, self.env["dscsa.delivery.wizard"]))
        self.assertEqual(form.reason_id.code, "PRACTITIONER")

    def test_an_order_is_received_without_amber(self):
        picking = self.receipt({self.product: 1})
        self.assertIn("582(d)(5)", picking.dscsa_sentence)
        self.assertNotIn("linked yet", picking.dscsa_sentence)
        answer = self.scan(picking, self.label("C0001"))
        self.assertEqual(answer["level"], "green", answer["sentence"])
        self.validate(picking)
        self.assertEqual(picking.sudo().dscsa_reason_id.code, "PRACTITIONER")
        self.assertFalse(self.rows(picking))

    def test_ti_ts_that_was_given_is_kept_and_named(self):
        picking = self.receive(partner_id=self.seller, invoice="C-3", is_seen=True)
        self.assertEqual(picking.sudo().dscsa_transaction_ids.proof, "portal")

    def test_others_still_have_to_say_where_it_is(self):
        self.company.dscsa_profile = "pharmacy_small"
        picking = self.open_delivery(partner_id=self.seller, invoice="C-4")
        self.assertFalse(picking.dscsa_reason_id)
        self.assertFalse(picking._dscsa_needs_no_ti())
