"""What lists say about partners: proposals that a person accepts, nothing else."""

from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.dscsa_compliance.services.words.messages import date_text
from odoo.addons.dscsa_compliance_license.services.partner_status import proven

from .sources import SourceCommon, samples

NAME, STREET, NUMBER, STATE, ENDS = 1, 3, 6, 7, 8


@tagged("post_install", "-at_install")
class TestSourcesMatching(SourceCommon):
    def list_of(self, *changes):
        """Take a list of these rows in, with two of others behind them."""
        others = [
            {NAME: f"Other {n}", STREET: f"{n} Elm", NUMBER: f"X{n}"} for n in "12"
        ]
        return self.take_list(self.wdd_rows(*changes, *others))

    def only(self, **domain):
        """The one open proposal."""
        found = self.open_proposals(**domain)
        self.assertEqual(len(found), 1, found.mapped("sentence"))
        return found

    def test_number_and_state_without_dashes_and_case(self):
        license = self.license("wh 001")
        self.list_of({NUMBER: "WH-001"})
        proposal = self.only()
        self.assertEqual(
            (proposal.license_id, proposal.basis, proposal.result),
            (license, "number", "confirmed"),
        )
        self.assertIn("31 Dec 2027", proposal.sentence)

    def test_only_a_list_ends_the_remark_that_nobody_compared(self):
        self.env["dscsa.snapshot"].search([]).kind = "decrs"
        unlisted = proven(self.env, "Harrow")
        self.assertIn("Not compared with FDA's list yet", unlisted)
        self.list_of({NUMBER: "WH-001"})
        self.assertNotEqual(proven(self.env, "Harrow"), unlisted)

    def test_same_number_of_another_state_is_no_match(self):
        license = self.license("WH-001", state_id=self.wisconsin.id)
        self.list_of({NUMBER: "WH-001"})
        proposal = self.only()
        self.assertEqual((proposal.basis, proposal.result), ("none", "not_found"))
        self.assertEqual(proposal.license_id, license)

    def test_not_in_the_list_is_a_note(self):
        license = self.license("QQ-7", self.firm("Quite Another", street="1 Elm"))
        before = self.standing(license)
        run = self.list_of({})
        proposal = self.only(license_id=license.id)
        day = date_text(self.env, run.snapshot_id._day())
        self.assertEqual(
            proposal.sentence,
            f"Not in FDA's list of {day}. Lists run late; look at the State site.",
        )
        self.assertEqual(self.standing(license), before)

    def test_other_number_at_the_same_name_and_address(self):
        license = self.license("OLD-9")
        self.list_of({NUMBER: "NEW-1"})
        proposal = self.only()
        self.assertEqual(proposal.license_id, license)
        self.assertEqual((proposal.basis, proposal.result), ("address", "differs"))
        self.assertIn("NEW-1", proposal.sentence)

    def test_never_by_name_alone(self):
        self.harrow.street = "99 Other Road"
        self.list_of({})
        self.assertFalse(self.open_proposals())
        self.harrow.write({"street": False})
        self.list_of({}, {})
        self.assertFalse(self.open_proposals())

    def test_seller_without_license_is_found_by_name_and_address(self):
        self.list_of({NUMBER: "WH-5"}, {NUMBER: "WH-6", STATE: "US-TX"})
        proposal = self.only()
        self.assertEqual(proposal.partner_id, self.harrow)
        self.assertFalse(proposal.license_id)
        self.assertEqual(proposal.number, "WH-5")

    def test_site_of_a_seller_is_found(self):
        whole = self.firm("Big Harrow", street="1 Head Office", supplier_rank=1)
        site = self.firm("Depot", parent_id=whole.id, type="delivery", is_company=False)
        self.harrow.supplier_rank = 0
        self.list_of({NAME: "Big Harrow LLC", NUMBER: "WH-5"})
        self.assertEqual(self.only().partner_id, site)

    def test_zip_helps_where_the_city_is_spelt_otherwise(self):
        self.harrow.city = "City of Duluth"
        lines = self.wdd_rows({}, {}).decode().splitlines()
        text = "".join(
            f"{line}\t{'55802-77' if number else 'Zip'}\n"
            for number, line in enumerate(lines)
        )
        self.take_list(text.encode())
        self.assertEqual(self.only(number="WH-000").partner_id, self.harrow)

    def test_seller_of_the_trade_who_is_in_no_list_is_a_note(self):
        self.harrow.write({"street": "99 Other Road", "dscsa_role": "wholesaler"})
        self.list_of({})
        note = self.only()
        self.assertEqual((note.partner_id, note.basis), (self.harrow, "none"))
        note.with_user(self.pharmacist).action_accept()
        self.assertFalse(note.check_id or note.license_id)
        self.harrow.street = "12 North Quay Road"
        self.wdd.snapshot_id._compare()
        self.assertEqual(self.only().basis, "address")

    def test_number_of_another_kind_of_license_differs(self):
        self.license("WH-001")
        self.list_of({NUMBER: "WH-001", 0: "3PL"})
        self.assertEqual(self.only().result, "differs")

    def test_two_partners_with_one_number(self):
        twin = self.firm("Twin Supply", street="7 Elm")
        self.license("WH-001")
        self.license("WH-001", twin)
        self.list_of({NUMBER: "WH-001"})
        found = self.open_proposals()
        self.assertEqual(len(found), 2)
        mine = found.filtered(lambda p: p.partner_id == self.harrow)
        theirs = found - mine
        self.assertEqual((mine.result, theirs.result), ("confirmed", "differs"))
        self.assertEqual(mine.twins, "Twin Supply")
        self.assertIn("Harrow Drug Supply", theirs.sentence)

    def test_ended_in_the_list(self):
        license = self.license("WH-001")
        self.list_of({NUMBER: "WH-001", ENDS: "01/31/2020"})
        self.assertEqual(self.only().result, "expired")
        self.assertFalse(license.check_ids)

    def test_list_is_behind_what_we_know(self):
        self.license("WH-001", valid_to="2031-01-31")
        self.list_of({NUMBER: "WH-001", ENDS: "01/31/2020"})
        self.assertEqual(self.only().result, "differs")

    def test_accepting_is_a_check_with_the_row_as_evidence(self):
        license = self.license("WH-001")
        run = self.list_of({NUMBER: "WH-001"})
        proposal = self.only()
        proposal.with_user(self.pharmacist).action_accept()
        check = license.check_ids
        self.assertEqual(
            (check.method, check.result, check.checked_by_id),
            ("fda_list", "confirmed", self.pharmacist),
        )
        self.assertEqual(license.status, "valid")
        self.assertEqual(str(license.valid_to), "2027-12-31")
        self.assertIn(run.snapshot_id.sha256, check.note)
        evidence = check.evidence_ids.attachment_id.raw.decode()
        self.assertIn("WH-001", evidence)
        self.assertEqual(proposal.check_id, check)
        with self.assertRaises(UserError):
            proposal.with_user(self.pharmacist).action_accept()

    def test_accepting_makes_the_license_that_was_missing(self):
        self.list_of({NUMBER: "WH-5", 0: "3PL"})
        proposal = self.only()
        proposal.with_user(self.pharmacist).action_accept()
        license = self.env["dscsa.license"].search(
            [("partner_id", "=", self.harrow.id)]
        )
        self.assertEqual(
            (license.number, license.state_id, license.type_id.code),
            ("WH-5", self.minnesota, "3pl"),
        )
        self.assertEqual(license.status, "valid")
        self.assertEqual(proposal.license_id, license)

    def test_accepting_a_note_says_that_we_looked(self):
        license = self.license("QQ-7", self.firm("Quite Another", street="1 Elm"))
        before = license.status
        self.list_of({})
        self.only(license_id=license.id).with_user(self.pharmacist).action_accept()
        self.assertEqual(license.check_ids.result, "not_found")
        self.assertEqual(license.status, before)

    def test_what_was_decided_is_not_asked_again(self):
        self.license("WH-001")
        self.list_of({NUMBER: "WH-001"})
        proposal = self.only()
        proposal.with_user(self.pharmacist).action_dismiss()
        run = self.list_of({NUMBER: "WH-001"}, {NUMBER: "Z"})
        self.assertFalse(self.open_proposals())
        self.assertEqual(proposal.snapshot_id, run.snapshot_id)
        self.list_of({NUMBER: "WH-001", ENDS: "12/31/2029"}, {NUMBER: "Z"})
        self.assertEqual(str(self.only().valid_to), "2029-12-31")

    def test_open_proposals_follow_the_newest_list(self):
        self.license("WH-001")
        self.list_of({NUMBER: "WH-001"})
        first = self.only()
        self.list_of({NUMBER: "WH-001"}, {NUMBER: "Z", NAME: "Z"})
        self.assertEqual(self.only(), first)
        self.list_of({NUMBER: "WH-001", ENDS: "12/31/2029"}, {NUMBER: "Z", NAME: "Z"})
        self.assertEqual(first.state, "superseded")
        self.assertEqual(str(self.only().valid_to), "2029-12-31")

    def test_nobody_but_a_pharmacist_decides(self):
        self.license("WH-001")
        self.list_of({NUMBER: "WH-001"})
        proposal = self.only()
        for user in (self.technician, self.auditor):
            for name in ("action_accept", "action_dismiss"):
                with self.assertRaises(AccessError):
                    getattr(proposal.with_user(user), name)()
        with self.assertRaises(AccessError):
            proposal.with_user(self.stock_user).read(["number"])
        for user in (self.pharmacist, self.manager):
            with self.assertRaises(AccessError):
                proposal.with_user(user).write({"result": "revoked"})

    def test_each_company_has_its_own_proposals(self):
        other = self._make_company("Oak Street Pharmacy", "0399770000022")
        self.license("WH-001")
        self.license("WH-001", company_id=other.id)
        self.list_of({NUMBER: "WH-001"})
        self.assertEqual(self.only().company_id, self.company)
        theirs = self.proposals.search([("company_id", "=", other.id)])
        self.assertEqual(len(theirs), 1)
        self.assertFalse(
            theirs.with_user(self.manager).search([("id", "=", theirs.id)])
        )

    def test_registrations_by_fei_duns_and_owner(self):
        plant = self.firm("Larch Labs Plant 0", street="4 Kiln St", city="Ames")
        firm = self.firm("Larch Labs Inc", street="5 Office Park")
        values = {"type_id": self.registration.id, "state_id": False}
        fei = self.license("300888000", plant, **values)
        duns = self.license("66-554-4331", plant, **values)
        owner = self.license("665544330", firm, **values)
        self.take_list(samples.decrs_file(), self.decrs)
        found = {p.license_id: p for p in self.open_proposals()}
        self.assertEqual(found[fei].basis, "number")
        self.assertEqual(found[fei].result, "confirmed")
        self.assertEqual(found[duns].holder_name, "Larch Labs Plant 1")
        self.assertEqual(found[owner].result, "confirmed")
        found[fei].with_user(self.pharmacist).action_accept()
        self.assertEqual(fei.status, "valid")

    def test_download_at_1759_stops_no_order_at_1800(self):
        self.company.write({"dscsa_gate": "stop"})
        self.company.partner_id.state_id = self.minnesota
        license = self.license("WH-001")
        license.with_user(self.pharmacist)._record_check(
            "confirmed", "copy", valid_to=self.today + timedelta(days=60)
        )
        before = self.standing(license)
        rows = [{NAME: f"Other {n}", STREET: f"{n} Elm"} for n in range(5)]
        self.take_list(self.wdd_rows(*rows))
        ended = {NUMBER: "WH-001", ENDS: "01/31/2020"}
        self.take_list(self.wdd_rows(ended, *rows))
        self.take_list(b"<html>sorry</html>")
        self.assertTrue(self.open_proposals(license_id=license.id))
        self.assertEqual(self.standing(license), before)
        order = self.order({self.product: 1}, partner=self.harrow)
        self.assertEqual(order.state, "purchase")

    def test_queries_do_not_grow_with_the_partners(self):
        def queries():
            self.env.flush_all()
            self.env.invalidate_all()
            snapshot = self.wdd.snapshot_id
            before = self.env.cr.sql_log_count
            snapshot._compare()
            return self.env.cr.sql_log_count - before

        self.license("WH-001")
        self.list_of({NUMBER: "WH-001"}, *({} for _ in range(40)))
        few = queries()
        for number in range(30):
            firm = self.firm(f"Firm {number}", supplier_rank=1)
            if number % 2:
                self.license(f"N-{number}", firm)
        self.assertLessEqual(queries(), few + 8)

    def test_merging_partners_keeps_proposals(self):
        twin = self.firm("Harrow Drug Supply LLC", supplier_rank=1)
        self.license("WH-001")
        self.license("WH-002", twin)
        self.list_of({NUMBER: "WH-001"}, {NUMBER: "WH-002"})
        before = self.open_proposals()
        self.env["base.partner.merge.automatic.wizard"]._merge(
            (self.harrow | twin).ids, self.harrow
        )
        self.env.invalidate_all()
        self.assertEqual(self.open_proposals(), before)
        self.assertEqual(before.partner_id, self.harrow)

    def test_ended_yesterday_in_the_zone_of_the_company(self):
        self.company.partner_id.tz = "Pacific/Honolulu"
        day = fields.Date.from_string("2027-12-31")
        self.license("WH-001")
        from freezegun import freeze_time

        with freeze_time("2028-01-01 05:00:00"):  # still the 31st there
            self.list_of({NUMBER: "WH-001", ENDS: f"{day:%m/%d/%Y}"})
            self.assertEqual(self.only().result, "confirmed")
        with freeze_time("2028-01-01 11:00:00"):
            self.list_of({NUMBER: "WH-001", ENDS: f"{day:%m/%d/%Y}"})
            self.assertEqual(self.only().result, "expired")
