from lxml import etree

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged
from odoo.tools.safe_eval import safe_eval

from .common import gtin_of, key_of
from .receiving import ReceivingCommon

MODULE = "dscsa_compliance"


class ViewsCommon(ReceivingCommon):
    """A tote received with one wrong bottle: every screen has something to show."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        nodes = [cls.pallet(cls.packages(3)), *cls.packages(1, item=2, lot="B1")]
        cls.picking = cls.receipt(
            {cls.product: 3, cls.other_product: 1, cls.third_product: 1},
            nodes,
            invoice="44871",
        )
        cls.document = cls.env["dscsa.document"].search([], limit=1)
        cls.transaction = cls.document.transaction_ids
        cls.scan_all(cls.picking, 3)
        cls.scan(cls.picking, cls.label("S0001", item=2, lot="B1"))
        cls.scan(cls.picking, cls.label("U0001", item=3, lot="7K21"))
        cls.validate(cls.picking)
        cls.held = cls.epc(key_of(gtin_of(3), "U0001"))
        cls.process(b"<broken", name="broken.xml")
        cls.deliver(
            cls.packages(1, item=9, prefix="N"),
            po="PO-NEW",
            instance="new",
            items=[cls.item(9)],
        )

    def fields_of(self, node):
        """Specification for ``web_read`` of the fields a view shows, subviews too."""
        found = {}
        for field in node.xpath(".//field[not(ancestor::field)]"):
            lists = field.xpath("./list|./kanban|./form")
            found[field.get("name")] = self._subview(lists) if lists else {}
        return found

    def _subview(self, lists):
        inner = {}
        for view in lists:
            names = {f.get("name") for f in view.iter("field")}
            inner |= dict.fromkeys(names, {})
        return {"fields": inner}

    def views_of(self, action):
        """[(view id or False, type)] of a window action, its search view with them."""
        views = [(v.view_id.id, v.view_mode) for v in action.view_ids]
        known = {mode for _id, mode in views}
        rest = [m for m in action.view_mode.split(",") if m not in known]
        return [
            *views,
            *((False, mode) for mode in rest),
            (action.search_view_id.id, "search"),
        ]

    def open_action(self, action, user):
        """Load all views of an action and the records they show, as this user."""
        model = self.env[action.res_model].with_user(user)
        context = safe_eval(action.context or "{}", {"uid": user.id})
        model = model.with_context(**context)
        domain = safe_eval(action.domain or "[]", {"uid": user.id})
        loaded = model.get_views(self.views_of(action), {"toolbar": True})["views"]
        for mode in ("list", "kanban"):
            if mode in loaded:
                arch = etree.fromstring(loaded[mode]["arch"])
                model.web_search_read(domain, self.fields_of(arch), limit=80)
        if "form" in loaded and not model._transient:
            arch = etree.fromstring(loaded["form"]["arch"])
            for record in model.search(domain, limit=3):
                record.web_read(self.fields_of(arch))

    def menu_actions(self, user):
        """Actions of our menus that the user sees."""
        root = self.env.ref(f"{MODULE}.menu_dscsa_root")
        menus = (
            self.env["ir.ui.menu"].with_user(user).search([("id", "child_of", root.id)])
        )
        visible = menus._filter_visible_menus()
        return [menu.sudo().action for menu in visible if menu.sudo().action]

    def check_menus(self, user, at_least):
        actions = self.menu_actions(user)
        self.assertGreaterEqual(len(actions), at_least)
        for action in actions:
            if action._name in ("ir.actions.client", "ir.actions.report"):
                continue  # screens and papers of their own, opened by their tests
            with self.subTest(action=action.name, user=user.login):
                if action._name == "ir.actions.server":
                    found = action.with_user(user).with_company(self.company).run()
                    action = self.env["ir.actions.act_window"].browse(found["id"])
                self.open_action(action, user)

    def searches(self):
        """(model, what we add to its search) of the search views of our addons."""
        views = self.env["ir.ui.view"].search([("type", "=", "search")])
        for view in views:
            if (view.xml_id or "").startswith(MODULE):
                model = self.env[view.model].with_user(self.technician)
                if not model.has_access("read"):
                    model = model.with_user(self.manager)
                yield model, etree.fromstring(view.arch)

    def domains(self, arch):
        for node in arch.xpath("//filter[@domain][not(@position)]"):
            yield node.get("name"), node.get("domain"), {"uid": self.technician.id}
        for node in arch.xpath("//field[not(@position)]"):
            name, operator = node.get("name"), node.get("operator") or "ilike"
            value = self.seller.id if operator == "child_of" else "44871"
            plain = f"[({name!r}, {operator!r}, self)]"
            yield name, node.get("filter_domain") or plain, {"self": value}

    def check_searches(self, at_least):
        count = 0
        for model, arch in self.searches():
            for name, domain, names in self.domains(arch):
                with self.subTest(model=model._name, name=name):
                    model.search(safe_eval(domain, names), limit=1)
                    count += 1
        self.assertGreater(count, at_least)


@tagged("post_install", "-at_install")
class TestActions(ViewsCommon):
    """Every menu opens for everybody who sees it, with real records."""

    def test_technician(self):
        self.check_menus(self.technician, 14)

    def test_pharmacist(self):
        self.check_menus(self.pharmacist, 14)

    def test_manager(self):
        self.check_menus(self.manager, 14)

    def test_auditor(self):
        self.check_menus(self.auditor, 14)

    def test_a_plain_stock_user_sees_no_menu_of_ours(self):
        root = self.env.ref(f"{MODULE}.menu_dscsa_root")
        menus = self.env["ir.ui.menu"].with_user(self.stock_user)
        self.assertNotIn(root.id, menus._visible_menu_ids())

    def test_settings_and_their_duties(self):
        admin = self.env.ref("base.user_admin")
        admin.company_ids |= self.company
        action = self.env.ref(f"{MODULE}.res_config_settings_action")
        self.open_action(action, admin)
        settings = (
            self.env["res.config.settings"]
            .with_user(admin)
            .with_company(self.company)
            .create({})
        )
        duties = self.env["dscsa.deadline"].search([("profile", "=", "pharmacy")])
        self.assertTrue(duties)
        self.assertIn(duties[0].duty, settings.dscsa_duties_html)

    def test_an_auditor_changes_nothing(self):
        with self.assertRaises(UserError):
            self.transaction.with_user(self.auditor).reference = "x"
        with self.assertRaises(AccessError):
            self.held.discrepancy_ids.with_user(self.auditor).action_take()
        with self.assertRaises(AccessError):
            self.held.with_user(self.auditor).write({"hold": False})
        with self.assertRaises(AccessError):
            self.picking.with_user(self.auditor).origin = "x"


@tagged("post_install", "-at_install")
class TestSearches(ViewsCommon):
    """Every filter and search field of ours finds without an error."""

    def test_all(self):
        self.check_searches(at_least=80)

    def test_one_box_finds_a_package(self):
        register = self.env["dscsa.epc"].with_user(self.technician)
        package = self.package("S0001")
        for text in ("S0001", self.label("S0001"), package.gtin, "L1"):
            with self.subTest(text=text):
                found = register.search([("display_name", "ilike", text)])
                self.assertIn(package, found)

    def test_one_box_finds_a_transaction(self):
        transactions = self.env["dscsa.transaction"].with_user(self.auditor)
        ndc = self.product.dscsa_ndc
        for text in ("44871", "Brook Drug", "S0001", "L1", ndc, gtin_of(1)):
            with self.subTest(text=text):
                found = transactions.search([("display_name", "ilike", text)])
                self.assertIn(self.transaction, found)

    def test_documents_by_what_they_need(self):
        view = self.env.ref(f"{MODULE}.dscsa_document_view_search")
        arch = etree.fromstring(view.arch)
        needs = arch.xpath("//filter[@name='needs_products']")[0].get("domain")
        found = self.env["dscsa.document"].search(safe_eval(needs))
        self.assertEqual(found.transaction_ids.mapped("po_numbers"), ["PO-NEW"])


@tagged("post_install", "-at_install")
class TestStockForms(ViewsCommon):
    """The forms of Odoo we add to open for people without DSCSA rights."""

    def open_form(self, record, user):
        model = record.with_user(user)
        arch = model.get_views([(False, "form")])["views"]["form"]["arch"]
        node = etree.fromstring(arch)
        return node, model.web_read(self.fields_of(node))[0]

    def forms(self):
        lot = self.env["stock.lot"].search([("product_id", "=", self.product.id)])
        return (
            self.picking,
            lot,
            self.product,
            self.product.product_tmpl_id,
            self.seller,
            self.warehouse,
            self.warehouse._dscsa_place("data"),
            self.env["stock.package"].create({"name": "P1"}),
        )

    def test_a_plain_stock_user_opens_them(self):
        for record in self.forms():
            with self.subTest(model=record._name):
                node, _values = self.open_form(record, self.stock_user)
                self.assertFalse(node.xpath("//field[@name='dscsa_transaction_ids']"))
                self.assertFalse(node.xpath("//field[@name='dscsa_gtin_ids']"))

    def test_dscsa_users_open_them_too(self):
        for user in (self.technician, self.manager, self.auditor):
            for record in self.forms():
                with self.subTest(model=record._name, user=user.login):
                    self.open_form(record, user)

    def test_the_receipt_shows_panel_and_sentence(self):
        node, values = self.open_form(self.picking, self.technician)
        panel = node.xpath("//field[@name='dscsa_panel']")[0]
        self.assertEqual(panel.get("widget"), "dscsa_scan_panel")
        self.assertTrue(values["dscsa_has_panel"])
        self.assertEqual(
            values["dscsa_sentence"], self.picking.dscsa_overview()["sentence"]
        )

    def test_a_receipt_without_order_has_the_panel(self):
        picking = self.env["stock.picking"].create(
            {"picking_type_id": self.warehouse.in_type_id.id}
        )
        self.assertTrue(picking.dscsa_has_panel)
        self.assertIn("No TI/TS is linked yet", picking.dscsa_sentence)
        otc = self._make_product(7, dscsa_scope="excluded")
        self.assertFalse(self.receipt({otc: 1}).dscsa_has_panel)

    def test_a_purchase_user_opens_the_order(self):
        order = self.env["purchase.order"].search([("partner_id", "=", self.seller.id)])
        buyer = self.stock_user
        buyer.group_ids |= self.env.ref("purchase.group_purchase_user")
        node, _values = self.open_form(order, buyer)
        self.assertFalse(node.xpath("//field[@name='dscsa_sentence']"))
        self.assertIn("TI/TS is here", order.dscsa_sentence)
        self.assertEqual(order.dscsa_held_count, 1)
        held = order.order_line.filtered("dscsa_held_count")
        self.assertEqual(held.product_id, self.third_product)

    def test_the_lot_knows_its_packages(self):
        lot = self.held.lot_id.with_user(self.technician)
        self.assertEqual((lot.dscsa_package_count, lot.dscsa_held_count), (1, 1))
        self.assertEqual(lot.dscsa_timeline, self.held.timeline())

    def test_new_product_form_needs_a_reason_to_be_excluded(self):
        form = Form(self.env["product.template"])
        form.name = "Saline 0.9 %"
        form.dscsa_scope = "excluded"
        with self.assertRaises(AssertionError):
            form.save()
        form.dscsa_exclusion = "P4"
        self.assertEqual(form.save().dscsa_scope, "excluded")
