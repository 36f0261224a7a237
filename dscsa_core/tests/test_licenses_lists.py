"""The three FDA files, and everything that is served in their place."""

import unittest

from dscsa_core.catalogue import RULES, sentence
from dscsa_core.licenses import decrs, ndc_directory, wdd
from dscsa_core.licenses.errors import ListError
from dscsa_core.licenses.tables import Layout, open_table, unzip
from dscsa_core.testing import license_lists as samples


def read(reader, data, **options):
    """All rows and the notes of a file."""
    listing = reader.read(data, **options)
    return list(listing), listing.notes


class ListCase(unittest.TestCase):
    def refuse(self, code, reader, data, **options):
        """The file is refused with this code, in words."""
        with self.assertRaises(ListError) as caught:
            read(reader, data, **options)
        error = caught.exception
        self.assertEqual(error.code, code)
        self.assertIn(code, RULES)
        self.assertNotIn("«?»", sentence(code, error.facts))
        return error


class TestWdd(ListCase):
    def test_a_row(self):
        rows, notes = read(wdd, samples.wdd_file())
        self.assertEqual(notes["rows"], 3)
        row = rows[1]
        self.assertEqual((row.line, row.category), ("3", "WDD"))
        self.assertEqual((row.number, row.number_key), ("WH-001", "WH001"))
        self.assertEqual((row.state, row.region), ("MN", "MN"))
        self.assertEqual(
            (row.name_key, row.other_key), ("HARROWDRUGSUPPLY", "HARROWRX")
        )
        self.assertEqual(row.place_key, "12NQUAYRD|DULUTH|MN")
        self.assertEqual(row.expires, "2027-12-31")

    def test_with_a_zip_column_in_the_middle(self):
        for name in ("Facility_Zip", "Facility_Zip_Code", "ZIP CODE"):
            data = samples.wdd_file().decode()
            lines = [line.split("\t") for line in data.splitlines()]
            for number, line in enumerate(lines):
                line.insert(6, "55802-1234" if number else name)
            text = "".join("\t".join(line) + "\n" for line in lines)
            rows, notes = read(wdd, text.encode())
            self.assertEqual(rows[0].zip, "55802-1234", name)
            self.assertEqual(rows[0].number, "WH-000")
            self.assertEqual(notes["unknown"], "")

    def test_crlf_and_an_extra_empty_column(self):
        data = samples.wdd_file().replace(b"\n", b"\t\r\n")
        rows, notes = read(wdd, data)
        self.assertEqual((len(rows), notes["bad"]), (3, 0))
        self.assertEqual(rows[2].number, "WH-002")

    def test_columns_in_another_order_and_one_more(self):
        lines = samples.wdd_file().decode().splitlines()
        turned = ["\t".join(["x", *reversed(line.split("\t"))]) for line in lines]
        rows, notes = read(wdd, "\n".join(turned).encode() + b"\n")
        self.assertEqual(rows[0].number, "WH-000")
        self.assertEqual(notes["unknown"], "x")

    def test_renamed_column(self):
        data = samples.wdd_file().replace(b"License_Number", b"Lic_No")
        error = self.refuse("list.layout", wdd, data)
        self.assertEqual(error.facts["missing"], "License_Number")
        rows, _notes = read(wdd, data, aliases={"Lic No": "License_Number"})
        self.assertEqual(rows[0].number, "WH-000")

    def test_empty(self):
        for data in (b"", b"\r\n \n", b"\0\0"):
            self.refuse("list.empty", wdd, data)

    def test_web_page_instead(self):
        page = b"<html><body><h1>We are sorry</h1></body></html>"
        for data in (page, b"\xef\xbb\xbf\n<!DOCTYPE html>\n" + page, b"  " + page):
            error = self.refuse("list.html", wdd, data)
            self.assertEqual(error.facts["title"], "We are sorry")

    def test_web_page_instead_of_an_archive(self):
        self.refuse("list.html", ndc_directory, b"<html><title>no</title></html>")

    def test_only_a_header_or_one_row(self):
        for count in (0, 1):
            error = self.refuse("list.short", wdd, samples.wdd_file(count))
            self.assertEqual(error.facts["rows"], count)

    def test_cut_off(self):
        whole = samples.wdd_file(40)
        for cut in (2, 30, 100):
            self.refuse("list.truncated", wdd, whole[:-cut])

    def test_no_break_after_the_last_line(self):
        rows, _notes = read(wdd, samples.wdd_file()[:-1])
        self.assertEqual(len(rows), 3)

    def test_damaged_in_the_middle(self):
        lines = samples.wdd_file(100).splitlines(keepends=True)
        lines[50:53] = [b"half a\tline\n"] * 3
        self.refuse("list.damaged", wdd, b"".join(lines))

    def test_one_bad_line_in_many_is_counted(self):
        lines = samples.wdd_file(200).splitlines(keepends=True)
        lines[50] = b"half a\tline\n"
        rows, notes = read(wdd, b"".join(lines))
        self.assertEqual((len(rows), notes["bad"]), (199, 1))

    def test_wrong_encoding(self):
        text = samples.wdd_file().decode()
        self.refuse("list.encoding", wdd, text.encode("utf-16-le"))
        self.refuse("list.encoding", wdd, text.encode("utf-16")[:-1])
        self.refuse("list.encoding", wdd, bytes(range(1, 32)) * 100)

    def test_saved_again_by_a_spreadsheet(self):
        """Quotes round cells are no part of them; nobody would be found licensed."""
        plain, notes = read(wdd, samples.wdd_file())
        lines = samples.wdd_file().decode().splitlines()
        all_quoted = [
            "\t".join(f'"{cell}"' for cell in line.split("\t")) for line in lines
        ]
        for text in (
            "\n".join(all_quoted) + "\n",
            "\r\n".join(all_quoted) + "\r\n",
            "\n".join([lines[0], *all_quoted[1:]]) + "\n",
        ):
            for encoding in ("cp1252", "utf-8-sig", "utf-16"):
                rows, found = read(wdd, text.encode(encoding))
                self.assertEqual(rows, plain, encoding)
                self.assertEqual(found["rows"], notes["rows"])
        named = samples.wdd_file().replace(b"Harrow Rx", b'"Harrow ""Rx"", Inc."')
        rows, _notes = read(wdd, named)
        self.assertEqual(rows[0].other_name, 'Harrow "Rx", Inc.')

    def test_letters_of_cp1252_and_utf8(self):
        text = samples.wdd_file().decode().replace("Harrow Rx", "Peña’s")
        for encoding in ("cp1252", "utf-8", "utf-8-sig"):
            rows, _notes = read(wdd, text.encode(encoding))
            self.assertEqual(rows[0].other_name, "Peña’s", encoding)
            self.assertEqual(rows[0].category, "WDD")

    def test_a_byte_cp1252_does_not_have(self):
        data = samples.wdd_file().replace(b"Harrow Rx", b"H\x81rrow \xf1")
        rows, _notes = read(wdd, data)
        self.assertEqual(rows[0].other_name, "H\x81rrow ñ")

    def test_layout_of_another_list(self):
        self.refuse("list.layout", wdd, samples.decrs_text())
        self.refuse("list.layout", decrs, samples.wdd_file())
        self.refuse("list.layout", wdd, b"a;b;c\n1;2;3\n4;5;6\n")


