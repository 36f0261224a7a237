from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from .test_ledger import LedgerCommon


@tagged("post_install", "-at_install")
class TestCheckCard(LedgerCommon):
    def test_a_good_check_elsewhere_hides_no_bad_one(self):
        other = self.env["res.company"].create({"name": "Second Site"})
        checks = self.env["dscsa.ledger.check"].sudo()
        now = fields.Datetime.now()
        for company, state, minutes in ((self.company, "bad", 9), (other, "good", 1)):
            ended = now - timedelta(minutes=minutes)
            checks.create(
                {
                    "company_id": company.id,
                    "state": state,
                    "started_at": ended,
                    "ended_at": ended,
                    "finding_count": int(state == "bad"),
                }
            )
        today = self.env["dscsa.today"].sudo()
        both = (self.company | other).ids
        (card,) = today.with_context(allowed_company_ids=both)._ledger_cards()
        self.assertEqual((card["level"], card["count"]), ("red", 1))
