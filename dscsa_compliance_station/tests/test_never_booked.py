"""What stock does not count is said, with a way that leads somewhere."""

from odoo.tests import tagged

from odoo.addons.dscsa_compliance.tests.common import gtin_of
from odoo.addons.dscsa_compliance.tests.delivering import DeliveryCommon

from .station import StationCommon

NEW = 9


@tagged("post_install", "-at_install")
class TestNeverBooked(DeliveryCommon, StationCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.dscsa_records_only = False

    def drug(self, gtin):
        return self.env["dscsa.gtin"].search(
            [("company_id", "=", self.company.id), ("gtin", "=", gtin)]
        )

    def test_the_number_of_a_case_counts_no_package(self):
        picking = self.receipt({self.product: 2})
        case = gtin_of(NEW, 5)
        text = self.label("C0001", gtin=case)
        answer = self.scan(picking, text)
        self.assertEqual((answer["level"], answer["packages"]), ("amber", 0))
        self.assertIn("Open it", answer["next_step"])
        self.assertEqual(answer["overview"]["scanned"], 0)
        row = self.drug(case)
        self.assertEqual((row.level, row.state), ("case", "proposed"))
        # sold as it is, says a person: then it is a package like others
        row.with_user(self.technician).write({"level": "package"})
        row.with_user(self.technician).action_create_products()
        answer = self.scan(picking, text)
        self.assertEqual(answer["overview"]["scanned"], 1)
        self.assertNotEqual(answer["code"], "GTIN_UNKNOWN")

    def test_a_case_that_counts_already_gets_a_way_that_is_there(self):
        picking = self.receipt({self.product: 1})
        case = gtin_of(NEW, 5)
        row = self.env["dscsa.gtin"].create(
            {"company_id": self.company.id, "gtin": case, "level": "package"}
        )
        self.scan(picking, self.label("C0001", gtin=case))
        self.validate(picking)
        package = self.env["dscsa.epc"].search([("serial", "=", "C0001")])
        self.assertTrue(package.is_unbooked)
        row.product_id = self._make_product(NEW)
        row.write({"level": "case", "state": "confirmed"})
        self.env.invalidate_all()
        said = picking.dscsa_overview()["sentence"]
        self.assertIn("Products and GTINs", said)
        self.assertIn(case, said)
        row.with_user(self.technician).level = "package"
        self.env.invalidate_all()
        self.assertEqual(picking.dscsa_bookable_count, 1)
        picking.with_user(self.stock_user).action_dscsa_book_late()
        self.assertFalse(package.is_unbooked)

    def noted(self, **values):
        """A portal delivery, closed without a scan."""
        values = {
            "partner_id": self.seller,
            "invoice": "P-77",
            "is_seen": True,
        } | values
        picking = self.receive(**values).with_user(self.technician)
        self.env.invalidate_all()
        self.assertEqual(picking.state, "done")
        return picking.dscsa_overview()["sentence"]

    def test_what_a_portal_lists_of_unknown_drugs_is_said(self):
        known = {"product_id": self.product, "lot": "K1", "quantity": 2}
        new = {"name": "Rarimab 5 mg", "lot": "R1", "quantity": 3}
        for lines in ([new], [known, new]):
            with self.subTest(len(lines)), self.cr.savepoint() as savepoint:
                said = self.noted(lines=lines)
                self.assertIn("had no product: 3.", said)
                self.assertIn("nothing waits to be booked", said)
                self.assertNotIn("on the shelf", said)
                self.assertNotIn(" of 5", said)
                savepoint.rollback()
                self.env.invalidate_all()
        self.assertNotIn("no product", self.noted(lines=[known]))

    def test_a_portal_that_lists_nothing_brings_nothing_into_stock(self):
        self.assertIn("none is in stock", self.noted(package_count=140))
        self.company.dscsa_records_only = True
        said = self.noted(package_count=9, invoice="P-78")
        self.assertNotIn("stock", said)
