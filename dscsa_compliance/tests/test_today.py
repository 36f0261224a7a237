"""Today: cards, rights, companies, cost, and the tour through it."""

from datetime import timedelta
from unittest.mock import patch

from odoo import Command, fields
from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged
from odoo.tools import SQL

from ..services.today import cards
from ..services.today.graphs import base_graphs
from .receiving import ReceivingCommon
from .touring import TourCase


class TodayCommon(ReceivingCommon):
    """A page as a person of the company sees it."""

    def page(self, user=None):
        """What the page of this person shows."""
        self.env.invalidate_all()
        today = self.env["dscsa.today"].with_user(user or self.technician)
        return today.with_company(self.company).dscsa_today()

    def card(self, key, user=None):
        """One card of the page, or an empty dict."""
        return next((c for c in self.page(user)["cards"] if c["key"] == key), {})

    def graph(self, key):
        """One graph of the technician's page, or an empty dict."""
        return next((g for g in self.page()["graphs"] if g["key"] == key), {})

    def one_wrong_bottle(self):
        """A received tote of two packages and one that was never announced."""
        picking = self.receipt(
            {self.product: 2, self.third_product: 1}, self.packages(2), invoice="44871"
        )
        self.scan_all(picking, 2)
        self.scan(picking, self.label("S0008", item=3, lot="7K21"))
        self.validate(picking)
        return picking


