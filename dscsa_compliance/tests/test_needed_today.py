from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .delivering import PDF, DeliveryCommon


@tagged("post_install", "-at_install")
class TestNeededToday(DeliveryCommon):
    """The patient waits, the data do not come: proof first, judgement last."""

    def setUp(self):
        super().setUp()
        self.picking = self.receipt({self.product: 2})
        self.scan_all(self.picking, 2)
        self.validate(self.picking)
        self.vial, self.other = self.package("S0001"), self.package("S0002")

    def needed(self, way, epcs=None, user=None, **values):
        """Press one of the three buttons and fill its form; the release."""
        epcs = epcs if epcs is not None else self.vial
        env = self.env(user=user or self.pharmacist)
        action = epcs.with_env(env).with_context(dscsa_way=way).action_needed_today()
        wizard = env["dscsa.needed.wizard"].with_context(**action["context"])
        wizard = wizard.create(values)
        self.assertEqual(wizard.way, way)
        return self.env["dscsa.release"].browse(wizard.action_release()["res_id"])

    def judgement(self, **values):
        return self.needed("judgement", call_note="Brook, desk: no answer", **values)

    def test_e_vial_released_alone_late_file_closes_the_report_counts_one(self):
        release = self.judgement()
        self.assertFalse(self.vial.hold)
        self.assertEqual(self.other.hold, "data")
        self.assertEqual(release.user_id, self.pharmacist)
        self.assertEqual((release.kind, release.proof_state), ("judgement", "owed"))
        action = self.env.ref("dscsa_compliance.dscsa_release_action_judgement")
        report = self.env["dscsa.release"].search(
            [("kind", "=", "judgement"), ("company_id", "=", self.company.id)]
        )
        self.assertIn("judgement", action.domain)
        self.assertEqual(sum(report.mapped("package_count")), 1)
        self.deliver(self.packages(2), po=self.picking.origin)
        self.run_release()
        self.assertEqual(release.proof_state, "arrived")
        self.assertFalse(self.other.hold)
        self.assertFalse(self.rows(self.picking))
        report.invalidate_recordset()
        self.assertEqual(sum(report.mapped("package_count")), 1)

    def test_a_file_for_another_package_does_not_close_it(self):
        release = self.judgement()
        self.deliver(self.packages(1, first=2), po=self.picking.origin)
        self.run_release()
        self.assertEqual(release.proof_state, "owed")

    def test_a_call_is_noted_before_a_release_on_judgement(self):
        with self.assertRaisesRegex(UserError, "whom you called"):
            self.needed("judgement")
        self.assertEqual(self.vial.hold, "data")

    def test_paper_is_lawful_proof_and_no_judgement(self):
        release = self.needed(
            "paper",
            epcs=self.vial | self.other,
            file=self.pdf(),
            file_name="ti.pdf",
            has_statement=True,
        )
        self.assertEqual((release.kind, release.proof_state), ("proof", "none"))
        self.assertFalse(self.vial.hold or self.other.hold)
        proof = release.transaction_id
        self.assertEqual(proof.proof, "paper")
        self.assertEqual(proof.line_ids.quantity, 2)
        self.assertEqual(proof.picking_ids, self.picking)
        with proof.evidence_ids._open() as stream:
            self.assertEqual(stream.read(), PDF)
        self.assertFalse(self.rows(self.picking))
        self.deliver(self.packages(2), po=self.picking.origin)
        self.assertTrue(self.vial.transaction_id)

    def test_paper_needs_the_paper_or_its_place(self):
        with self.assertRaisesRegex(UserError, "Attach the paper"):
            self.needed("paper")

    def test_portal(self):
        with self.assertRaisesRegex(UserError, "Tick that you see it"):
            self.needed("portal")
        release = self.needed("portal", is_seen=True, reference="Brook Connect")
        self.assertEqual(release.kind, "proof")
        self.assertEqual(release.transaction_id.proof, "portal")
        self.assertEqual(self.other.hold, "data")

    def test_a_technician_shows_it_a_pharmacist_releases(self):
        with self.assertRaises(AccessError):
            self.needed("portal", user=self.technician, is_seen=True)

    def test_suspect_goods_have_no_such_button(self):
        self.vial.sudo().hold = "suspect"
        with self.assertRaisesRegex(UserError, "Suspect"):
            self.needed("paper", reference="folder 3")

    def test_paper_shown_later_settles_what_was_owed(self):
        release = self.judgement()
        self.needed("paper", epcs=self.other, reference="folder 3")
        # it lists lot and product of both
        self.run_release()
        self.assertEqual(release.proof_state, "arrived")

    def test_buttons_of_receipt_and_discrepancy_lead_to_the_same_form(self):
        pharmacist = self.env(user=self.pharmacist)
        for record, method in (
            (self.picking, "action_dscsa_needed_today"),
            (self.rows(self.picking)[:1], "action_needed_today"),
        ):
            action = getattr(record.with_env(pharmacist), method)()
            ids = action["context"]["default_epc_ids"][0][2]
            self.assertEqual(set(ids), {self.vial.id, self.other.id})
