"""What spreadsheets and portals make of numbers, dates, serials and parties."""

import unittest

from dscsa_core.epcis.model import Place
from dscsa_core.gs1.keys import check_digit
from dscsa_core.gs1.ndc import plain_ndc
from dscsa_core.notice.products import know_nothing
from dscsa_core.tabular.deliveries import deliveries
from dscsa_core.tabular.fields import guess_below, guess_columns
from dscsa_core.tabular.model import Layout, Terms
from dscsa_core.tabular.rows import read_table
from dscsa_core.tabular.values import (
    CellError,
    code_text,
    number_text,
    whole_number,
)

from .table_samples import problem_of, table
from .x12_samples import gtin


def gln(number):
    """A GLN of ours."""
    body = f"03999900000{number}"
    return f"{body}{check_digit(body)}"


SELLER = Place(gln(1), gln(1), "Brook Drug", "1 Lane", city="Elm")
BUYER = Place(gln(2), gln(2), "Elm Pharmacy", "2 Road")
DEPOT, OTHER = gln(3), gln(4)


def read(text, sign=","):
    """The table of a text, its columns guessed."""
    rows = [line.split(sign) for line in text.strip().splitlines()]
    columns = guess_columns(rows[0], rows[1:])
    return read_table(rows, Layout(columns), know_nothing)


class TestNumbers(unittest.TestCase):
    def test_a_number_beyond_15_digits_is_refused_in_its_row(self):
        for value, text in (
            (123456789012345678, "1.23456789012346E+17"),
            (1.23456789012346e17, "1.23456789012346E+17"),
            (10**15, "1.00000000000000E+15"),
            (999999999999999, "999999999999999"),
            (399999999010, "399999999010"),
            (12.5, "12.5"),
            (float("nan"), ""),
        ):
            with self.subTest(value):
                self.assertEqual(number_text(value), text)
        reading = read(f"GTIN,Serial\n{gtin(1)},1.23456789012346E+17\n{gtin(1)},S2")
        self.assertEqual(problem_of(reading).code, "row.number_shortened")
        self.assertEqual([entry.serial for entry in reading.entries], ["S2"])

    def test_a_column_rounded_by_a_spreadsheet(self):
        for serials, refused in (
            (["123456789012346000"], 1),
            (["1234567890123450", "1234567890123460"], 2),
            (["1234567890123450"], 0),
            (["123456789012346000", "123456789012346001"], 0),
        ):
            with self.subTest(serials):
                lines = "\n".join(f"{gtin(1)},{serial}" for serial in serials)
                reading = read(f"GTIN,Serial\n{lines}")
                self.assertEqual(len(reading.problems), refused)

    def test_lots_like_powers_of_ten_are_lots(self):
        lots = ["5E12", "1E5", "12E3", "1e10", "3E007", "1.5E3"]
        reading = read("GTIN,Lot\n" + "\n".join(f"{gtin(1)},{lot}" for lot in lots))
        self.assertEqual([entry.lot for entry in reading.entries], lots)
        for lot in ("5E+12", "1.2E+10", "1,2E+10"):
            reading = read(f"GTIN;Lot\n{gtin(1)};{lot}", ";")
            self.assertEqual(problem_of(reading).code, "row.number_shortened", lot)

    def test_words_and_dashes_of_lots_and_counts(self):
        for text, lot in (
            ("LF\u20137401", "LF-7401"),
            ("Lot LF-7401", "LF-7401"),
            ("LOT#: LF-7401", "LF-7401"),
            ("Batch No. LF-7401", "LF-7401"),
            ("S/N: 77", "77"),
            ("LOT.12", "LOT.12"),
            ("LOT12", "LOT12"),
            ("BATCH-12", "BATCH-12"),
            ("SN12", "SN12"),
        ):
            with self.subTest(text):
                self.assertEqual(code_text(text, "row.lot"), lot)
        self.assertEqual([whole_number(t) for t in ("3 EA", "3EA", "3 each")], [3] * 3)
        for text in ("3 CS", "3 boxes", "EA"):
            with self.subTest(text), self.assertRaises(CellError):
                whole_number(text)

    def test_lots_that_became_days(self):
        for lot in ("2-Jan", "Mar-05", "12-Dec-28", "2028-01-02"):
            reading = read(f"GTIN,Lot\n{gtin(1)},{lot}")
            self.assertEqual(problem_of(reading).code, "row.became_date", lot)
        for lot in ("1-2", "MAR5", "JAN-28A", "2028-01", "MAY-1"):
            reading = read(f"GTIN,Lot\n{gtin(1)},{lot}")
            self.assertEqual(reading.problems, {}, lot)

    def test_zeros_lost_in_front_of_lots_and_serials(self):
        reading = read(f"GTIN,Lot\n{gtin(1)},00123\n{gtin(1)},456\n{gtin(1)},78901")
        self.assertEqual(problem_of(reading).code, "row.zeros_lost")
        self.assertEqual(list(reading.problems), [3])
        reading = read(f"GTIN,Lot\n{gtin(1)},0123\n{gtin(1)},00456\n{gtin(1)},7")
        self.assertEqual(reading.problems, {})


