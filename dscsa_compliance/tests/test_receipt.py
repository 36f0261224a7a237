from odoo.tests import tagged

from .common import gtin_of, key_of
from .receiving import ReceivingCommon


@tagged("post_install", "-at_install")
class TestCleanReceipt(ReceivingCommon):
    """Everything as announced: scanned, validated, in stock and in the register."""

    def test_lot_tracked_by_scans(self):
        picking = self.receipt({self.product: 4}, self.packages(4))
        answers = self.scan_all(picking, 4)
        self.assertEqual({each["level"] for each in answers}, {"green"})
        overview = answers[-1]["overview"]
        self.assertEqual(overview["expected"], 4)
        self.assertEqual(overview["scanned"], 4)
        self.assertEqual(overview["missing"], 0)
        self.assertTrue(self.validate(picking))
        self.assertEqual(picking.state, "done")
        self.assertEqual(self.on_hand(self.product), 4)
        lot = picking.move_line_ids.lot_id
        self.assertEqual(lot.name, "L1")
        self.assertEqual(lot.dscsa_expiry_date, self.expiry)
        self.assertEqual(lot.dscsa_gtin, gtin_of(1))
        self.assertEqual(lot.dscsa_package_count, 4)
        epcs = self.env["dscsa.epc"].search([("picking_id", "=", picking.id)])
        self.assertEqual(set(epcs.mapped("status")), {"in_stock"})
        self.assertEqual(epcs.lot_id, lot)
        self.assertFalse(self.discrepancies(picking))
        event = self.env["dscsa.event"].search([("picking_id", "=", picking.id)])
        self.assertEqual(event.mapped("step"), ["receiving"])

    def test_serial_tracked(self):
        self.product.tracking = "serial"
        picking = self.receipt({self.product: 3}, self.packages(3))
        self.scan_all(picking, 3)
        self.validate(picking)
        lots = picking.move_line_ids.lot_id
        self.assertEqual(set(lots.mapped("name")), {"S0001", "S0002", "S0003"})
        self.assertEqual(set(lots.mapped("dscsa_lot")), {"L1"})
        self.assertEqual(set(lots.mapped("dscsa_expiry_date")), {self.expiry})
        self.assertEqual(self.package("S0002").lot_id.name, "S0002")

    def test_untracked_and_not_stored(self):
        self.product.write({"tracking": "none", "use_expiration_date": False})
        self.other_product.write(
            {"tracking": "none", "use_expiration_date": False, "is_storable": False}
        )
        nodes = [*self.packages(2), *self.packages(2, item=2, prefix="T")]
        picking = self.receipt({self.product: 2, self.other_product: 2}, nodes)
        self.scan_all(picking, 2)
        self.scan_all(picking, 2, item=2, prefix="T")
        self.validate(picking)
        self.assertEqual(picking.state, "done")
        self.assertEqual(self.on_hand(self.product), 2)
        for serial, item in (("S0001", 1), ("T0002", 2)):
            epc = self.package(serial, item)
            self.assertEqual(epc.status, "in_stock")
            self.assertFalse(epc.lot_id)

    def test_sealed_pallet_keeps_its_cases(self):
        cases = [
            self.case(self.packages(6), serial="C1"),
            self.case(self.packages(6, first=7), serial="C2"),
        ]
        picking = self.receipt({self.product: 12}, [self.pallet(cases)])
        answer = self.scan(picking, self.sscc_label())
        self.assertEqual(answer["level"], "green")
        self.assertEqual(answer["packages"], 12)
        self.assertEqual(answer["overview"]["scanned"], 12)
        again = self.scan(picking, self.label("S0003"))
        self.assertTrue(again["duplicate"])
        self.assertEqual(again["overview"]["scanned"], 12)
        self.validate(picking)
        self.assertEqual(self.on_hand(self.product), 12)
        packages = picking.move_line_ids.result_package_id
        self.assertEqual(len(packages), 2)
        pallet = packages.parent_package_id
        self.assertEqual(pallet.name, self.logistic().key[2:])
        self.assertEqual(self.logistic().status, "in_stock")

    def test_half_a_pallet_and_the_rest_later(self):
        cases = [
            self.case(self.packages(6), serial="C1"),
            self.case(self.packages(6, first=7), serial="C2"),
        ]
        picking = self.receipt({self.product: 12}, [self.pallet(cases)])
        label = f"]d201{gtin_of(1, 1)}21C1"
        self.assertEqual(self.scan(picking, label)["packages"], 6)
        self.validate(picking, backorder=True)
        self.assertEqual(self.on_hand(self.product), 6)
        backorder = picking.backorder_ids
        self.assertEqual(backorder.dscsa_transaction_ids, picking.dscsa_transaction_ids)
        overview = backorder.with_user(self.technician).dscsa_overview()
        self.assertEqual((overview["expected"], overview["missing"]), (6, 6))
        answer = self.scan(backorder, self.sscc_label())
        self.assertEqual(answer["packages"], 6)
        self.validate(backorder)
        self.assertEqual(self.on_hand(self.product), 12)
        self.assertFalse(self.discrepancies(picking) | self.discrepancies(backorder))

    def test_tote_that_comes_again(self):
        """A wholesaler's tote keeps its number: the next delivery is another one."""
        for first in (1, 11):
            tote = self.pallet(self.packages(3, first=first))
            picking = self.receipt({self.product: 3}, [tote])
            self.assertEqual(picking.dscsa_transaction_ids.package_count, 3)
            self.assertEqual(self.scan(picking, self.sscc_label())["packages"], 3)
            self.validate(picking)
            self.assertEqual(self.package(f"S{first:04d}").status, "in_stock")
        self.assertEqual(self.on_hand(self.product), 6)

    def test_receive_as_announced(self):
        self.company.dscsa_scan_depth = "announced"
        picking = self.receipt({self.product: 5}, self.packages(5))
        self.validate(picking)
        self.assertEqual(picking.state, "done")
        self.assertEqual(self.on_hand(self.product), 5)
        self.assertEqual(self.package("S0005").status, "in_stock")

    def test_cases_as_purchase_unit(self):
        dozen = self.env["uom.uom"].create(
            {
                "name": "Case of 12",
                "relative_factor": 12,
                "relative_uom_id": self.product.uom_id.id,
            }
        )
        order = self.order({self.product: 2}, confirm=False)
        order.order_line.product_uom_id = dozen
        order.button_confirm()
        self.deliver(self.packages(24), po=order.name)
        picking = order.picking_ids
        self.scan_all(picking, 13)
        self.validate(picking)
        self.assertEqual(self.on_hand(self.product), 13)
        self.assertEqual(sum(picking.backorder_ids.move_ids.mapped("product_qty")), 11)

    def test_base_unit_tablet(self):
        self.product.dscsa_units_per_package = 100
        picking = self.receipt({self.product: 300}, self.packages(3))
        self.scan_all(picking, 3)
        self.validate(picking)
        self.assertEqual(picking.state, "done")
        self.assertEqual(self.on_hand(self.product), 300)

    def test_out_of_scope_goods_are_odoo_alone(self):
        self.product.write(
            {
                "dscsa_scope": "excluded",
                "dscsa_exclusion": "P8",
                "use_expiration_date": False,
            }
        )
        picking = self.receipt({self.product: 5})
        picking.move_ids.move_line_ids.write({"lot_name": "ANY"})
        self.validate(picking)
        self.assertEqual(self.on_hand(self.product), 5)
        self.assertFalse(self.env["dscsa.epc"].search([("lot", "=", "ANY")]))
        picking.move_line_ids.sudo().quantity = 4
        self.assertEqual(self.on_hand(self.product), 4)

    def test_a_failure_half_way_changes_nothing(self):
        picking = self.receipt({self.product: 2}, self.packages(2))
        self.scan_all(picking, 2)
        self.patch(
            type(self.env["dscsa.event"]),
            "_record",
            lambda *_args, **_options: 1 / 0,
        )
        with self.assertRaises(ZeroDivisionError), self.env.cr.savepoint():
            self.validate(picking)
        self.env.invalidate_all()
        self.assertEqual(picking.state, "assigned")
        self.assertEqual(self.package("S0001").status, "announced")
        self.assertEqual(self.on_hand(self.product), 0)

    def test_package_nobody_knows_is_recorded(self):
        self.company.dscsa_profile = "pharmacy_small"
        picking = self.receipt({self.product: 3}, self.packages(3))
        self.scan_all(picking, 2)
        answer = self.scan(picking, self.label("NEW1"))
        self.assertEqual(
            (answer["level"], answer["code"]), ("amber", "SERIAL_NOT_ANNOUNCED")
        )
        self.validate(picking)
        epc = self.epc(key_of(gtin_of(1), "NEW1"))
        self.assertEqual((epc.status, epc.lot, epc.hold), ("in_stock", "L1", False))
        self.assertEqual(self.on_hand(self.product), 3)
        self.assertEqual(self.discrepancies(picking).mapped("severity"), ["amber"])
