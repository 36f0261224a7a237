"""Stock-taking: every package against the register; nothing is booked by itself."""

import uuid

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.dscsa_compliance.tests.common import gtin_of

from .station import StationCommon

# of a package: what differs, code of its scan, result in the list
DIFFERENCES = (
    ("S0001", "status", "shipped", "SOLD", "sold"),
    ("S0002", "status", "returned", "RETURNED", "returned"),
    ("S0003", "status", "dispensed", "DISPENSED", "dispensed"),
    ("S0004", "hold", "data", "HELD_DATA", "hold_data"),
    ("S0005", "hold", "suspect", "HELD_SUSPECT", "hold_suspect"),
    ("S0006", "status", "announced", "ANNOUNCED", "announced"),
    ("S0007", "status", "presumed_used", "PRESUMED_USED", "presumed_used"),
)


@tagged("post_install", "-at_install")
class TestStationCount(StationCommon):
    def results(self, bench):
        """{result: packages} of a closed stock-take."""
        found = {}
        for line in bench.sudo().line_ids:
            found[line.result] = found.get(line.result, 0) + line.count
        return found

    def test_everything_as_expected(self):
        self.in_stock(3)
        bench = self.begin("count")
        self.assertEqual(bench.dscsa_overview()["expected"], 3)
        for number in (1, 2, 3):
            answer = self.scan_at(bench, self.label(f"S000{number}"))
            self.assertEqual((answer["level"], answer["code"]), ("green", "OK"))
        self.assertEqual(answer["overview"]["missing"], 0)
        result = bench.dscsa_press("close")
        self.assertEqual(result["level"], "green")
        self.assertEqual((bench.as_expected, bench.difference_count), (3, 0))

    def test_what_is_on_hold_is_not_missing(self):
        """Counted with everything else: it lies in its bin, it is to be looked into."""
        self.in_stock(2)
        self.package("S0002").hold = "data"
        bench = self.begin("count")
        self.scan_at(bench, self.label("S0001"))
        overview = self.scan_at(bench, self.label("S0002"))["overview"]
        line = overview["lines"][0]
        for counts in (overview, line):
            self.assertEqual((counts["missing"], counts["unannounced"]), (0, 1))

    def test_each_difference_has_its_sentence_and_next_step(self):
        self.in_stock(8)
        for serial, name, value, _code, _result in DIFFERENCES:
            self.package(serial)[name] = value
        bench = self.begin("count")
        for serial, _name, _value, code, _result in DIFFERENCES:
            answer = self.scan_at(bench, self.label(serial))
            self.assertEqual(answer["code"], code, serial)
            self.assertTrue(answer["sentence"] and answer["next_step"], code)
            self.assertNotEqual(answer["level"], "green")
            self.assertEqual(answer["button"]["key"], "undo")
        self.assertEqual(
            self.scan_at(bench, self.label("NEW1"))["code"], "NOT_IN_REGISTER"
        )
        bench.dscsa_press("close")
        results = [row[-1] for row in DIFFERENCES] + ["unknown", "not_seen"]
        self.assertEqual(self.results(bench), dict.fromkeys(results, 1))
        unseen = bench.sudo().line_ids.filtered(lambda each: each.result == "not_seen")
        self.assertEqual(unseen.epc_id, self.package("S0008"))
        groups = bench.dscsa_overview()["differences"]
        self.assertEqual(len(groups), 9)
        self.assertTrue(all(g["next_step"] and g["rows"] for g in groups))

    def test_presumed_used_is_noted_as_here_on_a_tap(self):
        self.in_stock(1)
        self.package("S0001").status = "presumed_used"
        bench = self.begin("count")
        self.scan_at(bench, self.label("S0001"))
        bench.dscsa_press("close")
        self.assertEqual(self.package("S0001").status, "presumed_used")
        bench.dscsa_press("presumed_here")
        self.assertEqual(self.package("S0001").status, "in_stock")
        titles = [row["title"] for row in self.package("S0001").timeline()]
        self.assertIn("Seen in a stock-take", titles[0])

    def test_expired_and_package_of_another_company(self):
        self.in_stock(1)
        oak = self._make_company("Oak Pharmacy", gtin_of(9)[1:])
        self.env["dscsa.epc"].create(
            {
                "company_id": oak.id,
                "key": f"01{gtin_of(1)}21OAK1",
                "kind": "package",
                "gtin": gtin_of(1),
                "serial": "OAK1",
                "status": "in_stock",
            }
        )
        bench = self.begin("count")
        day = self.days_ago(1)
        self.as_printed("S0001", expiry=day, seen_expiry=day)
        label = self.label("S0001", expiry=day)
        self.assertEqual(self.scan_at(bench, label)["code"], "EXPIRED")
        hidden = self.scan_at(bench, self.label("OAK1"))
        self.assertEqual(hidden["code"], "NOT_IN_REGISTER")
        self.technician.sudo().company_ids += oak
        answer = self.scan_at(bench, self.label("OAK1", lot="L2"))
        self.assertTrue(answer["duplicate"])
        bench.dscsa_undo_scan(hidden["scan_id"])
        answer = self.scan_at(bench, self.label("OAK1"))
        self.assertIn("Oak Pharmacy", answer["sentence"])

    def test_twice_counts_once_and_undo_gives_it_back(self):
        self.in_stock(2)
        bench = self.begin("count")
        key = str(uuid.uuid4())
        first = bench.dscsa_scan(self.label("S0001"), key)
        self.assertTrue(bench.dscsa_scan(self.label("S0001"), key)["duplicate"])
        self.assertTrue(self.scan_at(bench, self.label("S0001"))["duplicate"])
        self.assertEqual(bench.dscsa_overview()["scanned"], 1)
        version = bench.dscsa_overview()["version"]
        overview = bench.dscsa_undo_scan(first["scan_id"])
        self.assertEqual(overview["scanned"], 0)
        self.assertTrue(overview["scans"][0]["undone"])
        self.assertTrue(bench.dscsa_poll(version))
        self.assertFalse(self.scan_at(bench, self.label("S0001"))["duplicate"])

    def test_sealed_case_counts_its_packages(self):
        case = self.case(self.packages(3))
        picking = self.receipt({self.product: 3}, [case])
        label = self.label("C0001", gtin=gtin_of(1, 1))
        self.scan(picking, label)
        self.validate(picking)
        bench = self.begin("count")
        self.scan_at(bench, self.label("S0001"))
        answer = self.scan_at(bench, label)
        self.assertEqual((answer["code"], answer["packages"]), ("SEALED", 2))
        self.assertEqual(answer["overview"]["missing"], 0)
        bench.dscsa_press("close")
        self.assertEqual((bench.as_expected, bench.difference_count), (3, 0))
        opened = self.begin("count")
        answer = self.scan_at(opened, label, seal_broken=True)
        self.assertEqual((answer["level"], answer["scan_id"]), ("amber", False))

    def test_one_place_by_lot(self):
        self.in_stock(4)
        shelf = self.warehouse.lot_stock_id
        room = self.env["stock.location"].create(
            {"name": "Fridge", "location_id": shelf.id, "usage": "internal"}
        )
        quant = self.env["stock.quant"].search(
            [("product_id", "=", self.product.id), ("location_id", "=", shelf.id)]
        )
        quant.sudo().move_quants(room)
        places = [each["id"] for each in self.station().dscsa_places()]
        self.assertIn(room.id, places)
        bench = self.begin("count", location_id=room.id)
        self.assertEqual(bench.dscsa_overview()["expected"], 4)
        for number in (1, 2, 3):
            self.scan_at(bench, self.label(f"S000{number}"))
        bench.dscsa_press("close")
        self.assertEqual(self.results(bench), {"not_seen": 1})
        self.assertEqual(bench.sudo().line_ids.place_id, room)
        other = self.env["stock.location"].create(
            {"name": "Safe", "location_id": shelf.id, "usage": "internal"}
        )
        elsewhere = self.begin("count", location_id=other.id)
        answer = self.scan_at(elsewhere, self.label("S0001"))
        self.assertEqual((answer["level"], answer["code"]), ("amber", "ELSEWHERE"))

    def test_counts_are_offered_to_the_inventory_and_not_applied(self):
        self.in_stock(3)
        bench = self.begin("count")
        self.scan_at(bench, self.label("S0001"))
        self.scan_at(bench, self.label("S0002"))
        bench.dscsa_press("close")
        keys = [each["key"] for each in bench.dscsa_overview()["buttons"]]
        self.assertEqual(keys, ["differences", "offer_counts"])
        result = bench.dscsa_press("offer_counts")
        self.assertEqual(result["action"]["res_model"], "stock.quant")
        quant = self.env["stock.quant"].search(
            [("product_id", "=", self.product.id), ("quantity", ">", 0)]
        )
        self.assertEqual((quant.quantity, quant.inventory_quantity), (3, 2))
        self.assertTrue(quant.inventory_quantity_set)

    def test_records_mode_counts_everything_and_offers_nothing(self):
        self.in_stock(1)
        self.company.dscsa_records_only = True
        self.assertEqual(self.station().dscsa_places(), [])
        with self.assertRaisesRegex(UserError, "does not know places"):
            self.begin("count", location_id=self.warehouse.lot_stock_id.id)
        bench = self.begin("count")
        self.scan_at(bench, self.label("S0001"))
        self.assertEqual(bench.dscsa_press("close")["overview"]["buttons"], [])

    def test_closed_takes_nothing_more_and_says_so(self):
        self.in_stock(1)
        bench = self.begin("count")
        self.scan_at(bench, self.label("S0001"))
        bench.dscsa_press("close")
        answer = self.scan_at(bench, self.label("S0002"))
        self.assertEqual((answer["level"], answer["scan_id"]), ("red", False))
        self.assertIn("closed", bench.dscsa_press("close")["sentence"])

    def test_code_without_serial_counts_by_lot(self):
        self.in_stock(1)
        bench = self.begin("count")
        until = self.expiry.strftime("%y%m%d")
        answer = self.scan_at(bench, f"(01){gtin_of(1)}(10)L1(17){until}(30)5")
        self.assertEqual((answer["code"], answer["packages"]), ("LOT_ONLY", 5))
        unread = self.scan_at(bench, "hello")
        self.assertEqual((unread["level"], unread["scan_id"]), ("red", False))
        self.assertEqual(unread["button"]["key"], "type")

    def test_records_are_nobodys_to_change(self):
        self.in_stock(1)
        bench = self.begin("count")
        answer = self.scan_at(bench, self.label("S0001"))
        bench.dscsa_press("close")
        scan = self.env["dscsa.bench.scan"].browse(answer["scan_id"])
        for user in (self.technician, self.manager, self.stock_user):
            with self.assertRaises(AccessError):
                bench.with_user(user).name = "X"
            with self.assertRaises(AccessError):
                bench.with_user(user).create({"name": "X", "kind": "count"})
        with self.assertRaises(UserError):
            scan.sudo().serial = "X"
        for record in (scan, bench, bench.sudo().line_ids):
            if record:
                with self.assertRaises(UserError):
                    record.sudo().unlink()
        with self.assertRaises(AccessError):
            self.scan_at(bench.with_user(self.auditor), self.label("S0001"))
        self.assertTrue(bench.with_user(self.auditor).dscsa_overview()["title"])

    def test_other_company_does_not_see_it(self):
        bench = self.begin("count")
        oak = self._make_company("Oak Pharmacy", gtin_of(9)[1:])
        self.technician.sudo().write(
            {"company_ids": [(6, 0, oak.ids)], "company_id": oak.id}
        )
        with self.assertRaises(AccessError):
            bench.with_context(allowed_company_ids=oak.ids).dscsa_overview()

    def test_several_open_stock_takes_are_listed(self):
        first = self.begin("count")
        self.assertEqual(self.open(mode="count")["id"], first.id)
        self.begin("count")
        answer = self.open(mode="count")
        self.assertEqual((answer["found"], len(answer["candidates"])), ("many", 2))

    def test_queries_of_a_scan(self):
        self.in_stock(4)
        bench = self.begin("count")
        self.scan_at(bench, self.label("S0001"))
        self.env.invalidate_all()
        with self.assertQueryCount(28):
            self.scan_at(bench, self.label("S0002"))
            self.env.flush_all()
