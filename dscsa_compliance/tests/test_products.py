from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from .common import DscsaCommon, gtin_of


@tagged("post_install", "-at_install")
class TestProducts(DscsaCommon):
    def _row(self, item, indicator=0):
        return self.env["dscsa.gtin"].search(
            [
                ("company_id", "=", self.company.id),
                ("gtin", "=", gtin_of(item, indicator)),
            ]
        )

    def _new_product(self, **values):
        return self.env["product.product"].create(
            {"name": "Testamol new", "company_id": self.company.id, **values}
        )

    # Barcodes -------------------------------------------------------------------

    def test_barcodes_of_all_lengths_name_one_gtin(self):
        gtin = gtin_of(11)
        for barcode in (gtin, gtin[1:], gtin[2:]):
            with self.subTest(barcode):
                product = self._new_product(barcode=barcode)
                self.assertEqual(self._row(11).product_id, product)
                self.assertEqual(self._row(11).state, "confirmed")
                self._row(11).unlink()
                product.barcode = False

    def test_other_barcodes_are_no_gtins(self):
        before = self.env["dscsa.gtin"].search_count([])
        for barcode in ("SHELF-12", gtin_of(11)[:-1] + "x", "1234567890123"):
            self._new_product(barcode=barcode)
        self.assertEqual(self.env["dscsa.gtin"].search_count([]), before)

    def test_unit_barcode_is_a_case(self):
        dozen = self.env.ref("uom.product_uom_dozen")
        unit = self.env["product.uom"].create(
            {
                "product_id": self.product.id,
                "uom_id": dozen.id,
                "barcode": gtin_of(1, 1),
                "company_id": self.company.id,
            }
        )
        row = self._row(1, 1)
        self.assertRecordValues(
            row,
            [
                {
                    "product_id": self.product.id,
                    "level": "case",
                    "package_qty": 12,
                    "uom_id": dozen.id,
                }
            ],
        )
        self.product.dscsa_units_per_package = 6
        unit.uom_id = dozen
        self.assertEqual(row.package_qty, 2, "a dozen tablets are two blisters of six")

    def test_second_owner_of_a_gtin_is_a_note(self):
        other = self._new_product(barcode=gtin_of(1)[1:])
        self.assertEqual(self._row(1).product_id, self.product)
        self.assertIn(self.product.name, other.product_tmpl_id.message_ids[0].body)

    def test_serial_product_has_one_package_gtin(self):
        product = self._new_product(
            tracking="serial", is_storable=True, barcode=gtin_of(21)
        )
        self.deliver(self.packages(1, item=21))
        with (
            self.assertRaisesRegex(ValidationError, "second product"),
            self.env.cr.savepoint(),
        ):
            self.env["dscsa.gtin"].create(
                {
                    "company_id": self.company.id,
                    "gtin": gtin_of(22),
                    "product_id": product.id,
                }
            )
        case = self.env["dscsa.gtin"].create(
            {
                "company_id": self.company.id,
                "gtin": gtin_of(21, 3),
                "level": "case",
                "product_id": product.id,
            }
        )
        self.assertTrue(case)
        product.barcode = gtin_of(22)
        self.assertFalse(self._row(22))
        self.assertIn("second product", product.product_tmpl_id.message_ids[0].body)

    def test_mistyped_barcode_is_replaced(self):
        product = self._new_product(
            tracking="serial", is_storable=True, barcode=gtin_of(21)
        )
        product.barcode = gtin_of(22)
        self.assertEqual(self._row(22).product_id, product)
        self.assertFalse(self._row(21), "no package ever had it")

    def test_tracking_by_serial_needs_one_gtin(self):
        self._new_product(barcode=gtin_of(31))
        self._row(31).product_id = self.product
        with self.assertRaisesRegex(ValidationError, "two package GTINs"):
            self.product.tracking = "serial"

    def test_wrong_gtin_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "last digit"):
            self.env["dscsa.gtin"].create({"gtin": gtin_of(41)[:-1] + "x"})

    def test_barcode_from_before_the_addon(self):
        """Products made without the hook are found when a file names them."""
        self._row(1).unlink()
        document = self.deliver(self.packages(1))
        self.assertEqual(self.package("S0001").product_id, self.product)
        self.assertNotIn("GTIN_UNKNOWN", self.codes(document))

    # Proposals ------------------------------------------------------------------

    def _unknown_delivery(self, items=(51, 52)):
        nodes = []
        for item in items:
            packages = self.packages(4, item=item, lot=f"L{item}")
            nodes.append(self.case(packages, item=item, serial=f"C{item}"))
        return self.deliver(
            [self.pallet(nodes)], items=[self.item(item) for item in items], po="P9"
        )

    def test_unknown_gtins_become_proposals(self):
        document = self._unknown_delivery()
        self.assertEqual(document.state, "processed")
        self.assertRecordValues(
            self._row(51),
            [
                {
                    "state": "proposed",
                    "product_id": False,
                    "level": "package",
                    "name": "Testamol 510 mg",
                    "ndc": "99999-0005-1",
                    "manufacturer": "Testing Labs",
                    "strength": "510 mg",
                    "document_id": document.id,
                }
            ],
        )
        self.assertRecordValues(
            self._row(51, 1), [{"level": "case", "package_qty": 4, "state": "proposed"}]
        )
        self.assertIn("GTIN_UNKNOWN", self.codes(document))
        self.assertEqual(document.proposal_count, 4)
        self.assertFalse(self.package("S0001", 51).product_id)

    def test_create_all_products_at_once(self):
        document = self._unknown_delivery()
        proposals = self.env["dscsa.gtin"].search([("document_id", "=", document.id)])
        self.assertEqual(len(proposals), 4)
        proposals.action_create_products()
        products = proposals.product_id
        self.assertEqual(len(products), 2, "a case joins its package")
        product = self._row(51).product_id
        self.assertEqual(self._row(51, 1).product_id, product)
        self.assertRecordValues(
            product,
            [
                {
                    "is_storable": True,
                    "tracking": "lot",
                    "use_expiration_date": True,
                    "dscsa_ndc": "99999-0005-1",
                    "dscsa_ndc11": "99999000501",
                    "dscsa_manufacturer": "Testing Labs",
                    "barcode": gtin_of(51),
                    "dscsa_scope": "in_scope",
                }
            ],
        )
        self.assertEqual(self.package("S0001", 51).product_id, product)
        self.assertEqual(document.transaction_ids.line_ids.product_id, products)
        document.action_reprocess()
        self.assertNotIn("GTIN_UNKNOWN", self.codes(document))
        proposals.action_create_products()
        self.assertEqual(proposals.product_id, products, "twice is once")

    def test_scope_stays_open_without_a_statement(self):
        document = self.deliver(
            self.packages(1, item=51), items=[self.item(51)], statement=None
        )
        self.env["dscsa.gtin"].search(
            [("document_id", "=", document.id)]
        ).action_create_products()
        self.assertEqual(self._row(51).product_id.dscsa_scope, "undetermined")

    def test_product_of_the_same_ndc_is_suggested(self):
        product = self._new_product(dscsa_ndc="99999-0005-01")
        self._unknown_delivery()
        self.assertEqual(self._row(51).suggested_product_id, product)
        self._row(51).with_user(self.technician).action_confirm()
        self.assertEqual(self.package("S0001", 51).product_id, product)
        self.assertEqual(product.dscsa_strength, "510 mg")

    def test_confirming_nothing_tells_what_to_do(self):
        self._unknown_delivery()
        with self.assertRaisesRegex(UserError, "Create"):
            self._row(51).action_confirm()

    def test_another_ndc_for_a_known_gtin(self):
        document = self.deliver(
            self.packages(1), items=[self.item(1, ndc="11111-2222-3")]
        )
        self.assertIn("NDC_MISMATCH", self.codes(document))
        same = self.deliver(
            self.packages(1, first=2), items=[self.item(1, ndc="99999000001")]
        )
        self.assertNotIn("NDC_MISMATCH", self.codes(same))

    def test_ndc_forms(self):
        product = self._new_product(dscsa_ndc="1234-5678-90")
        self.assertEqual(product.dscsa_ndc11, "01234567890")
        self.assertEqual(product.dscsa_ndc12, "001234567890")
        product.dscsa_ndc = "nothing"
        self.assertFalse(product.dscsa_ndc11)
