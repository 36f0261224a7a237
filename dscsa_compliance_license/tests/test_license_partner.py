"""Partners as they are: twins, sites, merges, archives, both sides of the counter."""

from odoo.exceptions import UserError
from odoo.tests import tagged

from .licensing import PICTURE, LicenseCommon


@tagged("post_install", "-at_install")
class TestLicensePartner(LicenseCommon):
    def child(self, parent=None, **values):
        return self.env["res.partner"].create(
            {"parent_id": (parent or self.seller).id, **values}
        )

    def test_two_partners_with_one_number(self):
        self.prove()
        wizard = self.wizard(self.stranger, number="w 100", state_id=self.nh.id)
        self.assertIn("Brook Drug Company", wizard.same_number)
        wizard.ships_from_id = self.nh
        wizard.action_check()
        self.assertEqual(self.status(self.stranger).status, "ok")
        self.assertEqual(self.status().status, "ok")

    def test_license_of_another_state(self):
        self.prove(state=self.ma)
        found = self.status()
        self.assertEqual(found.status, "other_state")
        self.assertEqual(found.reasons[0].facts["needed"], "NH")
        # it ships from there after all: said once, on the proof
        wizard = self.wizard(number="W-100", state_id=self.ma.id)
        wizard.ships_from_id = self.ma
        wizard.action_check()
        self.assertEqual(self.seller.dscsa_ship_from_state_id, self.ma)
        self.assertEqual(self.status().status, "ok")

    def test_unknown_rule_of_our_state_is_a_note(self):
        self.prove()
        found = self.status(ship_to="VT")
        self.assertEqual(found.status, "ok")
        self.assertIn("STATE_RULE_UNKNOWN", [note.code for note in found.notes])
        self.env["dscsa.license.requirement"].create(
            {
                "role": "wholesaler",
                "issuer": "ship_to",
                "ship_to_state_id": self.vt.id,
                "type_ids": [(6, 0, self.wholesale.ids)],
                "interstate_only": True,
                "source": "Asked the board in Montpelier",
            }
        )
        self.assertEqual(self.status(ship_to="VT").status, "other_state")
        self.prove(state=self.vt, number="W-VT")
        self.assertEqual(self.status(ship_to="VT").status, "ok")

    def test_child_addresses(self):
        self.prove()
        desk = self.child(name="Order desk", type="contact")
        self.assertEqual(self.status(desk).status, "ok")
        site = self.child(
            name="Worcester site", type="delivery", state_id=self.ma.id, street="9 Quay"
        )
        self.assertEqual(self.status(site).status, "other_state")
        self.prove(site, state=self.ma, number="W-MA")
        self.assertEqual(self.status(site).status, "ok")

    def test_head_office_with_a_licensed_site(self):
        site = self.child(
            name="Worcester site", type="delivery", state_id=self.ma.id, street="9 Quay"
        )
        self.prove(site, state=self.ma, number="W-MA")
        found = self.status()
        self.assertEqual(found.status, "ok")
        self.assertIn("PROOF_OF_SITE", [note.code for note in found.notes])

    def test_merge_keeps_rows(self):
        twin = self._make_partner("Brook Drug Co.", False, "03301")
        twin.state_id = self.nh
        first, second = self.prove(), self.paper(twin)
        self.check(second, "confirmed", evidence=[("copy.png", PICTURE)])
        self.manager_allows(twin)
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        wizard._merge((self.seller | twin).ids, self.seller)
        self.env.invalidate_all()
        self.assertEqual((first | second).partner_id, self.seller)
        self.assertEqual(second.check_ids.holder_name, "Brook Drug Co.")
        self.assertEqual(second.evidence_ids.attachment_id.raw, PICTURE)
        overrides = self.env["dscsa.license.override"].search([])
        self.assertEqual(overrides.partner_id, self.seller)
        self.assertEqual(overrides.partner_name, "Brook Drug Co.")
        self.assertEqual(self.status().status, "ok")

    def manager_allows(self, partner):
        self.env["dscsa.override.wizard"].with_user(self.manager).create(
            {
                "partner_id": partner.id,
                "company_id": self.company.id,
                "scope": "date",
                "reason": "shortage",
                "valid_to": self.day(3),
            }
        ).action_allow()

    def test_archived_partner_keeps_its_proof(self):
        row = self.prove()
        self.seller.active = False
        self.assertEqual(self.status().status, "ok")
        self.assertTrue(row.exists().active)
        with self.assertRaises(Exception):  # noqa: B017 the database refuses
            with self.env.cr.savepoint():
                self.seller.unlink()

    def test_customer_and_vendor_at_once(self):
        """A pharmacy that buys from us sells to us: its pharmacy license counts."""
        pharmacy = self.env.ref("dscsa_compliance_license.license_type_pharmacy")
        self.seller.customer_rank = 1
        self.prove(type_id=pharmacy.id, number="P-1")
        self.assertEqual(self.status().status, "ok")
        self.seller.dscsa_role = "wholesaler"
        self.assertEqual(self.status().status, "none")

    def test_our_own_companies_need_none(self):
        other = self._make_company("Oak Street Pharmacy", "0399000000017")
        self.assertEqual(self.status(other.partner_id).status, "affiliate")

    def test_manufacturer_in_its_days_of_grace(self):
        kind = self.env.ref("dscsa_compliance_license.license_type_fda_registration")
        row = self.paper(type_id=kind.id, state_id=False, number="FEI 3000")
        self.check(row, "confirmed", at=-300, valid_to=self.day(-10))
        found = self.status()
        self.assertEqual(found.status, "ok")
        self.assertIn("LICENSE_IN_GRACE", [note.code for note in found.notes])

    def test_dea_makes_nobody_authorised(self):
        dea = self.env.ref("dscsa_compliance_license.license_type_dea")
        self.prove(type_id=dea.id, state_id=False, number="RB0000000")
        self.assertEqual(self.status().status, "none")

    def test_badge_and_banner_of_a_partner(self):
        self.seller.supplier_rank = 1
        seller = self.seller.with_user(self.buyer).with_company(self.company)
        self.assertEqual(seller.dscsa_status, "none")
        self.assertEqual(seller.dscsa_status_level, "stop")
        self.assertIn("No proof yet", seller.dscsa_status_sentence)
        self.prove(days=20)
        self.env.invalidate_all()
        self.assertEqual((seller.dscsa_status, seller.dscsa_status_level), ("ok", "ok"))
        self.assertIn("in 20 days", seller.dscsa_status_notes)
        self.company.dscsa_gate = "off"
        self.env.invalidate_all()
        self.assertFalse(seller.dscsa_status)

    def test_many_partners_few_queries(self):
        partners = self.env["res.partner"].create(
            [
                {"name": f"Seller {i}", "supplier_rank": 1, "state_id": self.nh.id}
                for i in range(40)
            ]
        )
        for i, partner in enumerate(partners):
            self.prove(partner, number=f"N{i}")
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(40):
            self.assertEqual(set(partners.mapped("dscsa_status")), {"ok"})

    def test_checked_license_is_not_deleted(self):
        row = self.paper().with_user(self.pharmacist)
        row.unlink()
        row = self.prove().with_user(self.pharmacist)
        with self.assertRaisesRegex(UserError, "kept as evidence"):
            row.unlink()
