"""The want of a license ends by proof of the day of the receipt, and nothing else."""

from odoo.exceptions import UserError
from odoo.tests import tagged

from odoo.addons.dscsa_compliance.tests.ending import EndingCommon

from .licensing import LicenseCommon


@tagged("post_install", "-at_install")
class TestLicenseEnding(LicenseCommon, EndingCommon):
    """Files and releases end what is theirs, and no question about the seller."""

    def received(self, nodes, labels, **options):
        """Ordered while nobody asked; judged from the first scan on."""
        self.company.dscsa_gate = "off"
        picking = self.receipt({self.product: len(labels)}, nodes, **options)
        self.company.dscsa_gate = "stop"
        for label in labels:
            self.scan(picking, label)
        self.validate(picking)
        return picking

    def test_no_release_and_no_file_ends_the_want_of_a_license(self):
        self.company.dscsa_profile = "wholesaler"
        picking = self.received(
            self.packages(1, lot="TOLD"),
            [self.label("S0001", lot="LABEL")],
        )
        epc = self.package("S0001")
        both = {"LOT_MISMATCH", "PARTNER_NOT_AUTHORISED"}
        self.assertEqual(self.open_codes(epc), both)
        self.again(picking, self.packages(1, lot="LABEL"), instance="corrected")
        self.assertEqual(epc.hold, "data")
        self.assertEqual(self.open_codes(epc), {"PARTNER_NOT_AUTHORISED"})
        releases = self.env["dscsa.release"].with_user(self.pharmacist)
        for reason in ("portal", "proof_elsewhere", "scan_mistake", "seller_proof"):
            with self.subTest(reason), self.assertRaises(UserError):
                releases._release(epc, reason)
        row = epc._dscsa_causes().with_user(self.pharmacist)
        releases._release(epc, "patient_need", discrepancies=row)
        self.assertFalse(epc.hold)
        self.assertEqual(row.state, "open")
        self.prove(user=self.pharmacist)
        self.env.invalidate_all()
        self.assertEqual((row.state, row.resolution), ("resolved", "seller_proof"))

    def test_a_mark_about_the_license_is_not_closed_by_a_word(self):
        picking = self.received(self.packages(1), [self.label("S0001")])
        row = self.discrepancies(picking).with_user(self.technician)
        self.assertEqual(row.code, "PARTNER_NOT_AUTHORISED")
        for resolution in ("proof", "judgement", "mistake", "data", "seller_proof"):
            with self.subTest(resolution), self.assertRaises(UserError):
                row.action_resolve(resolution)
        self.assertEqual(row.state, "open")

    def test_proof_of_another_day_proves_nothing(self):
        picking = self.received(self.packages(1), [self.label("S0001")])
        row = self.discrepancies(picking)
        paper = self.paper()
        self.check(paper, "confirmed", valid_from=self.day(2), valid_to=self.day(400))
        self.assertEqual(row.state, "open")