@tagged("post_install", "-at_install")
class TestToday(TodayCommon):
    def test_an_empty_day_waits_for_nobody(self):
        page = self.page()
        self.assertEqual(page["sentence"], "Nothing waits for you.")
        self.assertEqual((page["waiting"], page["graphs"]), (0, []))
        self.assertLessEqual({c["level"] for c in page["cards"]}, {"green", "grey"})
        self.assertRegex(page["greeting"], r"^Good (morning|afternoon|evening), ")

    def test_no_room_is_green_over_nothing(self):
        cards = {card["key"]: card for card in self.page(self.pharmacist)["cards"]}
        for key in ("held", "expired", "documents"):
            with self.subTest(key):
                card = cards[key]
                self.assertEqual(
                    (card["level"], card["sentence"]), ("grey", "Nothing to show yet.")
                )
        self.assertFalse([card for card in cards.values() if "of" in card])

    def test_a_delivery_of_today_waits_and_a_later_one_informs(self):
        picking = self.receipt({self.product: 1})
        picking.sudo().scheduled_date = fields.Datetime.now() + timedelta(days=9)
        card = self.card("receive")
        self.assertEqual((card["count"], card["level"]), (1, "grey"))
        picking.sudo().scheduled_date = fields.Datetime.now()
        card = self.card("receive")
        self.assertEqual((card["count"], card["level"]), (1, "amber"))

    def test_goods_out_of_scope_are_no_delivery_of_ours(self):
        self.receipt({self._make_product(7, dscsa_scope="excluded"): 1})
        self.assertEqual(self.card("receive")["count"], 0)

    def test_a_wrong_bottle_until_it_is_put_back(self):
        self.one_wrong_bottle()
        card = self.card("held")
        self.assertEqual((card["count"], card["level"]), (1, "amber"))
        found = self.env["dscsa.epc"].search(card["domain"])
        self.assertEqual(found.serial, "S0008")
        self.assertEqual(self.card("suspect")["level"], "green")
        self.assertEqual(self.card("discrepancies")["level"], "amber")
        self.env["dscsa.release"].with_user(self.pharmacist)._release(
            found, "proof_elsewhere", note="Seen"
        )
        self.assertEqual(self.card("held")["count"], 0)
        card = self.card("put_back")
        self.assertEqual((card["count"], card["level"]), (1, "amber"))

    def test_a_suspect_bottle_is_red_and_comes_first(self):
        picking = self.receipt({self.product: 1}, self.packages(1))
        self.scan_all(picking, 1)
        self.validate(picking)
        self.package("S0001").with_user(self.pharmacist)._hold("suspect")
        card = self.card("suspect")
        self.assertEqual((card["count"], card["level"]), (1, "red"))

    def test_many_on_hold_do_not_hide_a_suspect_one(self):
        picking = self.receipt({self.product: 4}, self.packages(4))
        self.scan_all(picking, 4)
        self.validate(picking)
        for number, kind in ((1, "data"), (2, "data"), (3, "data"), (4, "suspect")):
            self.package(f"S000{number}").with_user(self.pharmacist)._hold(kind)
        with patch.object(cards, "LIMIT", 2):
            self.assertEqual(self.card("held")["count"], 2)
            self.assertEqual(self.card("suspect")["count"], 1)

    def test_old_discrepancies_are_red_and_notes_are_not_counted(self):
        self.one_wrong_bottle()
        rows = self.env["dscsa.discrepancy"].search([("state", "=", "open")])
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                "UPDATE dscsa_discrepancy SET create_date = now() - interval '5 days' "
                "WHERE id IN %s",
                rows._ids,
            )
        )
        self.assertEqual(self.card("discrepancies")["level"], "red")
        self.assertEqual(
            self.graph("ages")["series"][0]["values"], [0, 0, len(rows), 0]
        )
        rows.sudo().severity = "note"
        self.assertEqual(self.card("discrepancies")["count"], 0)
        self.assertFalse(self.graph("ages"))

    def test_a_file_that_could_not_be_read(self):
        self.process(b"<broken", name="broken.xml")
        card = self.card("documents")
        self.assertEqual((card["count"], card["level"]), (1, "red"))

    def test_graphs_of_deliveries_and_packages(self):
        self.one_wrong_bottle()
        bare = self.receipt({self.product: 1})
        self.scan(bare, self.label("X0001"))
        self.validate(bare)
        weeks = {
            s["label"]: s["values"][-1] for s in self.graph("deliveries")["series"]
        }
        self.assertEqual(weeks["With TI/TS"], 1)
        self.assertEqual(weeks["Without TI/TS"], 1)
        packages = self.graph("packages")
        counts = dict(
            zip(packages["labels"], packages["series"][0]["values"], strict=True)
        )
        self.assertEqual(counts, {"In stock": 2, "On hold": 2})
        reason = self.env.ref("dscsa_compliance.reason_x14", raise_if_not_found=False)
        reason = reason or self.env["dscsa.reason"].search([], limit=1)
        bare.sudo().dscsa_reason_id = reason
        weeks = {
            s["label"]: s["values"][-1] for s in self.graph("deliveries")["series"]
        }
        self.assertEqual((weeks["None needed"], weeks["Without TI/TS"]), (1, 0))

    def test_other_companies_are_not_counted(self):
        self.one_wrong_bottle()
        other = self._make_company("Birch Street Pharmacy", "0860000500017")
        user = new_test_user(
            self.env,
            login="dscsa_birch",
            groups="dscsa_compliance.group_dscsa_technician",
            company_id=other.id,
            company_ids=[Command.set(other.ids)],
        )
        page = (
            self.env["dscsa.today"]
            .with_user(user)
            .with_context(allowed_company_ids=other.ids)
            .dscsa_today()
        )
        self.assertEqual({c["count"] for c in page["cards"]}, {0})
        self.assertEqual(page["graphs"], [])

    def test_only_what_the_user_may_open(self):
        keys = {card["key"] for card in self.page(self.auditor)["cards"]}
        self.assertIn("held", keys)
        buttons = [button["key"] for button in self.page(self.auditor)["buttons"]]
        self.assertNotIn("delivery_wizard", buttons)
        buttons = [button["key"] for button in self.page(self.technician)["buttons"]]
        self.assertIn("delivery_wizard", buttons)
        with self.assertRaises(AccessError):
            self.page(self.stock_user)

    def test_every_action_exists_and_opens(self):
        self.company.write({"dscsa_profile": "pharmacy_small"})
        for user in (self.auditor, self.technician, self.pharmacist, self.manager):
            page = self.page(user)
            for item in (*page["cards"], *page["graphs"], *page["buttons"]):
                if item["action"]:
                    with self.subTest(user=user.login, key=item["key"]):
                        action = self.env.ref(item["action"])
                        self.assertTrue(action.with_user(user)._get_action_dict())
                        self.check_form(action, user)

    def check_form(self, action, user):
        """A form without a record begins a new one: the user must have the right."""
        if action._name == "ir.actions.server":
            opened = action.with_user(user).run()
        else:
            opened = action.with_user(user)._get_action_dict()
        if opened.get("view_mode") == "form" and not opened.get("res_id"):
            model = self.env[opened["res_model"]].with_user(user)
            self.assertTrue(model.has_access("create"), opened["res_model"])

    def test_domains_of_cards_find_as_many_as_they_say(self):
        self.one_wrong_bottle()
        self.process(b"<broken", name="broken.xml")
        for card in self.page(self.manager)["cards"]:
            action = card["action"] and self.env.ref(card["action"])
            if "domain" in card and action._name == "ir.actions.act_window":
                with self.subTest(key=card["key"]):
                    model = self.env[action.res_model].with_user(self.manager)
                    found = model.with_company(self.company).search_count(
                        [*card["domain"], ("company_id", "=", self.company.id)]
                        if "company_id" in model._fields
                        else card["domain"]
                    )
                    self.assertEqual(card["count"], found)

    def test_few_queries_however_much_there_is(self):
        self.one_wrong_bottle()
        today = self.env["dscsa.today"].with_user(self.technician)
        today.with_company(self.company).dscsa_today()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        today.with_company(self.company).dscsa_today()
        once = self.env.cr.sql_log_count - before
        self.assertLess(once, 60)
        for number in range(4):
            self.receipt({self.product: 1}, self.packages(1, prefix=f"N{number}"))
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        today.with_company(self.company).dscsa_today()
        self.assertLessEqual(self.env.cr.sql_log_count - before, once + 3)

    def test_the_register_is_never_read_whole(self):
        """Held packages come from their partial index, others from their receipts."""
        self.one_wrong_bottle()
        self.env.flush_all()
        self.env.cr.execute("SET LOCAL enable_seqscan = off")
        plan = self.env["dscsa.epc"]._search(
            [("company_id", "in", self.company.ids), ("hold", "!=", False)]
        )
        self.env.cr.execute(SQL("EXPLAIN %s", plan.select()))
        text = "\n".join(row[0] for row in self.env.cr.fetchall())
        self.assertIn("dscsa_epc_hold_index", text)
        self.assertTrue(base_graphs(self.env))


@tagged("post_install", "-at_install")
class TestTodayTour(TodayCommon, TourCase):
    def test_the_app_opens_on_today(self):
        self.one_wrong_bottle()
        root = self.env.ref("dscsa_compliance.menu_dscsa_root")
        menus = self.env["ir.ui.menu"].with_user(self.technician).load_web_menus(False)
        action = self.env.ref("dscsa_compliance.dscsa_today_action")
        self.assertEqual(menus[root.id]["actionID"], action.id)
        self.start_tour("/odoo/dscsa-today", "dscsa_today", login=self.technician.login)
