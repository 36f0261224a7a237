from odoo.tests import Form, tagged

from .delivering import DeliveryCommon


@tagged("post_install", "-at_install")
class TestGivenStays(DeliveryCommon):
    """What was given or chosen is never guessed again; guesses give way to guesses."""

    def form(self, **context):
        """The New delivery form as a button opens it."""
        table = self.seen_by(self.technician, self.env["dscsa.delivery.wizard"])
        return Form(table.with_context(**context))

    def test_the_receipt_of_the_order_keeps_its_portal_proof(self):
        picking = self.receipt({self.product: 2})
        action = picking.dscsa_press("proof")["action"]
        form = self.form(**action["context"])
        self.assertEqual(form.picking_id, picking)
        form.invoice = "61010"
        form.transaction_date = self.today
        form.is_seen = True
        self.assertEqual(form.picking_id, picking)
        form.save().action_open()
        self.env.invalidate_all()
        self.assertEqual(picking.sudo().dscsa_transaction_ids.proof, "portal")
        answer = self.scan(picking, self.label("N1"))
        self.assertEqual(answer["level"], "green", answer["sentence"])

    def test_a_receipt_given_stays_whatever_else_is_typed(self):
        other = self.open_delivery(partner_id=self.seller, invoice="61011")
        picking = self.receipt({self.product: 2})
        order = self.order({self.product: 1})
        for name, value in (
            ("invoice", "61011"),
            ("partner_id", self.seller),
            ("purchase_id", order),
        ):
            with self.subTest(name):
                form = self.form(default_picking_id=picking.id)
                if name == "purchase_id":
                    wizard = form.save()
                    wizard.sudo().write({"purchase_id": order.id})
                    self.assertEqual(wizard.picking_id, picking)
                    continue
                setattr(form, name, value)
                self.assertEqual(form.picking_id, picking)
        form = self.form(default_partner_id=self.seller.id)
        form.invoice = "61011"
        self.assertEqual(form.picking_id, other)
        form.picking_id = picking
        form.invoice = "61012"
        self.assertEqual(form.picking_id, picking, "a choice stays")
        form = self.form(default_partner_id=self.seller.id)
        form.invoice = "61011"
        form.invoice = "61012"
        self.assertFalse(form.picking_id, "a guess gives way")

    def test_the_proof_a_person_chose_stays(self):
        self.seller.dscsa_intake = "portal"
        form = self.form()
        form.proof = "paper"
        form.partner_id = self.seller
        self.assertEqual(form.proof, "paper")

    def test_what_a_line_was_given_stays(self):
        form = self.form(default_partner_id=self.seller.id)
        form.proof = "paper"
        with form.line_ids.new() as line:
            line.name = "As the paper prints it"
            line.ndc = self.product.dscsa_ndc
            self.assertEqual(line.product_id, self.product)
            self.assertEqual(line.name, "As the paper prints it")
            line.ndc = "99999-9999-99"
            self.assertFalse(line.product_id, "another NDC is another drug")
            line.product_id = self.other_product
            line.ndc = self.product.dscsa_ndc
            self.assertEqual(line.product_id, self.other_product)
