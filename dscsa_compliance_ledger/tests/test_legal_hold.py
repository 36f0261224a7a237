"""Legal holds: by rule and by hand, who sets and ends them, what they reach."""

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from odoo.addons.dscsa_compliance.tests.common import gtin_of

from .disposing import DisposalCommon


@tagged("post_install", "-at_install")
class TestLegalHold(DisposalCommon):
    def hold(self, user=None, **values):
        return (
            self.env["dscsa.legal.hold"]
            .with_user(user or self.pharmacist)
            .create(
                {
                    "company_id": self.company.id,
                    "reason": "Letter of counsel, file 17",
                    **values,
                }
            )
        )

    def covered(self, records):
        return self.env["dscsa.legal.hold"]._covers(records)

    def test_by_partner(self):
        mine, other = (
            self.paper(self.day(1)),
            self.paper(self.day(1), seller=self.stranger),
        )
        hold = self.hold(partner_ids=[(6, 0, self.seller.ids)])
        self.assertEqual(self.covered(mine | other), mine)
        self.assertEqual((mine.retention_flag, mine.retention_blocks), ("held", "hold"))
        self.assertIn("under legal hold", mine.retention_text)
        self.assertEqual(hold.held_count, 1)
        later = self.paper(self.day())
        self.assertEqual(self.covered(later), later, "a rule reaches what comes later")

    def test_by_drug_lot_and_days(self):
        inside = self.paper(self.day(1), lot="A7")
        self.paper(self.day(1), lot="B2")
        self.paper(self.day(3), lot="A7")
        unknown = self.paper(self.day(1))
        self.env["dscsa.transaction.line"].create(
            {"transaction_id": unknown.id, "gtin": gtin_of(1), "quantity": 1}
        )
        self.hold(goods=gtin_of(1), lots="A7; A8", date_from=self.day(2))
        rows = self.env["dscsa.transaction"].search(
            [("company_id", "=", self.company.id)]
        )
        self.assertEqual(self.covered(rows), inside | unknown)

    def test_what_nobody_listed_is_reached(self):
        """A delivery without lines, or of a lot in another print, can be of the lot."""
        bare = self.paper(self.day(1))
        spelt = self.paper(self.day(1), lot="a-7")
        other = self.paper(self.day(1), lot="B2")
        self.hold(goods=gtin_of(1), lots="Lot # A7, Exp 09/28")
        self.assertEqual(self.covered(bare | spelt | other), bare | spelt)
        with self.refused(ValidationError, "Which lots are meant"):
            self.hold(lots="unknown")
        self.hold(lots="A1 through A9")
        self.assertEqual(self.covered(other), other, "a range alone is no small thing")

    def test_a_file_is_held_with_its_contents(self):
        document = self.deliver(self.packages(2, lot="Z9"), invoice="5")
        self.hold(lots="Z9")
        self.assertEqual(document.retention_flag, "held")
        self.assertEqual(document.transaction_ids.retention_flag, "held")

    def test_by_hand(self):
        document = self.deliver(self.packages(2), invoice="6")
        action = document.with_user(self.pharmacist).action_dscsa_legal_hold()
        hold = (
            self.env["dscsa.legal.hold"]
            .with_user(self.pharmacist)
            .with_context(**action["context"])
            .create({"kind": "hand", "reason": "x", "company_id": self.company.id})
        )
        self.assertEqual(hold.record_ids.mapped("name"), [document.display_name])
        self.assertEqual(self.covered(document), document)
        self.assertEqual(document.transaction_ids.retention_flag, "held")
        hold._add(document)
        self.assertEqual(len(hold.record_ids), 1)
        self.assertEqual(hold.record_ids.model_name, "DSCSA Document")

    def test_everything_must_be_said(self):
        with self.refused(ValidationError, "Say what is held"):
            self.hold()
        with self.refused(ValidationError, "no NDC and no GTIN"):
            self.hold(goods="aspirin")
        with self.refused(ValidationError, "ends before it begins"):
            self.hold(date_from=self.day(), date_to=self.day(1))
        transaction = self.paper(self.day(1))
        self.hold(everything=True)
        self.assertEqual(self.covered(transaction), transaction)

    def test_ending(self):
        transaction = self.paper(self.day(7))
        hold = self.hold(everything=True)
        with self.refused(AccessError, "compliance manager"):
            hold.action_end()
        hold = hold.with_user(self.manager)
        with self.refused(UserError, "write why it ends"):
            hold.action_end()
        hold.ended_reason = "Settled; counsel agrees."
        hold.action_end()
        self.assertEqual((hold.state, hold.ended_by_id), ("ended", self.manager))
        self.assertTrue(hold.ended_at)
        self.assertFalse(self.covered(transaction))
        self.assertEqual(transaction.retention_flag, "past")
        with self.assertRaises(UserError):
            hold.ended_reason = "Other words"

    def test_it_stays_as_it_was_set(self):
        hold = self.hold(everything=True)
        for values in (
            {"everything": False},
            {"state": "ended"},
            {"reason": "other"},
            {"company_id": self.env.company.id},
        ):
            with self.assertRaises(UserError):
                hold.with_user(self.manager).write(values)
        with self.assertRaises(UserError):
            hold.sudo().unlink()
        with self.assertRaises(AccessError):
            self.hold(everything=True, state="ended")

    def test_rights(self):
        for user in (self.technician, self.auditor):
            with self.assertRaises(AccessError):
                self.hold(user, everything=True)
        hold = self.hold(everything=True)
        self.assertTrue(hold.with_user(self.auditor).reason)
        other = self._make_company("Oak Street Pharmacy", False)
        theirs = self.env["dscsa.legal.hold"].create(
            {"company_id": other.id, "reason": "x", "everything": True}
        )
        with self.assertRaises(AccessError):
            theirs.with_user(self.manager).read(["reason"])
        self.assertFalse(
            self.env["dscsa.legal.hold"]
            .with_user(self.manager)
            .search([("id", "=", theirs.id)])
        )
        transaction = self.paper(self.day(1))
        hold.with_user(self.manager).ended_reason = "over"
        hold.with_user(self.manager).action_end()
        self.assertFalse(self.covered(transaction), "a hold reaches its company only")

    def test_a_held_file_is_not_removed_as_misdirected(self):
        document = self.deliver(self.packages(2), invoice="8")
        self.hold(everything=True)
        with self.refused(UserError, "legal hold"):
            document.with_user(self.manager)._ask_removal("misdirected", "Not ours.")
        self.assertTrue(document.attachment_id)
