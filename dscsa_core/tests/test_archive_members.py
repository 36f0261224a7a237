"""Members, tables and ledger of an archive: what does not fit is named."""

import io
import subprocess
import sys
import tempfile
import unittest
import unittest.mock
from pathlib import Path

import dscsa_core
from dscsa_core.archive import manifest as paper
from dscsa_core.archive.chain import Anchor, anchor_of
from dscsa_core.archive.cli import main
from dscsa_core.archive.verify import GOOD, PROBLEM
from dscsa_core.ledger import GENESIS

from . import archive_samples as samples
from .test_archive import ArchiveCase, check

# as on a bare machine: the standard library alone
COMMAND = [sys.executable, "-s", "-S", "-m", "dscsa_core.archive.cli"]
SOURCE = Path(dscsa_core.__file__).parents[1]


class TestMembers(ArchiveCase):
    def setUp(self):
        super().setUp()
        self.contents = samples.members()
        self.manifest = samples.manifest_of(self.contents)

    def packed(self, **options):
        return samples.packed(self.contents, self.manifest, **options)

    def change(self, path, data):
        self.contents[path] = (data, self.contents[path][1])

    def test_edited(self):
        self.change("originals/1-a.xml", samples.ORIGINAL.replace(b"seven", b"eight"))
        self.assert_told(check(self.packed()), "originals/1-a.xml was changed: its SHA")

    def test_longer(self):
        self.change("README.txt", b"Something else altogether.\n")
        self.assert_told(check(self.packed()), "README.txt has 27 bytes, the manifest")

    def test_removed(self):
        del self.contents["originals/1-a.xml"]
        self.assert_told(check(self.packed()), "originals/1-a.xml is missing")

    def test_added(self):
        data = self.packed(more=[("originals/9.xml", b"<x/>")])
        self.assert_told(check(data), "originals/9.xml was added")

    def test_a_row_taken_out_with_its_digest_corrected(self):
        path = "tables/transaction.csv"
        shorter = samples.table([{"id": 1, "name": "x"}], ("id", "name"))
        self.change(path, shorter)
        for member in self.manifest["members"]:
            if member["path"] == path:
                member |= {"size": len(shorter), "sha256": paper.digest_of(shorter)}
        self.assert_told(
            check(self.packed()), f"{path} has 1 rows, the manifest says 3"
        )

    def test_manifest_edited(self):
        before = paper.digest_of(paper.dump(self.manifest))
        self.manifest["company"]["name"] = "Elm Pharmacy"
        self.assert_told(check(self.packed(digest=before)), "manifest.json was changed")

    def test_made_anew_as_a_whole_is_found_by_the_cover_sheet(self):
        before = paper.digest_of(paper.dump(self.manifest))
        self.assertEqual(check(self.packed(), digest=before).code, GOOD)
        self.manifest["company"]["name"] = "Elm Pharmacy"
        self.assertEqual(check(self.packed()).code, GOOD)
        report = check(self.packed(), digest=before)
        self.assert_told(report, "not the one of the cover sheet")

    def test_an_original_that_was_changed_before_the_archive_was_made(self):
        for member in self.manifest["members"]:
            if member["kind"] == "original":
                member["recorded"] = "ab" * 32
        self.assert_told(check(self.packed()), "is not as it was received")

    def test_manifests_that_cannot_be_used(self):
        for changes, text in (
            ({"format": "other"}, "not that of a DSCSA archive"),
            ({"version": 9}, "has version 9"),
            ({"members": None}, "no list of members"),
            ({"members": [{"path": 3}]}, "without a path"),
            ({"members": [{"path": "a", "size": -1, "sha256": "0" * 64}]}, "no size"),
            (
                {
                    "members": [
                        {"path": "a", "size": 1, "sha256": "0" * 64, "rows": "3"}
                    ]
                },
                "no row count",
            ),
        ):
            with self.subTest(text=text):
                self.manifest = samples.manifest_of(self.contents, **changes)
                self.assert_told(check(self.packed()), text)

    def test_a_path_listed_twice(self):
        self.manifest["members"].append(self.manifest["members"][0])
        self.assert_told(check(self.packed()), "lists README.txt twice")

    def test_a_broken_table_is_named(self):
        path, data = "tables/transaction.csv", b'id,name\n1,"open\n'
        self.change(path, data)
        for member in self.manifest["members"]:
            if member["path"] == path:
                member |= {"size": len(data), "sha256": paper.digest_of(data)}
        self.assert_told(check(self.packed()), f"{path} is damaged")


