from datetime import timedelta

from odoo import Command, fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from odoo.addons.dscsa_compliance.tests.common import gtin_of, key_of
from odoo.addons.dscsa_compliance.tests.delivering import DeliveryCommon
from odoo.addons.dscsa_compliance.tests.numbers import OUR_GLN

from ..services.answering.bottle import Bottle


class BottleCommon(DeliveryCommon):
    """A scanned delivery of two bottles; people of each role look at one."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.picking = cls.receipt({cls.product: 2}, cls.packages(2), invoice="77-1")
        cls.scan_all(cls.picking, 2)
        cls.validate(cls.picking)

    def look(self, text=None, user=None, **options):
        """What the screen gets."""
        return self.seen_by(
            user or self.technician, self.env["dscsa.bottle"]
        ).dscsa_look(text, **options)

    def page(self, text, user=None, **options):
        """Values of the page."""
        env = self.seen_by(user or self.technician, self.env["dscsa.bottle"]).env
        return Bottle(env, text, **options).values()


@tagged("post_install", "-at_install")
class TestBottle(BottleCommon):
    def test_a_scanned_bottle_says_everything_on_one_page(self):
        page = self.page(self.label("S0001"))
        self.assertEqual((page["kind"], page["level"]), ("package", "green"))
        self.assertEqual(page["seller"]["name"], "Brook Drug Company")
        self.assertIn("invoice 77-1", page["sentence"])
        identity = dict(page["identity"])
        self.assertEqual(identity["Serial number"], "S0001")
        self.assertEqual(identity["Lot"], "L1")
        (proof,) = page["proofs"]
        self.assertEqual(proof["statement"], "Given")
        self.assertIn("In the seller's file shipment.xml", proof["where"])
        self.assertEqual(proof["buyer"]["name"], "Elm Street Pharmacy")
        self.assertIn("scanned by dscsa_technician", page["receipt"]["sentence"])
        self.assertIn("its lot stands at", page["where"])
        self.assertTrue(page["license"]["valid"])

    def test_the_same_bottle_by_serial_key_urn_and_typed_text(self):
        key = key_of(gtin_of(1), "S0002")
        for text in ("S0002", f"({key[:2]}){key[2:16]}(21)S0002", f"  {key} "):
            page = self.page(text)
            self.assertEqual(page["kind"], "package", text)
            self.assertEqual(dict(page["identity"])["Serial number"], "S0002")
        page = self.page(f"{gtin_of(1)} serial S0002")
        self.assertEqual(page["epc_id"], self.package("S0002").id)

    def test_a_drop_shipment_was_bought_where_it_was_ordered(self):
        billed_by = self.env["res.partner"].create({"name": "Hill Wholesale"})
        self.picking.sudo().write(
            {"partner_id": billed_by.id, "dscsa_drop_shipment": True}
        )
        page = self.page("S0001")
        self.assertEqual(page["seller"]["name"], "Hill Wholesale")
        self.assertIn("Bought from Hill Wholesale. Brook Drug", page["sentence"])
        self.assertIn("Hill Wholesale", page["license"]["valid"])
        (proof,) = page["proofs"]
        self.assertEqual(proof["seller"]["name"], "Brook Drug Company")

    def test_the_page_shows_nothing_of_other_packages(self):
        html = self.look(self.label("S0001"))["html"]
        self.assertIn("S0001", html)
        self.assertNotIn("S0002", html)

    def test_no_price_is_shown(self):
        self.picking.sudo().move_ids.purchase_line_id.price_unit = 98765.43
        html = self.look(self.label("S0001"))["html"]
        self.assertNotIn("98765", html)
        self.assertNotIn("98,765", html)

    def test_a_bottle_taken_as_announced_says_so(self):
        self.company.dscsa_scan_depth = "announced"
        picking = self.receipt(
            {self.product: 1}, self.packages(1, prefix="A"), invoice="77-2"
        )
        picking.action_dscsa_receive_as_announced()
        self.validate(picking)
        page = self.page("A0001")
        self.assertIn("not scanned", page["receipt"]["sentence"])
        self.assertNotIn("scanned by", page["receipt"]["sentence"])

    def test_a_bottle_of_a_sealed_case_names_who_scanned_the_case(self):
        nodes = [self.case(self.packages(2, prefix="K"))]
        picking = self.receipt({self.product: 2}, nodes, invoice="77-3")
        key = key_of(gtin_of(1, 1), "C0001")
        self.scan(picking, key)
        self.validate(picking)
        sentence = self.page("K0001")["receipt"]["sentence"]
        self.assertIn("sealed case", sentence)

    def test_an_announced_bottle_is_not_called_received(self):
        self.deliver(self.packages(1, prefix="N"), invoice="77-4")
        page = self.page("N0001")
        self.assertIn("no receipt", page["where"])
        self.assertIn("No receipt", page["receipt"]["sentence"])

    def test_a_bottle_scanned_at_an_open_receipt_is_no_secret(self):
        """Announced or of nobody, green or red, asked by serial alone or as a whole."""
        picking = self.receipt(
            {self.product: 4}, self.packages(4, prefix="N"), invoice="77-6"
        )
        past = self.today - timedelta(days=300)
        for serial, label in (
            ("N0001", self.label("N0001")),
            ("N0002", self.label("N0002", expiry=past)),
            ("X7001", self.label("X7001", lot="OTHER")),
        ):
            level = self.scan(picking, label)["level"]
            for text in (serial, self.label(serial)):
                page = self.page(text)
                said = page["sentence"] + page.get("where", "")
                with self.subTest(serial=serial, text=text):
                    self.assertIn(picking.name, said)
                    self.assertIn("dscsa_technician", said)
                    self.assertNotIn("no receipt", said.lower())
                    self.assertEqual("set aside" in said, level == "red")
                    if level == "red":
                        self.assertEqual(page["level"], "red")
        self.assertIn("expired", self.page("N0002")["where"].lower())
        self.assertIn(picking.name, self.page("N0001")["receipt"]["sentence"])

    def test_a_scan_taken_back_tells_nothing(self):
        picking = self.receipt(
            {self.product: 1}, self.packages(1, prefix="N"), invoice="77-7"
        )
        answer = self.scan(picking, self.label("N0001"))
        picking.with_user(self.technician).dscsa_undo_scan(answer["scan_id"])
        self.assertIn("no receipt", self.page("N0001")["where"])

    def test_a_bottle_of_a_case_scanned_at_an_open_receipt(self):
        nodes = [self.case(self.packages(2, prefix="K"))]
        picking = self.receipt({self.product: 2}, nodes, invoice="77-8")
        self.scan(picking, key_of(gtin_of(1, 1), "C0001"))
        self.assertIn("sealed case", self.page("K0001")["where"])

    def test_a_held_bottle_shows_why_and_where(self):
        picking = self.receipt(
            {self.product: 1}, self.packages(1, prefix="H"), invoice="77-5"
        )
        self.scan(picking, self.label("X9999", lot="OTHER"))
        self.validate(picking)
        page = self.page("X9999")
        self.assertEqual(page["level"], "amber")
        self.assertIn("On hold, waiting for data", page["where"])
        self.assertTrue(page["discrepancies"])

    def test_a_bottle_bought_twice_shows_both_purchases(self):
        epc = self.package("S0001")
        epc._dscsa_set_status("returned", None)
        self.deliver(self.packages(1), invoice="77-6", instance="again")
        page = self.page("S0001")
        self.assertEqual([p["is_earlier"] for p in page["proofs"]], [False, True])

    def test_a_denied_statement_is_red(self):
        self.package("S0001").transaction_id.statement = "no"
        self.assertEqual(self.page("S0001")["level"], "red")

    def test_the_license_in_both_tenses(self):
        day = fields.Date.today()
        license = self.env["dscsa.license"].create(
            {
                "company_id": self.company.id,
                "partner_id": self.seller.id,
                "type_id": self.env.ref(
                    "dscsa_compliance_license.license_type_wholesale"
                ).id,
                "number": "W-1",
                "state_id": self.env.ref("base.state_us_30").id,
            }
        )
        license._record_check(
            "confirmed",
            "board_site",
            valid_from=day - timedelta(days=400),
            valid_to=day + timedelta(days=400),
        )
        # the goods were bought yesterday, the proof is of today
        license_page = self.page("S0001")["license"]
        self.assertTrue(license_page["is_valid"], license_page)
        self.assertFalse(license_page["is_known"])
        self.assertIn("W-1", license_page["papers"][0])

    # choices --------------------------------------------------------------------------
    def test_one_serial_of_two_products_is_chosen_from(self):
        self.deliver(self.packages(1, item=2), invoice="77-8")
        page = self.page("S0001")
        self.assertEqual((page["kind"], len(page["readings"])), ("choose", 2))
        chosen = self.page("S0001", choice=1)
        self.assertEqual(chosen["kind"], "package")
        self.assertEqual(dict(chosen["identity"])["GTIN"], page["readings"][1].gtin)

    def test_a_swallowed_separator_is_settled_by_the_register(self):
        gtin = gtin_of(1)
        expiry = self.expiry.strftime("%y%m%d")
        page = self.page(f"01{gtin}17{expiry}10L121S0001")
        self.assertEqual(page["epc_id"], self.package("S0001").id)

    # rights and hostile texts ---------------------------------------------------------
    def test_other_companies_packages_are_not_seen(self):
        other = self._make_company("Far Pharmacy", OUR_GLN[:-1] + "0")
        stranger = new_test_user(
            self.env,
            login="far_technician",
            groups="dscsa_compliance.group_dscsa_technician",
            company_id=other.id,
            company_ids=[Command.set(other.ids)],
        )
        page = self.page(self.label("S0001"), user=stranger)
        self.assertEqual((page["kind"], page["proofs"]), ("none", []))
        with self.assertRaises(AccessError):
            self.look(user=stranger, epc_id=self.package("S0001").id)

    def test_auditor_looks_and_a_plain_user_does_not(self):
        self.assertEqual(self.look("S0001", user=self.auditor)["kind"], "package")
        with self.assertRaises(AccessError):
            self.look("S0001", user=self.stock_user)

    def test_hostile_texts_are_only_texts(self):
        for text in (
            "'; DROP TABLE dscsa_epc; --",
            "<script>alert(1)</script>",
            "%%%%",
            "\\",
            "a\x00b\x1d\x1d",
            "\u202e0123",
            "(01)(21)",
            "9" * 5000,
            "NDC lot",
        ):
            look = self.look(text)
            self.assertIn(look["kind"], ("none", "choose", "ndc", "lot"), text)
            self.assertNotIn("<script>", look["html"])
        with self.assertRaises(UserError):
            self.look("  \x00 ")
        with self.assertRaises(UserError):
            self.seen_by(self.technician, self.env["dscsa.bottle"]).dscsa_look_picture(
                "no picture"
            )

    def test_a_text_that_says_nothing_is_shown_whole(self):
        look = self.look("hello world")
        self.assertEqual(look["kind"], "none")
        self.assertIn("hello world", look["html"])

    def test_a_mistyped_gtin_is_told_from_an_unknown_bottle(self):
        html = self.look("00312345678907")["html"]
        self.assertIn("last digit does not fit", html)
        self.assertNotIn("No list kept here", html)

    def test_the_page_is_printed(self):
        look = self.look(self.label("S0001"))
        report = self.seen_by(self.technician, self.env["ir.actions.report"])
        html, _kind = report._render_qweb_html(
            "dscsa_compliance_answering.report_bottle", [look["id"]]
        )
        text = html.decode()
        self.assertIn("Brook Drug Company", text)
        self.assertNotIn("S0002", text)

    def test_the_page_takes_few_queries(self):
        epc = self.package("S0001")
        env = self.seen_by(self.technician, epc).env
        Bottle(env, "S0001").values()
        env.invalidate_all()
        with self.assertQueryCount(40):
            Bottle(env, "S0001").values()
