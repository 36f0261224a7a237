"""The list that goes with the goods: our own reader of tables says the same."""

import io
import unittest
from dataclasses import replace
from datetime import date, timedelta

from dscsa_core.catalogue import sentence
from dscsa_core.epcis.digest import Digest
from dscsa_core.epcis.writer import LEGAL_NOTICE
from dscsa_core.notice.events import NoticeReader
from dscsa_core.notice.model import CSV, Goods
from dscsa_core.outbound.document import write
from dscsa_core.outbound.errors import OutboundError
from dscsa_core.outbound.model import packages
from dscsa_core.outbound.table import (
    COLUMNS,
    csv_of,
    paper_of,
    problems_of_list,
    rows_of,
    slip_of,
)
from dscsa_core.tabular.deliveries import deliveries, header_of
from dscsa_core.tabular.fields import guess_columns
from dscsa_core.tabular.model import Layout, Terms
from dscsa_core.tabular.rows import read_table
from dscsa_core.tabular.text import read_rows

from .outbound_samples import (
    ITEMS,
    MAKER,
    PHARMACY,
    R13,
    SALE,
    SHIPPED,
    WHOLESALER,
    Party,
    gtin,
    package,
    read,
    sale,
    sealed,
    tote,
)

COUNTED = Goods(gtin(3), "OLD7", date(2027, 7, 31), 24)


def read_back(data: bytes):
    """Transactions of a table, as a buyer reads it who says whom it is from."""
    rows = read_rows(io.BytesIO(data))
    columns = guess_columns(rows[0], rows[1:])
    terms = Terms(WHOLESALER, PHARMACY)
    reading = read_table(rows, Layout(columns), lambda _ndc: "")
    notices, findings = deliveries(reading.entries, terms)
    header = header_of(CSV, reading.entries, notices, terms)
    digest = Digest()
    for event in NoticeReader(header, notices, findings).events():
        digest.apply(event)
    return digest, digest.transactions(header), findings


class TestRows(unittest.TestCase):
    def test_24_columns(self):
        self.assertEqual(len(COLUMNS), 24)
        self.assertEqual(len(set(COLUMNS)), 24)
        for row in rows_of(sale(counted=(COUNTED,))):
            self.assertEqual(len(row), 24)

    def test_every_package_once_in_order(self):
        serials = [row[COLUMNS.index("Serial Number")] for row in rows_of(SALE)]
        self.assertEqual(serials, ["C10", "C11", "C12", "P1", "P2"])

    def test_a_row_has_all_of_ti(self):
        row = dict(zip(COLUMNS, rows_of(SALE)[4], strict=True))
        self.assertEqual(row["Product Name"], "Heronol 2")
        self.assertEqual(row["Strength"], "20 mg")
        self.assertEqual((row["Lot Number"], row["Quantity"]), ("K9", "1"))
        self.assertEqual(row["Sold By Address"], "2 Weir Street, Norfolk, VA 01040, US")
        self.assertEqual(row["Direct Purchase"], "yes")
        self.assertEqual(row["PO Number"], "Q-1/7")
        self.assertNotIn("", row.values())

    def test_equal_sales_give_equal_bytes(self):
        self.assertEqual(csv_of(SALE), csv_of(replace(SALE)))


class TestReadBack(unittest.TestCase):
    def test_as_the_file_says_it(self):
        """The same TI through the table and through events."""
        given = sale(sold_at=SHIPPED - timedelta(days=2))
        digest, (found,), findings = read_back(csv_of(given))
        wanted_digest, (wanted,), _events = read(write(given, R13).data)
        self.assertEqual(findings, [])
        self.assertEqual(
            sorted(digest.keys[n] for n in found.packages),
            sorted(wanted_digest.keys[n] for n in wanted.packages),
        )
        for name in ("gtin", "lot", "expiry", "quantity", "ndc", "name", "strength"):
            self.assertEqual(
                {getattr(line, name) for line in found.lines},
                {getattr(line, name) for line in wanted.lines},
            )
        self.assertEqual(found.date, wanted.date)
        for kind in ("po", "inv", "desadv"):
            self.assertEqual(found.numbers(kind), wanted.numbers(kind))
        for role in ("seller", "buyer", "ship_to"):
            there, here = getattr(found, role), getattr(wanted, role)
            self.assertEqual((there.name, there.gln), (here.name, here.gln))

    def test_what_looks_like_a_formula_stays_what_it_is(self):
        lots = ("=1+2", "+7", "-A", "-00", "=H(4)")
        goods = tuple(package(f"={n}", lot=lot) for n, lot in enumerate(lots))
        data = csv_of(sale(things=goods))
        for cell in data.decode().replace("\r\n", ",").split(","):
            self.assertFalse(cell.startswith(("+", "-")), cell)
        digest, (found,), _findings = read_back(data)
        self.assertEqual({line.lot for line in found.lines}, set(lots))
        keys = {digest.keys[n][18:] for n in found.packages}
        self.assertEqual(keys, {f"={n}" for n in range(5)})

    def test_counts_without_serials(self):
        _digest, (found,), _findings = read_back(csv_of(sale(counted=(COUNTED,))))
        self.assertEqual(found.quantity, 29)


