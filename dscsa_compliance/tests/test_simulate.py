"""Simulated deliveries received as a technician would: each fault gives its finding."""

from datetime import UTC, datetime

from dscsa_core.simulate import FAULTS, Options, make
from dscsa_core.simulate.draft import gln_of, gtin_of
from dscsa_core.simulate.faults import BENCH, COMPANY

from odoo.tests import tagged

from .common import OUR_GLN
from .receiving import ReceivingCommon


@tagged("post_install", "-at_install")
class TestSimulate(ReceivingCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sender = cls._make_partner("Sample Wholesale", gln_of(8700001), "03301")
        numbers = (99, 101, 102, 103)
        cls.simulated = {
            gtin_of(number): cls._make_product(
                number,
                name=f"Samplamol {number}",
                barcode=gtin_of(number),
                dscsa_ndc=f"99999-{gtin_of(number)[8:12]}-{gtin_of(number)[12]}",
            )
            for number in numbers
        }

    def simulate(self, *faults, seed):
        """An order, and the delivery the seller makes of it."""
        quantities = {self.simulated[gtin]: 4 for gtin in map(gtin_of, (101, 102, 103))}
        order = self.order(quantities, partner=self.sender)
        options = Options(
            datetime.now(UTC),
            faults=faults,
            seed=seed,
            po=order.name,
            buyer=self.company.name,
            buyer_gln=OUR_GLN,
        )
        return order.picking_ids.with_user(self.technician), make(options)

    def receive(self, picking, delivery):
        """Scan the whole tote and close the delivery; codes of what is open then."""
        for label in delivery.labels:
            self.scan(picking, label)
        self.validate(picking, backorder=False)
        return {row.code for row in self.discrepancies(picking)}

    def processed(self, delivery):
        """Take the file in and read it."""
        document = self.process(delivery.files[delivery.file_name])
        self.assertEqual(document.state, "processed", document.failure)
        return document

    def test_a_good_delivery_goes_through(self):
        picking, delivery = self.simulate(seed=1)
        self.assertEqual(self.codes(self.processed(delivery)), set())
        self.assertEqual(self.receive(picking, delivery), set())
        self.assertEqual(sum(map(self.on_hand, self.simulated.values())), 12)

    def test_each_fault_of_the_bench_gives_exactly_its_finding(self):
        for seed, fault in enumerate(FAULTS.values(), start=10):
            if fault.where != BENCH or fault.name == "late_file":
                continue
            with self.subTest(fault.name):
                picking, delivery = self.simulate(fault.name, seed=seed)
                self.assertEqual(self.codes(self.processed(delivery)), set())
                found = self.receive(picking, delivery)
                self.assertIn(fault.code, found)
                self.assertLessEqual(found, {fault.code, *_BESIDE[fault.name]})

    def test_each_fault_against_our_own_data_gives_its_finding(self):
        for seed, fault in enumerate(FAULTS.values(), start=60):
            if fault.where == COMPANY:
                with self.subTest(fault.name):
                    _picking, delivery = self.simulate(fault.name, seed=seed)
                    self.assertEqual(self.codes(self.processed(delivery)), {fault.code})

    def test_goods_before_their_file_wait_and_go_up_with_it(self):
        picking, delivery = self.simulate("late_file", seed=120)
        self.assertEqual(self.receive(picking, delivery), {"NO_TI"})
        self.assertEqual(sum(map(self.on_hand, self.simulated.values())), 0)
        self.processed(delivery)
        self.run_release()
        self.assertFalse(self.discrepancies(picking))


# a package of another lot is missing in its own; a surplus one has no serial told
_BESIDE = dict.fromkeys(FAULTS, ()) | {
    "lot_not_announced": ("SHORTAGE",),
    "overage": ("SERIAL_NOT_ANNOUNCED",),
}
