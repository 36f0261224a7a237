"""Dispensed, administered, wasted: one scan a package, and back to the seller."""

from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from odoo.addons.dscsa_compliance.tests.common import gtin_of

from .station import StationCommon


@tagged("post_install", "-at_install")
class TestStationUse(StationCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.dscsa_use_packages = True

    def use(self, serial, mode="dispensed", **options):
        """Scan one package as used; the answer."""
        return self.scan_at(self.begin(mode), self.label(serial), **options)

    # use -----------------------------------------------------------------------------
    def test_uses_are_for_technicians(self):
        """A plain stock user counts; he opens no list of uses, and adds nothing."""
        user = new_test_user(self.env, "plain", groups="stock.group_stock_user")
        self.in_stock(1)
        bench = self.begin("dispensed").with_user(user)
        for act in (
            lambda: self.scan_at(bench, self.label("S0001")),
            lambda: bench.dscsa_press("close"),
        ):
            with self.assertRaisesRegex(AccessError, "record uses"):
                act()
        self.assertEqual(self.package("S0001").status, "in_stock")

    def test_off_unless_switched_on(self):
        self.company.dscsa_use_packages = False
        with self.assertRaisesRegex(UserError, "is off"):
            self.begin("dispensed")
        modes = [m["key"] for m in self.station().dscsa_state()["modes"]]
        self.assertNotIn("dispensed", modes)
        clinic = self._make_company("Clinic", gtin_of(8)[1:], "practitioner")
        self.assertTrue(clinic.dscsa_use_packages)
        self.assertFalse(self._make_company("Shop", gtin_of(7)[1:]).dscsa_use_packages)

    def test_dispensed_leaves_stock_in_the_same_breath(self):
        self.in_stock(2)
        with self.noting() as told:
            answer = self.use("S0001")
        self.assertEqual((answer["level"], answer["code"]), ("green", "USED"))
        self.assertEqual(self.package("S0001").status, "dispensed")
        self.assertEqual(self.on_hand(self.product), 1)
        scan = self.env["dscsa.bench.scan"].browse(answer["scan_id"])
        self.assertEqual(scan.move_id.state, "done")
        self.assertEqual(scan.move_id.location_dest_id.usage, "customer")
        self.assertEqual(scan.move_id.move_line_ids.lot_id.name, "L1")
        titles = [row["title"] for row in self.package("S0001").timeline()]
        self.assertIn("Used by", titles[0])
        (fact,) = [each for each in told if "S0001" in str(each[1])]
        self.assertEqual(fact[2]["step"], "dispensing")

    def test_wasted_is_a_loss_and_may_be_expired(self):
        self.in_stock(1)
        day = self.days_ago(3)
        self.as_printed("S0001", expiry=day, seen_expiry=day)
        label = self.label("S0001", expiry=day)
        refused = self.scan_at(self.begin("dispensed"), label)
        self.assertEqual((refused["level"], refused["code"]), ("red", "EXPIRED"))
        self.assertFalse(refused["scan_id"])
        answer = self.scan_at(self.begin("wasted"), label)
        self.assertEqual(answer["code"], "USED")
        self.assertEqual(self.package("S0001").status, "destroyed")
        scan = self.env["dscsa.bench.scan"].browse(answer["scan_id"])
        self.assertEqual(scan.move_id.location_dest_id.usage, "inventory")

    def test_records_mode_books_nothing(self):
        self.in_stock(1)
        self.company.dscsa_records_only = True
        answer = self.use("S0001", "administered")
        self.assertEqual(answer["code"], "USED")
        self.assertEqual(self.package("S0001").status, "dispensed")
        self.assertFalse(self.env["dscsa.bench.scan"].browse(answer["scan_id"]).move_id)
        self.assertEqual(self.on_hand(self.product), 1)

    def test_stock_that_disagrees_loses_no_record(self):
        self.in_stock(1)
        quant = self.env["stock.quant"].search(
            [("product_id", "=", self.product.id), ("quantity", ">", 0)]
        )
        quant.with_context(inventory_mode=True).inventory_quantity = 0
        quant.action_apply_inventory()
        answer = self.use("S0001")
        self.assertEqual((answer["level"], answer["code"]), ("amber", "NO_STOCK"))
        self.assertEqual(self.package("S0001").status, "dispensed")

    def test_what_may_not_be_used_is_red_with_one_step(self):
        self.in_stock(6)
        cases = {
            "S0001": {"hold": "data"},
            "S0002": {"hold": "suspect"},
            "S0003": {"status": "dispensed"},
            "S0004": {"status": "returned"},
            "S0005": {"status": "announced"},
            "S0006": {"status": "destroyed"},
        }
        for serial, values in cases.items():
            self.package(serial).write(values)
            answer = self.use(serial)
            self.assertEqual(answer["level"], "red", values)
            self.assertTrue(answer["sentence"] and answer["next_step"], values)
            self.assertFalse(answer["scan_id"])
            for name, value in values.items():
                self.assertEqual(self.package(serial)[name], value)
        self.assertEqual(self.on_hand(self.product), 6)
        case = self.scan_at(self.begin("dispensed"), self.sscc_label())
        self.assertEqual((case["level"], case["code"]), ("red", "BOX"))

    def test_recalled_package_stays(self):
        if "recall" not in dict(self.env["dscsa.epc"]._fields["hold"].selection):
            self.skipTest("no recalls here")
        self.in_stock(1)
        self.package("S0001").hold = "recall"
        answer = self.use("S0001")
        self.assertEqual((answer["level"], answer["code"]), ("red", "HELD_RECALL"))

    def test_unknown_package_is_on_record(self):
        answer = self.use("NEVER1")
        self.assertEqual(
            (answer["level"], answer["code"]), ("amber", "NOT_IN_REGISTER")
        )
        self.assertTrue(answer["scan_id"])

    def noted_by_lot(self, count, lot="L1"):
        """A received paper that lists so many of a lot, without serials."""
        picking = self.receipt({self.product: count})
        line = {"product_id": self.product.id, "gtin": gtin_of(1), "lot": lot}
        self.env["dscsa.transaction"].create(
            {
                "company_id": self.company.id,
                "proof": "paper",
                "statement": "yes",
                "seller_id": self.seller.id,
                "picking_ids": [(6, 0, picking.ids)],
                "line_ids": [
                    (0, 0, {**line, "expiry": self.expiry, "quantity": count})
                ],
            }
        )
        return picking

    def by_lot(self, lot="L1"):
        return f"]d201{gtin_of(1)}17{self.expiry:%y%m%d}10{lot}"

    def test_a_lot_on_hold_is_on_hold_by_any_serial(self):
        """Known by its lot alone, and all of it that is here is held."""
        picking = self.noted_by_lot(2)
        for lot in ("L9", "L9", "L1"):
            self.scan(picking, self.by_lot(lot))
        self.validate(picking)
        bench = self.begin("dispensed")
        answer = self.scan_at(bench, self.label("N1", lot="L9"))
        self.assertEqual((answer["level"], answer["code"]), ("red", "LOT_HELD"))
        self.assertFalse(answer["scan_id"])
        found = self.station().dscsa_look_up(self.label("N2", lot="L9"))
        self.assertEqual(found["level"], "red")
        answer = self.scan_at(bench, self.label("N3", lot="L1"))
        self.assertEqual(answer["level"], "amber")
        self.assertIn("came with", answer["sentence"])
        # new goods of that lot may come any day
        opened = self.open(self.label("N4", lot="L9"))
        self.assertNotIn("on hold", opened["sentence"])

    def test_a_date_no_delivery_of_the_lot_has(self):
        picking = self.noted_by_lot(2)
        for _package in range(2):
            self.scan(picking, self.by_lot())
        self.validate(picking)
        other = self.expiry.replace(year=self.expiry.year + 1)
        bench = self.begin("dispensed")
        answer = self.scan_at(bench, self.label("N1", expiry=other))
        self.assertEqual((answer["level"], answer["code"]), ("red", "LOT_DATE_DIFFERS"))
        answer = self.scan_at(bench, self.label("N1"))
        self.assertEqual(answer["level"], "amber")

    def test_a_stranger_among_known_serials(self):
        """Where the seller named every serial, the lot says nothing for another."""
        self.in_stock(2)
        answer = self.use("NEVER1")
        self.assertNotIn("came with", answer["sentence"])

    def test_twice_counts_once(self):
        self.in_stock(2)
        first = self.use("S0001")
        again = self.use("S0001")
        self.assertTrue(again["duplicate"])
        self.assertEqual(again["scan_id"], first["scan_id"])
        self.assertEqual(self.on_hand(self.product), 1)

    def test_a_part_stays_open_and_a_later_scan_closes_it(self):
        self.in_stock(1)
        answer = self.use("S0001", "administered", seal_broken=True)
        self.assertEqual((answer["level"], answer["code"]), ("green", "OPENED"))
        package = self.package("S0001")
        self.assertTrue(package.opened_at)
        self.assertEqual((package.status, self.on_hand(self.product)), ("in_stock", 1))
        again = self.use("S0001", "administered", seal_broken=True)
        self.assertEqual((again["level"], again["code"]), ("amber", "OPEN_AGAIN"))
        self.assertIn(str(fields.Date.today())[:4], again["sentence"])
        last = self.use("S0001", "wasted")
        self.assertEqual(last["code"], "USED")
        self.assertEqual(package.status, "destroyed")
        self.assertEqual(self.on_hand(self.product), 0)

    # undo ----------------------------------------------------------------------------
    def test_undo_within_the_day_by_a_counter_event(self):
        self.in_stock(1)
        answer = self.use("S0001")
        bench = self.begin("dispensed")
        overview = bench.dscsa_undo_scan(answer["scan_id"])
        self.assertEqual(overview["scanned"], 0)
        package = self.package("S0001")
        self.assertEqual((package.status, self.on_hand(self.product)), ("in_stock", 1))
        steps = [row["title"] for row in package.timeline()]
        self.assertTrue(any("taken back" in each for each in steps))
        self.assertTrue(any("Used by" in each for each in steps))
        scan = self.env["dscsa.bench.scan"].browse(answer["scan_id"])
        self.assertTrue(scan.undone_at and scan.undone_by_id)
        self.assertEqual(self.use("S0001")["code"], "USED")

    def test_no_undo_after_the_day_or_after_something_else(self):
        self.in_stock(2)
        answer = self.use("S0001")
        bench = self.begin("dispensed")
        self.package("S0001").status = "in_stock"
        with self.assertRaisesRegex(UserError, "Something else"):
            bench.dscsa_undo_scan(answer["scan_id"])
        old = self.use(
            "S0002",
            scanned_at=fields.Datetime.to_string(
                fields.Datetime.now() - timedelta(days=2)
            ),
        )
        with self.assertRaisesRegex(UserError, "on its day only"):
            bench.dscsa_undo_scan(old["scan_id"])
        self.assertEqual(self.package("S0002").status, "dispensed")

    def test_trial_leaves_no_list_behind(self):
        self.company.dscsa_live_date = False
        self.in_stock(2)
        self.use("S0001")
        bench = self.begin("count")
        self.scan_at(bench, self.label("S0002"))
        self.scan_at(bench, self.label("NEW1"))
        bench.dscsa_press("close")
        self.env["dscsa.signature"]._sign(self.technician, self.company, "key")
        mine = [("company_id", "=", self.company.id)]
        self.company.with_user(self.manager)._dscsa_clear_trial()
        for model in ("", ".scan", ".line"):
            self.assertFalse(self.env[f"dscsa.bench{model}"].search_count(mine))
        self.assertFalse(self.env["dscsa.signature"].search_count(mine))

    # no patient data -----------------------------------------------------------------
    def test_no_free_text_and_the_screen_says_so(self):
        overview = self.begin("dispensed").dscsa_overview()
        self.assertIn("no controlled-drug record", overview["notice"])
        self.assertTrue(overview["partial"]["title"])
        for name in ("note", "patient", "name"):
            with self.assertRaisesRegex(UserError, "not recorded"):
                self.begin("dispensed", **{name: "Jane"})
        texts = {
            name
            for name, field in self.env["dscsa.bench.scan"]._fields.items()
            if field.type in ("text", "html")
        }
        self.assertFalse(texts)
        answer = self.scan_at(self.begin("dispensed"), "Jane Miller, Elm Street")
        self.assertFalse(answer["scan_id"])

    def test_one_list_a_day(self):
        bench = self.begin("dispensed")
        self.assertEqual(self.begin("dispensed", user=self.pharmacist), bench)
        self.assertEqual(self.open(mode="dispensed")["id"], bench.id)
        bench.sudo().day = self.days_ago(1)
        new = self.begin("dispensed")
        self.assertNotEqual(new, bench)
        self.assertEqual(bench.state, "closed")

    # back to the seller --------------------------------------------------------------
    def test_first_package_names_the_seller_and_the_return_is_reused(self):
        self.in_stock(3)
        answer = self.open(self.label("S0001"), mode="return")
        self.assertEqual(answer["found"], "one")
        transfer = self.env["stock.picking"].browse(answer["id"])
        self.assertEqual(transfer.partner_id, self.seller)
        self.assertEqual(answer["answer"]["level"], "green")
        again = self.open(self.label("S0002"), mode="return")
        self.assertEqual(again["id"], transfer.id)
        back = transfer.with_user(self.technician)
        buttons = [each["key"] for each in back.dscsa_overview()["buttons"]]
        self.assertEqual(buttons, ["validate"])
        back.dscsa_press("validate")
        self.assertEqual(transfer.state, "done")
        self.assertEqual(self.on_hand(self.product), 1)
        statuses = [self.package(f"S000{n}").status for n in (1, 2, 3)]
        self.assertEqual(statuses, ["returned", "returned", "in_stock"])

    def test_other_sellers_package_is_red_with_its_name(self):
        self.in_stock(1)
        order = self.order({self.other_product: 1}, partner=self.stranger)
        self.deliver(
            self.packages(1, item=2, prefix="H"),
            po=order.name,
            seller=self.stranger.global_location_number,
            seller_name="Hazel Wholesale",
        )
        theirs = order.picking_ids.with_user(self.technician)
        self.scan(theirs, self.label("H0001", item=2))
        self.validate(theirs)
        answer = self.open(self.label("S0001"), mode="return")
        back = self.env["stock.picking"].browse(answer["id"])
        refused = self.scan(back, self.label("H0001", item=2))
        self.assertEqual(refused["level"], "red")
        self.assertIn("Hazel Wholesale", refused["sentence"])
        self.assertFalse(refused["scan_id"])
        other = self.open(self.label("H0001", item=2), mode="return")
        self.assertNotEqual(other["id"], back.id)

    def test_what_cannot_go_back_says_why(self):
        self.in_stock(1)
        unknown = self.open(self.label("NEVER"), mode="return")
        self.assertEqual((unknown["found"], unknown["level"]), ("none", "red"))
        self.package("S0001")._hold("suspect")
        suspect = self.open(self.label("S0001"), mode="return")
        self.assertEqual(suspect["level"], "red")
        self.assertIn("suspicion", suspect["sentence"])

    def test_return_in_records_mode(self):
        self.in_stock(1)
        self.company.dscsa_records_only = True
        self.product.is_storable = False
        answer = self.open(self.label("S0001"), mode="return")
        back = self.env["stock.picking"].browse(answer["id"])
        back.with_user(self.technician).dscsa_press("validate")
        self.assertEqual(back.state, "done")
        self.assertEqual(self.package("S0001").status, "returned")
