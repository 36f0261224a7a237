"""Nothing of a file is lost in silence: what reaches no transaction is named."""

import io
import unittest
from datetime import date

from dscsa_core.epcis.digest import Digest
from dscsa_core.epcis.model import QuantityElement
from dscsa_core.epcis.reader import open_document
from dscsa_core.rules.document import check_document

from .samples import (
    CASE,
    HEADER,
    NOW,
    TODAY,
    UNIT,
    Story,
    case,
    case_key,
    codes,
    pallet,
    shipped,
    unit,
    unit_key,
)
from .samples import unit_keys as keys

UNITS = tuple(unit(n) for n in range(1, 9))
LGTIN = "urn:epc:class:lgtin:031234.0056789.K7"
LGTIN_CASE = "urn:epc:class:lgtin:031234.5056789.K7"
DAY = date(2028, 5, 31)


def check(story: Story) -> list:
    digest = story.digest()
    transactions = digest.transactions(HEADER)
    found = check_document(HEADER, digest, transactions, TODAY, NOW)
    return [*digest.findings, *found]


def only(findings, code):
    (found,) = [finding for finding in findings if finding.code == code]
    return found


def thing(story: Story, key: str):
    digest = story.digest()
    return digest.thing(digest.find(key))


class TestUnshipped(unittest.TestCase):
    def test_counted_and_named(self):
        story = Story().commission(*UNITS[:5]).ship(*UNITS[:3])
        found = only(check(story), "UNSHIPPED")
        self.assertEqual(found.facts["count"], 2)
        self.assertEqual(found.facts["keys"], (unit_key(4), unit_key(5)))

    def test_in_a_box_that_stayed(self):
        story = Story().commission(*UNITS[:4]).pack(pallet(1), *UNITS[:2])
        story.pack(pallet(2), *UNITS[2:4]).ship(pallet(1))
        self.assertEqual(only(check(story), "UNSHIPPED").facts["count"], 2)

    def test_named_for_other_reasons_already(self):
        for name, story in {
            "void": Story().commission(*UNITS[:2]).ship(*UNITS[:2]).void(UNITS[0]),
            "out of use": Story()
            .commission(*UNITS[:2])
            .retire(UNITS[0])
            .ship(UNITS[1]),
            "no shipment": Story().commission(*UNITS[:2]),
        }.items():
            with self.subTest(name):
                self.assertNotIn("UNSHIPPED", codes(check(story)))


class TestPackedLate(unittest.TestCase):
    def test_everything(self):
        story = (
            Story().commission(*UNITS[:2]).ship(pallet(1)).pack(pallet(1), *UNITS[:2])
        )
        self.assertEqual(shipped(story.digest()), keys(1, 2))
        self.assertEqual(only(check(story), "PACKED_LATE").facts["count"], 2)

    def test_the_rest_of_a_box(self):
        story = Story().commission(*UNITS[:4], case(1)).pack(pallet(1), *UNITS[:2])
        story.ship(pallet(1)).pack(case(1), *UNITS[2:4]).pack(pallet(1), case(1))
        self.assertEqual(shipped(story.digest()), keys(1, 2, 3, 4))
        found = check(story)
        self.assertEqual(only(found, "PACKED_LATE").facts["count"], 2)
        self.assertNotIn("UNSHIPPED", codes(found))

    def test_a_box_used_again_has_new_contents(self):
        story = Story().commission(*UNITS[:4]).pack(pallet(1), *UNITS[:2])
        story.ship(pallet(1)).unpack(pallet(1)).pack(pallet(1), *UNITS[2:4])
        self.assertEqual(shipped(story.digest()), keys(1, 2))
        self.assertEqual(only(check(story), "UNSHIPPED").facts["count"], 2)


