from odoo.tests import tagged

from ..services.size import memo
from .test_binder import BinderCommon


@tagged("post_install", "-at_install")
class TestSize(BinderCommon):
    """The size memo and the day the owner relies on."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.write(
            {"dscsa_profile": "pharmacy_small", "dscsa_live_date": "2026-01-05"}
        )

    def severity(self, code, day):
        table = self.env["dscsa.severity"]
        return table._severities([code], self.company, day)[code]

    def test_the_memo_says_which_letter_counts_when(self):
        self.company.write(
            {"dscsa_licensed_count": 6, "dscsa_licensed_date": "2026-11-27"}
        )
        text = " ".join(memo(self.env["dscsa.binder"]._of_company(self.company)))
        self.assertIn("as of 27 Nov 2026, and so does", text)
        self.assertIn("as of 27 Nov 2024: no number of that day", text)

    def test_the_day_the_owner_relies_on_moves_the_severities(self):
        binder = self.env["dscsa.binder"]._of_company(self.company)
        binder.with_user(self.manager).size_choice = "printed"
        self.assertEqual(self.severity("TI_LOT_LEVEL", "2026-11-26"), "note")
        self.assertEqual(self.severity("TI_LOT_LEVEL", "2026-11-27"), "amber")
        other = self.env["res.company"].create(
            {"name": "Oak", "dscsa_profile": "pharmacy_small"}
        )
        table = self.env["dscsa.severity"]
        self.assertEqual(
            table._severities(["TI_LOT_LEVEL"], other, "2026-12-01"),
            {"TI_LOT_LEVEL": "note"},
        )
        binder.with_user(self.manager).write(
            {"size_choice": "reported", "size_note": "Call with FDA on 1 Dec 2026"}
        )
        self.assertEqual(self.severity("TI_LOT_LEVEL", "2026-12-01"), "note")
