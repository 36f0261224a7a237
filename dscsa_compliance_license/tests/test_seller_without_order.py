"""Whoever delivers is a seller: the gate where there are no purchase orders."""

from odoo.tests import tagged

from odoo.addons.dscsa_compliance.services.deliveries.letter import Letter
from odoo.addons.dscsa_compliance.tests.delivering import DeliveryCommon

from ..services.suppliers import supplier_ids
from .licensing import LicenseCommon

CODE = "PARTNER_NOT_AUTHORISED"


@tagged("post_install", "-at_install")
class TestSellerWithoutOrder(DeliveryCommon, LicenseCommon):
    """The default way of a small pharmacy: portal, paper or file, and no order."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.write({"dscsa_profile": "pharmacy_small", "dscsa_gate": "warn"})

    def suppliers(self):
        return self.env["res.partner"].browse(supplier_ids(self.env, self.company))

    def open_rows(self, seller=None):
        seller = seller or self.seller
        return self.env["dscsa.discrepancy"].search(
            [
                ("code", "=", CODE),
                ("state", "=", "open"),
                ("partner_id", "=", seller.id),
            ]
        )

    def ways(self):
        """How goods come without an order: (name, function that gives the receipt)."""
        lines = [{"ndc": self.product.dscsa_ndc, "lot": "PA1", "expiry": self.expiry}]
        noted = {"partner_id": self.seller, "is_seen": True}
        return {
            "portal, nothing listed": lambda: self.receive(
                invoice="70001", package_count=140, **noted
            ),
            "paper with lots": lambda: self.receive(
                invoice="70002", proof="paper", has_statement=True, lines=lines, **noted
            ),
            "portal, scanned": lambda: self.scanned(
                self.open_delivery(invoice="70003", **noted)
            ),
            "file": lambda: self.from_file("70004"),
        }

    def scanned(self, picking, serial="W1"):
        self.scan(picking, self.label(serial))
        self.validate(picking)
        return picking

    def from_file(self, invoice):
        self.deliver(self.packages(1, first=70), invoice=invoice)
        picking = self.open_delivery(partner_id=self.seller, invoice=invoice)
        return self.scanned(picking, "S0070")

    def test_each_way_in_makes_a_seller_and_one_row(self):
        for name, deliver in self.ways().items():
            with self.subTest(name), self.cr.savepoint() as savepoint:
                self.assertNotIn(self.seller, self.suppliers())
                picking = deliver()
                self.assertEqual(picking.state, "done")
                self.assertFalse(picking.sudo().purchase_id)
                self.assertIn(self.seller, self.suppliers())
                row = self.open_rows()
                self.assertEqual((len(row), row.severity), (1, "amber"))
                self.assertNotIn("ordered before", row.next_step)
                self.assertIn("may sell", picking.dscsa_seller_sentence)
                savepoint.rollback()
                self.env.invalidate_all()

    def test_said_before_anything_is_validated(self):
        picking = self.open_delivery(
            partner_id=self.seller, invoice="70010", is_seen=True
        )
        self.assertIn("may sell", picking.dscsa_seller_sentence)
        self.assertIn("may sell", picking.dscsa_overview()["notice"])
        self.prove()
        picking.invalidate_recordset()
        self.assertFalse(picking.dscsa_seller_sentence)
        self.assertFalse(picking.dscsa_overview()["notice"])

    def test_once_a_seller_not_once_a_receipt(self):
        for number in range(3):
            self.receive(partner_id=self.seller, invoice=f"7100{number}", is_seen=True)
        row = self.open_rows()
        self.assertEqual(len(row), 1)
        self.assertEqual(len(row.picking_id | row.seller_picking_ids), 3)
        self.receive(partner_id=self.stranger, invoice="71009", is_seen=True)
        self.assertEqual(len(self.open_rows(self.stranger)), 1)
        self.prove()
        self.assertEqual(row.state, "resolved")
        self.assertTrue(self.open_rows(self.stranger), "another seller's proof")

    def test_a_wholesaler_holds_and_says_so_at_the_first_scan(self):
        self.company.dscsa_profile = "wholesaler"
        self.deliver(self.packages(2), invoice="72000")
        picking = self.open_delivery(partner_id=self.seller, invoice="72000")
        answer = self.scan(picking, self.label("S0001"))
        self.assertEqual((answer["level"], answer["code"]), ("red", CODE))
        self.scan(picking, self.label("S0002"))
        self.validate(picking)
        self.assertEqual(self.on_hand(self.product), 0)
        self.assertEqual(self.open_rows().severity, "hold")

    def test_lists_and_pages_know_the_seller(self):
        self.receive(partner_id=self.seller, invoice="73000", is_seen=True)
        rows = self.env["dscsa.partner.status"]._refresh(self.company)
        self.assertIn(self.seller, rows.filtered("is_supplier").partner_id)
        gate = self.env["dscsa.gate.wizard"].create({"company_id": self.company.id})
        self.assertIn(self.seller, gate.missing_ids)
        self.assertEqual((gate.total, gate.proven), (1, 0))

    def test_no_sale_makes_no_seller(self):
        picking = self.open_delivery(
            partner_id=self.seller,
            invoice="74000",
            reason_id=self.env["dscsa.reason"]._of("X1"),
        )
        self.assertFalse(picking.dscsa_seller_sentence)
        self.assertNotIn(self.seller, self.suppliers())

    def test_of_a_drop_shipment_the_seller_is_asked_not_the_shipper(self):
        """Whether the file says so or the person at the bench."""
        for in_file in (True, False):
            with self.subTest(in_file=in_file), self.cr.savepoint() as savepoint:
                self.deliver(
                    self.packages(1, first=80), invoice="75000", drop_shipment=in_file
                )
                picking = self.open_delivery(
                    partner_id=self.stranger,
                    invoice="75000",
                    is_drop_shipment=not in_file,
                )
                self.scanned(picking, "S0080")
                self.assertTrue(self.open_rows(self.stranger))
                self.assertFalse(self.open_rows(self.seller))
                self.assertIn(self.stranger, self.suppliers())
                self.assertNotIn(self.seller, self.suppliers())
                savepoint.rollback()
                self.env.invalidate_all()

    def test_the_letter_asks_for_the_license_in_the_sellers_words(self):
        self.receive(partner_id=self.seller, invoice="76000", is_seen=True)
        letter = Letter(self.open_rows())
        (point,) = letter.points()
        self.assertIn("may sell to us", point.what)
        self.assertIn("license", point.ask)
        said = letter.script(self.pharmacist)
        for text in (str(self.open_rows().letter_html), said):
            self.assertNotIn("transaction data", text)
            self.assertNotIn(f"{self.seller.name} may sell to you", text)
