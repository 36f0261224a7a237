from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import tagged

from odoo.addons.dscsa_compliance.tests.common import gln_of
from odoo.addons.dscsa_compliance.tests.receiving import ReceivingCommon


@tagged("post_install", "-at_install")
class TestHandover(ReceivingCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.portal = cls.env["dscsa.transaction"].create(
            {
                "proof": "portal",
                "portal": "BrookNet",
                "invoice_numbers": "INV-10",
                "seller_id": cls.seller.id,
                "transaction_date": fields.Date.to_date("2026-03-02"),
                "seen_by_id": cls.technician.id,
                "seen_at": fields.Datetime.now(),
            }
        )
        cls.agreement = cls.env["dscsa.agreement"].create(
            {
                "partner_id": cls.seller.id,
                "portal": "BrookNet",
                "user_id": cls.technician.id,
            }
        )

    def lists(self, model, user=None, **values):
        """{title: section} of a list as that person sees it."""
        wizard = self.env[model].with_user(user or self.pharmacist).create(values)
        self.assertTrue(wizard.body)
        return {part["title"]: part for part in wizard._sections()}

    def test_portals_come_first(self):
        parts = self.lists("dscsa.handover")
        title, portals = next(iter(parts.items()))
        self.assertEqual(title, "Portals to export first")
        ((seller, portal, count, _days, who, _done),) = portals["rows"]
        self.assertEqual((seller, portal, count), (self.seller.name, "BrookNet", "1"))
        self.assertEqual(who, self.technician.name)
        self.assertEqual(parts["Agreements about TI/TS"]["rows"][0][1], "BrookNet")

    def test_what_is_open_is_listed_and_what_is_not_is_said(self):
        picking = self.receipt({self.product: 2}, self.packages(2))
        self.scan_all(picking, 1)
        self.scan(picking, self.label("Q0001", lot="OTHER"))
        self.validate(picking)
        parts = self.lists("dscsa.handover")
        self.assertTrue(parts["Open discrepancies"]["rows"])
        self.assertTrue(parts["Goods on hold"]["rows"])
        self.assertFalse(parts["Goods on hold"]["done"])
        self.assertTrue(parts["Recalls not closed"]["done"])
        self.assertIn("No recall", parts["Recalls not closed"]["sentence"])
        archive = parts["The archive that goes with it"]
        self.assertFalse(archive["done"], "none was made: that is not in order")

    def test_one_site_of_two(self):
        other = self.env["stock.warehouse"].create(
            {"name": "Second", "code": "SEC", "company_id": self.company.id}
        )
        parts = self.lists("dscsa.handover", warehouse_id=other.id)
        self.assertFalse(parts["Portals to export first"]["rows"])
        picking = self.env["stock.picking"].create(
            {
                "picking_type_id": other.in_type_id.id,
                "partner_id": self.seller.id,
                "location_id": self.env.ref("stock.stock_location_suppliers").id,
                "location_dest_id": other.lot_stock_id.id,
            }
        )
        self.portal.picking_ids = picking
        parts = self.lists("dscsa.handover", warehouse_id=other.id)
        self.assertEqual(len(parts["Portals to export first"]["rows"]), 1)

    def test_a_person_who_goes(self):
        picking = self.receipt({self.product: 2}, self.packages(2))
        self.scan_all(picking, 1)
        self.agreement.activity_schedule(
            "mail.mail_activity_data_todo",
            summary="Ring Brook",
            user_id=self.technician.id,
        )
        parts = self.lists("dscsa.leaver", user_id=self.technician.id)
        for title in (
            "Portals this person signs in to",
            "Agreements in this person's name",
            "Deliveries begun and not closed",
            "Tasks of this person",
        ):
            self.assertEqual(len(parts[title]["rows"]), 1, title)
        self.assertEqual(
            parts["Deliveries begun and not closed"]["rows"][0][0], picking.name
        )
        self.assertTrue(parts["Discrepancies this person works on"]["done"])
        nobody = self.lists("dscsa.leaver", user_id=self.auditor.id)
        self.assertFalse(any(part["rows"] for part in nobody.values()))

    def test_on_paper(self):
        report = self.env["ir.actions.report"].with_user(self.pharmacist)
        for model, values in (
            ("dscsa.handover", {}),
            ("dscsa.leaver", {"user_id": self.technician.id}),
        ):
            wizard = self.env[model].with_user(self.pharmacist).create(values)
            action = wizard.action_print()
            html = report._render_qweb_html(action["report_name"], wizard.ids)[0]
            text = html.decode()
            self.assertIn("BrookNet", text)
            self.assertIn("Taken over by", text)

    def test_rights(self):
        for model in ("dscsa.handover", "dscsa.leaver"):
            with self.assertRaises(AccessError):
                self.env[model].with_user(self.technician).create({})
        other = self._make_company("Ferry Pharmacy", gln_of(5500001))
        wizard = self.env["dscsa.handover"].with_user(self.pharmacist).create({})
        wizard.sudo().company_id = other
        with self.assertRaises(AccessError):
            wizard._sections()
