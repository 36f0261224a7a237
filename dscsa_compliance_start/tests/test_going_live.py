from datetime import timedelta

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.dscsa_compliance.tests.common import gtin_of, key_of
from odoo.addons.dscsa_compliance.tests.delivering import DeliveryCommon


class TrialCommon(DeliveryCommon):
    """The company before it went live."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.dscsa_live_date = False

    def live_form(self, user=None, **values):
        env = self.env(user=user or self.manager)
        return env["dscsa.live.wizard"].create(
            {"company_id": self.company.id, **values}
        )

    def count(self, model):
        return self.env[model].search_count([("company_id", "=", self.company.id)])


@tagged("post_install", "-at_install")
class TestTrial(TrialCommon):
    """Try as you like; one action clears it, and none once you are live."""

    def tried(self):
        """A receipt with one package held, a portal note, a file nobody read."""
        picking = self.receipt({self.product: 3}, self.packages(2), invoice="T-1")
        self.scan_all(picking, 3)
        self.validate(picking)
        self.receive(partner_id=self.seller, invoice="T-2", is_seen=True)
        self.process(b"<broken", "broken.xml")
        self.assertEqual(self.package("S0003").hold, "data")
        return picking

    def test_clearing_deletes_records_and_keeps_stock(self):
        picking = self.tried()
        attachments = (
            self.env["dscsa.document"]
            .search([("company_id", "=", self.company.id)])
            .attachment_id
        )
        self.assertTrue(attachments)
        form = self.live_form(keep_ids=False)
        self.assertIn("files", form.trial_text)
        self.assertIn("broken.xml", form.trial_names)
        form.action_clear_trial()
        self.env.invalidate_all()
        for model in (
            "dscsa.document",
            "dscsa.transaction",
            "dscsa.transaction.line",
            "dscsa.discrepancy",
            "dscsa.release",
            "dscsa.epc",
            "dscsa.event",
            "dscsa.scan",
        ):
            self.assertEqual(self.count(model), 0, model)
        self.assertFalse(attachments.exists())
        self.assertEqual(picking.state, "done")
        self.assertEqual(self.on_hand(self.product), 3)
        self.assertEqual(self.on_hand(self.product, self.hold_place()), 0)
        recorded = self.env["stock.picking"].search([("dscsa_invoice", "=", "T-2")])
        self.assertFalse(recorded)

    def test_real_deliveries_stay_unless_somebody_takes_them_away(self):
        real = self.tried()
        portal = self.env["stock.picking"].search([("dscsa_invoice", "=", "T-2")])
        self.process(self.build_file(self.packages(2, first=50), invoice="T-9"))
        form = self.live_form()
        self.assertEqual(form.keep_ids, real.sudo() | portal)
        self.assertIn("T-9", form.trial_names)
        self.assertNotIn("T-1", form.trial_names)
        form.action_go_live()
        self.env.invalidate_all()
        self.assertEqual(portal.dscsa_transaction_ids.proof, "portal")
        self.assertEqual(real.sudo().dscsa_transaction_ids.proof, "file")
        self.assertTrue(real.sudo().dscsa_transaction_ids.document_id.attachment_id)
        self.assertEqual(self.package("S0001").status, "in_stock")
        self.assertEqual(self.package("S0001").transaction_id.seller_id, self.seller)
        self.assertEqual(real.dscsa_overview()["scanned"], 3)
        self.assertFalse(self.package("S0050"), "announced only, and tried only")
        self.assertFalse(
            self.env["dscsa.document"].search([("name", "=", "broken.xml")])
        )
        self.assertEqual(self.on_hand(self.product), 3)

    def test_the_choice_is_made_for_each_delivery(self):
        real = self.tried()
        portal = self.env["stock.picking"].search([("dscsa_invoice", "=", "T-2")])
        self.live_form(keep_ids=[Command.set(portal.ids)]).action_go_live()
        self.env.invalidate_all()
        self.assertEqual(portal.dscsa_transaction_ids.proof, "portal")
        self.assertFalse(real.sudo().dscsa_transaction_ids)
        self.assertFalse(self.package("S0001"))

    def test_a_suspect_package_stays_suspect(self):
        self.tried()
        self.package("S0001").with_user(self.pharmacist)._hold("suspect")
        self.live_form().action_go_live()
        self.env.invalidate_all()
        self.assertEqual(self.package("S0001").hold, "suspect")

    def test_another_company_keeps_its_records(self):
        self.tried()
        seller = self.env["res.partner"].create({"name": "Northgate Drug"})
        self.receive(self.owner, partner_id=seller, invoice="1", is_seen=True)
        self.live_form().action_clear_trial()
        theirs = self.env["dscsa.transaction"].search(
            [("company_id", "=", self.fresh.id)]
        )
        self.assertEqual(theirs.package_count, 0)
        self.assertTrue(theirs)

    def test_signed_agreements_are_no_trial_data(self):
        agreement = self.env["dscsa.agreement"].create(
            {"partner_id": self.seller.id, "company_id": self.company.id}
        )
        agreement.with_company(self.company)._keep_evidence("signed.pdf", self.pdf())
        self.tried()
        self.live_form().action_clear_trial()
        self.assertEqual(agreement.evidence_ids.name, "signed.pdf")
        self.assertTrue(agreement.evidence_ids.attachment_id.exists())

    def test_only_the_manager_and_only_in_the_trial(self):
        for user in (self.technician, self.pharmacist):
            with self.assertRaises(AccessError):
                self.live_form(user)
            with self.assertRaises(AccessError):
                self.company.with_user(user)._dscsa_clear_trial()
        self.company.dscsa_live_date = self.today
        with self.assertRaisesRegex(UserError, "cannot be cleared"):
            self.live_form().action_clear_trial()
        with self.assertRaisesRegex(UserError, "already"):
            self.live_form(clear_trial=False).action_go_live()


@tagged("post_install", "-at_install")
class TestGoLive(TrialCommon):
    """From a date on goods are held; what came before never is."""

    def test_go_live_frees_what_the_trial_held(self):
        picking = self.receipt({self.product: 1})
        self.scan_all(picking, 1)
        self.validate(picking)
        self.assertEqual(self.package("S0001").hold, "data")
        self.live_form(clear_trial=False).action_go_live()
        self.assertFalse(self.package("S0001").hold)
        self.assertEqual(self.on_hand(self.product), 1)
        self.assertEqual(self.company.dscsa_live_date, self.today)
        self.assertEqual(self.company.dscsa_live_by_id, self.manager)

    def test_before_a_later_date_nothing_is_held(self):
        later = self.today + timedelta(days=5)
        self.live_form(live_date=later).action_go_live()
        picking = self.receipt({self.product: 1})
        answer = self.scan(picking, self.label("S0001"))
        self.assertEqual((answer["level"], answer["code"]), ("amber", "NO_TI"))
        self.validate(picking)
        self.assertEqual(self.on_hand(self.product), 1)

    def test_there_is_no_way_back(self):
        with self.assertRaisesRegex(UserError, "today or a later"):
            self.live_form(live_date=self.today - timedelta(days=1)).action_go_live()
        self.live_form().action_go_live()
        admin = self.env.ref("base.user_admin")
        admin.company_ids = [Command.link(self.company.id)]
        company = self.company.with_user(admin)
        for date in (False, self.today + timedelta(days=9)):
            with self.assertRaisesRegex(UserError, "That stays"):
                company.dscsa_live_date = date
        company.dscsa_live_date = self.today


@tagged("post_install", "-at_install")
class TestOpeningStock(TrialCommon):
    """On hand before: recorded with its origin, never asked for TI/TS."""

    def stock(self, product, quantity, name):
        lot = self.env["stock.lot"].create(
            {
                "name": name,
                "product_id": product.id,
                "company_id": self.company.id,
                "expiration_date": "2040-01-31 12:00:00",
            }
        )
        self.env["stock.quant"]._update_available_quantity(
            product, self.warehouse.lot_stock_id, quantity, lot_id=lot
        )
        return lot

    def opening(self):
        return (
            self.env["dscsa.opening"]
            .with_user(self.technician)
            .create({"company_id": self.company.id})
        )

    def test_take_what_is_on_the_shelf(self):
        lot = self.stock(self.product, 12, "OLD1")
        self.other_product.tracking = "serial"
        serial = self.stock(self.other_product, 1, "OLD-SN-1")
        excluded = self._make_product(9, dscsa_scope="excluded", dscsa_exclusion="P8")
        self.stock(excluded, 5, "OTC1")
        opening = self.opening()
        opening.action_take_shelf()
        opening.action_take_shelf()
        self.assertEqual(
            set(opening.line_ids.mapped("product_id")),
            {self.product, self.other_product},
        )
        self.assertEqual(sorted(opening.line_ids.mapped("quantity")), [1, 12])
        opening.action_record()
        self.assertEqual(lot.dscsa_opening_id, opening)
        self.assertEqual(serial.dscsa_opening_id, opening)
        epc = self.epc(key_of(gtin_of(2), "OLD-SN-1"))
        self.assertEqual(
            (epc.origin, epc.status, epc.hold), ("opening", "in_stock", False)
        )
        self.live_form().action_go_live()
        self.assertTrue(epc.exists())
        sale = self.sell(self.product, 12)
        sale.with_user(self.stock_user).button_validate()
        self.assertEqual(sale.state, "done")

    def test_by_scan(self):
        self.stock(self.product, 2, "L1")
        opening = self.opening()
        opening.scans = "\n".join(
            [self.label("S0001"), self.label("S0002"), self.label("S0001"), "nonsense"]
        )
        opening.action_read_scans()
        self.assertEqual(opening.scans, "nonsense")
        self.assertEqual(len(opening.line_ids), 2)
        opening.action_record()
        self.assertEqual(self.package("S0002").origin, "opening")
        self.assertEqual(self.package("S0002").lot_id.name, "L1")

    def test_recorded_is_recorded(self):
        opening = self.opening()
        with self.assertRaisesRegex(UserError, "Nothing is counted"):
            opening.action_record()
        self.stock(self.product, 2, "L1")
        opening.action_take_shelf()
        opening.action_record()
        with self.assertRaisesRegex(UserError, "recorded"):
            opening.action_take_shelf()
        with self.assertRaisesRegex(UserError, "stays as it is"):
            opening.line_ids.quantity = 5
        with self.assertRaisesRegex(UserError, "stays on record"):
            opening.sudo().unlink()