class TestDecrs(ListCase):
    def test_rows_of_archive_and_text(self):
        for data in (samples.decrs_file(), samples.decrs_text()):
            rows, notes = read(decrs, data)
            row = rows[2]
            self.assertEqual(notes, {**notes, "rows": 3, "bad": 0, "unknown": ""})
            self.assertEqual((row.number_key, row.duns), ("300888002", "665544332"))
            self.assertEqual(row.registrant_duns, "665544330")
            self.assertEqual((row.street, row.city), ("4 Kiln St", "Ames"))
            self.assertEqual((row.region, row.zip), ("IA", "50010"))
            self.assertEqual(row.expires, "2027-12-31")
            self.assertEqual(row.activities, "MANUFACTURE; PACK")

    def test_foreign_address_stays_whole(self):
        text = "5 Rue X, Lyon, 69000, France (FRA)"
        self.assertEqual(decrs.read_address(text), (text, "", "", ""))

    def test_archive_that_is_broken_cut_off_or_another(self):
        whole = samples.decrs_file(50)
        self.refuse("list.zip", decrs, whole[: len(whole) // 2])
        self.refuse("list.zip", decrs, b"PK\x03\x04 nothing")
        self.refuse("list.zip_member", decrs, samples.zipped(other__txt=b"x"))
        self.refuse("list.empty", decrs, samples.zipped(drls_reg__txt=b""))

    def test_archive_that_is_damaged_inside(self):
        data = bytearray(samples.decrs_file(200))
        data[60:64] = b"\0\0\0\0"
        self.refuse("list.zip", decrs, bytes(data))

    def test_grace_of_fifteen_days(self):
        from datetime import date

        end = date(2025, 12, 31)
        self.assertFalse(decrs.is_over(end, date(2026, 1, 15)))
        self.assertTrue(decrs.is_over(end, date(2026, 1, 16)))
        self.assertFalse(decrs.is_over(None, date(2026, 1, 16)))


class TestNdcDirectory(ListCase):
    def test_packages_with_their_product(self):
        rows, notes = read(ndc_directory, samples.ndc_file())
        self.assertEqual(notes["rows"], 2)
        package = rows[0]
        self.assertEqual(package.ndc, "99991-1000-1")
        self.assertEqual(package.ndc12, "099991100001")
        self.assertEqual(package.ndc10, "9999110001")
        self.assertEqual(
            (package.name, package.labeler), ("Testamol", "Larch Labs Inc")
        )
        self.assertEqual((package.strength, package.sample), ("10 mg/1", "f"))
        self.assertEqual(package.excluded, "f")

    def test_packages_without_product_and_odd_codes_are_counted(self):
        good = [samples.PACKAGE_ROW.format(n=n) for n in (1, 2)]
        odd = good[0].replace("99991-1000-1|100", "991-1|100")
        lost = samples.PACKAGE_ROW.format(n=7)
        data = samples.ndc_file(packages=(*good, odd, lost))
        rows, notes = read(ndc_directory, data)
        self.assertEqual((len(rows), notes["rows"], notes["bad"]), (2, 2, 2))

    def test_both_files_are_needed(self):
        data = samples.zipped(product__txt=samples.wdd_file())
        self.refuse("list.zip_member", ndc_directory, data)
        self.refuse("list.no_zip", ndc_directory, samples.wdd_file())

    def test_proposed_scope(self):
        (package, *_rest), _notes = read(ndc_directory, samples.ndc_file())
        cases = {
            "prescription": {},
            "not_prescription": {"kind": "HUMAN OTC DRUG"},
            "homeopathic": {"category": "UNAPPROVED HOMEOPATHIC"},
            "gas": {"category": "UNAPPROVED MEDICAL GAS"},
            "radioactive": {"classes": "Radioactive Diagnostic Agent [EPC]"},
            "unclear": {"kind": "STANDARDIZED ALLERGENIC"},
        }
        for reason, changes in cases.items():
            found = ndc_directory.propose_scope(package._replace(**changes))
            self.assertEqual(found[2], reason)
            self.assertEqual(bool(found[1]), found[0] == "excluded", reason)
        self.assertEqual(
            ndc_directory.propose_scope(package._replace(form="GAS"))[1], "P5"
        )


class TestTables(ListCase):
    def test_size_in_the_archive_is_not_believed(self):
        from unittest.mock import patch

        data = samples.zipped(a__txt=b"x" * 5000)
        with patch("dscsa_core.licenses.tables.MAX_UNPACKED", 100):
            with self.assertRaises(ListError) as caught:
                unzip(data, ["a.txt"])
        self.assertEqual(caught.exception.code, "list.zip_size")

    def test_same_column_twice_counts_once(self):
        table = open_table(b"a\ta\n1\t2\n3\t4\n", Layout("x", ("a",)))
        self.assertEqual([row[table.columns["a"]] for row in table], ["1", "3"])


class TestMixedFiles(ListCase):
    """Files with the variety of FDA's own; every value is that of the line."""

    def test_wdd(self):
        rows, notes = read(wdd, samples.wdd_mixed())
        self.assertEqual((len(rows), notes["bad"]), (3, 0))
        self.assertEqual(
            [(row.category, row.number, row.state, row.expires) for row in rows],
            [
                ("WDD", "W4.00871", "DE", "2027-12-31"),
                ("WDD", "WD 4471-b", "NH", "2026-06-30"),
                ("3PL", "3PL-00912", "TX", "2028-03-15"),
            ],
        )
        self.assertEqual(
            [row.number_key for row in rows], ["W400871", "WD4471B", "3PL00912"]
        )
        self.assertEqual((rows[1].region, rows[1].city), ("DE", "Dover"))
        self.assertEqual(
            (rows[2].name, rows[2].other_key), ("Ca\xf1on Freight LLC", "")
        )

    def test_decrs(self):
        rows, notes = read(decrs, samples.decrs_mixed())
        self.assertEqual((len(rows), notes["bad"]), (3, 0))
        plant, repacker, abroad = rows
        self.assertEqual(
            (plant.duns, plant.registrant_duns), ("665544331", "665544330")
        )
        self.assertEqual((plant.city, plant.region, plant.zip), ("Ames", "IA", "50010"))
        self.assertEqual((repacker.number_key, repacker.city), ("", "Tampa"))
        self.assertEqual(repacker.street, "12 Pier Ave, Suite 4")
        self.assertEqual((repacker.zip, repacker.expires), ("33602", "2025-12-31"))
        self.assertEqual((abroad.city, abroad.region, abroad.zip), ("", "", ""))
        self.assertTrue(abroad.street.startswith("Hafenweg 3"))

    def test_apology(self):
        error = self.refuse("list.html", wdd, samples.apology())
        self.assertEqual(error.facts["title"], "FDA Apology")

    def test_ndc_directory(self):
        rows, notes = read(ndc_directory, samples.ndc_mixed())
        # 5-3-2, a sample; 4-4-2; 5-4-1; the last has no product
        self.assertEqual((len(rows), notes["bad"]), (4, 1))
        self.assertEqual([row.sample for row in rows], ["f", "t", "f", "f"])
        self.assertEqual(
            [row.ndc12 for row in rows],
            ["099991021030", "099991021007", "009991022001", "099991230001"],
        )
        self.assertEqual(
            [row.ndc10 for row in rows],
            ["9999121030", "9999121007", "9991022001", "9999123001"],
        )
        self.assertEqual(rows[1].ended, "2019-02-03")
        scopes = [ndc_directory.propose_scope(row) for row in rows]
        self.assertEqual(
            [scope[2] for scope in scopes],
            ["prescription", "prescription", "not_prescription", "radioactive"],
        )
        self.assertEqual([scope[0] == "excluded" for scope in scopes][2:], [True, True])