class TestSerials(unittest.TestCase):
    def test_several_serials_in_a_cell(self):
        for cell, quantity in (
            ("S1; S2; S3", "3"),
            ("S1;S2;S3", "3"),
            ("S1 S2 S3", "3"),
            ("S1, S2, S3", "3"),
            ("S1|S2|S3", "3"),
            ("S1\nS2\nS3", "3"),
            ("S1; S2; S3;", ""),
        ):
            with self.subTest(cell):
                rows = [
                    ["GTIN", "Serial", "Lot", "Qty"],
                    [gtin(1), cell, "L1", quantity],
                ]
                columns = guess_columns(rows[0], rows[1:])
                reading = read_table(rows, Layout(columns), know_nothing)
                self.assertEqual(reading.problems, {})
                found = [(e.serial, e.quantity) for e in reading.entries]
                self.assertEqual(found, [("S1", 1), ("S2", 1), ("S3", 1)])
                self.assertEqual(reading.total, 1)

    def test_count_and_serials_have_to_agree(self):
        reading = read(f"GTIN|Serial|Qty\n{gtin(1)}|S1; S2|3", "|")
        problem = problem_of(reading)
        self.assertEqual(problem.code, "row.serials_count")
        self.assertEqual((problem.facts["value"], problem.facts["expected"]), ("3", 2))
        reading = read(f"GTIN|Serial|Qty\n{gtin(1)}|A/1;B,2|1", "|")
        self.assertEqual(reading.entries[0].serial, "A/1;B,2")
        reading = read(f"GTIN|Serial|Qty\n{gtin(1)}|S1; S1|2", "|")
        self.assertEqual(problem_of(reading).code, "row.serials_count")


class TestSecondColumns(unittest.TestCase):
    def test_a_second_lot_or_serial_in_a_row_is_never_left_out(self):
        for headings, rest in (
            ("NDC,Lot 1,Qty,Lot 2", "L1,3,L2"),
            ("GTIN,Serial,Lot,Serial", "S1,L1,S2"),
            ("GTIN,Serial #1,Lot,Serial #2", "S1,L1,S2"),
        ):
            with self.subTest(headings):
                text = f"{headings}\n{gtin(1)},{rest}"
                reading = read(text.replace("NDC", "GTIN"))
                self.assertEqual(problem_of(reading).code, "row.columns_twice")
                self.assertFalse(reading.entries)
                empty = f"{headings}\n{gtin(1)},{rest.rpartition(',')[0]},"
                self.assertTrue(read(empty.replace("NDC", "GTIN")).entries)
        other = f"GTIN,Parent Serial,Serial,Lot\n{gtin(1)},P1,S1,L1"
        self.assertTrue(read(other).entries)

    def test_headings_again_on_a_new_page(self):
        for again in ("GTIN,Lot,Qty", "gtin,LOT,QTY", "GTIN ,Lot:,Qty."):
            reading = read(f"GTIN,Lot,Qty\n{gtin(1)},L1,3\n{again}\n{gtin(1)},L2,2")
            self.assertEqual([e.lot for e in reading.entries], ["L1", "L2"])
            self.assertFalse(reading.problems)


class TestSums(unittest.TestCase):
    def test_rows_that_tell_of_no_goods(self):
        for row in (
            "Total,,8",
            "Grand Total: 8 packages,,",
            "Subtotal,5 lots,8",
            "Page 1 of 2,,",
            "End of report,,",
            ",,",
        ):
            reading = read(f"GTIN,Lot,Qty\n{gtin(1)},TOTAL1,1\n{row}")
            self.assertEqual(reading.problems, {}, row)
            self.assertEqual(len(reading.entries), 1, row)


