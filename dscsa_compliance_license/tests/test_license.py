"""The license register: proof in a minute, checks, evidence, what stays as it was."""

import base64
import hashlib
import io
from datetime import datetime, timedelta
from unittest.mock import patch

from PIL import Image

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from odoo.addons.dscsa_compliance.services.receiving.facts import today_of
from odoo.addons.dscsa_compliance.tests.past import arranged

from .licensing import PICTURE, LicenseCommon


@tagged("post_install", "-at_install")
class TestLicense(LicenseCommon):
    def test_typed_only_proves_nothing(self):
        row = self.paper(valid_to=self.day(300))
        self.assertEqual(row.status, "unchecked")
        self.assertEqual(self.status().status, "unchecked")

    def test_one_minute_proof_by_any_pharmacist(self):
        wizard = self.wizard(number="W 12-34", valid_to=self.day(200))
        self.assertEqual(wizard.state_id, self.nh)
        self.assertEqual(wizard.type_id, self.wholesale)
        wizard.action_check()
        row = self.env["dscsa.license"].search([("number", "=", "W 12-34")])
        self.assertEqual(row.status, "valid")
        self.assertEqual(row.number_key, "W1234")
        self.assertEqual(row.checked_by_id, self.pharmacist)
        self.assertEqual(row.method, "board_site")
        self.assertEqual(row.evidence_ids.attachment_id.raw, PICTURE)
        self.assertEqual(self.status().status, "ok")

    def test_screenshot_is_asked_for(self):
        with self.assertRaisesRegex(UserError, "screenshot"):
            self.wizard(number="W-1", file=False).action_check()
        by_call = self.wizard(number="W-1", file=False, method="call")
        with self.assertRaisesRegex(UserError, "who was called"):
            by_call.action_check()
        by_call.note = "Board of pharmacy, Ms. Hill: in force"
        by_call.action_check()
        self.assertEqual(self.status().status, "ok")

    def test_renewal_takes_the_license_on_file(self):
        row = self.paper()
        self.check(row, "confirmed", at=-400, valid_to=self.day(-9))
        self.assertEqual(self.status().status, "expired")
        wizard = self.wizard()
        self.assertEqual(wizard.license_id, row)
        with self.assertRaisesRegex(UserError, "past"):
            wizard.action_check()
        wizard.valid_to = self.day(360)
        wizard.action_check()
        self.assertEqual(self.status().status, "ok")
        self.assertEqual(len(row.check_ids), 2)
        self.assertEqual(row.valid_to, self.day(360))

    def test_expired_keeps_the_last_day_that_was_typed(self):
        last = self.day(-9)
        wizard = self.wizard(number="W-9", result="expired", valid_to=last)
        wizard.action_check()
        row = self.seller.dscsa_license_ids
        self.assertEqual((row.status, row.valid_to), ("expired", last))
        self.assertFalse(row.last_check_id.effective_date)
        reason = self.status().reasons[0]
        self.assertEqual((reason.code, reason.facts["date"]), ("LICENSE_EXPIRED", last))
        self.assertEqual(self.status(day=self.day(-5)).status, "expired")

    def test_expired_without_a_day_invents_none(self):
        self.wizard(number="W-9", result="expired").action_check()
        row = self.seller.dscsa_license_ids
        self.assertEqual((row.status, row.valid_to), ("expired", False))
        self.assertEqual(self.status().reasons[0].code, "LICENSE_FOUND_EXPIRED")
        with self.assertRaisesRegex(UserError, "not past"):
            self.wizard(
                number="W-9", result="expired", valid_to=self.day(1)
            ).action_check()

    def test_another_number_is_another_license(self):
        row = self.prove(days=10)
        self.wizard(number="W-777", valid_to=self.day(500)).action_check()
        self.assertEqual(len(self.seller.dscsa_license_ids - row), 1)

    def test_large_screenshot_keeps_its_bytes(self):
        out = io.BytesIO()
        Image.new("RGB", (2600, 2200), "white").save(out, "PNG")
        content = out.getvalue()
        wizard = self.wizard(number="W-2", file=base64.b64encode(content))
        wizard.action_check()
        evidence = self.seller.dscsa_license_ids.evidence_ids
        self.assertEqual(evidence.attachment_id.raw, content)
        self.assertEqual(evidence.sha256, hashlib.sha256(content).hexdigest())
        self.assertEqual(evidence.size, len(content))

    def test_evidence_cannot_be_removed_or_altered(self):
        row = self.paper()
        self.check(row, "confirmed", evidence=[("board.png", PICTURE)])
        file = row.evidence_ids.attachment_id
        for env_user in (self.manager, self.env.user):
            with self.subTest(env_user.login):
                attachment = file.with_user(env_user).sudo()
                with self.assertRaisesRegex(UserError, "evidence"):
                    attachment.unlink()
                with self.assertRaisesRegex(UserError, "evidence"):
                    attachment.write({"raw": b"other"})
                with self.assertRaisesRegex(UserError, "evidence"):
                    attachment.write({"res_id": 0})
        file.write({"raw": PICTURE})
        for records in (row.evidence_ids, row.check_ids, row):
            with self.subTest(records._name), self.assertRaises(UserError):
                records.sudo().unlink()

    def test_checked_facts_are_not_typed_over(self):
        row = self.prove().with_user(self.pharmacist)
        for values in (
            {"number": "X"},
            {"valid_to": self.day(900)},
            {"state_id": self.ma.id},
            {"standing": "valid"},
            {"partner_id": self.stranger.id},
        ):
            with self.subTest(values), self.assertRaises(UserError):
                row.write(values)
        row.discipline = "Warned in 2019"
        with self.assertRaises(AccessError):
            row.check_ids.write({"valid_to": self.day(900)})
        with self.assertRaises(AccessError):
            self.env["dscsa.license.check"].with_user(self.manager).create(
                {"license_id": row.id, "result": "confirmed", "method": "call"}
            )
        fresh = self.paper(number="W-9").with_user(self.pharmacist)
        with self.assertRaisesRegex(UserError, "standing"):
            fresh.standing = "valid"
        fresh.number = "W-10"

    def test_rights(self):
        row = self.paper()
        for user in (self.technician, self.auditor, self.buyer):
            with self.subTest(user.login):
                row.with_user(user).read(["number", "status"])
                with self.assertRaises(AccessError):
                    self.check(row, "confirmed", user=user)
                with self.assertRaises(AccessError):
                    row.with_user(user).note = "x"
                with self.assertRaises(AccessError):
                    self.wizard(user=user)
        self.check(row, "confirmed", user=self.pharmacist)
        with self.assertRaisesRegex(UserError, "compliance manager"):
            row.with_user(self.pharmacist).active = False
        row.with_user(self.manager).active = False
        self.assertEqual(self.status().status, "none")
        with self.assertRaises(AccessError):
            row.with_user(self.stock_user).read(["number"])

    def test_other_company_sees_nothing(self):
        row = self.prove()
        other = self._make_company("Oak Street Pharmacy", "0399000000017")
        self.manager.write({"company_ids": [(4, other.id)]})
        env = self.env(user=self.manager, context={"allowed_company_ids": other.ids})
        self.assertFalse(env["dscsa.license"].search([("id", "=", row.id)]))
        with self.assertRaises(AccessError):
            env["dscsa.license"].browse(row.id).read(["number"])
        from ..services.partner_status import PartnerStatus

        found = PartnerStatus(self.env, other, self.seller).answer(self.seller)
        self.assertEqual(found.status, "none")

    def test_state_and_dates_are_checked(self):
        with self.assertRaisesRegex(ValidationError, "which State"):
            self.paper(state_id=False)
        with self.assertRaisesRegex(ValidationError, "before it begins"):
            self.paper(valid_from=self.day(5), valid_to=self.day(1))
        federal = self.env.ref("dscsa_compliance_license.license_type_fda_registration")
        self.paper(type_id=federal.id, state_id=False)

    def test_clerical_results_change_nothing(self):
        row = self.prove(days=100)
        for result in ("not_found", "differs", "unreachable"):
            with self.subTest(result):
                self.check(row, result, method="fda_list")
                self.assertEqual(row.standing, "valid")
                self.assertEqual(row.valid_to, self.day(100))
                self.assertEqual(self.status().status, "ok")

    def test_suspension_ends_by_the_manager_only(self):
        row = self.prove()
        self.check(row, "suspended", user=self.pharmacist)
        self.assertEqual(self.status().status, "suspended")
        # a list that still names it, run as superuser, lifts nothing
        row.sudo()._record_check("confirmed", "fda_list", valid_to=self.day(300))
        self.assertEqual(self.status().status, "suspended")
        wizard = self.wizard(valid_to=self.day(300))
        self.assertTrue(wizard.is_grave)
        with self.assertRaisesRegex(AccessError, "compliance manager"):
            wizard.action_check()
        self.wizard(user=self.manager, valid_to=self.day(300)).action_check()
        self.assertEqual(self.status().status, "ok")

    def test_two_tenses(self):
        row = self.paper()
        self.check(row, "confirmed", at=-100, valid_to=self.day(300))
        self.check(row, "revoked", effective_date=self.day(-50))
        day = self.day(-20)
        self.assertEqual(self.status(day=day).status, "revoked")
        self.assertEqual(self.status(day=day, known_by=day).status, "ok")
        wizard = self.env["dscsa.as.of.wizard"].create(
            {"partner_id": self.seller.id, "day": day, "company_id": self.company.id}
        )
        self.assertIn("revoked", wizard.valid_text)
        self.assertIn("may sell to you", wizard.known_text)
        self.assertEqual((len(wizard.check_ids), len(wizard.later_check_ids)), (1, 1))

    def test_ends_in_the_zone_of_the_company(self):
        # 03:30 UTC is still the evening before in New York
        late = datetime(2026, 3, 11, 3, 30)
        row = self.paper()
        self.check(row, "confirmed", at=-100, valid_to=late.date() - timedelta(days=1))
        for moment, status in ((late, "ok"), (late + timedelta(hours=2), "expired")):
            day = self._today_at(moment)
            with self.subTest(status):
                check = row.check_ids
                with arranged():
                    check.checked_at = moment - timedelta(days=30)
                self.assertEqual(self.status(day=day).status, status)

    def _today_at(self, moment):
        """What the company's calendar shows at a UTC moment."""
        import pytz

        class Clock(datetime):
            @classmethod
            def now(cls, tz=None):
                return pytz.utc.localize(moment).astimezone(tz or pytz.utc)

        target = "odoo.addons.dscsa_compliance.services.receiving.facts.datetime"
        with patch(target, Clock):
            return today_of(self.company)

    def test_own_licenses(self):
        site = self.env["res.partner"].create(
            {"name": "Annex", "parent_id": self.company.partner_id.id}
        )
        row = self.paper(self.company.partner_id)
        annex = self.paper(site, number="W-3")
        self.assertTrue(row.is_own and annex.is_own)
        self.assertFalse(self.prove().is_own)
        self.check(row, "confirmed", valid_to=self.day(20))
        self.check(annex, "confirmed", at=-90, valid_to=self.day(-1))
        self.assertEqual(self.company._dscsa_own_licenses(), row)
        report = self.env["ir.actions.report"]._render_qweb_html(
            "dscsa_compliance_license.report_own_licenses", self.company.ids
        )[0]
        self.assertIn(b"W-100", report)
        self.assertNotIn(b"W-3<", report)

    def test_reports_on_paper(self):
        self.prove()
        self.wizard(self.stranger, number="X-1").action_check()
        rows = self.env["dscsa.partner.status"]._refresh(self.company)
        wizard = self.env["dscsa.as.of.wizard"].create(
            {"partner_id": self.seller.id, "company_id": self.company.id}
        )
        for name, records, words in (
            ("report_partner_status", rows, b"Hazel Wholesale"),
            ("report_as_of", wizard, b"Known to us on that day"),
        ):
            with self.subTest(name):
                html = self.env["ir.actions.report"]._render_qweb_html(
                    f"dscsa_compliance_license.{name}", records.ids
                )[0]
                self.assertIn(words, html)

    def test_status_list_follows(self):
        self.order({self.product: 1}, partner=self.stranger, confirm=False)
        self.prove(days=20)
        status = self.env["dscsa.partner.status"]
        rows = status._refresh(self.company)
        found = {row.partner_id: row.status for row in rows}
        self.assertEqual(found, {self.seller: "ok", self.stranger: "none"})
        self.assertEqual(rows.filtered("is_supplier").partner_id, self.stranger)
        groups = status._read_group(
            [("company_id", "=", self.company.id)], ["status"], ["__count"]
        )
        self.assertEqual(dict(groups), {"ok": 1, "none": 1})
        self.wizard(self.stranger, number="X-1").action_check()
        again = status._refresh(self.company)
        self.assertEqual(again, rows)
        self.assertEqual(set(again.mapped("status")), {"ok"})
        self.assertEqual(fields.Date.to_string(rows[0].as_of), str(self.day(0)))
