"""Ship notices: what goes in comes out, in every style of envelope."""

import io
import tracemalloc
import unittest
from dataclasses import replace
from datetime import UTC, date, datetime

from dscsa_core.epcis.digest import Digest
from dscsa_core.epcis.model import Place, Typed
from dscsa_core.gs1.keys import check_digit
from dscsa_core.notice.model import Goods, Notice
from dscsa_core.rules.document import check_document
from dscsa_core.testing import effort
from dscsa_core.x12.model import X12Error, X12Limits
from dscsa_core.x12.reader import open_x12
from dscsa_core.x12.tokens import is_x12
from dscsa_core.x12.writer import STATEMENT, Style, write_interchange


def gtin(number):
    body = f"00399999{number:05d}"
    return f"{body}{check_digit(body)}"


def sscc(number):
    body = f"00399999{number:09d}"
    return f"{body}{check_digit(body)}"


EXPIRY = date(2028, 3, 31)
SHIPPED = datetime(2026, 11, 20, 20, 15, tzinfo=UTC)
GLN = f"039988000010{check_digit('039988000010')}"
SELLER = Place("x", GLN, "Brook Drug", "1 Mill Lane", "", "Concord", "NH")
BUYER = Place(
    "y", "", "Elm Street Pharmacy", "9 Elm Street", "", "Keene", "NH", "03431"
)


def notice(*goods, **values):
    values.setdefault("references", (Typed("po", "P00012"), Typed("inv", "44871")))
    return Notice(
        "ZZ:BROOKDRUG/S100",
        goods or (Goods(gtin(1), "7K21", EXPIRY, 12),),
        seller=SELLER,
        buyer=BUYER,
        ship_to=BUYER,
        shipped_at=values.pop("shipped_at", SHIPPED),
        **values,
    )


def read(text, **options):
    """(reader, digest, transactions) of an interchange text."""
    data = text if isinstance(text, bytes) else text.encode()
    reader = open_x12(io.BytesIO(data), **options)
    digest = Digest()
    for event in reader.events():
        digest.apply(event)
    return reader, digest, digest.transactions(reader.header)


def codes_of(reader):
    return [finding.code for finding in reader.findings]


