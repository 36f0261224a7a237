"""Packages that came before their drug had a product get into stock afterwards."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .bench import BenchCommon
from .common import gtin_of

NEW = 9


class LateCommon(BenchCommon):
    """Receipts with packages of a drug that nobody entered."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.dscsa_records_only = False

    def came(self, count=3, *, known=0, item=NEW, lot="N1", nodes=None, **options):
        """A validated receipt with packages of a drug nobody entered."""
        nodes = nodes or self.packages(count, item=item, lot=lot)
        nodes = [*nodes, *self.packages(known, item=1, lot="L1")]
        document = self.deliver(nodes, invoice="70001", **options)
        transaction = document.transaction_ids
        picking = self.env["stock.picking"].create(
            {
                "picking_type_id": self.warehouse.in_type_id.id,
                "partner_id": self.seller.id,
                "location_id": self.env.ref("stock.stock_location_suppliers").id,
                "location_dest_id": self.warehouse.lot_stock_id.id,
                "dscsa_transaction_ids": transaction.ids,
            }
        )
        if count:
            self.scan_all(picking, count, item=item, lot=lot)
        self.scan_all(picking, known, item=1, lot="L1")
        self.validate(picking)
        self.assertEqual(picking.state, "done")
        return picking

    def buttons(self, picking, user=None):
        overview = picking.with_user(user or self.technician).dscsa_overview()
        return {each["key"]: each["title"] for each in overview["buttons"]}

    def press(self, picking, key, user=None):
        answer = picking.with_user(user or self.technician).dscsa_press(key)
        self.env.invalidate_all()
        return answer

    def drug(self, item=NEW):
        return self.env["dscsa.gtin"].search(
            [("company_id", "=", self.company.id), ("gtin", "=", gtin_of(item))]
        )


