"""Ship notices: what goes in comes out, in every style of envelope."""

import unittest
from dataclasses import replace
from datetime import UTC, datetime

from dscsa_core.notice.model import Goods
from dscsa_core.rules.document import check_document
from dscsa_core.x12.tokens import is_x12
from dscsa_core.x12.writer import STATEMENT, Style, write_interchange

from .x12_samples import BUYER, EXPIRY, GLN, SHIPPED, codes_of, gtin, notice, read, sscc


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
