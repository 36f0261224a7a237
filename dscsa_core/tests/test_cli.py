"""The checker: exit codes, one JSON object a line, readable text, archives."""

import contextlib
import gzip
import io
import json
import tempfile
import unittest
import zipfile
from pathlib import Path

from dscsa_core.cli import main
from dscsa_core.epcis import make
from dscsa_core.epcis.writer import write_document
from dscsa_core.unpack import ArchiveError, members
from dscsa_core.x12.writer import write_interchange

from . import samples
from .x12_samples import notice


def shipment_file() -> bytes:
    out = io.BytesIO()
    write_document(
        out,
        header=samples.HEADER,
        items=samples.ITEMS,
        places=samples.PLACES,
        events=make.shipment([samples.full_pallet()], samples.TERMS),
    )
    return out.getvalue()


class TestChecker(unittest.TestCase):
    def setUp(self):
        super().setUp()
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def file(self, name, data):
        path = self.folder / name
        path.write_bytes(data)
        return str(path)

    def run_check(self, *arguments):
        out, faults = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(faults):
            code = main([*arguments, "--on", "2026-11-22"])
        return code, out.getvalue(), faults.getvalue()

    def reports(self, *arguments):
        code, out, _faults = self.run_check("--json", *arguments)
        return code, [json.loads(line) for line in out.splitlines()]

    def test_accepted(self):
        path = self.file("good.xml", shipment_file())
        code, (report,) = self.reports(path)
        self.assertEqual(code, 0)
        self.assertEqual(report["file"], path)
        self.assertIs(report["accepted"], True)
        self.assertIsNone(report["error"])
        self.assertEqual((report["format"], report["version"]), ("xml", "1.2"))
        self.assertEqual(report["events"], {"object": 4, "aggregation": 4})
        self.assertEqual(
            report["epcs"], {"sgtin": 15, "sscc": 1, "other": 0, "class": 0}
        )
        (transaction,) = report["transactions"]
        self.assertEqual(transaction["po"], "PO-1")
        self.assertEqual(transaction["date"], "2026-11-03")
        self.assertIs(transaction["statement"], True)
        self.assertEqual(transaction["seller"]["gln"], "0312340000016")
        self.assertEqual(transaction["buyer"]["name"], "Birch Street Pharmacy")
        (line,) = transaction["lines"]
        self.assertEqual(
            [line[name] for name in ("gtin", "lot", "expiry", "quantity")],
            [samples.UNIT, "K7", "2028-05-31", 12],
        )
        self.assertEqual(report["findings"], [])

    def test_refused_and_accepted_together(self):
        good = self.file("good.xml", shipment_file())
        code, reports = self.reports(self.file("bad.xml", b"hello"), good)
        self.assertEqual(code, 1)
        self.assertEqual([r["accepted"] for r in reports], [False, True])
        self.assertTrue(reports[0]["error"]["code"].startswith("epcis."))
        self.assertTrue(reports[0]["error"]["message"])

    def test_ship_notices_are_read_and_tables_named(self):
        sent = write_interchange([notice()]).encode()
        code, (report,) = self.reports(self.file("asn.edi", sent))
        self.assertEqual((code, report["format"]), (0, "x12"))
        self.assertEqual(len(report["transactions"]), 1)
        _code, text, _faults = self.run_check(self.file("asn.edi", sent))
        self.assertIn("X12 004010", text)
        self.assertNotIn("EPCIS", text)
        for name, data in (
            ("a.csv", b"GTIN,Lot,Qty\n1,L,2\n"),
            ("a", b"a;b;c\n1;2;3\n"),
        ):
            code, (report,) = self.reports(self.file(name, data))
            self.assertEqual((code, report["error"]["code"]), (1, "file.table"))

    def test_truncated_file_has_no_transactions(self):
        data = shipment_file()
        code, (report,) = self.reports(self.file("cut.xml", data[: len(data) - 90]))
        self.assertEqual(code, 1)
        self.assertEqual(report["error"]["code"], "epcis.cut_off")
        self.assertEqual((report["format"], report["transactions"]), ("xml", []))

    def test_missing_file_is_refused(self):
        code, (report,) = self.reports(str(self.folder / "absent.xml"))
        self.assertEqual((code, report["error"]["code"]), (1, "file.open"))
        code, (report,) = self.reports(str(self.folder))
        self.assertEqual((code, report["error"]["code"]), (1, "file.open"))

    def test_wrong_use(self):
        for arguments in ((), ("--no-such",), ("--on", "yesterday", "x")):
            with self.subTest(arguments), contextlib.redirect_stderr(io.StringIO()):
                self.assertEqual(main(list(arguments)), 2)
        with contextlib.redirect_stdout(io.StringIO()) as out:
            self.assertEqual(main(["--help"]), 0)
        self.assertIn("FILE", out.getvalue())

    def test_findings_with_words(self):
        data = shipment_file().replace(b">true</gs1ushc:aff", b">false</gs1ushc:aff")
        code, (report,) = self.reports(self.file("no.xml", data))
        (found,) = report["findings"]
        self.assertEqual((code, found["code"]), (0, "STATEMENT_NEGATIVE"))
        self.assertEqual((found["level"], found["place"]), ("block", "header"))
        self.assertIn("does not affirm", found["message"])

    def test_expired_as_of_a_day(self):
        path = self.file("good.xml", shipment_file())
        with contextlib.redirect_stdout(io.StringIO()) as out:
            main([path, "--json", "--on", "2028-06-01"])
        found = json.loads(out.getvalue())["findings"]
        self.assertIn("EXPIRED", [finding["code"] for finding in found])

    def test_readable_text(self):
        bad = self.file("bad.json", b"{")
        code, out, _faults = self.run_check(self.file("good.xml", shipment_file()), bad)
        self.assertEqual(code, 1)
        for part in (
            "good.xml: accepted",
            "12 x Testaprol, GTIN 00312340567892, lot K7, expiry 2028-05-31",
            "order PO-1, statement (TS): yes",
            "from Alder Generics Inc, Dover, DE [0312340000016]",
            "bad.json: REFUSED",
        ):
            self.assertIn(part, out)

    def test_zip_and_gzip(self):
        data = shipment_file()
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("one.xml", data)
            archive.writestr("deep/two.xml", b"no")
        path = self.file("both.zip", packed.getvalue())
        code, reports = self.reports(path, self.file("a.xml.gz", gzip.compress(data)))
        self.assertEqual(code, 1)
        self.assertEqual(
            [(Path(r["file"]).name, r["accepted"]) for r in reports],
            [("one.xml", True), ("two.xml", False), ("a.xml.gz", True)],
        )

    def test_levels_are_those_of_the_profile(self):
        text = shipment_file().replace(b"dscsaTransactionStatement", b"other")
        path, severities = self.file("none.xml", text), {}
        for profile in ("pharmacy", "practitioner", "wholesaler"):
            _code, (report,) = self.reports(path, "--profile", profile)
            found = {each["code"]: each["severity"] for each in report["findings"]}
            severities[profile] = found["STATEMENT_MISSING"]
        _code, (usual,) = self.reports(path)
        self.assertEqual(usual["findings"][0]["severity"], severities["pharmacy"])
        self.assertEqual(severities["pharmacy"], "amber")
        self.assertEqual(severities["practitioner"], "note")
        self.assertIn("check  ", self.run_check(path)[1])
        self.assertEqual(self.run_check(path, "--profile", "king")[0], 2)

    def test_a_return_owes_no_statement(self):
        text = shipment_file().replace(b"dscsaTransactionStatement", b"other")
        path = self.file("back.xml", text.replace(b":btt:po", b":btt:rma"))
        _code, (report,) = self.reports(path)
        found = {each["code"] for each in report["findings"]}
        self.assertNotIn("STATEMENT_MISSING", found)

    def test_nothing_of_a_file_steers_the_terminal(self):
        evil = "\\u001b[2J\\u009b31m\\u202e\\nok.xml: accepted"
        text = (
            '{"type": "EPCISDocument", "epcisBody": {"eventList": [{"type": '
            f'"ObjectEvent", "bizStep": "{evil}", "action": "{evil}"}}]}}}}'
        )
        path = self.file("evil.json", text.encode())
        for option in ((), ("--json",)):
            _code, out, _faults = self.run_check(path, *option)
            self.assertTrue(all(line.isprintable() for line in out.splitlines()))
            self.assertNotIn("\nok.xml: accepted", out)

    def zip_of(self, files):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            for name, data in files.items():
                archive.writestr(name, data)
        return packed.getvalue()

    def test_archives_that_must_not_be_unpacked(self):
        bomb = gzip.compress(bytes(30_000_000))
        code, (report,) = self.reports(self.file("bomb.gz", bomb))
        self.assertEqual((code, report["error"]["code"]), (1, "file.archive_bomb"))
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("x", bytes(30_000_000))
        for data, wanted in (
            (packed.getvalue(), "file.archive_bomb"),
            (packed.getvalue()[:-9], "file.archive_broken"),
            (bomb[:500], "file.archive_broken"),
            (b"PK\x03\x04 and nothing else", "file.archive_broken"),
            (self.zip_of({"folder/": b""}), "file.archive_broken"),
            (self.zip_of({f"{n}": b"" for n in range(2001)}), "file.archive_files"),
            (
                self.zip_of({"a": b"hello hello"}).replace(b"hello", b"jello"),
                "file.archive_broken",
            ),
        ):
            with self.subTest(wanted), self.assertRaises(ArchiveError) as caught:
                list(members(io.BytesIO(data)))
            self.assertEqual(caught.exception.code, wanted)
            code, (report,) = self.reports(self.file("x.zip", data))
            self.assertEqual((code, report["error"]["code"]), (1, wanted))

    def test_every_member_is_taken_or_named(self):
        """Odd names, damaged and stray members: one report each, the rest is read."""
        good = shipment_file()
        packed = self.zip_of(
            {
                ".hidden.xml": good,
                "..\\..\\x.xml": good,
                "../../y.xml": good,
                "a\tb\x7f.xml": good,
                "__MACOSX/._y.xml": b"x",
                "sub/.DS_Store": b"x",
                "torn.xml": b"hello hello",
                "Thumbs.db": b"x",
            }
        ).replace(b"hello hello", b"jello hello")
        found = list(members(io.BytesIO(packed)))
        self.assertEqual(
            [each.name for each in found],
            [".hidden.xml", "x.xml", "y.xml", "ab.xml", "._y.xml", ".DS_Store",
             "torn.xml", "Thumbs.db"],
        )  # fmt: skip
        faults = [each.fault and each.fault.code for each in found]
        stray, torn = "file.member_stray", "file.member_broken"
        self.assertEqual(faults, [None] * 4 + [stray, stray, torn, stray])
        code, reports = self.reports(self.file("odd.zip", packed))
        self.assertEqual(code, 1)
        refused = [each["file"] for each in reports if not each["accepted"]]
        self.assertEqual([Path(name).name for name in refused], ["torn.xml"])
        self.assertEqual(len(reports), 8)

    def test_a_spreadsheet_is_one_file(self):
        book = self.zip_of({"[Content_Types].xml": b"<a/>", "xl/workbook.xml": b""})
        (found,) = members(io.BytesIO(book), "list.xlsx")
        self.assertEqual((found.name, found.file.read()), ("list.xlsx", book))
