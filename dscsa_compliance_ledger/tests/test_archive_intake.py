import base64
import os

from odoo import Command, fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from odoo.addons.dscsa_compliance.tests.common import gln_of

from ..services.archive.places import incoming_path, path_of
from .archiving import ArchiveCommon

PAPER = b"%PDF-1.4 agreement with Brook"


@tagged("post_install", "-at_install")
class TestIntake(ArchiveCommon):
    """The buyer of the pharmacy takes its records over."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.file = cls.build_file(
            [cls.case(cls.packages(3)), *cls.packages(2, first=8)], invoice="INV-9"
        )
        cls.ti = cls.process(cls.file, "Brook 9.xml").transaction_ids
        cls.agreement = cls.env["dscsa.agreement"].create(
            {"partner_id": cls.seller.id, "portal": "BrookNet", "scope": "all"}
        )
        cls.agreement._keep_evidence("agreement.pdf", base64.b64encode(PAPER))
        cls.portal = cls._in_portal()
        cls._license_seller()
        cls.buyer = cls._make_company("Hilltop Pharmacy", gln_of(4400001))
        cls.owner = new_test_user(
            cls.env,
            login="dscsa_hilltop",
            groups="dscsa_compliance.group_dscsa_manager",
            company_id=cls.buyer.id,
            company_ids=[Command.set(cls.buyer.ids)],
        )

    @classmethod
    def _in_portal(cls):
        return cls.env["dscsa.transaction"].create(
            {
                "proof": "portal",
                "portal": "BrookNet",
                "invoice_numbers": "INV-10",
                "seller_id": cls.seller.id,
                "seller_name": cls.seller.name,
                "transaction_date": fields.Date.to_date("2026-03-02"),
                "statement": "yes",
                "seen_initials": "AB",
                "agreement_id": cls.agreement.id,
                "line_ids": [
                    Command.create({"name": "Testamol", "lot": "P7", "quantity": 4})
                ],
            }
        )

    @classmethod
    def _license_seller(cls):
        kind = cls.env["dscsa.license.type"].search([("is_state", "=", True)], limit=1)
        state = cls.env["res.country.state"].search(
            [("country_id.code", "=", "US"), ("code", "=", "NH")]
        )
        cls.license = cls.env["dscsa.license"].create(
            {
                "partner_id": cls.seller.id,
                "type_id": kind.id,
                "state_id": state.id,
                "number": "NH-4711",
            }
        )
        cls.license._record_check(
            "confirmed", "board_site", evidence=[("screen.png", b"PNG not really")]
        )

    def intake(self, archive, user=None, **values):
        """The form of the buyer with the ZIP added."""
        user = user or self.owner
        env = self.env(user=user, context={"allowed_company_ids": user.company_ids.ids})
        with open(path_of(self.env, archive.id), "rb") as file:
            content = base64.b64encode(file.read())
        intake = env["dscsa.archive.intake"].create({"upload": content, **values})
        path = incoming_path(self.env, intake.stored_name)
        self.addCleanup(os.unlink, path)
        return intake

    def taken_in(self, archive):
        """Checked and taken in, files read."""
        intake = self.intake(archive, wanted_digest=archive.digest)
        intake.action_check()
        self.assertEqual(intake.state, "checked", intake.report)
        intake.action_take_in()
        intake.sudo()._run()
        self.assertEqual(intake.state, "done", intake.report)
        here = [("company_id", "=", self.buyer.id)]
        for document in self.env["dscsa.document"].search(here):
            if document.state == "received":
                document._process()
        return intake

    def found(self, model, **values):
        domain = [("company_id", "=", self.buyer.id)]
        domain += [(name, "=", value) for name, value in values.items()]
        return self.env[model].search(domain)

    def test_the_same_ti(self):
        intake = self.taken_in(self.make())
        self.assertIn("2 files and papers", intake.result)
        copy = self.found("dscsa.transaction", proof="file")
        for name in (
            "seller_name",
            "seller_address",
            "seller_gln",
            "buyer_name",
            "invoice_numbers",
            "transaction_date",
            "shipment_at",
            "statement",
            "package_count",
        ):
            self.assertEqual(copy[name], self.ti[name], name)

        def lines(ti):
            return [
                (line.gtin, line.lot, line.expiry, line.quantity, line.ndc)
                for line in ti.line_ids
            ]

        self.assertEqual(lines(copy), lines(self.ti))
        self.assertEqual(len(self.found("dscsa.epc")), 6)
        document = copy.document_id
        self.assertEqual(document.origin, "archive of Elm Street Pharmacy")
        self.assertEqual(document.channel, "archive")
        with document._open() as stream:
            self.assertEqual(stream.read(), self.file)

    def test_portal_paper_licenses_and_agreements(self):
        intake = self.taken_in(self.make())
        for text in ("1 TI/TS kept in portals", "1 licenses", "1 agreements"):
            self.assertIn(text, intake.result)
        portal = self.found("dscsa.transaction", proof="portal")
        self.assertEqual(portal.invoice_numbers, "INV-10")
        self.assertEqual((portal.seen_initials, portal.statement), ("AB", "yes"))
        self.assertEqual(portal.line_ids.mapped("lot"), ["P7"])
        self.assertEqual(portal.agreement_id.portal, "BrookNet")
        (paper,) = portal.agreement_id.evidence_ids
        with paper._open() as stream:
            self.assertEqual(stream.read(), PAPER)
        self.assertEqual((paper.format, paper.state), ("evidence", "processed"))
        license = self.found("dscsa.license")
        self.assertEqual((license.number, license.state_id.code), ("NH-4711", "NH"))
        self.assertEqual(license.standing, self.license.standing)
        check = license.check_ids
        self.assertEqual(check.result, "confirmed")
        self.assertIn("archive of Elm Street Pharmacy", check.note)
        self.assertEqual(check.evidence_ids.attachment_id.raw, b"PNG not really")

    def test_twice_is_once(self):
        archive = self.make()
        self.taken_in(archive)

        def counts():
            return [
                len(self.found(model))
                for model in (
                    "dscsa.document",
                    "dscsa.transaction",
                    "dscsa.license",
                    "dscsa.agreement",
                    "dscsa.epc",
                )
            ]

        before = counts()
        again = self.taken_in(self.make())
        self.assertEqual(counts(), before)
        self.assertIn("0 files and papers", again.result)
        self.assertIn("5 were here already", again.result)

    def test_nobody_has_to_work_on_it(self):
        self.taken_in(self.make())
        self.assertFalse(self.found("dscsa.discrepancy"))

    def test_the_ledger_says_what_came(self):
        intake = self.taken_in(self.make())
        fact = self.env["dscsa.ledger"].search(
            [("model", "=", intake._name), ("kind", "=", "received")]
        )
        self.assertEqual(fact.company_id, self.buyer)
        self.assertIn(intake.digest, fact.content)

    def test_an_edited_archive_is_refused(self):
        archive = self.make()
        intake = self.intake(archive)
        path = incoming_path(self.env, intake.stored_name)
        place = self.opened(archive).getinfo("ti/ti.csv").header_offset + 90
        with open(path, "r+b") as file:
            file.seek(place)
            file.write(b"XX")
        intake.action_check()
        self.assertEqual(intake.state, "refused")
        self.assertIn("ti/ti.csv", intake.report)
        with self.assertRaisesRegex(UserError, "Check the archive first"):
            intake.action_take_in()

    def test_another_cover_sheet(self):
        intake = self.intake(self.make(), wanted_digest="ab" * 32)
        intake.action_check()
        self.assertEqual(intake.state, "refused")
        self.assertIn("not the archive of that cover sheet", intake.report)

    def test_exchanged_after_the_check(self):
        intake = self.intake(self.make())
        intake.action_check()
        other = self.make(kind="range", date_to="2001-01-01")
        with open(path_of(self.env, other.id), "rb") as file:
            content = file.read()
        with open(incoming_path(self.env, intake.stored_name), "wb") as file:
            file.write(content)
        with self.assertRaisesRegex(UserError, "exchanged"):
            intake.sudo()._run()

    def test_no_file_no_right(self):
        mine = {"allowed_company_ids": self.buyer.ids}
        env = self.env(user=self.owner, context=mine)
        with self.assertRaisesRegex(UserError, "Add the archive first"):
            env["dscsa.archive.intake"].create({}).action_check()
        with self.assertRaises(AccessError):
            self.env["dscsa.archive.intake"].with_user(self.technician).create({})

    def test_a_kind_of_license_nobody_knows(self):
        archive = self.make()
        self.license.type_id.name = "Renamed since"
        intake = self.taken_in(archive)
        self.assertIn("License NH-4711", intake.left)
        self.assertFalse(self.found("dscsa.license"))

    def test_the_job(self):
        intake = self.intake(self.make())
        intake.action_check()
        intake.action_take_in()
        self.env.flush_all()
        with self.enter_registry_test_mode():
            self.env.ref(
                "dscsa_compliance_ledger.ir_cron_make_archives"
            ).method_direct_trigger()
        self.env.invalidate_all()
        self.assertEqual(intake.state, "done", intake.report)