class TestRead(unittest.TestCase):
    def test_lot_level(self):
        reader, _digest, (found,) = read(write_interchange([notice()]))
        self.assertEqual(codes_of(reader), [])
        (line,) = found.lines
        self.assertEqual(
            (line.gtin, line.lot, line.expiry, line.quantity, line.serials),
            (gtin(1), "7K21", EXPIRY, 12, 0),
        )
        self.assertEqual(
            (line.ndc, line.name), ("99999-000-01", f"Drug {gtin(1)[-5:]}")
        )
        self.assertEqual(found.po, ("P00012",))
        self.assertEqual(found.numbers("inv"), ("44871",))
        self.assertEqual(found.numbers("desadv"), ("S100",))
        self.assertEqual(found.seller.gln, GLN)
        self.assertEqual((found.buyer.name, found.buyer.zip), (BUYER.name, "03431"))
        self.assertEqual(found.shipped_at, SHIPPED)
        self.assertTrue(found.statement)
        self.assertEqual(found.legal_notice, STATEMENT)
        self.assertEqual(reader.header.format, "x12")

    def test_serials_in_totes_on_a_pallet(self):
        goods = (
            Goods(gtin(1), "7K21", EXPIRY, 0, ("S1", "S2"), sscc(1)),
            Goods(gtin(2), "8L", EXPIRY, 5, (), sscc(2)),
            Goods(gtin(3), "9M", EXPIRY, 0, ("S1",)),
        )
        packing = ((sscc(9), sscc(1)), (sscc(9), sscc(2)))
        text = write_interchange([notice(*goods, packing=packing)])
        reader, digest, (found,) = read(text)
        self.assertEqual(codes_of(reader), [])
        self.assertEqual(list(digest.findings), [])
        self.assertEqual(found.quantity, 8)
        self.assertEqual(
            [(line.gtin, line.quantity, line.serials) for line in found.lines],
            [(gtin(1), 2, 2), (gtin(3), 1, 1), (gtin(2), 5, 0)],
        )
        package = digest.find(f"01{gtin(1)}21S1")
        tote = digest.parent_of(package)
        self.assertEqual(digest.keys[tote], f"00{sscc(1)}")
        self.assertEqual(digest.keys[digest.parent_of(tote)], f"00{sscc(9)}")
        self.assertEqual(digest.lot_of(package), ("7K21", EXPIRY))
        self.assertFalse(found.empty or found.sealed or found.others)

    def test_every_style_reads_alike(self):
        plain = read(write_interchange([notice()]))[2]
        for style in (
            Style("005010"),
            Style(element="|", component="^", segment="\n"),
            Style(segment="~\r\n"),
            Style(segment="\r\n"),
            Style(segment="'"),
            Style(element="\x1d", component="\x1f", segment="\x1c"),
        ):
            with self.subTest(style):
                reader, _digest, found = read(write_interchange([notice()], style))
                self.assertEqual(codes_of(reader), [])
                self.assertEqual(found[0].lines, plain[0].lines)
                self.assertEqual(reader.header.version, style.version)

    def test_trimmed_header_and_bom(self):
        text = write_interchange([notice()])
        head, rest = text[:106], text[106:]
        trimmed = "*".join(part.strip() for part in head.split("*"))
        reader, _digest, found = read("\ufeff\n" + trimmed + rest)
        self.assertEqual(codes_of(reader), [])
        self.assertEqual(found[0].quantity, 12)
        self.assertTrue(is_x12(("\ufeff\n" + trimmed).encode()))

    def test_several_sets_groups_and_interchanges(self):
        two = [notice(), replace(notice(), number="ZZ:BROOKDRUG/S101")]
        other = Style("005010", element="|", segment="\n", control=7)
        third = replace(notice(), number="ZZ:BROOKDRUG/S102")
        text = write_interchange(two) + write_interchange([third], other)
        reader, _digest, found = read(text)
        self.assertEqual(codes_of(reader), [])
        self.assertEqual(len(found), 3)
        reader, digest, found = read(write_interchange([notice(), notice()]))
        self.assertEqual(len(found), 1, "the same notice twice is one delivery")
        self.assertIn("EVENT_REPEATED", [f.code for f in digest.findings])

    def test_two_orders_are_told_apart(self):
        goods = (
            Goods(gtin(1), "A", EXPIRY, 0, ("S1",)),
            Goods(gtin(2), "B", EXPIRY, 0, ("S2", "S3")),
        )
        told = notice(*goods, references=(), orders=(("P1", (0,)), ("P2", (1,))))
        _reader, _digest, (found,) = read(write_interchange([told]))
        self.assertEqual(found.po, ("P1", "P2"))
        self.assertEqual(list(found.order_of), [0, 1, 1])

    def test_statement(self):
        for answer, expected in (("N", False), ("", None), ("U", None)):
            text = write_interchange([notice()], Style(statement=answer))
            self.assertIs(read(text)[0].header.statement, expected)
        text = write_interchange([notice()]) + write_interchange(
            [notice()], Style(statement="")
        )
        self.assertIsNone(read(text)[0].header.statement)

    def test_direct_purchase(self):
        line = "YNQ**Y***Seller purchased the product directly from the manufacturer.~"
        text = write_interchange([notice()]).replace("HL*2", f"{line}\nHL*2", 1)
        reader, _digest, (found,) = read(text)
        self.assertIn("directly", found.direct_purchase)
        self.assertNotIn("directly", found.legal_notice)
        self.assertIn("X12_COUNT", codes_of(reader))

    def test_cancelled_notice_takes_back(self):
        _reader, digest, found = read(
            write_interchange([notice()], Style(purpose="01"))
        )
        self.assertEqual(found, [])
        (declared,) = digest.withdrawals
        self.assertEqual(declared.event.event_id, "ZZ:BROOKDRUG/S100")

    def test_sub_lines_with_lots(self):
        text = write_interchange([notice(Goods(gtin(1), "", None, 5))])
        sub = "SLN*1**I*3*EA****LT*A1~\nSLN*2**I*2*EA****LT*B2~\nSLN*3**O*9*EA~\n"
        text = text.replace("PID*", sub + "PID*")
        reader, _digest, (found,) = read(text)
        self.assertEqual(
            [(x.lot, x.quantity) for x in found.lines], [("A1", 3), ("B2", 2)]
        )
        self.assertEqual(codes_of(reader), ["X12_COUNT"])

    def test_serials_of_lin_man_and_sln(self):
        base = write_interchange([notice(Goods(gtin(1), "L", EXPIRY, 2))])
        forms = {
            "MAN*L*SER1~\nMAN*L*SER2~\n": ["SER1", "SER2"],
            f"MAN*ZZ*01{gtin(1)}21SER1~\nMAN*ZZ*(01){gtin(1)}(21)SER2~\n": [
                "SER1",
                "SER2",
            ],
            "SLN*1**I*1*EA****SN*SER1*LT*L~\nSLN*2**I*1*EA****SN*SER2*LT*L~\n": [
                "SER1",
                "SER2",
            ],
        }
        for lines, expected in forms.items():
            with self.subTest(lines):
                text = base.replace("PID*", lines + "PID*")
                _reader, digest, (found,) = read(text)
                keys = [digest.keys[number][18:] for number in found.packages]
                self.assertEqual(keys, expected)
                self.assertEqual(found.quantity, 2)

    def test_ndc_by_qualifier(self):
        base = write_interchange([notice()])
        given = f"LIN**UK*{gtin(1)}*N4*99999000001"
        self.assertIn(given, base)
        for ids, known, expected in (
            ("N3*9999900001", {}, gtin(1)),
            ("ND*99999-0000-1", {}, gtin(1)),
            ("N4*99999001001", {"99999-0010-01": gtin(101)}, gtin(101)),
            ("N4*99999000001", {}, gtin(1)),
            ("N4*99999001001", {}, None),
            ("N4*HELLO", {}, None),
            ("VC*123", {}, None),
        ):
            with self.subTest(ids):
                text = base.replace(given, f"LIN**{ids}")
                options = {"known": lambda ndc, known=known: known.get(ndc, "")}
                _reader, _digest, (found,) = read(text, **options)
                gtins = [line.gtin for line in found.lines]
                self.assertEqual(gtins, [expected] if expected else [])

    def test_history_is_not_counted(self):
        text = write_interchange([notice()])
        history = f"HL*8*3*V~\nHL*9*8*I~\nLIN**UK*{gtin(1)}~\nSN1**12*EA~\n"
        reader, _digest, (found,) = read(text.replace("\nSE*", "\n" + history + "SE*"))
        self.assertEqual(found.quantity, 12)
        self.assertIn("X12_LEVEL_SKIPPED", codes_of(reader))

    def test_rules_ask_nothing_only_epcis_has(self):
        text = write_interchange([notice(Goods(gtin(1), "L", EXPIRY, 0, ("S1",)))])
        reader, digest, found = read(text)
        now = datetime(2026, 11, 21, tzinfo=UTC)
        rules = check_document(reader.header, digest, found, now.date(), now)
        self.assertEqual({rule.code for rule in rules}, {"MASTERDATA_MISSING"})


