from odoo.exceptions import UserError
from odoo.tests import tagged

from .delivering import DeliveryCommon


@tagged("post_install", "-at_install")
class TestFileDelivery(DeliveryCommon):
    """A file, the first scan or the order begin a delivery as well."""

    def test_from_a_file_alone(self):
        self.process(self.build_file(self.packages(1, first=900), invoice="other"))
        content = self.build_file(self.packages(2), invoice="44871")
        picking = self.open_delivery(
            proof="file", file=self.pdf(content), file_name="ship.xml"
        )
        self.assertEqual(picking.partner_id, self.seller)
        self.assertEqual(picking.dscsa_invoice, "44871")
        self.scan_all(picking, 2)
        self.validate(picking)
        self.assertEqual(self.on_hand(self.product), 2)
        self.assertFalse(self.rows(picking))

    def test_from_the_first_scan(self):
        self.deliver(self.packages(2), invoice="44872")
        picking = self.open_delivery(first_scan=self.label("S0001"), proof="file")
        self.assertEqual(picking.partner_id, self.seller)
        self.assertEqual(picking.dscsa_overview()["scanned"], 1)
        self.assertEqual(picking.dscsa_overview()["expected"], 2)

    def test_from_an_order(self):
        order = self.order({self.product: 2})
        picking = self.env["dscsa.delivery.wizard"].create({"purchase_id": order.id})
        self.assertEqual(picking.picking_id, order.picking_ids)

    def test_a_broken_file_says_why(self):
        with self.assertRaises(UserError):
            self.receive(
                partner_id=self.seller,
                proof="file",
                file=self.pdf(b"<oops"),
                file_name="x.xml",
            )

    def test_a_later_file_finds_the_invoice(self):
        picking = self.open_delivery(partner_id=self.seller, invoice="44873")
        self.deliver(self.packages(2), invoice="44873")
        self.assertEqual(picking.dscsa_transaction_ids.proof, "file")

    def test_late_file_takes_the_place_of_the_note(self):
        picking = self.receive(
            partner_id=self.seller, invoice="44874", package_count=3, is_seen=True
        )
        note = picking.dscsa_transaction_ids
        self.deliver(self.packages(3), invoice="44874")
        self.env.invalidate_all()
        self.assertEqual(note.superseded_by_id.proof, "file")
        epcs = note.superseded_by_id.document_id
        epcs = self.env["dscsa.epc"].search([("document_id", "=", epcs.id)])
        self.assertEqual(epcs.mapped("status"), ["in_stock"] * 3)
        self.assertEqual(epcs.picking_id, picking)
        self.assertFalse(self.rows(picking))

    def test_late_file_that_lists_less_is_told(self):
        picking = self.receive(
            partner_id=self.seller, invoice="44875", package_count=5, is_seen=True
        )
        self.deliver(self.packages(3), invoice="44875")
        row = self.rows(picking)
        self.assertEqual((row.code, row.severity), ("NOTED_COUNT_DIFFERS", "amber"))
        self.assertIn("5", row.message)

    def test_late_file_against_scans(self):
        picking = self.open_delivery(
            partner_id=self.seller, invoice="44876", is_seen=True, package_count=2
        )
        self.scan_all(picking, 2)
        self.validate(picking)
        self.deliver(self.packages(2), invoice="44876")
        epc = self.package("S0001")
        self.assertTrue(epc.transaction_id)
        self.assertEqual(epc.status, "in_stock")
        self.assertFalse(self.rows(picking))

    def statuses(self, document):
        self.env.invalidate_all()
        epcs = self.env["dscsa.epc"].search([("document_id", "=", document.id)])
        return dict(zip(epcs.mapped("serial"), epcs.mapped("status"), strict=True))

    def test_late_file_makes_no_package_of_a_note(self):
        """What somebody scanned is what came: no other serial is here by a note."""
        for number, count in enumerate((2, 0), 90):
            with self.subTest(count=count):
                picking = self.open_delivery(
                    partner_id=self.seller,
                    invoice=f"448{number}",
                    is_seen=True,
                    package_count=count,
                )
                first = number * 10
                self.scan(picking, self.label(f"S{first:04}"))
                self.scan(picking, self.label(f"S{first + 7:04}"))
                self.validate(picking)
                nodes = self.packages(2, first=first)
                document = self.deliver(nodes, invoice=f"448{number}")
                self.assertEqual(
                    self.statuses(document),
                    {f"S{first:04}": "in_stock", f"S{first + 1:04}": "announced"},
                )
                row = self.rows(picking).filtered(
                    lambda each: each.code == "NOTED_COUNT_DIFFERS"
                )
                self.assertIn("lists 2 packages; 1 were", row.message)

    def test_late_file_of_another_lot_than_the_note(self):
        for number, lot in enumerate(("PA1", "pa-1", "PB2"), 80):
            with self.subTest(lot):
                picking = self.receive(
                    partner_id=self.seller,
                    invoice=f"448{number}",
                    proof="paper",
                    has_statement=True,
                    lines=[
                        {
                            "ndc": self.product.dscsa_ndc,
                            "lot": lot,
                            "expiry": self.expiry,
                            "quantity": 2,
                        }
                    ],
                )
                nodes = self.packages(2, first=number * 10, lot="PA1")
                document = self.deliver(nodes, invoice=f"448{number}")
                here = set(self.statuses(document).values()) == {"in_stock"}
                self.assertEqual(here, lot != "PB2")
                codes = self.rows(picking).mapped("code")
                self.assertEqual("NOTED_COUNT_DIFFERS" in codes, lot == "PB2")
