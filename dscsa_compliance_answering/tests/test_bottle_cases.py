"""The page of a bottle over goods taken back, practitioners, and what it may cost."""

from odoo.tests import tagged

from odoo.addons.dscsa_compliance.tests.bench import BenchCommon
from odoo.addons.dscsa_compliance.tests.delivering import DeliveryCommon
from odoo.addons.dscsa_compliance.tests.shapes import faults
from odoo.addons.dscsa_compliance.tests.withdrawing import (
    EVENT_ID,
    WithdrawingCommon,
)
from odoo.addons.dscsa_compliance_license.tests.licensing import LicenseCommon

from ..services.answering.bottle import Bottle
from ..services.answering.bottle_facts import PackageFacts
from ..services.answering.contract import Looked


@tagged("post_install", "-at_install")
class TestBottleTakenBack(WithdrawingCommon):
    def test_the_page_of_a_bottle(self):
        order = self.order({self.product: 2})
        nodes = self.packages(2)
        file = self.ship(nodes, po=order.name, event_id=EVENT_ID)
        picking = order.picking_ids.with_user(self.technician)
        self.scan_all(picking, 2)
        self.validate(picking)
        self.void(nodes[:1], po=picking.origin)
        for serial, taken_back in (("S0001", True), ("S0002", False)):
            page = PackageFacts(self.package(serial)).values()
            self.assertEqual("took this back" in page["sentence"], taken_back)
            self.assertEqual(page["level"] == "red", taken_back)
            self.assertEqual(bool(page["proofs"][0]["corrected"]), taken_back)
            self.assertEqual(page["proofs"][0]["id"], file.transaction_ids.id)


@tagged("post_install", "-at_install")
class TestBottlePractitioner(DeliveryCommon, LicenseCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.write({"dscsa_profile": "practitioner", "dscsa_gate": "warn"})

    def test_the_bottle_page_says_why(self):
        picking = self.receipt({self.product: 1})
        self.scan(picking, self.label("C0002"))
        self.validate(picking)
        page = self.env["dscsa.bottle"].with_user(self.technician)
        page = page.with_company(self.company).dscsa_look(self.label("C0002"))
        self.assertIn("582(d)(5)", str(page))


@tagged("post_install", "-at_install")
class TestBottleQueries(DeliveryCommon):
    def costs(self, bar, text):
        self.env.flush_all()
        self.env.invalidate_all()
        env = self.package("S0001").with_user(self.technician).env
        with self.assertQueryCount(bar):
            return Bottle(env, text).values()

    def test_take_this_bottle(self):
        picking = self.receipt({self.product: 4}, self.packages(4))
        self.scan_all(picking, 4)
        self.validate(picking)
        # rules of access are learned once a server, not once a request
        for text in (self.label("S0004"), self.label("X0004")):
            self.costs(80, text)
        self.assertEqual(self.costs(36, self.label("S0001"))["level"], "green")
        self.costs(42, self.label("X0001"))


@tagged("post_install", "-at_install")
class TestBottleContract(BenchCommon):
    def test_the_answer_is_that_of_the_contract(self):
        self.in_stock(1)
        self.in_stock(1, item=2)
        bottles = self.env["dscsa.bottle"].with_user(self.technician)
        found = set()
        for text in ("S0001", self.label("S0001"), self.label("N1"), "nothing"):
            answer = bottles.dscsa_look(text)
            self.assertEqual(faults(Looked, answer), [])
            found.add(answer["kind"])
        self.assertLessEqual({"choose", "package"}, found)
