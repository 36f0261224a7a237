"""Each step of a disposal is taken once, in its order."""

from odoo.exceptions import UserError
from odoo.tests import tagged

from odoo.addons.dscsa_compliance.tests.past import arranged

from .disposing import DisposalCommon


@tagged("post_install", "-at_install")
class TestDisposalSteps(DisposalCommon):
    def draft(self):
        """What the manager has not proposed yet."""
        disposals = self.env["dscsa.disposal"].with_user(self.manager)
        return disposals.create({"company_id": self.company.id})

    def test_a_draft_goes_what_was_proposed_stays(self):
        draft = self.draft()
        draft.sudo().unlink()
        self.assertFalse(draft.exists())
        self.paper(self.day(7))
        self.nightly()
        disposal = self.propose()
        with arranged(), self.refused(UserError, "Stop it instead"):
            disposal.sudo().unlink()

    def test_no_step_twice(self):
        self.paper(self.day(7))
        self.nightly()
        disposal = self.propose()
        with self.refused(UserError, "proposed already"):
            disposal.action_propose()
        disposal.action_approve()
        with self.refused(UserError, "not waiting for approval"):
            disposal.action_approve()
        disposal.action_stop()
        with self.refused(UserError, "ended already"):
            disposal.action_stop()

    def test_nothing_to_dispose_of_is_not_approved(self):
        self.nightly()
        disposal = self.propose()
        with self.refused(UserError, "nothing may be disposed of"):
            disposal.action_approve()

    def test_what_was_left_is_proposed_again(self):
        transaction = self.paper(self.day(7))
        self.nightly()
        disposal = self.propose()
        disposal.action_stop()
        again = self.env["dscsa.disposal"].browse(
            disposal.action_propose_again()["res_id"]
        )
        self.assertEqual(again.state, "proposed")
        self.assertIn(transaction.id, again.sudo().line_ids.mapped("res_id"))
        line = again.sudo().line_ids[:1]
        self.assertEqual(line.action_open()["res_id"], line.res_id)
        for action in (again.action_view_lines(), again.action_view_tombstones()):
            self.assertEqual(action["domain"], [("disposal_id", "=", again.id)])

    def test_approved_also_where_somebody_deleted_the_job(self):
        self.paper(self.day(7))
        self.nightly()
        disposal = self.propose()
        self.env.ref("dscsa_compliance_ledger.ir_cron_dispose").unlink()
        disposal.action_approve()
        self.assertEqual(disposal.state, "approved")
