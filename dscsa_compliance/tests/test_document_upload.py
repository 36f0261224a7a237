import errno
import gzip
import io
import os
import re
import tempfile
import zipfile
from pathlib import Path
from unittest.mock import patch

from odoo import http
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from dscsa_core import unpack

from ..services.ingest import spool
from .common import DscsaCommon


@tagged("post_install", "-at_install")
class TestUpload(DscsaCommon, HttpCase):
    def upload(self, files, login="dscsa_technician"):
        self.authenticate(login, login)
        return self.url_open(
            "/dscsa/upload",
            data={"csrf_token": http.Request.csrf_token(self)},
            files=[("files", (name, content)) for name, content in files],
            timeout=60,
        )

    def _zip(self, members):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in members.items():
                archive.writestr(name, content)
        return out.getvalue()

    def test_files_and_archives(self):
        one = self.build_file(self.packages(1), po="A")
        two = self.build_file(self.packages(1), po="B")
        three = self.build_file(self.packages(1), po="C")
        archive = self._zip(
            {"in/two.xml": two, "__MACOSX/._two.xml": b"x", "one.xml": one}
        )
        answer = self.upload(
            [
                ("one.xml", one),
                ("a.zip", archive),
                ("three.xml.gz", gzip.compress(three)),
            ]
        ).json()["files"]
        stray = answer.pop(2)
        names = ["one.xml", "two.xml", "one.xml", "three.xml"]
        self.assertEqual([row["name"] for row in answer], names)
        known = [row["is_new"] for row in answer]
        self.assertEqual(known, [True, True, False, True])
        self.assertEqual(stray["name"], "__MACOSX/._two.xml")
        self.assertIn("desktop system", stray["error"])
        document = self.env["dscsa.document"].browse(answer[1]["id"])
        self.assertEqual(document.company_id, self.company)
        self.assertEqual(document.attachment_id.raw, two)
        content = self.url_open(f"/web/content/{document.attachment_id.id}?download=1")
        self.assertEqual(content.content, two)

    def test_archives_that_are_refused(self):
        bomb = self._zip({"bomb.xml": b"\0" * (unpack.FREE_BYTES + 1)})
        many = self._zip({f"{n}.xml": b"" for n in range(unpack.MAX_FILES + 1)})
        torn = self._zip({"a.xml": os.urandom(5000)})[:-40]
        answer = self.upload(
            [("bomb.zip", bomb), ("many.zip", many), ("torn.zip", torn)]
        ).json()["files"]
        self.assertEqual(
            [row["name"] for row in answer], ["bomb.zip", "many.zip", "torn.zip"]
        )
        for row, words in zip(
            answer,
            ("far more", "2001 files, more than the 2000.*None of them", "damaged"),
            strict=True,
        ):
            self.assertRegex(row["error"], words)
        self.assertFalse(
            self.env["dscsa.document"].search([("company_id", "=", self.company.id)])
        )

    def test_odd_names_and_many_files(self):
        """Nothing is dropped: 510 files, hidden names, other systems' paths, a NUL."""
        files = {f"{n}.xml": b"<a>%d</a>" % n for n in range(510)}
        odd = {".x.xml": b"<a/>", "..\\..\\y.xml": b"<b/>"}
        answer = self.upload(
            [
                ("many.zip", self._zip(files)),
                ("odd.zip", self._zip(odd)),
                ("nul\0.xml", b"<c/>"),
            ]
        ).json()["files"]
        self.assertTrue(all(row.get("is_new") for row in answer))
        names = [row["name"] for row in answer]
        self.assertEqual(names[-3:], [".x.xml", "y.xml", "nul.xml"])
        self.assertEqual(len(names), 513)

    def test_a_full_file_store(self):
        """A sentence, no document, no part of a file that takes the last room."""
        content, stored = self.build_file(self.packages(1)), []

        def full(source, target):
            Path(target).write_bytes(b"x")
            stored.append(target)
            raise OSError(errno.ENOSPC, "No space left on device")

        with (
            patch("shutil.copyfile", full),
            mute_logger("odoo.addons.dscsa_compliance.controllers.upload"),
        ):
            (row,) = self.upload([("a.xml", content)]).json()["files"]
        self.assertIn("no room to keep the file a.xml", row["error"])
        self.assertFalse(Path(stored[0]).exists())
        self.assertFalse(self.env["dscsa.document"].search([("name", "=", "a.xml")]))

    def test_a_company_that_is_not_mine(self):
        self.authenticate("dscsa_technician", "dscsa_technician")
        with mute_logger("odoo.http"):
            answer = self.url_open(
                "/dscsa/upload",
                data={
                    "csrf_token": http.Request.csrf_token(self),
                    "company_id": str(self.env.ref("base.main_company").id),
                },
                files=[("files", ("a.xml", b"<a/>"))],
            )
        self.assertEqual(answer.status_code, 403)
        self.assertFalse(self.env["dscsa.document"].search([("name", "=", "a.xml")]))

    def test_too_large(self):
        self.env["ir.config_parameter"].set_param(spool.LIMIT_PARAMETER, "1")
        packed = gzip.compress(os.urandom(1 << 20) + b"x")[:]
        row = self.upload([("large.xml.gz", packed)]).json()["files"][0]
        self.assertIn("1 MB", row["error"])
        with mute_logger("odoo.http", "werkzeug"):
            answer = self.upload([("huge.xml", b"x" * (3 << 20))])
        self.assertEqual(answer.status_code, 413)

    def test_rights(self):
        content = self.build_file(self.packages(1))
        for login in ("dscsa_auditor", "dscsa_stock_user"):
            with self.subTest(login), mute_logger("odoo.http"):
                self.assertEqual(
                    self.upload([("a.xml", content)], login).status_code, 403
                )
        self.authenticate("dscsa_technician", "dscsa_technician")
        with mute_logger("odoo.http"):
            answer = self.url_open(
                "/dscsa/upload", files=[("files", ("a.xml", content))]
            )
        self.assertEqual(answer.status_code, 400, "without a token nothing is taken")


@tagged("post_install", "-at_install")
class TestLargeFile(DscsaCommon):
    def _memory(self):
        with open("/proc/self/status", encoding="ascii") as status:
            return int(re.search(r"VmHWM:\s+(\d+)", status.read())[1]) >> 10

    def test_taking_in_needs_no_memory(self):
        """200 MB go to the file store in blocks; the test process stays small."""
        size = 200 << 20
        with tempfile.NamedTemporaryFile() as file:
            block = os.urandom(1 << 20)
            for _number in range(200):
                file.write(block)
            file.flush()
            with open("/proc/self/clear_refs", "w", encoding="ascii") as reset:
                reset.write("5")
            before = self._memory()
            document = self.take_in(file.name, name="large.xml")
            self.assertLess(self._memory() - before, 30)
        self.assertEqual(document.size, size)
        self.assertEqual(os.path.getsize(document._open().name), size)
        document._process()
        self.assertEqual(document.failure_code, "epcis.binary")
        self.assertLess(self._memory() - before, 60)
