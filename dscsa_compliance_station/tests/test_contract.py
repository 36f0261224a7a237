"""Every answer of every desk is what docs/contract.md says, and has nothing more."""

from odoo.tests import tagged

from odoo.addons.dscsa_compliance.services.scanning import contract as base
from odoo.addons.dscsa_compliance.tests.common import gtin_of
from odoo.addons.dscsa_compliance.tests.shapes import faults

from ..services.station import contract
from .station import StationCommon


@tagged("post_install", "-at_install")
class TestContract(StationCommon):
    def fits(self, shape, answer):
        """The answer, after it was compared with its class."""
        self.assertEqual(faults(shape, answer), [])
        return answer

    def bench(self, picking, *texts, **options):
        """Scan at a transfer; the last answer."""
        for text in texts:
            answer = self.fits(base.Answer, self.scan_at(picking, text, **options))
        self.fits(base.Overview, picking.dscsa_overview())
        return answer

    def used(self, bench, *texts, **options):
        """Scan at a bench of the station; the last answer."""
        for text in texts:
            found = self.scan_at(bench, text, **options)
            answer = self.fits(contract.BenchAnswer, found)
        self.fits(contract.BenchOverview, bench.dscsa_overview())
        return answer

    def opened(self, *args, **options):
        answer = self.fits(contract.Opened, self.open(*args, **options))
        if answer["answer"]:
            is_transfer = answer["model"] == "stock.picking"
            shape = base.Answer if is_transfer else contract.BenchAnswer
            self.fits(shape, answer["answer"])
        return answer

    # the comparison itself -----------------------------------------------------------
    def test_what_is_not_in_the_contract_fails(self):
        good = base.Person(name="Lee", scans=2, last_at="2026-11-20 14:30:00").as_dict()
        self.assertEqual(faults(base.Person, good), [])
        for wrong in (
            {**good, "more": 1},
            {"name": "Lee", "scans": 2},
            {**good, "scans": True},
            {**good, "scans": "2"},
            {**good, "last_at": False},
            [good],
        ):
            self.assertTrue(faults(base.Person, wrong), wrong)
        choice = base.WayOut("sign", "Sign").as_dict()
        self.assertEqual(faults(base.WayOut, choice), [])
        for wrong in ({"id": True}, {"id": ""}, {"model": None}, {"key": 1}):
            self.assertTrue(faults(base.WayOut, {**choice, **wrong}), wrong)

    # transfers -----------------------------------------------------------------------
    def test_receive(self):
        self.product.dscsa_storage = "fridge"
        nodes = [*self.packages(2), self.case(self.packages(2, prefix="B"))]
        picking = self.receipt({self.product: 4}, nodes)
        case = self.label("C0001", gtin=gtin_of(1, 1))
        levels = set()
        for text in (
            *(self.label("S0001"), self.label("S0001"), self.label("s0002", lot="l1")),
            *(self.label("N1", lot="ZZ"), self.label("N2", item=2), case, case),
            *("nothing", "", f"(01){gtin_of(1)}(10)L1(30)2", self.sscc_label()),
        ):
            levels.add(self.bench(picking, text)["level"])
        self.assertEqual(levels, {"green", "red", "amber", "choose"})
        self.bench(picking, self.label("S0002"), seal_broken=True)
        for key in ("nothing", "accept_order", "validate", "rest_later", "put_away"):
            self.fits(base.Pressed, picking.dscsa_press(key))
        self.assertEqual(picking.state, "done")
        self.assertTrue(self.bench(picking, self.label("L8"))["scan_id"])

    def test_a_signature_comes_first(self):
        self.company.dscsa_pin_required = True
        picking, bench = self.receipt({self.product: 1}), self.begin("count")
        self.assertEqual(self.bench(picking, "x")["code"], "SIGN_FIRST")
        self.assertEqual(self.used(bench, "x")["code"], "SIGN_FIRST")
        self.fits(base.Pressed, picking.dscsa_press("validate"))
        self.fits(contract.BenchPressed, bench.dscsa_press("close"))

    def test_return(self):
        self.in_stock(2)
        opened = self.opened(self.label("S0001"), mode="return")
        transfer = self.station().env["stock.picking"].browse(opened["id"])
        self.bench(transfer, self.label("S0002"), self.label("S0002"), "x")
        self.bench(transfer, self.label("N1"))
        self.fits(base.Pressed, transfer.dscsa_press("validate"))
        self.assertEqual(transfer.state, "done")

    # benches -------------------------------------------------------------------------
    def test_count(self):
        self.in_stock(3)
        self.package("S0002").hold = "data"
        bench = self.begin("count")
        lost = f"01{gtin_of(1)}10LOT21AB21XY1217{self.expiry.strftime('%y%m%d')}"
        for text in (self.label("S0001"), self.label("S0001"), self.label("S0002")):
            self.used(bench, text)
        self.used(bench, self.label("N1"), "nothing", lost, self.sscc_label())
        self.used(bench, f"(01){gtin_of(1)}(10)L1")
        for key in ("nothing", "close", "close", "differences", "offer_counts"):
            answer = self.fits(contract.BenchPressed, bench.dscsa_press(key))
        self.assertTrue(answer["overview"]["differences"])
        self.assertEqual(self.used(bench, self.label("S0003"))["level"], "red")

    def test_uses(self):
        self.company.dscsa_use_packages = True
        self.in_stock(3)
        for number, mode in enumerate(("dispensed", "administered", "wasted"), 1):
            bench = self.begin(mode)
            text = self.label(f"S000{number}")
            self.used(bench, text, seal_broken=True)
            self.used(bench, text, text, self.label(f"N{number}"), "nothing")
            self.fits(contract.BenchPressed, bench.dscsa_press("close"))
            self.opened(mode=mode)

    # the first screens ---------------------------------------------------------------
    def test_state_and_open(self):
        self.company.dscsa_use_packages = True
        self.in_stock(1)
        picking = self.receipt({self.product: 1}, self.packages(1, prefix="B"))
        self.receipt({self.product: 5})
        self.begin("count")
        found = {
            self.opened(text, **options)["found"]
            for text, options in (
                *((self.label("B0001"), {}), (self.label("X9", lot="ZZ"), {})),
                *((self.label("S0001"), {}), (picking.name, {}), ("nothing", {})),
                *(("4711", {}), (self.label("s0001", lot="l1"), {})),
                *((self.label("N1"), {"mode": "return"}), ("x", {"mode": "return"})),
                *((None, {"mode": "count"}), (None, {"mode": "no such"})),
            )
        }
        self.assertLessEqual({"one", "many", "none"}, found)
        self.begin("count")
        self.opened(mode="count")
        state = self.fits(contract.Station, self.station().dscsa_state())
        self.assertEqual(len(state["modes"]), 8)
        self.assertTrue(state["open"])

    def test_look_up_and_self_test(self):
        self.in_stock(2)
        self.package("S0002").hold = "suspect"
        station, lost = self.station(), f"01{gtin_of(1)}10LOT21AB21XY12"
        for text in (self.label("S0001"), self.label("S0002"), self.label("N1")):
            self.fits(contract.LookedUp, station.dscsa_look_up(text))
            self.fits(contract.Tested, station.dscsa_self_test(text))
        for text in ("S0001", "nothing", "", lost, self.label("S0001").lower()):
            self.fits(contract.LookedUp, station.dscsa_look_up(text))
            self.fits(contract.Tested, station.dscsa_self_test(text))
        for symbol in self.env["dscsa.labels"].dscsa_symbols():
            self.fits(contract.Tested, station.dscsa_self_test(symbol["text"] or ""))