class TestIdentifiers(unittest.TestCase):
    """One door for keys: check digits, the character set, 1 to 20 characters."""

    def test_boxes_of_the_sellers_own_numbering_keep_their_contents(self):
        for number in (
            "12345678901234",
            "1234567890123456",
            "TOTE-0815",
            "urn:epc:id:sscc:031234.7000000001",
            "http://seller.example/tote/17",
            "003123470000000010",
            "(00)103123400000000098",
            "urn:epc:id:grai:031234.00001.77",
        ):
            with self.subTest(number):
                story = Story().commission(*UNITS[:2]).pack(number, *UNITS[:2])
                digest = story.ship(number).digest()
                self.assertEqual(shipped(digest), keys(1, 2))
                found = {f.code for f in digest.findings}
                named = {"BOX_PRIVATE"} | {c for c in found if c[:3] in ("gs1", "epc")}
                self.assertTrue(found & named or "grai" in number, found)

    def test_what_is_no_identifier_is_named_with_its_text(self):
        for text, code in (
            ("Testaprol 20 mg", "EPC_UNKNOWN"),
            (UNIT, "EPC_UNKNOWN"),
            ("urn:epc:id:sgtin:031234.0056789.", "epc.serial.length"),
            ("urn:epc:id:sgtin:031234.0056789." + "9" * 21, "epc.serial.length"),
            ("urn:epc:id:sgtin:031234.0056789.a%20b", "epc.serial.charset"),
            ("urn:epc:id:sgtin:031234.056789.1", "epc.sgtin.length"),
            (f"01{UNIT[:-1]}321A", "gs1.gtin.check_digit"),
            (f"01{UNIT}21" + "9" * 21, "epc.serial.length"),
            (f"01{UNIT}21ABC17280531", "epc.elements"),
            (f"01{UNIT}21ABC10K7", "epc.elements"),
            (f"(01){UNIT[:-1]}3(21)A", "gs1.gtin.check_digit"),
            (f"(01){UNIT}(21)", "barcode.value"),
            ("003123470000000010", "gs1.sscc.check_digit"),
            ("00003123470000000010", "gs1.sscc.check_digit"),
            (f"https://id.gs1.org/01/{UNIT[:-1]}3/21/A", "gs1.gtin.check_digit"),
        ):
            with self.subTest(text):
                story = Story().commission(UNITS[0]).ship(UNITS[0], text)
                found = only(check(story), code)
                self.assertIn(text, found.facts["keys"])
                digest = story.digest()
                self.assertEqual(digest.kind(digest.find(text)), "other")
                self.assertEqual(shipped(digest), keys(1))

    def test_a_product_or_lot_is_no_package(self):
        for text in (f"https://id.gs1.org/01/{UNIT}", f"(01){UNIT}(10)K7"):
            with self.subTest(text):
                found = only(check(Story().ship(UNITS[0], text)), "EPC_UNKNOWN")
                self.assertIn(UNIT, found.facts["examples"])

    def test_all_spellings_are_one_package(self):
        for text in (
            f"01{UNIT}211",
            f"(01){UNIT}(21)1",
            f"https://id.gs1.org/01/{UNIT}/21/1",
            " urn:epc:id:sgtin:031234.0056789.1\n",
        ):
            with self.subTest(text):
                digest = Story().commission(UNITS[0]).ship(text).digest()
                self.assertEqual(shipped(digest), keys(1))
                self.assertEqual(codes(digest.findings), [])

    def test_bare_pallet_numbers(self):
        for text in ("003123470000000019", "00003123470000000019"):
            with self.subTest(text):
                digest = Story().ship(text).digest()
                self.assertEqual(digest.kind(0), "sscc")


class TestToldByTheIdentifier(unittest.TestCase):
    """Lot and expiry inside links and bracketed texts."""

    TEXTS = (
        f"https://id.gs1.org/01/{UNIT}/10/K7/21/1?17=280531",
        f"https://x.example/gtin/{UNIT}/lot/K7/ser/1?exp=280531",
        f"https://x.example/01/{UNIT}/21/1?17=280531&10=K7",
        f"https://x.example/01/{UNIT}/21/1/10/K7/17/280531",
        f"https://x.example/01/{UNIT}/21/1?lot=K7&exp=280531&utm_source=box",
        f"(01){UNIT}(21)1(17)280531(10)K7",
    )

    def test_kept(self):
        for text in self.TEXTS:
            with self.subTest(text):
                found = thing(Story().ship(text), unit_key(1))
                self.assertEqual((found.lot, found.expiry), ("K7", DAY))

    def test_compared_with_what_the_event_says(self):
        story = Story().commission(UNITS[0], lot="OTHER").ship(self.TEXTS[0])
        self.assertIn("LOT_MISMATCH", codes(story.digest().findings))
        story = Story().commission(UNITS[0], lot="", expiry=DAY).ship(self.TEXTS[0])
        self.assertEqual(thing(story, unit_key(1)).lot, "K7")
        self.assertEqual(codes(story.digest().findings), [])

    def test_of_amounts(self):
        element = QuantityElement(f"https://id.gs1.org/01/{UNIT}/10/K7?17=280531", 5)
        (found,) = Story().ship(quantities=(element,)).digest().transactions(HEADER)
        (line,) = found.lines
        self.assertEqual((line.lot, line.expiry, line.quantity), ("K7", DAY, 5))


