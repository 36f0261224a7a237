"""Helpers of the archive tests: make one now, read it, check it as a stranger would."""

import csv
import io
import json
import os
import subprocess
import zipfile
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

from odoo.addons.dscsa_compliance.tests.receiving import ReceivingCommon

from ..services.archive.export import Export
from ..services.archive.parts import PartWriter
from ..services.archive.places import path_of

SCRIPT = Path(__file__).parents[2] / "setup" / "dscsa-verify"


@contextmanager
def here(export):
    """The test's own transaction: a job that dies must not take its notes along."""
    export.env.invalidate_all()
    yield export.env


class ArchiveCommon(ReceivingCommon):
    """``archive``: everything of the pharmacy, made; the manager asked for it."""

    def make(self, go=True, **values):
        """An archive, made at once unless ``go`` is off."""
        archive = self.env["dscsa.archive"].with_user(self.manager).create(values)
        archive.action_make()
        self.addCleanup(self._remove, archive.id)
        if go:
            self.run_job(archive)
            self.assertEqual(archive.state, "done", archive.problem)
        return archive

    def _remove(self, archive_id):
        path = path_of(self.env, archive_id)
        if os.path.exists(path):
            os.unlink(path)

    def run_job(self, archive):
        """What the scheduled action does for one archive."""
        self.env.flush_all()
        # leaving the test mode by an error would take the notes of the job along
        died = result = None
        with self.enter_registry_test_mode(), patch.object(Export, "_snapshot", here):
            try:
                result = Export(self.env(su=True), archive.id).run()
            except BaseException as error:
                died = error
        self.env.invalidate_all()
        if died:
            raise died
        return result

    def killed(self, archive, write):
        """The job dies where ``write`` raises KeyboardInterrupt.

        ``assertRaises`` of Odoo would roll back what the job had committed.
        """
        with patch.object(PartWriter, "write_part", write):
            try:
                self.run_job(archive)
            except KeyboardInterrupt:
                return
        self.fail("the job did not die")

    def stored(self, document):
        """Path of a document's bytes; put back as they were when the test ends."""
        path = document.attachment_id._full_path(document.attachment_id.store_fname)
        with open(path, "rb") as file:
            content = file.read()

        def put_back():
            with open(path, "wb") as file:
                file.write(content)

        self.addCleanup(put_back)
        return path

    def opened(self, archive):
        """Its ZIP."""
        container = zipfile.ZipFile(path_of(self.env, archive.id))
        self.addCleanup(container.close)
        return container

    def rows(self, archive, path):
        """Rows of one of its tables, as dicts."""
        text = self.opened(archive).read(path).decode()
        return list(csv.DictReader(io.StringIO(text, newline="")))

    def manifest(self, archive):
        """Its manifest."""
        return json.loads(self.opened(archive).read("manifest.json"))

    def check(self, archive, *arguments):
        """(exit code, what it says) of the checker, with Python and nothing else."""
        found = subprocess.run(
            [
                str(SCRIPT),
                path_of(self.env, archive.id),
                *arguments,
            ],
            capture_output=True,
            text=True,
            check=False,
        )
        return found.returncode, found.stdout + found.stderr
