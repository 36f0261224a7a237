from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import SQL

from odoo.addons.dscsa_compliance_ledger.services.ledger.sealer import Sealer

from ..services.kept import case_scopes
from .doubting import DoubtCommon


@tagged("post_install", "-at_install")
class TestShownElsewhere(DoubtCommon):
    """Today, readiness, keeping and the ledger tell the truth about cases."""

    def card(self, key):
        cards = self.env["dscsa.today"].with_user(self.pharmacist)._cards()
        return next((card for card in cards if card["key"] == key), None)

    def test_today_counts_until_it_is_closed(self):
        case = self.told(self.illegitimate(self.suspect()))
        card = self.card("cases")
        self.assertEqual((card["count"], card["level"]), (1, "amber"))
        self.assertIn("not closed yet", card["sentence"])
        self.assertEqual(case.state, "notified")

    def test_today_keeps_a_cleared_case_fda_waits_for(self):
        case = self.suspect()
        case.with_user(self.technician).fda_asked_on = "2026-11-30"
        self.answered(case)
        self.decide(case)
        self.assertIn("is to hear it", self.card("cases")["sentence"])
        self.told(case)
        self.assertEqual(self.card("cases")["count"], 0)

    def test_counts_for_the_readiness_report(self):
        counts = self.company._dscsa_case_counts
        self.assertEqual(set(counts().values()), {0})
        case = self.suspect()
        self.assertEqual((counts()["open"], counts()["settled"]), (1, 0))
        self.illegitimate(case)
        self.assertEqual((counts()["settled"], counts()["untold"]), (1, 1))
        case.sudo().write(
            {
                "determined_at": fields.Datetime.now() - timedelta(hours=25),
                "suspect_at": fields.Datetime.now() - timedelta(hours=26),
            }
        )
        self.assertEqual(counts()["late"], 1)
        self.told(case)
        self.assertEqual((counts()["told"], counts()["late"]), (1, 1))

    def test_theft_or_loss_is_a_card_of_its_own(self):
        """Of a Friday the next business day is Monday; the case says nothing of it."""
        case = self.suspect()
        self.assertIsNone(self.card("losses"))
        losses = self.env["dscsa.loss"].with_user(self.technician)
        loss = losses.create(
            {
                "company_id": self.company.id,
                "investigation_id": case.id,
                "drug": "Testamol CII",
                "discovered_at": "2026-11-20 15:00:00",
            }
        )
        self.assertEqual(str(loss.due_on), "2026-11-23")
        self.assertEqual(self.card("losses")["level"], "red")
        self.assertNotIn("Testamol CII", f"{case.why} {case.goods} {case.next_step}")
        with self.assertRaisesRegex(UserError, "how DEA was told"):
            loss.action_told()
        loss.dea_how = "Mail to the field office"
        with self.assertRaises(UserError):
            loss.dea_told_at = "2026-11-21 10:00:00"
        loss.action_told()
        self.assertIsNone(self.card("losses"))
        with self.assertRaises(UserError):
            loss.drug = "Nothing"

    def test_an_open_case_holds_the_records_of_its_goods(self):
        """Also one about a bottle known by its typed NDC; a closed one does not."""
        ndc = self.product.dscsa_ndc
        case = self.doubt(whose="patient", gtin=ndc, lot="L1")
        scopes = case_scopes(self.env, self.company)
        self.assertTrue(any(self.epcs[0].gtin in scope.gtins for scope in scopes))
        self.found(case, kind="look", reference="Photo 2")
        self.decide(case)
        self.assertFalse(case_scopes(self.env, self.company))

    def test_the_ledger_names_a_case_changed_outside(self):
        """A state, a determination or a notice changed by SQL is found."""
        ledger = self.env["dscsa.ledger"]
        case = self.illegitimate(self.suspect())
        self.env.flush_all()
        ledger._note_pending()
        while Sealer(self.env).run():
            pass
        self.assertNotIn(case.name, str(ledger._check(self.company)))
        for table, change, row in (
            ("dscsa_investigation", "state = 'cleared'", case),
            ("dscsa_investigation_notice", "told_at = now()", case.notice_ids[0]),
        ):
            with self.subTest(table), self.env.cr.savepoint() as savepoint:
                self.env.cr.execute(
                    SQL(
                        "UPDATE %s SET %s WHERE id = %s",
                        SQL.identifier(table),
                        SQL(change),
                        row.id,
                    )
                )
                self.env.invalidate_all()
                self.assertIn(row.display_name, str(ledger._check(self.company)))
                savepoint.rollback()
                self.env.invalidate_all()
