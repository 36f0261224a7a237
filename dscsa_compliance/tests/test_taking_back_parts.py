from dscsa_core.epcis.model import QuantityElement
from dscsa_core.gs1.epc_encode import lgtin_uri

from odoo.tests import tagged

from .common import PREFIX_LENGTH, gtin_of
from .withdrawing import WithdrawingCommon


@tagged("post_install", "-at_install")
class TestTakingBackParts(WithdrawingCommon):
    """Of what is taken back in part, that part is no proof and the rest stays one."""

    def test_a_box_in_a_pallet_is_taken_back(self):
        """Its goods are taken back, and the seller is no stranger to them."""
        picking = self.receipt({self.product: 4})
        boxes = [
            self.pallet(self.packages(2), number=7),
            self.pallet(self.packages(2, first=3), number=8),
        ]
        self.ship([self.pallet(boxes)], po=picking.origin)
        self.void([boxes[1]], po=picking.origin)
        answer = self.scan(picking, self.sscc_label())
        self.assertEqual((answer["level"], answer["packages"]), ("red", 4))
        for text in (self.sscc_label(), self.sscc_label(8), self.label("S0003")):
            answer = self.scan(picking, text)
            self.assertEqual(answer["code"], "SHIPMENT_WITHDRAWN", answer["sentence"])
        self.assertEqual(self.scan(picking, self.sscc_label(7))["level"], "green")
        self.validate(picking)
        held = {each: self.package(each).hold for each in ("S0001", "S0003")}
        self.assertEqual(held, {"S0001": False, "S0003": "data"})

    def test_one_of_ten(self):
        order = self.order({self.product: 10})
        picking = order.picking_ids
        file = self.ship(self.packages(10), po=order.name)
        told = self.void(self.packages(1, first=3), po=order.name)
        self.assertFalse(file.transaction_ids.withdrawn_by_id)
        self.assertIn("SHIPMENT_VOIDED", self.codes(told))
        for number in (1, 3):
            answer = self.scan(picking, self.label(f"S{number:04d}"))
            expected = (
                ("red", "SHIPMENT_WITHDRAWN") if number == 3 else ("green", False)
            )
            self.assertEqual((answer["level"], answer["code"]), expected)
        stranger = self.scan(picking, self.label("S0099"))
        self.assertEqual(stranger["code"], "SERIAL_NOT_ANNOUNCED")

    def test_one_of_ten_received(self):
        picking = self.receipt({self.product: 3})
        file = self.ship(self.packages(3), po=picking.origin)
        self.scan_all(picking, 3)
        self.validate(picking)
        self.void(self.packages(1, first=2), po=picking.origin)
        self.assertFalse(file.transaction_ids.withdrawn_by_id)
        holds = [self.package(f"S000{n}").hold for n in (1, 2, 3)]
        self.assertEqual(holds, [False, "data", False])
        self.assertEqual(self.discrepancies(picking).epc_ids, self.package("S0002"))

    def ship_lots(self, *lots, po):
        """A read file that tells lots of the product and counts, no serials."""
        gtin = gtin_of(1)
        told = tuple(
            QuantityElement(lgtin_uri(gtin, lot, PREFIX_LENGTH), count)
            for lot, count in lots
        )
        return self.message(
            self.packages(1),
            po=po,
            instance=f"lots-{po}",
            hours=0,
            epcs=(),
            quantities=told,
        ), told

    def test_told_by_lot_alone(self):
        self.company.dscsa_profile = "pharmacy_small"
        picking = self.receipt({self.product: 5})
        file, told = self.ship_lots(("L1", 3), ("L2", 2), po=picking.origin)
        part = self.message(
            self.packages(1),
            po=picking.origin,
            step="void_shipping",
            epcs=(),
            quantities=told[1:],
        )
        self.assertNotIn("NO_SHIPMENT", self.codes(part))
        self.assertIn("SHIPMENT_VOIDED", self.codes(part))
        self.assertFalse(file.transaction_ids.withdrawn_by_id)
        lines = {line.lot: line.taken_back for line in file.transaction_ids.line_ids}
        self.assertEqual(lines, {"L1": 0, "L2": 2})
        by_lot = f"]d201{gtin_of(1)}17{self.expiry:%y%m%d}10L1"
        self.assertEqual(self.scan(picking, by_lot)["level"], "green")
        self.void(self.packages(1), po=picking.origin, epcs=(), instance="all")
        self.assertTrue(file.transaction_ids.withdrawn_by_id)
        answer = self.scan(picking, by_lot)
        self.assertEqual(
            (answer["level"], answer["code"]), ("red", "SHIPMENT_WITHDRAWN")
        )

    def test_received_by_lot_alone(self):
        """Goods without a serial: as many as were told go on hold."""
        self.company.dscsa_profile = "pharmacy_small"
        picking = self.receipt({self.product: 3})
        self.ship_lots(("L1", 3), po=picking.origin)
        by_lot = f"]d201{gtin_of(1)}17{self.expiry:%y%m%d}10L1"
        for _package in range(3):
            self.scan(picking, by_lot)
        self.validate(picking)
        self.assertEqual(self.on_hand(self.product), 3)
        self.void(self.packages(1), po=picking.origin, epcs=())
        row = self.discrepancies(picking)
        self.assertEqual((row.code, row.lot), ("SHIPMENT_WITHDRAWN", "L1"))
        self.assertEqual(len(row.epc_ids.filtered("hold")), 3)
        self.assertEqual(self.on_hand(self.product), 0)
        self.assertEqual(self.on_hand(self.product, self.hold_place()), 3)

    def test_one_package_of_a_sealed_pallet(self):
        """The pallet says which one; it is held, and it is no surplus of the others."""
        picking = self.receipt({self.product: 4})
        self.ship([self.pallet(self.packages(4))], po=picking.origin)
        self.void(self.packages(1, first=2), po=picking.origin)
        answer = self.scan(picking, self.sscc_label())
        self.assertEqual(
            (answer["level"], answer["code"]), ("red", "SHIPMENT_WITHDRAWN")
        )
        self.assertIn("1 of the 4 packages in it: S0002", answer["sentence"])
        again = self.scan(picking, self.sscc_label())
        self.assertIn("1 of the 4 packages in it: S0002", again["sentence"])
        self.validate(picking)
        rows = self.discrepancies(picking)
        self.assertEqual(rows.mapped("code"), ["SHIPMENT_WITHDRAWN"])
        self.assertEqual(rows.epc_ids, self.package("S0002"))
        self.assertFalse(self.package("S0001").hold)

    def test_whole_sealed_pallet(self):
        """Of all of them nothing has to be counted out."""
        picking = self.receipt({self.product: 4})
        nodes = [self.pallet(self.packages(4))]
        self.ship(nodes, po=picking.origin)
        self.void(nodes, po=picking.origin)
        answer = self.scan(picking, self.sscc_label())
        self.assertEqual(answer["level"], "red")
        self.assertNotIn("packages in it", answer["sentence"])