class TestFaults(unittest.TestCase):
    def setUp(self):
        super().setUp()
        self.text = write_interchange([notice()])

    def findings(self, old, new, count=-1):
        self.assertIn(old, self.text)
        return codes_of(read(self.text.replace(old, new, count))[0])

    def test_envelope(self):
        for old, new, code in (
            ("SE*24*0001", "SE*23*0001", "X12_COUNT"),
            ("SE*24*0001", "SE*24*0002", "X12_CONTROL"),
            ("GE*1*1", "GE*2*1", "X12_COUNT"),
            ("GE*1*1", "GE*1*9", "X12_CONTROL"),
            ("IEA*1*000000001", "IEA*1*000000002", "X12_CONTROL"),
            ("IEA*1*000000001", "IEA*x*1", "X12_COUNT"),
            ("IEA*1*000000001~\n", "", "X12_TRAILER_MISSING"),
            ("GE*1*1~\n", "", "X12_COUNT"),
        ):
            with self.subTest(new):
                codes = self.findings(old, new)
                if not (old.startswith("GE") and not new):
                    self.assertEqual(codes, [code])

    def test_contents(self):
        for old, new, code in (
            ("BSN*00", "XXX*00", "X12_SEGMENT_MISSING"),
            ("SN1**12*EA", "SN1**twelve*EA", "X12_NUMBER"),
            ("SN1**12*EA", "SN1**1.5*EA", "X12_NUMBER"),
            ("SN1**12*EA", "SN1**12*CA", "X12_CASES"),
            ("DTM*036*20280331", "DTM*036*20281331", "X12_DATE"),
            ("DTM*011*20261120", "DTM*011*soon", "X12_DATE"),
            ("REF*LT*7K21", "REF*LT*7K21~REF*LT*8L", "X12_LOTS_SEVERAL"),
            ("REF*LT*7K21", "REF*LT*" + "7" * 21, "X12_LOT_INVALID"),
            (
                "DTM*036*20280331",
                "DTM*036*20280331~DTM*036*20280430",
                "X12_EXPIRIES_SEVERAL",
            ),
            ("REF*LT*7K21", "REF*LT*7K21~REF*SE*" + "7" * 21, "X12_SERIAL_INVALID"),
            ("REF*LT*7K21", "REF*LT*7K21~REF*SE*S1", "X12_SERIALS_FEWER"),
            ("HL*3*2*I", "HL*3*7*I", "X12_LEVEL_PARENT"),
            ("HL*3*2*I", "HL*2*2*I", "X12_LEVEL_NUMBER"),
            (f"LIN**UK*{gtin(1)}*N4*99999000001", "LIN", "X12_PRODUCT_MISSING"),
            ("N1*SE*", "N1*XX*", None),
            ("*P*>", "*T*>", "X12_TEST"),
        ):
            with self.subTest(new):
                codes = self.findings(old, new)
                if code:
                    self.assertIn(code, codes)

    def test_seller_is_taken_from_the_place_of_shipping(self):
        told = replace(notice(), seller=None, ship_from=SELLER)
        reader, _digest, (found,) = read(write_interchange([told]))
        self.assertEqual(found.seller.name, "Brook Drug")
        self.assertIn("X12_PARTY_TAKEN", codes_of(reader))

    def test_cases_count_as_packages(self):
        lines = "SN1**2*CA~\nPO4*12*100*EA"
        text = self.text.replace("SN1**12*EA", lines)
        _reader, _digest, (found,) = read(text)
        self.assertEqual(found.quantity, 24)
        self.assertEqual(found.lines[0].container_size, "100 EA")

    def test_wrong_sscc_leaves_the_goods(self):
        goods = Goods(gtin(1), "L", EXPIRY, 3, (), sscc(1))
        wrong = sscc(1)[:-1] + str((int(sscc(1)[-1]) + 1) % 10)
        text = write_interchange([notice(goods)]).replace(sscc(1), wrong)
        reader, _digest, (found,) = read(text)
        self.assertEqual((found.quantity, len(found.tops)), (3, 0))
        self.assertIn("X12_SSCC_INVALID", codes_of(reader))

    def test_a_notice_without_its_end_is_read_and_named(self):
        start, _sign, rest = self.text.partition("\nSE*")
        trailers = rest.partition("~\n")[2]
        for name, text in (
            ("end of file", start),
            ("group ends", start + trailers),
            ("another notice", start + "ST*856*0002~SE*2*0002~"),
            ("another interchange", start + self.text),
        ):
            with self.subTest(name):
                reader, _digest, found = read(text)
                self.assertEqual(found[0].quantity, read(self.text)[2][0].quantity)
                (cut,) = [f for f in reader.findings if f.code == "X12_SET_CUT"]
                self.assertEqual(cut.facts["found"], self.text.count("HL*"))
        levels = self.text.count("HL*")
        for told, code in ((levels, "X12_TRAILER_MISSING"), (99, "X12_SET_CUT")):
            found = codes_of(read(f"{start}CTT*{told}~\n{trailers}")[0])
            self.assertEqual(found, [code])

    def test_no_cut_goes_unsaid(self):
        """Wherever a file breaks off, what is read of it never looks whole."""
        said = set(codes_of(read(self.text)[0]))
        for end in range(107, self.text.index("\nSE*") + 6):
            try:
                found = set(codes_of(read(self.text[:end])[0]))
            except X12Error:
                continue
            self.assertTrue(found - said, self.text[:end][-40:])

    def test_half_a_segment_is_no_fact(self):
        at = self.text.index("~", self.text.index("LIN*")) - 4
        _reader, _digest, found = read(self.text[:at])
        self.assertFalse([line for each in found for line in each.lines])

    def test_bounds_hold_before_segments_are_cut(self):
        head = self.text[:107]
        for text in (
            head + "N1" + "*" * 60_000 + "~",
            head + ("N1" + "*" * 499 + "~") * 20_000,
        ):
            tracemalloc.start()
            with effort.ends(), self.assertRaisesRegex(X12Error, "elements"):
                read(text)
            peak = tracemalloc.get_traced_memory()[1]
            tracemalloc.stop()
            self.assertLess(peak, 100 << 20)

    def test_what_cannot_be_read(self):
        for data, code in (
            (self.text.replace("ST*856", "ST*810"), "x12.no_856"),
            (self.text[:107], "x12.no_856"),
            ("ISA*00*", "x12.isa"),
            ("ISA", "x12.isa"),
            ("", "x12.no_856"),
            ("hello", "x12.isa"),
        ):
            with self.subTest(code), self.assertRaises(X12Error) as caught:
                read(data)
            self.assertEqual(caught.exception.code, code)

    def test_limits(self):
        for limits in (
            X12Limits(max_bytes=100),
            X12Limits(max_segments=5),
            X12Limits(max_segment=10),
            X12Limits(max_notices=0),
        ):
            with self.subTest(limits), self.assertRaises(X12Error) as caught:
                read(self.text, limits=limits)
            self.assertEqual(caught.exception.code, "x12.size")

    def test_other_messages_beside_it(self):
        text = self.text + write_interchange([notice()]).replace("ST*856", "ST*997")
        reader, _digest, found = read(text)
        self.assertEqual(len(found), 1)
        self.assertIn("X12_OTHER_SETS", codes_of(reader))

    def test_looks(self):
        self.assertTrue(is_x12(self.text.encode()))
        for other in (b"", b"ISA", b"ISABELLA,1", b"ISA 1", b"<xml/>", b"NDC,Lot"):
            self.assertFalse(is_x12(other), other)
