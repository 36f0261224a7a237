import os
import re
import unittest
import zipfile
from datetime import datetime
from zoneinfo import ZoneInfo

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import HttpCase, tagged

from ..services.archive.columns import is_exported
from ..services.archive.places import path_of
from ..services.archive.scope import Scope
from ..services.archive.tables import models_of, why_out
from ..services.ledger.sealer import Sealer
from .archiving import SCRIPT, ArchiveCommon

MADE_BY_THE_ADDON_ALONE = "the addon alone, without its setup folder"


@tagged("post_install", "-at_install")
class TestArchive(ArchiveCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.file = cls.build_file(
            [cls.pallet([cls.case(cls.packages(3))]), *cls.packages(2, first=8)],
            invoice="INV-77",
        )
        cls.document = cls.process(cls.file, "Brook 77.xml")
        cls.ti = cls.document.transaction_ids

    def seal(self):
        self.env["dscsa.ledger"].search([])
        Sealer(self.env).run()

    def test_everything(self):
        archive = self.make(purpose="Sale to Hilltop")
        self.assertEqual(archive.progress, 100)
        self.assertGreater(archive.member_count, 30)
        container = self.opened(archive)
        self.assertIsNone(container.testzip())
        original = self.rows(archive, "tables/document.csv")[0]
        self.assertEqual(original["sha256"], self.document.sha256)
        self.assertEqual(container.read(original["archive_path"]), self.file)
        (line,) = self.rows(archive, "ti/ti.csv")
        self.assertEqual(line["seller_name"], "Brook Drug Company")
        self.assertEqual((line["containers"], line["lot"]), ("5", "L1"))
        self.assertEqual((line["invoices"], line["statement"]), ("INV-77", "yes"))
        packages = self.rows(archive, "ti/packages.csv")
        self.assertEqual(len(packages), 7)
        inside = [row for row in packages if row["packed_in"]]
        self.assertEqual(len(inside), 4)

        self.assertIn("Elm Street Pharmacy", container.read("README.txt").decode())

    @unittest.skipUnless(SCRIPT.exists(), MADE_BY_THE_ADDON_ALONE)
    def test_a_stranger_checks_it(self):
        archive = self.make()
        code, text = self.check(archive, "--digest", archive.digest)
        self.assertEqual(code, 0, text)
        self.assertIn("1 originals", text)
        path = path_of(self.env, archive.id)
        place = self.opened(archive).getinfo("ti/ti.csv").header_offset + 100
        with open(path, "r+b") as file:
            file.seek(place)
            byte = file.read(1)
            file.seek(place)
            file.write(bytes([byte[0] ^ 1]))
        code, text = self.check(archive)
        self.assertEqual(code, 1, text)
        self.assertRegex(text, "ti/ti.csv (is damaged|was changed)")

    @unittest.skipUnless(SCRIPT.exists(), MADE_BY_THE_ADDON_ALONE)
    def test_the_ledger_goes_with_it(self):
        self.seal()
        archive = self.make()
        head = archive.head
        self.assertGreater(head["position"], 0)
        anchor = f"{head['position']}:{head['link']}"
        code, text = self.check(archive, "--anchor", anchor)
        self.assertEqual(code, 0, text)
        self.assertIn("The anchor is in it", text)
        code, text = self.check(archive, "--anchor", f"99999:{head['link']}")
        self.assertEqual(code, 1)
        self.assertIn("older than the anchor", text)

    def test_the_ledger_notes_it(self):
        archive = self.make(purpose="For the board")
        self.env["dscsa.ledger"].search([])
        fact = self.env["dscsa.ledger"].search(
            [("kind", "=", "exported"), ("model", "=", archive._name)], limit=1
        )
        self.assertEqual(fact.res_id, archive.id)
        self.assertIn(archive.digest, fact.content)

    def test_every_row_and_column_is_explained(self):
        archive = self.make()
        container = self.opened(archive)
        told = {
            (row["file"], row["column"]) for row in self.rows(archive, "columns.csv")
        }
        for path in container.namelist():
            if path.startswith(("tables/", "links/")) or path == "ti/ti.csv":
                head = container.read(path).decode().splitlines()[0].split(",")
                self.assertEqual(
                    {(path, name) for name in head} - told,
                    set(),
                    f"{path} is explained",
                )
        rows = {m["path"]: m.get("rows") for m in self.manifest(archive)["members"]}
        self.assertEqual(rows["ti/packages.csv"], 7)
        self.assertEqual(rows["tables/transaction.csv"], 1)

    # what is lost
    def test_a_lost_file_is_named(self):
        os.unlink(self.stored(self.document))
        archive = self.make()
        self.assertIn("Brook 77.xml: not in the file store", archive.missing_text)
        (gone,) = self.manifest(archive)["missing"]
        self.assertEqual(gone["sha256"], self.document.sha256)
        if SCRIPT.exists():
            code, text = self.check(archive)
            self.assertEqual(code, 0, text)
            self.assertIn("Brook 77.xml was already missing", text)

    def test_a_changed_original_is_found_by_the_checker(self):
        with open(self.stored(self.document), "r+b") as file:
            file.write(b"<?xml VERSION")
        archive = self.make()
        if SCRIPT.exists():
            code, text = self.check(archive)
            self.assertEqual(code, 1)
            self.assertIn("Brook_77.xml is not as it was received", text)

    # whose
    def test_records_of_others_are_never_in_it(self):
        other = self._make_company("Ferry Pharmacy", self._gln_of_other())
        env = self.env(context={"allowed_company_ids": other.ids})
        env["dscsa.document"]._take_in("secret of Ferry.xml", b"<Ferry/>")
        env["dscsa.agreement"].create(
            {"partner_id": self.stranger.id, "company_id": other.id, "portal": "Ferry"}
        )
        archive = self.make()
        container = self.opened(archive)
        for path in container.namelist():
            self.assertNotIn(b"Ferry", container.read(path), path)

    def _gln_of_other(self):
        from odoo.addons.dscsa_compliance.tests.common import gln_of

        return gln_of(5500001)

    def test_no_model_is_forgotten(self):
        """A new record is in archives, or somebody said why not."""
        scope = Scope(self.env, self.make(go=False), {})
        kept = models_of(self.env)
        for model in kept:
            condition = scope.of_company(model)
            self.assertNotEqual(
                condition.code, "FALSE", f"whose rows are those of {model._name}?"
            )
        names = {
            name
            for name, model in self.registry.items()
            if name.startswith("dscsa.")
            and not (model._abstract or model._transient)
            and model._auto
        }
        left_out = {name for name in names if why_out(self.env[name])}
        self.assertEqual(names - {m._name for m in kept}, left_out)
        self.assertLessEqual({"dscsa.event.epc", "dscsa.inbox"}, left_out)

    def test_no_secrets_and_no_prices(self):
        for model in models_of(self.env):
            for field in model._fields.values():
                if is_exported(field):
                    self.assertNotRegex(
                        field.name, "password|secret|token|price|amount", model._name
                    )
        self.write_secrets("hunter-1789")
        archive = self.make()
        container = self.opened(archive)
        hashes = re.compile(rb"\$pbkdf2|hunter-1789")
        for path in container.namelist():
            self.assertIsNone(hashes.search(container.read(path)), path)

    def write_secrets(self, text):
        """Into whatever text of our models is a password or a key."""
        for name in filter(lambda name: name.startswith("dscsa."), self.registry):
            rows = self.env[name]
            if rows._abstract or rows._transient or not rows._auto:
                continue
            for field in rows._fields.values():
                if field.type == "char" and re.search("password|secret", field.name):
                    rows.search([], limit=1).write({field.name: text})

    def test_only_the_manager(self):
        for user in (self.technician, self.pharmacist, self.stock_user):
            with self.assertRaises(AccessError):
                self.env["dscsa.archive"].with_user(user).create({})
        archive = self.make()
        for user in (self.technician, self.auditor):
            with self.assertRaises(AccessError):
                archive.with_user(user).action_download()
        self.assertEqual(archive.with_user(self.auditor).state, "done")
        with self.assertRaises(AccessError):
            archive.with_user(self.technician).read(["name"])

    # a range
    def test_a_range_by_partner(self):
        self.deliver(
            self.packages(2, prefix="X"),
            invoice="OTHER-1",
            seller=self.stranger.global_location_number,
            seller_name="Hazel Wholesale",
        )
        archive = self.make(kind="range", partner_id=self.stranger.id)
        (line,) = self.rows(archive, "ti/ti.csv")
        self.assertEqual(line["invoices"], "OTHER-1")
        self.assertEqual(len(self.rows(archive, "ti/packages.csv")), 2)
        self.assertEqual(len(self.rows(archive, "tables/document.csv")), 1)
        text = self.opened(archive).read("ledger/ledger.csv").decode()
        self.assertNotIn("Brook 77", text)
        self.assertIn("OTHER-1", text)
        if SCRIPT.exists():
            code, text = self.check(archive)
            self.assertEqual(code, 0, text)

    def test_a_range_by_day_and_gtin(self):
        nothing = self.make(kind="range", date_to="2001-01-01")
        self.assertEqual(self.rows(nothing, "ti/ti.csv"), [])
        self.assertEqual(self.rows(nothing, "tables/document.csv"), [])
        some = self.make(kind="range", gtin=self.product.barcode)
        self.assertEqual(len(self.rows(some, "ti/ti.csv")), 1)
        none = self.make(kind="range", gtin=self.other_product.barcode)
        self.assertEqual(self.rows(none, "ti/ti.csv"), [])

    def test_odd_ranges_are_refused(self):
        with self.assertRaisesRegex(ValidationError, "no GTIN"):
            self.make(kind="range", gtin="123")
        with self.assertRaisesRegex(ValidationError, "ends before it begins"):
            self.make(kind="range", date_from="2026-03-01", date_to="2026-02-01")
        archive = self.make()
        with self.assertRaisesRegex(UserError, "begun already"):
            archive.kind = "range"
        with self.assertRaisesRegex(UserError, "stays on record"):
            archive.unlink()

    # the file
    def test_the_file_can_go(self):
        archive = self.make()
        digest = archive.digest
        archive.action_remove_file()
        self.assertFalse(os.path.exists(path_of(self.env, archive.id)))
        self.assertEqual((archive.state, archive.digest), ("removed", digest))
        with self.assertRaisesRegex(UserError, "has no file here"):
            archive.action_download()

    def test_on_paper_too(self):
        archive = self.make(with_pdf=True)
        papers = [n for n in self.opened(archive).namelist() if n.startswith("ti/pdf/")]
        self.assertEqual(len(papers), 1)

    def test_papers_say_the_time_of_the_company(self):
        self.company.partner_id.tz = "Pacific/Kiritimati"
        before = datetime.now(ZoneInfo("Pacific/Kiritimati"))
        container = self.opened(self.make(with_pdf=True))
        after = datetime.now(ZoneInfo("Pacific/Kiritimati"))
        (path,) = [n for n in container.namelist() if n.startswith("ti/pdf/")]
        text = container.read(path).decode()
        hours = {f"{each:%-d %b %Y, %H:}" for each in (before, after)}
        self.assertTrue(any(hour in text for hour in hours), hours)

    def test_the_epcis_copy_says_the_same(self):
        archive = self.make()
        container = self.opened(archive)
        (path,) = [n for n in container.namelist() if n.startswith("ti/epcis/")]
        self.document.transaction_ids.name = "first"
        other = self._make_company("Second Pharmacy", self._gln_of_other())
        env = self.env(context={"allowed_company_ids": other.ids})
        document = env["dscsa.document"]._take_in(path, container.read(path))[0]
        document.sudo()._process()
        self.assertEqual(document.state, "processed", document.failure)
        copy = document.transaction_ids
        for name in ("seller_name", "seller_gln", "invoice_numbers", "package_count"):
            self.assertEqual(copy[name], self.ti[name], name)
        self.assertEqual(copy.transaction_date, self.ti.transaction_date)

        def lines(ti):
            names = ("gtin", "ndc", "name", "lot", "expiry", "quantity", "strength")
            return [[line[name] for name in names] for line in ti.line_ids]

        def keys(ti):
            found = self.env["dscsa.epc"].search([("transaction_id", "=", ti.id)])
            return {(epc.key, epc.parent_id.key) for epc in found}

        self.assertEqual(lines(copy), lines(self.ti))
        self.assertEqual(keys(copy), keys(self.ti))


@tagged("post_install", "-at_install")
class TestArchiveDownload(ArchiveCommon, HttpCase):
    def test_download(self):
        archive = self.make()
        self.manager.password = self.technician.password = "aPassphrase1"
        self.authenticate("dscsa_manager", "aPassphrase1")
        found = self.url_open(f"/dscsa/archive/{archive.id}")
        self.assertEqual(found.status_code, 200)
        self.assertEqual(found.headers["Content-Type"], "application/zip")
        with open(path_of(self.env, archive.id), "rb") as file:
            self.assertEqual(found.content, file.read())
        part = self.url_open(
            f"/dscsa/archive/{archive.id}", headers={"Range": "bytes=0-3"}
        )
        self.assertEqual((part.status_code, part.content), (206, b"PK\x03\x04"))
        self.authenticate("dscsa_technician", "aPassphrase1")
        refused = self.url_open(f"/dscsa/archive/{archive.id}")
        self.assertEqual(refused.status_code, 403)
        self.assertFalse(zipfile.is_zipfile(__file__))