class TestLedger(ArchiveCase):
    def ledger(self, change, **wanted):
        """Report on an archive whose ledger was changed, digests made to fit."""
        rows = samples.facts()
        whole = samples.facts()
        changed = change(rows) or rows
        contents = samples.members(changed)
        return check(
            samples.packed(contents, samples.manifest_of(contents, whole)), **wanted
        )

    def test_a_row_removed(self):
        self.assert_told(
            self.ledger(lambda rows: rows.pop(2) and None), "entry 3, before"
        )

    def test_the_last_rows_removed(self):
        report = self.ledger(lambda rows: rows[:3])
        self.assert_told(report, "ends at entry 3, the manifest says entry 5")

    def test_rows_exchanged(self):
        def change(rows):
            rows[1], rows[2] = rows[2], rows[1]

        report = self.ledger(change)
        self.assertEqual(report.code, PROBLEM)
        self.assertIn("Invoice 2", " ".join(report.problems))

    def test_a_text_edited(self):
        def change(rows):
            rows[3]["content"] = rows[3]["content"].replace("Invoice", "invoice")

        self.assert_told(self.ledger(change), "Entry 4 of the ledger (“Invoice 4”")

    def test_no_number(self):
        def change(rows):
            rows[4]["position"] = "five"

        report = self.ledger(change)
        self.assert_told(report, "has no number", "the manifest says entry 5")

    def test_many_faults_are_told_in_a_few_sentences(self):
        rows = samples.facts(9) * 4
        for row in rows:
            row["subject"] = "Other"
        contents = samples.members(rows)
        report = check(samples.packed(contents, samples.manifest_of(contents, rows)))
        self.assertIn("more faults of this kind", " ".join(report.problems))
        self.assertLess(len(report.problems), 25)

    def test_words_left_out_keep_the_chain(self):
        def change(rows):
            for row in rows[::2]:
                row |= {"given": "no", "kind": "", "subject": "", "content": ""}

        self.assertEqual(self.ledger(change).code, GOOD)

    def test_anchor(self):
        rows = samples.facts()
        report = self.ledger(lambda rows: None, anchor=Anchor(4, rows[3]["link"]))
        self.assertEqual(report.code, GOOD)
        self.assertIn("The anchor is in it.", report.facts)
        report = self.ledger(lambda rows: None, anchor=Anchor(4, GENESIS))
        self.assert_told(report, "another seal than the anchor")
        report = self.ledger(lambda rows: None, anchor=Anchor(9, GENESIS))
        self.assert_told(report, "older than the anchor")

    def test_anchor_without_a_ledger(self):
        contents = samples.members()
        del contents[paper.LEDGER]
        data = samples.packed(contents, samples.manifest_of(contents))
        self.assert_told(check(data, anchor=Anchor(1, GENESIS)), "holds no ledger")

    def test_anchor_texts(self):
        self.assertEqual(anchor_of(f" 12:{'AB' * 32} "), Anchor(12, "ab" * 32))
        for text in (
            "",
            "12",
            "x:" + "0" * 64,
            "3:" + "g" * 64,
            "3:" + "0" * 63,
            "9" * 5000 + ":" + "0" * 64,
        ):
            with self.assertRaisesRegex(ValueError, "has to be NUMBER:SEAL"):
                anchor_of(text)


class TestCommand(unittest.TestCase):
    """The script as a person calls it, with nothing but Python."""

    def setUp(self):
        super().setUp()
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def run_script(self, *arguments):
        return subprocess.run(
            [*COMMAND, *arguments],
            env={"PYTHONPATH": str(SOURCE)},
            capture_output=True,
            text=True,
            check=False,
        )

    def file(self, data):
        path = self.folder / "archive.zip"
        path.write_bytes(data)
        return str(path)

    def test_exit_codes(self):
        found = self.run_script(self.file(samples.good()))
        self.assertEqual((found.returncode, found.stderr), (0, ""))
        self.assertIn("GOOD", found.stdout)
        found = self.run_script(self.file(samples.good()[:-40]))
        self.assertEqual(found.returncode, 1)
        self.assertIn("cut off", found.stdout)
        found = self.run_script(str(self.folder / "none.zip"))
        self.assertEqual(found.returncode, 2)
        self.assertIn("cannot be opened", found.stdout)
        found = self.run_script(self.file(samples.good()), "--anchor", "nonsense")
        self.assertEqual(found.returncode, 2)
        self.assertIn("NUMBER:SEAL", found.stderr)

    def test_main(self):
        path, link = self.file(samples.good()), samples.facts()[1]["link"]
        with unittest.mock.patch("sys.stdout", new_callable=io.StringIO) as out:
            self.assertEqual(main([path, "--anchor", f"2:{link}", "--quiet"]), 0)
            self.assertEqual(main([path, "--digest", "00"]), 1)
            self.assertEqual(main([str(self.folder)]), 2)
            self.assertEqual(main(["--help"]), 0)
        self.assertIn("The anchor is in it.", out.getvalue())
        with unittest.mock.patch("sys.stderr", new_callable=io.StringIO):
            self.assertEqual(main([path, "--anchor", "x"]), 2)
