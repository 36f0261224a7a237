"""Order and invoice numbers as sellers write them; in doubt nothing is linked."""

from dscsa_core.numbers import invoice_key, numbers_in, order_keys, plain_key

from odoo.tests import TransactionCase, tagged

from .common import DscsaCommon


@tagged("post_install", "-at_install")
class TestNumbers(TransactionCase):
    def test_zeros_and_words(self):
        for text in ("P00451", "p451", "PO P-00451", "P.O. # P 0451", " P/451 "):
            self.assertEqual(plain_key(text), "P451", text)
        self.assertNotEqual(plain_key("P4510"), plain_key("P451"))
        self.assertEqual(plain_key("000"), "0")

    def test_invoices_keep_what_follows(self):
        for text in ("44871", "0044871", "INV-44871", "Invoice # 44871", "inv44871"):
            self.assertEqual(invoice_key(text), "44871", text)
        for text in ("44871-1", "448710", "4487", "A44871"):
            self.assertNotEqual(invoice_key(text), "44871", text)
        self.assertEqual(invoice_key("INVOICE"), "INVOICE")

    def test_lists(self):
        self.assertEqual(
            numbers_in("A1, B2;C3|D4\nE5,"), ["A1", "B2", "C3", "D4", "E5"]
        )
        self.assertEqual(numbers_in(None), [])

    def test_a_letter_behind_is_a_release(self):
        self.assertIn("P00451", order_keys("P00451A"))


@tagged("post_install", "-at_install")
class TestDisguises(DscsaCommon):
    def linked(self, po, serial, **options):
        nodes = self.packages(1, prefix=serial)
        document = self.deliver(nodes, po=po, instance=f"x-{serial}", **options)
        return document.transaction_ids.purchase_ids

    def spellings(self, name):
        bare = name[1:].lstrip("0")
        return (
            f"{name}-00",
            f"{name}-001",
            f"{name}/2",
            f"{name} / 2",
            f"{name}.1",
            f"{name}_R1",
            f"{name} REL 2",
            f"{name}R2",
            f"{name}A",
            f"PO-{name}",
            f"PO: {name}",
            f"P.O. {name}",
            f"Order No. {name}",
            f"#{name}",
            f"ELM-{name}",
            f"P{bare}",
            f"P{bare.zfill(8)}",
            f"PO {bare}",
            f"PO{bare.zfill(9)}-00",
            f" {name[0]} {name[1:]} ",
            name.lower(),
        )

    def test_each_way_an_order_number_is_written(self):
        order = self.order({self.product: 2}, name="P00451")
        other = self.order({self.product: 2}, name="P04510")
        self.order({self.product: 2}, name="P00451", partner=self.stranger)
        for number, po in enumerate(self.spellings("P00451")):
            with self.subTest(po):
                self.assertEqual(self.linked(po, f"N{number}"), order)
        self.assertEqual(self.linked("PO 4510", "T1"), other)

    def test_no_order_is_guessed(self):
        self.order({self.product: 2}, name="P00451")
        for number, po in enumerate(
            ("P004511", "P0045", "45", "1", "P00452", "X-1", "/", "-00", "P00451" * 9)
        ):
            with self.subTest(po):
                self.assertFalse(self.linked(po, f"W{number}"))

    def test_two_that_fit_are_no_match(self):
        self.order({self.product: 1}, name="P00451", partner_ref="WEB-88")
        self.order({self.product: 1}, name="P00452", partner_ref="WEB-088")
        self.assertFalse(self.linked("WEB 88-1", "D1"))

    def test_several_orders_in_one_field(self):
        one = self.order({self.product: 1}, name="P00451")
        two = self.order({self.other_product: 1}, name="P00452")
        three = self.order({self.third_product: 1}, name="P00453")
        for number, po in enumerate(
            ("P00451,P00452", "P00451;P00452", "P00451/P00452", "P00451 P00452")
        ):
            with self.subTest(po):
                self.assertEqual(self.linked(po, f"M{number}"), one | two)
        self.assertEqual(
            self.linked("PO P00451, 452-00; P00453/1", "M9"), one | two | three
        )
        # one of the parts is nobody's: no half of it is taken for the whole
        self.assertFalse(self.linked("P00451 P00999", "M8") - one)

    def test_orders_of_another_vendor_stay_his(self):
        self.order({self.product: 2}, name="P00461", partner=self.stranger)
        for number, po in enumerate(self.spellings("P00461")):
            with self.subTest(po):
                self.assertFalse(self.linked(po, f"V{number}"))

    # invoices -------------------------------------------------------------------------
    def receipt_of(self, invoice, partner=None):
        return self.env["stock.picking"].create(
            {
                "picking_type_id": self.warehouse.in_type_id.id,
                "partner_id": (partner or self.seller).id,
                "location_id": self.env.ref("stock.stock_location_suppliers").id,
                "location_dest_id": self.warehouse.lot_stock_id.id,
                "dscsa_invoice": invoice,
            }
        )

    def paired(self, invoice, serial):
        document = self.deliver(
            self.packages(1, prefix=serial), invoice=invoice, instance=f"i-{serial}"
        )
        return document.transaction_ids.picking_ids

    def test_each_way_an_invoice_number_is_written(self):
        receipt = self.receipt_of("INV 0044871")
        self.receipt_of("44871", partner=self.stranger)
        for number, invoice in enumerate(
            ("INV0044871", "INV-44871", "44871", "0044871", "Invoice # 44871")
        ):
            with self.subTest(invoice):
                self.assertEqual(self.paired(invoice, f"I{number}"), receipt)
        for number, invoice in enumerate(("44871-1", "448710", "4871", "A44871")):
            with self.subTest(invoice):
                self.assertFalse(self.paired(invoice, f"J{number}"))

    def test_two_receipts_that_fit_loosely_are_no_match(self):
        self.receipt_of("INV 044872")
        self.receipt_of("Invoice 0044872")
        self.assertFalse(self.paired("44872", "K1"))