class TestPaper(unittest.TestCase):
    def test_lines_parties_and_statements(self):
        found = paper_of(sale(counted=(COUNTED,)))
        self.assertEqual(found["containers"], 29)
        self.assertEqual([line["containers"] for line in found["lines"]], [4, 1, 24])
        self.assertEqual(found["lines"][0]["serials"], ["C10", "C11", "C12", "P1"])
        self.assertEqual(found["seller"]["licenses"], list(SALE.seller.licenses))
        self.assertEqual(found["ship_from"]["name"], "Tidewater Drug, dock")
        self.assertEqual(found["statement"], LEGAL_NOTICE)
        self.assertEqual(
            found["purchase"], {"words": SALE.direct_statement, "not_for": []}
        )
        self.assertIsNone(found["received"])
        self.assertIsNone(found["shipper"])

    def test_partly_direct_names_the_others(self):
        goods = (package("A"), tote(5, sealed("C", 2, direct=False)))
        found = paper_of(sale(things=goods))
        self.assertEqual(found["purchase"]["not_for"], ["C0", "C1"])

    def test_drop_shipment_names_both(self):
        found = paper_of(sale(shipper=MAKER, ship_from=None))
        self.assertEqual(found["seller"]["name"], "Tidewater Drug")
        self.assertEqual(found["shipper"]["name"], "Heron Pharma")
        self.assertEqual(found["ship_from"]["name"], "Heron Pharma")

    def test_numbers_agree_with_the_rows(self):
        given = sale(counted=(COUNTED,))
        at = COLUMNS.index("Quantity")
        count = sum(int(row[at]) for row in rows_of(given))
        self.assertEqual(count, paper_of(given)["containers"])
        self.assertEqual(count, len(list(packages(given.things))) + 24)


class TestSlip(unittest.TestCase):
    """No patient waits for a page: what is not known is empty, and said."""

    def test_without_statement(self):
        found = slip_of(sale(affirmed=None))
        self.assertEqual(found["missing"], [])
        self.assertNotIn("statement", found)
        self.assertEqual(found["containers"], 5)

    def test_moments_without_a_zone(self):
        naive = SHIPPED.replace(tzinfo=None)
        for changes in ({"sold_at": naive}, {"shipped_at": naive, "sold_at": SHIPPED}):
            found = slip_of(sale(**changes))
            self.assertEqual([f.code for f in found["missing"]], ["outbound.zone"])

    def test_numbers_nobody_can_read(self):
        found = slip_of(sale(things=(replace(package("A"), epc="x"),)))
        self.assertEqual(found["containers"], 1)
        self.assertIn("outbound.identifier", {f.code for f in found["missing"]})

    def test_what_is_missing_is_said(self):
        goods = (package("A", lot="", expiry=None, made=None), package("B", 2))
        found = slip_of(sale(things=goods, items=ITEMS[:1], orders=(), delivery=""))
        codes = {each.code for each in found["missing"]}
        self.assertEqual(codes, {"outbound.lot", "outbound.product"})
        self.assertEqual(found["lines"][0]["lot"], "")
        self.assertEqual([line["name"] for line in found["lines"]], ["Heronol 1", ""])


class TestRefused(unittest.TestCase):
    def test_what_only_events_need_keeps_no_list_back(self):
        for changes in (
            {"things": (package("1", made=None),)},
            {"buyer": Party(replace(PHARMACY, id="", gln="")), "ship_to": None},
            {"delivery": "", "invoice": ""},
            {"counted": (COUNTED,), "things": ()},
        ):
            with self.subTest(changes):
                self.assertEqual(problems_of_list(sale(**changes)), [])
                self.assertTrue(rows_of(sale(**changes)))

    def test_what_ti_and_ts_need_does(self):
        for changes, code in (
            ({"affirmed": None}, "statement"),
            ({"things": (package("1", lot=""),)}, "lot"),
            ({"counted": (replace(COUNTED, lot=""),)}, "lot"),
            ({"items": ITEMS[:1]}, "product"),
            ({"things": ()}, "nothing"),
            ({"buyer": Party(replace(PHARMACY, street=""))}, "address"),
        ):
            for make in (rows_of, csv_of, paper_of):
                with self.subTest(code), self.assertRaises(OutboundError) as caught:
                    make(sale(**changes))
                self.assertEqual(caught.exception.code, f"outbound.{code}")
                (found,) = caught.exception.findings
                self.assertNotIn("«?»", sentence(found.code, found.facts))
