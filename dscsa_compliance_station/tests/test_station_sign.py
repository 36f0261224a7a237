"""Initials and PIN at a shared bench: who did it, and that nobody can pretend."""

from datetime import timedelta

from odoo import Command, fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, new_test_user, tagged

from odoo.addons.dscsa_compliance.tests.common import gtin_of

from .station import StationCommon


@tagged("post_install", "-at_install")
class TestStationSign(StationCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # hashing a PIN takes its time by design
        cls.env["ir.config_parameter"].set_param("password.hashing.rounds", 1)
        cls.env.registry.clear_cache("stable")
        cls.addClassCleanup(cls.env.registry.clear_cache, "stable")
        cls.give_pin(cls.technician, "LT", "4713")
        cls.give_pin(cls.pharmacist, "DP", "860142")
        cls.company.dscsa_pin_required = True

    def sign(self, initials="LT", pin="4713", user=None):
        """``dscsa_sign`` at the bench of a login."""
        return self.station(user).dscsa_sign(initials, pin)

    def admin(self):
        """Odoo's administrator, at work in our company."""
        admin = self.env.ref("base.user_admin")
        admin.company_ids += self.company
        return admin

    # the PIN -------------------------------------------------------------------------
    def test_nobody_reads_a_pin(self):
        pins = self.env["dscsa.pin"].sudo().search([])
        self.assertNotIn("4713", "".join(pins.mapped("digest")))
        for user in (self.technician, self.manager, self.admin()):
            with self.assertRaises(AccessError):
                self.env["dscsa.pin"].with_user(user).search_read([], ["digest"])
            with self.assertRaises(AccessError):
                pins.with_user(user).read(["wrong_count"])
            shown = self.technician.with_user(user).read(["dscsa_pin"])
            self.assertFalse(shown[0]["dscsa_pin"])
        self.assertTrue(self.technician.dscsa_has_pin)

    def test_only_oneself_sets_it_and_an_admin_takes_it_away(self):
        admin = self.admin()
        with self.assertRaisesRegex(UserError, "Only"):
            self.technician.with_user(admin).dscsa_pin = "7391"
        self.technician.with_user(admin).dscsa_pin = False
        self.assertFalse(self.technician.dscsa_has_pin)
        with self.in_session():
            self.assertFalse(self.sign()["ok"])

    def test_pins_that_are_no_secret(self):
        mine = self.technician.with_user(self.technician)
        for pin in ("123", "1111", "2345", "9876", "12a4", "1" * 13, "٤٧١٣"):
            with self.assertRaises(ValidationError):
                mine.dscsa_pin = pin

    def test_two_people_do_not_share_initials(self):
        with self.assertRaisesRegex(ValidationError, "already"):
            self.pharmacist.dscsa_initials = "lt"
        oak = self._make_company("Oak Pharmacy", gtin_of(9)[1:])
        stranger = new_test_user(
            self.env,
            login="oak_lt",
            groups="stock.group_stock_user",
            company_id=oak.id,
            company_ids=[Command.set(oak.ids)],
        )
        stranger.dscsa_initials = "LT"

    # signing -------------------------------------------------------------------------
    def test_right_wrong_and_the_growing_wait(self):
        with self.in_session():
            for _try in range(3):
                answer = self.sign(pin="0000")
                self.assertFalse(answer["ok"])
            self.assertIn("wrong", answer["sentence"])
            answer = self.sign()
            self.assertFalse(answer["ok"])
            self.assertIn("Wait", answer["sentence"])
            pins = self.env["dscsa.pin"]._of(self.technician)
            first = pins.wait_until - fields.Datetime.now()
            pins.wait_until = fields.Datetime.now() - timedelta(seconds=1)
            self.sign(pin="0000")
            second = pins.wait_until - fields.Datetime.now()
            self.assertGreater(second, first)
            pins.wait_until = fields.Datetime.now() - timedelta(seconds=1)
            answer = self.sign()
            self.assertTrue(answer["ok"])
            self.assertEqual(answer["name"], self.technician.name)
            self.assertEqual(pins.wrong_count, 0)

    def test_unknown_initials_say_the_same(self):
        with self.in_session():
            known = self.sign(pin="0000")["sentence"]
            for initials in ("ZZ", "", "%", False):
                answer = self.sign(initials=initials)
                self.assertEqual((answer["ok"], answer["sentence"]), (False, known))

    def test_nobody_signs_outside_of_a_session(self):
        answer = self.sign()
        self.assertFalse(answer["ok"])
        self.assertFalse(self.env["dscsa.signature"].search([]))

    def test_people_without_the_role_or_company_do_not_sign(self):
        self.give_pin(self.auditor, "AU", "5520")
        with self.in_session():
            self.assertFalse(self.sign("AU", "5520")["ok"])
            with self.assertRaises(AccessError):
                self.sign("AU", "5520", user=self.auditor)
            self.technician.active = False
            self.assertFalse(self.sign(user=self.pharmacist)["ok"])

    # acts ----------------------------------------------------------------------------
    def test_scan_waits_for_the_signature_and_stores_nothing(self):
        picking = self.receipt({self.product: 2}, self.packages(2))
        with self.in_session():
            answer = self.scan(picking, self.label("S0001"), client_uuid="s-1")
            self.assertEqual(answer["code"], "SIGN_FIRST")
            self.assertEqual(answer["button"]["key"], "sign")
            self.assertFalse(answer["scan_id"])
            self.assertEqual(
                answer["overview"]["pin"], {"required": True, "signed_as": False}
            )
            self.sign("DP", "860142")
            answer = self.scan(picking, self.label("S0001"), client_uuid="s-1")
            scan = self.env["dscsa.scan"].browse(answer["scan_id"])
            self.assertEqual(scan.signed_by_id, self.pharmacist)
            self.assertEqual(scan.user_id, self.technician)
            people = answer["overview"]["people"]
            self.assertEqual(people[0]["name"], self.pharmacist.name)
        with self.in_session("another"):
            answer = self.scan(picking, self.label("S0002"))
            self.assertEqual(answer["code"], "SIGN_FIRST")

    def test_another_login_in_the_same_session_is_not_signed(self):
        picking = self.receipt({self.product: 2}, self.packages(2))
        with self.in_session():
            self.sign()
            answer = picking.with_user(self.stock_user).dscsa_scan(
                self.label("S0001"), "other-login"
            )
            self.assertEqual(answer["code"], "SIGN_FIRST")

    def test_the_signature_ends(self):
        picking = self.receipt({self.product: 3}, self.packages(3))
        self.company.dscsa_pin_minutes = 5
        with self.in_session():
            self.sign()
            self.assertEqual(self.scan(picking, self.label("S0001"))["level"], "green")
            row = self.env["dscsa.signature"].search([], limit=1)
            minutes = (row.until - row.signed_at).total_seconds() / 60
            self.assertAlmostEqual(minutes, 5, delta=0.1)
            row.sudo().until = fields.Datetime.now() - timedelta(seconds=1)
            self.assertEqual(
                self.scan(picking, self.label("S0002"))["code"], "SIGN_FIRST"
            )
            self.sign()
            self.station().dscsa_sign_out()
            self.assertEqual(
                self.scan(picking, self.label("S0002"))["code"], "SIGN_FIRST"
            )

    def test_validation_by_button_and_by_form(self):
        picking = self.receipt({self.product: 1}, self.packages(1))
        with self.in_session():
            self.sign()
            self.scan(picking, self.label("S0001"))
        with self.in_session("not signed"):
            answer = picking.dscsa_press("validate")
            self.assertEqual(
                (answer["code"], picking.state), ("SIGN_FIRST", "assigned")
            )
            with self.assertRaisesRegex(UserError, "Sign first"):
                picking.button_validate()
            with self.assertRaisesRegex(UserError, "Sign first"):
                picking.dscsa_undo_scan(1)
            self.sign("DP", "860142")
            picking.dscsa_press("validate")
        self.assertEqual(picking.state, "done")
        self.assertEqual(picking.sudo().dscsa_signed_by_id, self.pharmacist)
        event = self.env["dscsa.event"].search(
            [("picking_id", "=", picking.id), ("step", "=", "receiving")]
        )
        self.assertEqual(event.signed_by_id, self.pharmacist)
        titles = [row["title"] for row in self.package("S0001").timeline()]
        self.assertIn(self.pharmacist.name, titles[0])

    def held(self):
        """One package on hold."""
        picking = self.receipt({self.product: 2}, self.packages(1))
        self.company.dscsa_pin_required = False
        self.scan(picking, self.label("X1", lot="ZZ9"))
        self.validate(picking)
        self.company.dscsa_pin_required = True
        return self.package("X1")

    def release_form(self, user, initials, pin):
        """The release form as a person of that login fills it in."""
        form = Form(
            self.env["dscsa.release.wizard"]
            .with_user(user)
            .with_context(
                default_epc_ids=self.package("X1").ids,
                allowed_company_ids=self.company.ids,
            )
        )
        form.reason = "seller_confirmed"
        if form.sign_required:
            form.sign_initials = initials
            form.sign_pin = pin
        return form.save()

    def test_release_form_asks_for_the_pharmacist(self):
        epc = self.held()
        with self.in_session():
            wrong = self.release_form(self.pharmacist, "DP", "0000")
            with self.assertRaisesRegex(UserError, "wrong"):
                wrong.action_release()
            self.assertEqual(self.env["dscsa.pin"]._of(self.pharmacist).wrong_count, 1)
            self.assertEqual(epc.hold, "data")
            right = self.release_form(self.pharmacist, "DP", "860142")
            right.action_release()
        self.assertFalse(epc.hold)
        release = self.env["dscsa.release"].search([("epc_ids", "in", epc.ids)])
        self.assertEqual(release.signed_by_id, self.pharmacist)
        self.env.cr.execute("SELECT * FROM dscsa_release_wizard")
        self.assertNotIn("860142", str(self.env.cr.fetchall()))

    def test_rights_are_the_signers_and_never_more_than_the_logins(self):
        epc = self.held()
        releases = self.env["dscsa.release"]
        with self.in_session():
            self.sign("LT", "4713", user=self.pharmacist)
            with self.assertRaisesRegex(AccessError, "has signed and may not"):
                releases.with_user(self.pharmacist)._release(epc, "seller_confirmed")
        with self.in_session("technicians login"):
            self.sign("DP", "860142", user=self.technician)
            with self.assertRaisesRegex(AccessError, "Only a pharmacist"):
                releases.with_user(self.technician)._release(epc, "seller_confirmed")
        self.assertEqual(epc.hold, "data")

    def test_uses_and_stock_takes_are_signed(self):
        self.company.write({"dscsa_use_packages": True, "dscsa_pin_required": False})
        self.in_stock(2)
        self.company.dscsa_pin_required = True
        bench, count = self.begin("dispensed"), self.begin("count")
        with self.in_session():
            self.assertEqual(
                self.scan_at(bench, self.label("S0001"))["code"], "SIGN_FIRST"
            )
            self.assertEqual(count.dscsa_press("close")["code"], "SIGN_FIRST")
            self.assertEqual(self.package("S0001").status, "in_stock")
            self.sign()
            answer = self.scan_at(bench, self.label("S0001"))
            scan = self.env["dscsa.bench.scan"].browse(answer["scan_id"])
            self.assertEqual(scan.signed_by_id, self.technician)
            self.scan_at(count, self.label("S0002"))
            count.dscsa_press("close")
            self.assertEqual(count.signed_by_id, self.technician)

    def test_jobs_of_the_system_sign_nothing(self):
        """A late file still lets go what waited for it."""
        picking = self.receipt({self.product: 1})
        self.company.dscsa_pin_required = False
        self.scan(picking, self.label("S0001"))
        self.validate(picking)
        self.company.dscsa_pin_required = True
        self.assertEqual(self.package("S0001").hold, "data")
        self.deliver(self.packages(1), po=picking.sudo().purchase_id.name)
        self.run_release()
        self.assertFalse(self.package("S0001").hold)

    def test_signatures_stay(self):
        with self.in_session():
            self.sign()
        row = self.env["dscsa.signature"].search([], limit=1)
        with self.assertRaises(UserError):
            row.with_user(self.env.ref("base.user_admin")).signer_id = 1
        with self.assertRaises(UserError):
            row.sudo().unlink()
        with self.assertRaises(AccessError):
            row.with_user(self.technician).read(["signer_id"])
        with self.assertRaises(AccessError):
            row.with_user(self.auditor).read(["session_key"])
        self.assertTrue(row.with_user(self.auditor).read(["signer_id"]))