@tagged("post_install", "-at_install")
class TestLateBooking(LateCommon):
    # the two taps ---------------------------------------------------------------------
    def test_two_taps_bring_them_into_stock(self):
        picking = self.came(known=1)
        rows = self.env["dscsa.epc"].search([("gtin", "=", gtin_of(NEW))])
        self.assertEqual(set(rows.mapped("status")), {"in_stock"}, "they are here")
        self.assertTrue(all(rows.mapped("is_unbooked")))
        self.assertEqual(self.buttons(picking), {"make_products": "Create the product"})
        self.assertIn(
            "not in stock: 3",
            picking.with_user(self.technician).dscsa_overview()["sentence"],
        )
        self.press(picking, "make_products")
        self.assertEqual(self.buttons(picking), {"book_late": "Book 3 packages now"})
        when = picking.date_done
        with self.noting() as told:
            answer = self.press(picking, "book_late")
        self.assertEqual(answer["level"], "green")
        product = self.drug().product_id
        self.assertEqual(self.on_hand(product), 3)
        lot = self.env["stock.lot"].search([("product_id", "=", product.id)])
        self.assertEqual((lot.name, lot.dscsa_expiry_date), ("N1", self.expiry))
        self.assertEqual(rows.lot_id, lot)
        self.assertFalse(any(rows.mapped("is_unbooked")))
        self.assertEqual(set(rows.picking_id), {picking}, "the receipt it came by")
        self.assertEqual((picking.state, picking.date_done), ("done", when))
        (fact,) = [each for each in told if each[0] == "received"]
        self.assertEqual(fact[1], picking)
        self.assertIn("booked later", fact[2])
        self.assertEqual(self.buttons(picking), {})
        self.assertNotIn("not in stock", answer["overview"]["sentence"])

    def test_an_old_screen_books_nothing_twice(self):
        picking = self.came(known=1)
        self.press(picking, "make_products")
        self.press(picking, "book_late")
        again = self.press(picking, "book_late")
        self.assertIn("Nothing waits", again["sentence"])
        self.assertEqual(self.on_hand(self.drug().product_id), 3)

    def test_a_product_made_by_hand_counts_whichever_way_it_gets_its_number(self):
        for name, barcode in (
            ("14 digits", gtin_of(NEW)),
            ("12 digits", gtin_of(NEW)[2:]),
        ):
            with self.subTest(name), self.cr.savepoint() as savepoint:
                picking = self.came(2)
                self.assertFalse(picking.dscsa_bookable_count)
                product = self._make_product(NEW, barcode=barcode)
                self.env.invalidate_all()
                self.assertEqual(picking.dscsa_bookable_count, 2)
                picking.with_user(self.stock_user).action_dscsa_book_late()
                self.assertEqual(self.on_hand(product), 2)
                savepoint.rollback()
                self.env.invalidate_all()

    def test_two_drugs_one_after_the_other(self):
        nodes = [
            *self.packages(2, item=NEW, lot="N1"),
            *self.packages(1, item=8, lot="M1"),
        ]
        transaction = self.deliver(nodes, invoice="70002").transaction_ids
        picking = self.open_receipt(transaction)
        self.scan_all(picking, 2, item=NEW, lot="N1")
        self.scan_all(picking, 1, item=8, lot="M1")
        self.assertEqual(
            self.buttons(picking)["make_products"], "Create all 2 products"
        )
        self.validate(picking)
        first = self._make_product(8)
        self.env.invalidate_all()
        titles = self.buttons(picking)
        self.assertEqual(
            titles,
            {"book_late": "Book 1 package now", "make_products": "Create the product"},
        )
        self.press(picking, "book_late")
        self.assertEqual(self.on_hand(first), 1)
        self.press(picking, "make_products")
        self.press(picking, "book_late")
        self.assertEqual(self.on_hand(self.drug().product_id), 2)

    def open_receipt(self, transactions=()):
        return self.env["stock.picking"].create(
            {
                "picking_type_id": self.warehouse.in_type_id.id,
                "partner_id": self.seller.id,
                "location_id": self.env.ref("stock.stock_location_suppliers").id,
                "location_dest_id": self.warehouse.lot_stock_id.id,
                "dscsa_transaction_ids": transactions and transactions.ids,
            }
        )

    def test_goods_of_another_owner_stay_his(self):
        transaction = self.deliver(
            self.packages(2, item=NEW, lot="N1"), invoice="70009"
        ).transaction_ids
        picking = self.open_receipt(transaction)
        picking.owner_id = self.stranger
        self.scan_all(picking, 2, item=NEW, lot="N1")
        self.validate(picking)
        self.press(picking, "make_products")
        self.press(picking, "book_late")
        quants = self.env["stock.quant"].search(
            [
                ("product_id", "=", self.drug().product_id.id),
                ("location_id.usage", "=", "internal"),
            ]
        )
        self.assertEqual(quants.owner_id, self.stranger)
        self.assertEqual(sum(quants.mapped("quantity")), 2)

    # holds ----------------------------------------------------------------------------
    def test_holds_stay_and_stand_in_their_place(self):
        nodes = self.packages(2, item=NEW, lot="N1")
        transaction = self.deliver(nodes, invoice="70003").transaction_ids
        picking = self.open_receipt(transaction)
        self.scan_all(picking, 1, item=NEW, lot="N1")
        other = self.label("S0002", item=NEW, lot="OTHER")
        self.assertEqual(self.scan(picking, other)["level"], "red")
        self.validate(picking)
        held = self.env["dscsa.epc"].search([("hold", "!=", False)])
        self.assertEqual(held.mapped("serial"), ["S0002"])
        self.press(picking, "make_products")
        answer = self.press(picking, "book_late")
        self.assertIn("on hold: 1", answer["sentence"])
        self.assertEqual(answer["level"], "amber")
        product = self.drug().product_id
        self.assertEqual(self.on_hand(product), 1)
        self.assertEqual(self.on_hand(product, self.hold_place()), 1)
        self.assertEqual(held.hold, "data")
        self.assertEqual(held.hold_location_id, self.hold_place())

    def test_what_left_meanwhile_is_not_booked(self):
        picking = self.came(2)
        rows = self.env["dscsa.epc"].search([("gtin", "=", gtin_of(NEW))])
        rows[0].write({"status": "dispensed"})
        self.press(picking, "make_products")
        self.assertEqual(self.buttons(picking), {"book_late": "Book 1 package now"})
        self.press(picking, "book_late")
        self.assertEqual(self.on_hand(self.drug().product_id), 1)

    def test_lots_without_serial_count_once_each(self):
        picking = self.open_receipt()
        code = f"(01){gtin_of(NEW)}(10)LOTONLY(17){self.expiry:%y%m%d}(30)4"
        for _time in range(2):
            self.assertTrue(self.scan(picking, code)["scan_id"])
        scans = self.env["dscsa.scan"].search([("picking_id", "=", picking.id)])
        scanned = sum(scans.mapped("quantity"))
        self.validate(picking)
        self.press(picking, "make_products")
        self.assertEqual(picking.dscsa_bookable_count, scanned)
        self.press(picking, "book_late")
        held = self.hold_place()
        product = self.drug().product_id
        total = self.on_hand(product) + self.on_hand(product, held)
        self.assertEqual(total, scanned)

    # refusals -------------------------------------------------------------------------
    def test_counted_in_by_hand_is_not_counted_twice(self):
        picking = self.came(2)
        self.press(picking, "make_products")
        product = self.drug().product_id
        lot = self.env["stock.lot"].create({"name": "N1", "product_id": product.id})
        quant = self.env["stock.quant"].create(
            {
                "product_id": product.id,
                "lot_id": lot.id,
                "location_id": self.warehouse.lot_stock_id.id,
                "inventory_quantity": 2,
            }
        )
        quant.action_apply_inventory()
        with self.assertRaisesRegex(UserError, "counted in by hand"):
            self.press(picking, "book_late")
        self.assertEqual(self.on_hand(product), 2)

    def test_only_who_receives_books(self):
        picking = self.came(1)
        self.press(picking, "make_products")
        with self.assertRaises(AccessError):
            picking.with_user(self.auditor).action_dscsa_book_late()
        with self.assertRaises(AccessError):
            picking.with_user(self.stock_user).action_dscsa_make_products()
        self.assertNotIn("make_products", self.buttons(picking, self.stock_user))
        picking.with_user(self.stock_user).action_dscsa_book_late()
        self.assertEqual(self.on_hand(self.drug().product_id), 1)

    def test_records_only_owes_no_booking(self):
        self.company.dscsa_records_only = True
        picking = self.came(2)
        self.assertEqual(self.buttons(picking), {})
        rows = self.env["dscsa.epc"].search([("gtin", "=", gtin_of(NEW))])
        self.assertEqual(set(rows.mapped("status")), {"in_stock"})
        self.assertFalse(any(rows.mapped("is_unbooked")))

    # what the order still waits for ---------------------------------------------------
    def test_the_order_waits_no_more_for_what_is_here(self):
        product = self._make_product(NEW, barcode=False)
        order = self.order({product: 2})
        transaction = self.deliver(
            self.packages(2, item=NEW, lot="N1"), po=order.name
        ).transaction_ids
        picking = order.picking_ids
        self.assertIn(picking, transaction.picking_ids)
        self.scan_all(picking, 2, item=NEW, lot="N1")
        self.validate(picking)
        product.barcode = gtin_of(NEW)
        self.env.invalidate_all()
        if picking.state == "done" and picking.dscsa_bookable_count:
            self.press(picking, "book_late")
        self.assertEqual(self.on_hand(product), 2)
        self.assertEqual(order.order_line.qty_received, 2)

    # today ----------------------------------------------------------------------------
    def test_today_names_the_deliveries(self):
        def card():
            self.env.invalidate_all()
            page = self.env["dscsa.today"].with_user(self.technician)
            page = page.with_company(self.company).dscsa_today()
            return next(each for each in page["cards"] if each["key"] == "unbooked")

        self.assertEqual((card()["count"], card()["level"]), (0, "grey"))
        picking = self.came(2)
        self.assertEqual((card()["count"], card()["level"]), (2, "amber"))
        self.assertEqual(card()["domain"], [("id", "in", picking.ids)])
        self.press(picking, "make_products")
        self.press(picking, "book_late")
        self.assertEqual((card()["count"], card()["level"]), (0, "green"))