class TestNdc(unittest.TestCase):
    def test_a_gtin_in_the_column_of_the_ndc(self):
        for text in (gtin(1), gtin(1).lstrip("0")):
            (entry,) = read(f"NDC,Lot\n{text},L1").entries
            self.assertEqual(entry.gtin, gtin(1))

    def test_words_blanks_and_dashes(self):
        for text in (
            "NDC 99999-001-07",
            "NDC: 99999-001-07",
            "NDC#99999-001-07",
            "ndc99999-001-07",
            "99999 001 07",
            "99999.001.07",
            "99999\u2013001\u201307",
            "N4 99999-001-07",
            "99999-001-07 (30 ct)",
            "99999-001-07 [bottle]",
        ):
            with self.subTest(text):
                self.assertEqual(plain_ndc(text), "99999-001-07")
                reading = table(f"{text},L,1", headings="NDC,Lot,Qty")
                self.assertEqual(reading.problems, {})


TI = (
    "Transaction Date|Shipment Date|PO Number|Del Document Number|Direct Purchase|NDC"
    "|GTIN|Serial Number|Lot|Lot Expiry Date|Product Description|Dosage Form|Strength"
    "|Container Size|Manufacturer Name|Sold By Name|Sold By GLN|Sold To Name"
    "|Sold To GLN|Ship From Name|Ship From GLN|Ship To Name|Ship To GLN"
)


class TestParties(unittest.TestCase):
    def test_all_columns_of_ti(self):
        found = guess_columns(TI.split("|"), ())
        order = (
            "day shipped po delivery direct_purchase ndc gtin serial lot expiry name"
            " dosage_form strength container_size manufacturer seller seller_gln buyer"
            " buyer_gln ship_from ship_from_gln ship_to ship_to_gln"
        )
        self.assertEqual(sorted(found, key=found.get), order.split())

    def test_headings_in_two_rows(self):
        rows = [
            ["Product", "", "Lot", "", "Shipped"],
            ["NDC", "Description", "Number", "Exp", "Qty"],
            ["99999-001-07", "Testamol", "L1", "12/28", "3"],
        ]
        found = guess_below(rows[0], rows[1], rows[2:])
        self.assertEqual((found["lot"], found["quantity"], found["ndc"]), (2, 4, 0))
        title = guess_below(["Lot report"], ["NDC", "Number"], ())
        self.assertNotIn("lot", title)

    def test_a_number_is_no_name(self):
        for heading in (
            "Sold By GLN",
            "Seller License Number",
            "Vendor DEA",
            "Seller ID",
        ):
            found = guess_columns(["NDC", heading], ())
            self.assertNotIn("seller", found, heading)
        found = guess_columns(["NDC", "Seller"], [["x", SELLER.gln]])
        self.assertNotIn("seller", found)

    def notice(self, *parties):
        row = ["L1", gtin(1), *parties]
        headings = (
            "Lot|GTIN|Sold By|Sold By GLN|Sold To|Sold To GLN|Ship To|Ship To GLN"
        )
        text = f"{headings}|Direct Purchase\n{'|'.join(row)}|yes"
        reading = read(text, "|")
        self.assertEqual(reading.problems, {})
        (notice,), _ = deliveries(reading.entries, Terms(SELLER, BUYER))
        return notice

    def test_parties_as_given(self):
        notice = self.notice(
            *("BROOK DRUG", SELLER.gln, BUYER.name, BUYER.gln, "Depot", DEPOT)
        )
        self.assertEqual(
            (notice.seller.name, notice.seller.street), ("BROOK DRUG", "1 Lane")
        )
        self.assertEqual(notice.buyer, BUYER)
        self.assertEqual((notice.ship_to.name, notice.ship_to.gln), ("Depot", DEPOT))
        self.assertEqual(notice.direct_purchase, "yes")

    def test_nothing_is_put_under_another_name(self):
        notice = self.notice("Brook North", "", BUYER.name, "", BUYER.name, "")
        self.assertEqual(
            (notice.seller.name, notice.seller.street), ("Brook North", "")
        )
        self.assertEqual(notice.seller.id, SELLER.id)
        self.assertEqual(notice.ship_to, BUYER)

    def test_goods_of_somebody_else(self):
        notice = self.notice("Brook Drug", "", "Hilltop", OTHER, "", "")
        self.assertEqual((notice.buyer.id, notice.buyer.name), (OTHER, "Hilltop"))

    def test_a_gln_that_is_none(self):
        reading = read(f"GTIN|Lot|Sold To GLN\n{gtin(1)}|L|{BUYER.gln[1:]}", "|")
        self.assertEqual(dict(reading.entries[0].parties)["buyer_gln"], BUYER.gln)
        wrong = f"{BUYER.gln[:-1]}{9 - int(BUYER.gln[-1])}"
        reading = read(f"GTIN|Lot|Sold To GLN\n{gtin(1)}|L|{wrong}", "|")
        self.assertEqual(problem_of(reading).code, "row.gln")
