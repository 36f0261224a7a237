"""The first scan or number finds its delivery, or says what to do instead."""

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from odoo.addons.dscsa_compliance.tests.common import gtin_of

from .station import StationCommon


@tagged("post_install", "-at_install")
class TestStationOpen(StationCommon):
    def announced(self, **options):
        """An order with the seller's file."""
        return self.receipt({self.product: 2}, self.packages(2), **options)

    # scans ---------------------------------------------------------------------------
    def test_first_package_opens_its_receipt_and_counts(self):
        picking = self.announced()
        self.receipt({self.product: 5})
        answer = self.open(self.label("S0001"), client_uuid="first")
        self.assertEqual((answer["found"], answer["id"]), ("one", picking.id))
        self.assertEqual(answer["model"], "stock.picking")
        self.assertEqual(answer["answer"]["level"], "green")
        self.assertEqual(answer["answer"]["overview"]["scanned"], 1)

    def test_same_first_scan_sent_twice_counts_once(self):
        picking = self.announced()
        self.open(self.label("S0001"), client_uuid="same")
        again = self.open(self.label("S0001"), client_uuid="same")
        self.assertEqual(again["id"], picking.id)
        self.assertTrue(again["answer"]["duplicate"])
        self.assertEqual(again["answer"]["overview"]["scanned"], 1)

    def test_first_scan_sent_late_keeps_when_it_happened(self):
        self.announced()
        answer = (
            self.env["dscsa.station"]
            .with_user(self.technician)
            .dscsa_open(
                "receive",
                self.label("S0001"),
                "late",
                scanned_at="2026-11-20T14:30:00.000Z",
            )
        )
        scan = self.env["dscsa.scan"].browse(answer["answer"]["scan_id"])
        self.assertEqual(str(scan.scanned_at), "2026-11-20 14:30:00")
        self.assertGreater(scan.create_date, scan.scanned_at)

    def test_pallet_and_case_open_the_receipt_of_their_contents(self):
        case = self.case(self.packages(3))
        picking = self.receipt({self.product: 3}, [self.pallet([case])])
        self.assertEqual(self.open(self.sscc_label())["id"], picking.id)
        case_label = self.label("C0001", gtin=gtin_of(1, 1))
        self.assertEqual(self.open(case_label)["id"], picking.id)

    def test_swallowed_separator_asks_first(self):
        self.announced()
        until = self.expiry.strftime("%y%m%d")
        lost = f"01{gtin_of(1)}10LOT21AB21XY1217{until}"
        answer = self.open(lost)
        self.assertEqual(answer["found"], "choose")
        self.assertGreater(len(answer["readings"]), 1)
        self.assertIn(self.open(lost, choice=0)["found"], ("many", "none"))

    def test_unannounced_package_is_offered_not_guessed(self):
        picking = self.receipt({self.product: 5})
        answer = self.open(self.label("X9", lot="ZZ"))
        self.assertEqual(answer["found"], "many")
        self.assertEqual([each["id"] for each in answer["candidates"]], [picking.id])
        self.assertFalse(picking.dscsa_overview()["scanned"])

    def test_other_sellers_order_does_not_take_announced_goods(self):
        """Announced by Brook without an order; Hazel's order of the drug stays out."""
        other = self.order({self.product: 2}, partner=self.stranger).picking_ids
        self.deliver(self.packages(2), invoice="70001")
        answer = self.open(self.label("S0001"))
        self.assertEqual(answer["found"], "none")
        self.assertEqual(answer["proposal"]["seller_id"], self.seller.id)
        self.assertIn("70001", answer["sentence"])
        self.assertFalse(other.dscsa_overview()["scanned"])

    def test_announced_without_receipt_begins_with_one_tap(self):
        self.deliver(self.packages(2), invoice="70001")
        proposal = self.open(self.label("S0001"))["proposal"]
        answer = self.station().dscsa_create("receive", proposal)
        self.assertEqual(answer["found"], "one")
        picking = self.env["stock.picking"].browse(answer["id"])
        self.assertEqual(picking.partner_id, self.seller)
        self.assertEqual(picking.dscsa_invoice, "70001")
        self.assertEqual(answer["answer"]["level"], "green")
        self.assertEqual(answer["answer"]["overview"]["expected"], 2)

    def test_package_received_before_says_so(self):
        picking = self.in_stock(1)
        answer = self.open(self.label("S0001"))
        self.assertEqual((answer["found"], answer["level"]), ("none", "green"))
        self.assertIn(picking.name, answer["sentence"])
        # nothing to choose and nothing to begin: an answer, no question
        self.assertFalse(answer["proposal"] or answer["candidates"])
        self.assertEqual(answer["button"]["id"], picking.id)

    def test_what_is_held_stays_in_its_bin(self):
        self.in_stock(1)
        self.package("S0001").sudo().hold = "data"
        answer = self.open(self.label("S0001"))
        self.assertEqual(answer["level"], "red")
        self.assertIn("with the goods on hold", answer["next_step"])

    def test_what_left_is_no_second_scan(self):
        """Dispensed: stop. Returned to the seller: it may well come again."""
        self.in_stock(3)
        for serial, status in (("S0001", "dispensed"), ("S0002", "destroyed")):
            self.package(serial).sudo().status = status
            answer = self.open(self.label(serial))
            self.assertEqual(answer["level"], "red", status)
            self.assertIn("Stop", answer["next_step"])
            self.assertFalse(answer["proposal"])
        for status in ("returned", "shipped"):
            self.package("S0003").sudo().status = status
            answer = self.open(self.label("S0003"))
            self.assertEqual(answer["proposal"], {"text": self.label("S0003")}, status)
            self.assertNotIn("second scan", answer["next_step"])

    def test_nobody_knows_it(self):
        answer = self.open(self.label("S1", item=88))
        self.assertEqual(answer["found"], "none")
        self.assertEqual(answer["proposal"], {"text": self.label("S1", item=88)})

    def test_foreign_code(self):
        answer = self.open("https://shop.example/offer")
        self.assertEqual((answer["found"], answer["level"]), ("none", "red"))
        self.assertTrue(answer["next_step"])
        self.assertFalse(answer["proposal"])
        self.assertEqual(answer["button"]["key"], "type")

    # numbers -------------------------------------------------------------------------
    def test_numbers_people_type(self):
        picking = self.announced(invoice="44871", delivery="D-901")
        order = picking.sudo().purchase_id.name
        for text in (picking.name, order, "PO " + order, "44871", "#44871", "d901"):
            self.assertEqual(self.open(text)["id"], picking.id, text)

    def test_unknown_number_begins_a_delivery(self):
        answer = self.open("INV-551")
        self.assertEqual(answer["found"], "none")
        self.assertEqual(answer["proposal"], {"invoice": "INV-551"})
        picking = self.begin("receive", seller="brook drug company", invoice="INV-551")
        self.assertEqual(picking.partner_id, self.seller)
        again = self.station().dscsa_create(
            "receive", {"seller_id": self.seller.id, "invoice": "inv 551"}
        )
        self.assertEqual(again["id"], picking.id)

    def test_a_plain_stock_user_begins_a_delivery(self):
        """He may not open TI/TS; what the seller announced is linked all the same."""
        user = new_test_user(self.env, "plain", groups="stock.group_stock_user")
        self.announced(invoice="44872").action_cancel()
        picking = self.begin(
            "receive", user=user, seller_id=self.seller.id, invoice="INV-552"
        )
        self.assertEqual(picking.sudo().dscsa_invoice, "INV-552")

    def test_several_orders_of_one_number_are_listed(self):
        first = self.receipt({self.product: 1}, self.packages(1), invoice="900")
        second = self.receipt(
            {self.product: 1},
            self.packages(1, first=5),
            invoice="900",
            instance="other",
        )
        answer = self.open("900")
        self.assertEqual(answer["found"], "many")
        found = {each["id"] for each in answer["candidates"]}
        self.assertEqual(found, {first.id, second.id})

    def test_done_delivery_says_so(self):
        picking = self.in_stock(1)
        answer = self.open(picking.name)
        self.assertEqual(answer["found"], "none")
        self.assertIn("done", answer["sentence"])

    def test_new_delivery_needs_a_seller(self):
        with self.assertRaisesRegex(UserError, "Choose the seller"):
            self.station().dscsa_create("receive", {"invoice": "1"})
        with self.assertRaisesRegex(UserError, "not recorded here"):
            self.station().dscsa_create("receive", {"patient": "X"})

    # people --------------------------------------------------------------------------
    def test_rights(self):
        self.announced()
        text = self.label("S0001")
        self.assertEqual(self.open(text, user=self.stock_user)["found"], "one")
        with self.assertRaises(AccessError):
            self.open(text, user=self.auditor)
        self.assertEqual(
            self.station(self.auditor).dscsa_look_up(text)["status"], "announced"
        )
        with self.assertRaises(AccessError):
            self.station(self.stock_user).dscsa_look_up(text)

    def test_other_company_finds_nothing_of_ours(self):
        picking = self.announced(invoice="44871")
        oak = self._make_company("Oak Pharmacy", gtin_of(9)[1:])
        user = new_test_user(
            self.env,
            login="oak_technician",
            groups="dscsa_compliance.group_dscsa_technician",
            company_id=oak.id,
            company_ids=[Command.set(oak.ids)],
        )
        for text in (self.label("S0001"), "44871", picking.name):
            self.assertEqual(self.open(text, user=user)["found"], "none", text)
        self.assertFalse(self.station(user).dscsa_look_up(text)["epc_id"])

    def test_first_screen(self):
        picking = self.announced()
        self.scan(picking, self.label("S0001"))
        state = self.station().dscsa_state()
        modes = [each["key"] for each in state["modes"]]
        self.assertEqual(modes, ["receive", "look_up", "count", "return", "self_test"])
        row = next(each for each in state["open"] if each["id"] == picking.id)
        self.assertEqual((row["expected"], row["scanned"]), (2, 1))
        self.assertEqual(
            [m["key"] for m in self.station(self.auditor).dscsa_state()["modes"]],
            ["look_up"],
        )

    def test_look_up_tells_and_stores_nothing(self):
        self.in_stock(1)
        scans = self.env["dscsa.scan"].search_count([])
        answer = self.station().dscsa_look_up(self.label("S0001"))
        self.assertEqual((answer["level"], answer["status"]), ("green", "in_stock"))
        self.assertEqual(answer["seller"], "Brook Drug Company")
        self.assertTrue(answer["tits"] and answer["timeline"] and answer["where"])
        self.package("S0001")._hold("suspect")
        held = self.station().dscsa_look_up(self.label("S0001"))
        self.assertEqual(held["level"], "red")
        self.assertIn("suspect", held["hold"])
        self.assertEqual(self.env["dscsa.scan"].search_count([]), scans)
        unknown = self.station().dscsa_look_up(self.label("NOPE"))
        self.assertEqual((unknown["level"], unknown["epc_id"]), ("amber", False))

    def test_queries_of_opening(self):
        self.announced()
        self.open(self.label("S0002"))
        self.env.invalidate_all()
        with self.assertQueryCount(50):
            self.open(self.label("S0001"))
            self.env.flush_all()
