from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import gtin_of
from .receiving import ReceivingCommon

PROFILES = ("pharmacy_small", "pharmacy", "practitioner", "wholesaler")
TABLE = {
    "NO_TI": ("hold", "hold", "note", "hold"),
    "TI_LOT_LEVEL": ("note", "amber", "note", "hold"),
    "SERIAL_NOT_ANNOUNCED": ("amber", "hold", "note", "hold"),
    "NDC_NOT_ANNOUNCED": ("hold", "hold", "note", "hold"),
    "LOT_NOT_ANNOUNCED": ("hold", "hold", "note", "hold"),
    "OVERAGE": ("hold", "hold", "note", "hold"),
    "SHORTAGE": ("amber", "amber", "note", "amber"),
    "GLN_UNKNOWN": ("note",) * 4,
    "SERIAL_RETURNED_BEFORE": ("note",) * 4,
    "SERIAL_IN_STOCK": ("note",) * 4,
    "SERIAL_DISPENSED_BEFORE": ("hold",) * 4,
    "SERIAL_OTHER_SELLER": ("hold",) * 4,
    "EXPIRED": ("stop",) * 4,
    "SHORT_DATED": ("note",) * 4,
    "SCOPE_UNDETERMINED": ("note",) * 4,
    "BARCODE_UNREADABLE": ("note",) * 4,
    "RECALLED": ("hold",) * 4,
    "STATEMENT_NEGATIVE": ("hold",) * 4,
}


@tagged("post_install", "-at_install")
class TestSeverity(ReceivingCommon):
    """What a finding means is data, by profile, company and day."""

    def severity(self, code, **options):
        return self.env["dscsa.severity"]._severities([code], self.company, **options)[
            code
        ]

    def test_table(self):
        for code, row in TABLE.items():
            for profile, expected in zip(PROFILES, row, strict=True):
                self.company.dscsa_profile = profile
                with self.subTest(code=code, profile=profile):
                    self.assertEqual(self.severity(code), expected)

    def test_other_profiles_follow_the_nearest(self):
        for profile, expected in (
            ("hospital", "hold"),
            ("chain", "hold"),
            ("3pl", "hold"),
            ("repackager", "hold"),
        ):
            self.company.dscsa_profile = profile
            self.assertEqual(self.severity("SERIAL_NOT_ANNOUNCED"), expected)

    def test_own_rows_and_days(self):
        table = self.env["dscsa.severity"]
        table.create(
            {
                "code": "NO_TI",
                "profile": "pharmacy",
                "severity": "amber",
                "company_id": self.company.id,
                "valid_from": "2030-01-01",
            }
        )
        self.assertEqual(self.severity("NO_TI"), "hold")
        self.assertEqual(self.severity("NO_TI", day="2030-01-01"), "amber")
        other = self.env["res.company"].create(
            {"name": "Oak", "dscsa_profile": "chain"}
        )
        self.assertEqual(
            table._severities(["NO_TI"], other, "2031-01-01"), {"NO_TI": "hold"}
        )

    def test_loading_again_keeps_edits(self):
        row = self.env["dscsa.severity"].search(
            [("code", "=", "NO_TI"), ("profile", "=", "pharmacy")]
        )
        row.severity = "amber"
        self.env["dscsa.severity"]._load_defaults()
        self.assertEqual(row.severity, "amber")

    def test_only_the_manager_edits(self):
        row = self.env["dscsa.severity"].search([], limit=1)
        with self.assertRaises(AccessError):
            row.with_user(self.pharmacist).severity = "note"
        row.with_user(self.manager).severity = "note"

    def test_same_delivery_under_four_profiles(self):
        """One serial that was not announced, one lot that was not."""
        for profile, shelf in zip(PROFILES, (3, 2, 4, 2), strict=True):
            self.company.dscsa_profile = profile
            prefix = profile[:2] + profile[-3:]
            picking = self.receipt(
                {self.product: 4},
                self.packages(3, prefix=prefix, lot=f"L{prefix}"),
                instance=profile,
            )
            before = self.on_hand(self.product)
            self.scan_all(picking, 2, prefix=prefix, lot=f"L{prefix}")
            self.scan(picking, self.label(f"{prefix}X", lot=f"L{prefix}"))
            self.scan(picking, self.label(f"{prefix}Y", lot=f"Z{prefix}"))
            self.validate(picking)
            with self.subTest(profile=profile):
                self.assertEqual(self.on_hand(self.product) - before, shelf)

    def test_undetermined_scope_never_holds(self):
        self.product.dscsa_scope = "undetermined"
        picking = self.receipt({self.product: 2}, self.packages(1))
        self.scan_all(picking, 1)
        self.scan(picking, self.label("X1", lot="ZZ"))
        self.validate(picking)
        self.assertEqual(self.on_hand(self.product), 2)

    def test_before_the_live_date_nothing_is_held(self):
        self.company.dscsa_live_date = self.days_ago(-30)
        picking = self.receipt({self.product: 1})
        answer = self.scan(picking, self.label("N1"))
        self.assertEqual(answer["level"], "amber")
        # what is not held is not sent to a bin, neither now nor when asked again
        again = self.env["dscsa.scan"].browse(answer["scan_id"])._answer(self.env)
        for step in (answer["next_step"], again["next_step"]):
            self.assertIn("may go up", step)
        self.validate(picking)
        self.assertEqual(self.on_hand(self.product), 1)
        row = self.discrepancies(picking)
        self.assertEqual((row.gtin, row.severity), (gtin_of(1), "amber"))

    def test_a_discrepancy_is_not_edited_away(self):
        picking = self.receipt({self.product: 1})
        self.scan(picking, self.label("N1"))
        self.validate(picking)
        row = self.discrepancies(picking).with_user(self.technician)
        for values in ({"state": "resolved"}, {"severity": "note"}, {"lot": "X"}):
            with self.assertRaises(UserError):
                row.write(values)
        row.write({"user_id": self.pharmacist.id})
        with self.assertRaisesRegex(UserError, "still on hold"):
            row.action_resolve("credit")
        row.sudo().epc_ids.hold = False
        row.action_resolve("credit", "seller's note 12")
        self.assertEqual((row.state, row.resolved_by_id), ("resolved", self.technician))

    def test_reporting_twice_changes_nothing_and_ends_what_is_over(self):
        from dscsa_core.catalogue import finding

        board = self.env["dscsa.discrepancy"]
        document = self.deliver(self.packages(1))
        found = [finding("STATEMENT_NEGATIVE", "header")]
        first = board._report(found, company=self.company, document=document)
        again = board._report(found, company=self.company, document=document)
        self.assertEqual(first, again)
        self.assertTrue(first.name.startswith("DISC/"))
        self.assertEqual(first.hda_category, "data_issue")
        board._report([], company=self.company, document=document)
        self.assertEqual(first.state, "resolved")
        self.assertEqual(first.resolution, "master_data")