class TestAmounts(unittest.TestCase):
    def test_case_declared_12_that_holds_11(self):
        declared = (QuantityElement(LGTIN, 3),)
        for count, expected in ((2, ["QUANTITY_DIFFERS"]), (3, [])):
            with self.subTest(count):
                story = Story().commission(*UNITS[:count]).commission(case(1))
                story.pack(case(1), *UNITS[:count], quantities=declared).ship(case(1))
                self.assertEqual(codes(check(story)), expected)
                self.assertEqual(len(shipped(story.digest())), count)
        found = only(check(story_of(2, declared)), "QUANTITY_DIFFERS")
        self.assertEqual((found.facts["expected"], found.facts["found"]), ("3", 2))
        self.assertEqual(found.facts["examples"], f"{CASE}/1")

    def test_pallet_that_counts_its_cases(self):
        story = Story().commission(*UNITS[:4]).commission(case(1), case(2))
        story.pack(case(1), *UNITS[:2]).pack(case(2), *UNITS[2:4])
        declared = (QuantityElement(LGTIN_CASE, 2),)
        story.pack(pallet(1), case(1), case(2), quantities=declared).ship(pallet(1))
        (found,) = story.digest().transactions(HEADER)
        self.assertEqual([line.gtin for line in found.lines], [UNIT])
        self.assertEqual((found.quantity, codes(check(story))), (4, []))

    def test_shipping_event_that_counts(self):
        declared = (QuantityElement(LGTIN, 5), QuantityElement(LGTIN_CASE, 2))
        story = Story().commission(*UNITS[:4]).commission(case(1), case(2))
        story.pack(case(1), *UNITS[:2]).pack(case(2), *UNITS[2:4])
        story.ship(case(1), case(2), quantities=declared)
        found = only(check(story), "QUANTITY_DIFFERS")
        self.assertEqual((found.facts["gtin"], found.facts["expected"]), (UNIT, "5"))

    def test_amounts_of_something_else_are_named(self):
        element = QuantityElement(LGTIN, 2.5, "KGM")
        story = Story().commission(UNITS[0]).ship(UNITS[0], quantities=(element,))
        found = only(check(story), "QUANTITY_NOT_COUNTED")
        self.assertIn("2.5 KGM", found.facts["examples"])


def story_of(count, declared):
    story = Story().commission(*UNITS[:count]).commission(case(1))
    return story.pack(case(1), *UNITS[:count], quantities=declared).ship(case(1))


LIST = """<v:items><v:item><v:gtin>00312340567892</v:gtin><v:lot>K7</v:lot>
<v:expiry>2028-05-31</v:expiry></v:item><v:item><v:gtin>00312340567854</v:gtin>
<v:lot>Z9</v:lot></v:item></v:items>"""
XML = """<?xml version="1.0"?><e:EPCISDocument xmlns:e="urn:epcglobal:epcis:xsd:1"
 xmlns:v="http://vendor.example/v" schemaVersion="1.2"
 creationDate="2026-11-01T00:00:00Z"><EPCISBody><EventList>
<ObjectEvent><eventTime>2026-11-01T00:00:00Z</eventTime>
<eventTimeZoneOffset>+00:00</eventTimeZoneOffset>
<epcList><epc>urn:epc:id:sgtin:031234.0056789.1</epc>
<epc>urn:epc:id:sgtin:031234.5056789.1</epc></epcList><action>OBSERVE</action>
<bizStep>urn:epcglobal:cbv:bizstep:shipping</bizStep>%s
</ObjectEvent></EventList></EPCISBody></e:EPCISDocument>"""
JSON = """{"type": "EPCISDocument", "schemaVersion": "2.0", "@context": [
{"v": "http://vendor.example/v"}], "creationDate": "2026-11-01T00:00:00Z",
"epcisBody": {"eventList": [{"type": "ObjectEvent", "bizStep": "shipping",
"eventTime": "2026-11-01T00:00:00Z", "eventTimeZoneOffset": "+00:00",
"action": "OBSERVE", "epcList": ["urn:epc:id:sgtin:031234.0056789.1",
"urn:epc:id:sgtin:031234.5056789.1"], "v:items": [
{"gtin": "00312340567892", "lot": "K7", "expiry": "2028-05-31"},
{"gtin": "00312340567854", "lot": "Z9"}]}]}}"""


class TestVendorsList(unittest.TestCase):
    """A list of products with lots speaks for its own GTIN only."""

    def digest(self, text):
        digest = Digest()
        for event in open_document(io.BytesIO(text.encode())).events():
            digest.apply(event)
        return digest

    def lots(self, text):
        digest = self.digest(text)
        keys = (unit_key(1), case_key(1))
        return [digest.lot_of(digest.find(key)) for key in keys]

    def test_its_own_gtin(self):
        for text in (XML % LIST, JSON):
            with self.subTest(text[:1]):
                self.assertEqual(self.lots(text), [("K7", DAY), ("", None)])

    def test_only_another_gtin(self):
        other = LIST.replace("00312340567892", "00312340567861")
        self.assertEqual(self.lots(XML % other), [("", None), ("", None)])

    def test_two_lots_of_one_gtin_are_nobodys(self):
        both = LIST.replace("00312340567854", "00312340567892")
        self.assertEqual(self.lots(XML % both), [("", None), ("", None)])
