"""Faults of real files (requirements 4.10), each under its name, and strict faults.

Rows of 4.10 that need more than one event (missing children, two parents, serials
twice, expired goods, unknown products) belong to the digest and the receipt.
"""

import unittest
from datetime import UTC, datetime, timedelta

from dscsa_core.catalogue import RULES, next_step, sentence
from dscsa_core.epcis.times import INVALID, parse_offset, parse_time
from dscsa_core.errors import EpcisError

from .reader_samples import (
    CASE,
    ILMD,
    MAKER,
    SBDH,
    STATEMENT,
    codes,
    document,
    epcs,
    event,
    read,
    units,
)


def listed(*values):
    return f"<epcList>{''.join(f'<epc>{value}</epc>' for value in values)}</epcList>"


class TestFaultsOfRealFiles(unittest.TestCase):
    def test_creation_or_event_time_without_zone(self):
        text = document(event(time="2026-11-19T15:00:00"), event())
        text = text.replace('creationDate="2026-11-20T08:00:00Z"',
                            'creationDate="2026-11-20T08:00:00"')  # fmt: skip
        reader, found = read(text, naive_offset="-05:00")
        self.assertEqual(found[0].time, datetime(2026, 11, 19, 20, tzinfo=UTC))
        self.assertEqual(reader.header.created.hour, 13)
        [naive] = [f for f in reader.findings if f.code == "NAIVE_TIME"]
        self.assertEqual(dict(naive.facts), {"count": 2, "zone": "-05:00"})
        with self.assertRaises(ValueError):
            read(text, naive_offset="New York")

    def test_header_missing_empty_or_a_stub(self):
        for header in (
            "",
            "<sbdh:StandardBusinessDocumentHeader/>",
            SBDH.replace(MAKER, " "),
            SBDH[: SBDH.index("<sbdh:Receiver>")] + SBDH[SBDH.index("<sbdh:Document"):],
        ):  # fmt: skip
            reader, found = read(document(event(), header=header))
            self.assertIn("HEADER_MISSING", codes(reader))
            self.assertEqual(len(found), 1)
        plain = document(event()).replace("<EPCISHeader>", "<x>", 1)
        plain = plain.replace("</EPCISHeader>", "</x>")
        self.assertEqual(len(read(plain)[1]), 1)

    def test_no_source_or_destination_list_is_left_to_the_rules(self):
        _, [found] = read(document(event(step="shipping", tail=None)))
        self.assertEqual((found.sources, found.destinations), ((), ()))

    def test_unit_and_case_in_one_commissioning_event(self):
        mixed = (*units(3), f"{CASE}.1")
        _, [found] = read(document(event(body=listed(*mixed))))
        self.assertEqual((found.epcs, found.lot), (mixed, "L7"))

    def test_blanks_and_line_breaks_around_and_inside(self):
        around = listed(f"\n   {units(1)[0]}\t", units(2)[1])
        reader, [found] = read(document(event(body=around)))
        self.assertEqual(found.epcs, tuple(units(2)))
        self.assertIn("TEXT_BLANKS", codes(reader))
        inside = listed(units(1)[0].replace(".0", ".\n  0"), units(2)[1])
        reader, [found] = read(document(event(body=inside)))
        self.assertEqual(found.epcs, tuple(units(2)))
        self.assertIn("ID_BLANKS", codes(reader))

    def test_wrong_length_of_identifiers_is_kept_for_the_key_check(self):
        odd = ("urn:epc:id:sscc:0399990.40000", "urn:epc:id:sgtin:0399990.0123.1")
        _, [found] = read(document(event(body=listed(*odd))))
        self.assertEqual(found.epcs, odd)

    def test_names_of_the_vocabulary_in_any_letter_case(self):
        for step in ("Shipping", "SHIPPING"):
            reader, [found] = read(document(event(step=step)))
            self.assertEqual(found.step, "shipping")
            self.assertNotIn("STEP_INVALID", codes(reader))

    def test_odd_dashes_in_serials_and_lots(self):
        for dash in "\u2010\u2011\u2013\u2014\u2212":
            body = listed(f"{units(1)[0]}{dash}1")
            lot = ILMD.replace("L7", f"L{dash}7")
            reader, [found] = read(document(event(body=body, tail=lot)))
            self.assertTrue(found.epcs[0].endswith("-1"))
            self.assertEqual(found.lot, "L-7")
            self.assertIn("ODD_CHARACTER", codes(reader))

    def test_odd_dashes(self):
        expiry = ILMD.replace("2028-05-31", "2028\u201105\u201131")
        body = listed(units(1)[0].replace("0399990", "0399\u2010990"))
        text = document(event(body=body, tail=expiry, offset="\u221205:00"))
        reader, [found] = read(text)
        self.assertEqual(found.expiry.isoformat(), "2028-05-31")
        self.assertEqual(found.offset, "-05:00")
        self.assertIn("ODD_CHARACTER", codes(reader))

    def test_declarations_of_the_encoding(self):
        text = document(event(tail="<v:n>Caf\u00e9</v:n>"))
        for declaration, encoding, said in (
            ("", "utf-8", False),
            ("\ufeff", "utf-8", False),
            ('<?xml version="1.0" encoding="UTF-8"?>', "utf-8", False),
            ("<?xml version='1.0' encoding='utf-8'?>", "utf-8", False),
            ('<?xml version="1.1" encoding="UTF-8"?>', "utf-8", False),
            ('\n\n<?xml version="1.0"?>', "utf-8", False),
            ("\n\n", "utf-8", False),
            ('<?xml version="1.0" encoding="ISO-8859-1"?>', "latin-1", False),
            ('<?xml version="1.0" encoding="windows-1252"?>', "cp1252", False),
            ('<?xml version="1.0" encoding="UTF\u20108"?>', "utf-8", True),
            ("<?xml version=\u201c1.0\u201d encoding=\u201cUTF-8\u201d?>",
             "utf-8", True),
            ('<?xml version="1.0" encoding="UTF-8"?>', "latin-1", True),
            ('<?xml version="1.0" encoding="ISO-8859-1"?>', "utf-8", True),
            ('<?xml version="1.0" encoding="UTF-16"?>', "utf-8", True),
            ('<?xml version="1.0" encoding="hex"?>', "utf-8", True),
            ('<?xml version="1.0" encoding="UTF-16"?>', "utf-16", False),
            ('<?xml version="1.0" encoding="UTF-16"?>', "utf-16-be", False),
            ("", "utf-32", False),
        ):  # fmt: skip
            with self.subTest(declaration=declaration, encoding=encoding):
                reader, [found] = read((declaration + text).encode(encoding))
                self.assertEqual(found.extensions[0][1], "Caf\u00e9")
                self.assertEqual("DOC_ENCODING" in codes(reader), said)

    def test_line_numbers_survive_the_repair(self):
        text = '<?xml version="1.0"\nencoding="UTF\u20108"?>\n<a>\n<b></a>'
        with self.assertRaises(EpcisError) as caught:
            read(text)
        self.assertEqual(caught.exception.facts["line"], 4)

    def test_expiry_with_a_time(self):
        tail = ILMD.replace("2028-05-31", "2028-05-31T11")
        reader, [found] = read(document(event(tail=tail)))
        self.assertEqual(found.expiry.isoformat(), "2028-05-31")
        self.assertIn("DATE_FORMAT", codes(reader))

    def test_padded_notice_and_stray_text(self):
        text = document(event(), header=SBDH + STATEMENT)
        text = text.replace("<EPCISBody>", "stray<EPCISBody>stray")
        text = text.replace("<action>", "stray<action>")
        reader, [found] = read(text)
        self.assertEqual(reader.header.legal_notice, "Seller has complied.")
        self.assertEqual(found.action, "ADD")

    def test_statement_false_missing_or_unreadable(self):
        for value, wanted in (("false", False), (" TRUE ", True), ("yes", None)):
            header = STATEMENT.replace(">true<", f">{value}<")
            reader, _ = read(document(event(), header=header))
            self.assertIs(reader.header.statement, wanted)
            self.assertEqual("STATEMENT_UNREADABLE" in codes(reader), wanted is None)
        self.assertIsNone(read(document(event()))[0].header.statement)

    def test_local_elements_with_a_namespace(self):
        text = document(event())
        for name in ("EventList", "ObjectEvent", "epcList", "epc", "action", "id"):
            text = text.replace(f"<{name}>", f"<epcis:{name}>")
            text = text.replace(f"</{name}>", f"</epcis:{name}>")
        reader, [found] = read(text)
        self.assertEqual((found.epcs, found.read_point), (tuple(units(2)), MAKER))
        self.assertEqual(codes(reader), set())


TWO = "<epcList/><epcList/>"
ROWS = "<extension><quantityList><quantityElement><epcClass>urn:c</epcClass>"
ROWS += "<quantity>{}</quantity>{}</quantityElement></quantityList></extension>"
PARTY = '<sourceList><source type="urn:epcglobal:cbv:sdt:locaton">{}</source>'
PARTY = f"<extension>{PARTY.format(MAKER)}</sourceList></extension>"
DATE = "<gs1ushc:transactionDate>soon</gs1ushc:transactionDate>"
ERROR = "<baseExtension><errorDeclaration><declarationTime>x</declarationTime>"
ERROR += "</errorDeclaration></baseExtension>" + listed(units(1)[0])
RECORD = event().replace("<eventTimeZone", "<recordTime>x</recordTime>"
                         "<eventTimeZone", 1)  # fmt: skip
FAULTS = (
    ("EVENT_TIME_MISSING", event(time=None)),
    ("EVENT_TIME_MISSING", event(time=" ")),
    ("EVENT_TIME_INVALID", event(time="2026-11-19")),
    ("EVENT_TIME_INVALID", event(time="2026-11-19T15:00:00-95:99")),
    ("RECORD_TIME_INVALID", RECORD),
    ("ERROR_TIME_INVALID", event(body=ERROR)),
    ("TRANSACTION_DATE_INVALID", event(tail=DATE)),
    ("ZONE_OFFSET_MISSING", event(offset=None)),
    ("ZONE_OFFSET_INVALID", event(offset="-95:99")),
    ("ACTION_MISSING", event(action=None)),
    ("ACTION_INVALID", event(action="OBSERV")),
    ("STEP_INVALID", event(step="transforming")),
    ("DISPOSITION_INVALID", event(disposition="in_transport")),
    ("TYPE_UNKNOWN", event(tail=PARTY)),
    ("IDENTIFIERS_MISSING", event(body="")),
    ("IDENTIFIERS_MISSING", event(kind="TransformationEvent", body="")),
    ("IDENTIFIER_EMPTY", event(body=listed("", units(1)[0]))),
    ("ELEMENT_UNKNOWN", event(tail="<madeUp>1</madeUp>")),
    ("ELEMENT_UNKNOWN", event(tail="<childEPCs/>")),
    ("ELEMENT_UNKNOWN", event(tail=ROWS.format(2, "<weight>1</weight>"))),
    ("ELEMENT_UNKNOWN", event(tail=event())),
    ("ELEMENT_REPEATED", event(body=TWO)),
    ("ELEMENT_ORDER", event(tail="<epcList/>", body="")),
    ("EVENT_UNKNOWN", "<PartyEvent/>" + event()),
    ("EVENT_UNKNOWN", event() + "<PartyEvent/>"),
    ("QUANTITY_INVALID", event(tail=ROWS.format("many", ""))),
    ("ILMD_FIELD", event(tail=ILMD.replace("cbvmda:lotN", "lotN"))),
    ("CERTIFICATION_INVALID", event(tail="<certificationInfo>none"
                                         "</certificationInfo>")),
)  # fmt: skip


class TestStrictFaults(unittest.TestCase):
    def found(self, text):
        return codes(read(text)[0])

    def test_each_fault_has_its_finding(self):
        for code, changed in FAULTS:
            with self.subTest(code=code):
                self.assertIn(code, self.found(document(changed)))

    def test_a_nested_event_is_not_taken_for_one(self):
        _, found = read(document(event(tail=event()), event()))
        self.assertEqual([one.position for one in found], [1, 2])

    def test_private_addresses_are_lawful_names(self):
        text = document(event())
        text = text.replace(
            "urn:epcglobal:cbv:bizstep:commissioning", "https://x.example/blending"
        )
        reader, [found] = read(text)
        self.assertEqual(found.step, "https://x.example/blending")
        self.assertEqual(codes(reader), {"NAME_PRIVATE"})

    def test_creation_date_that_is_none(self):
        text = document(event()).replace("2026-11-20T08:00:00Z", "yesterday")
        reader, _ = read(text)
        self.assertIsNone(reader.header.created)
        self.assertIn("CREATION_TIME_INVALID", codes(reader))

    def test_the_same_fault_a_thousand_times_is_said_briefly(self):
        same = [event(step="blending") for _ in range(60)]
        own = [event(step=f"blending{number}") for number in range(80)]
        reader, _ = read(document(*same, *own))
        found = [f for f in reader.findings if f.code == "STEP_INVALID"]
        self.assertEqual(len(found), 50)
        [more] = [f for f in reader.findings if f.code == "FINDINGS_MORE"]
        self.assertEqual(dict(more.facts), {"about": "STEP_INVALID", "count": 31})

    def test_empty_lists_with_text_in_them(self):
        body = f"<epcList>{' '.join(units(2))}</epcList>"
        self.assertEqual(read(document(event(body=body)))[1][0].epcs, tuple(units(2)))
        read_point = f"<readPoint>{MAKER}</readPoint>"
        text = document(event()).replace(
            f"<readPoint><id>{MAKER}</id></readPoint>", read_point
        )
        self.assertEqual(read(text)[1][0].read_point, MAKER)

    def test_uneven_layout_is_read_all_the_same(self):
        body = f"<epcList>\n{epcs(units(2))} <epc>{CASE}.1</epc></epcList>"
        wanted = (*units(2), f"{CASE}.1")
        self.assertEqual(read(document(event(body=body)))[1][0].epcs, wanted)


class TestTimes(unittest.TestCase):
    def test_readable(self):
        noon = datetime(2026, 11, 19, 12, tzinfo=UTC)
        for text, wanted in (
            ("2026-11-19T12:00:00Z", noon),
            ("2026-11-19t12:00z", noon),
            ("2026-11-19 12:00:00 Z", noon),
            ("2026-11-19T07:00:00-05:00", noon),
            ("2026-11-19T07:00:00-0500", noon),
            ("2026-11-19T07:00:00\u221205", noon),
            ("2026-11-19T12:00:00.1234567Z", noon + timedelta(microseconds=123456)),
            ("2026-11-19T12:00:00,5Z", noon + timedelta(microseconds=500_000)),
            ("2026-11-19T11:59:60Z", noon - timedelta(seconds=1)),
            ("2026-11-19T24:00:00Z", noon + timedelta(hours=12)),
        ):
            self.assertEqual(parse_time(text, UTC), (wanted, ""), text)

    def test_unreadable(self):
        for text in (
            "22-07-2026", "2026-11-19", "2026-13-19T12:00:00Z", "2026-W47-4T15:00:00Z",
            "2026-11-19T25:00:00Z", "2026-11-19T12:00:61Z", "2026-11-19T12:00:00+15:00",
            "0001-01-01T00:00:00+05:00", "9999-12-31T24:00:00Z", "",
            "\u0662026-11-19T12:00:00Z",
        ):  # fmt: skip
            self.assertEqual(parse_time(text, UTC), (None, INVALID), text)

    def test_offsets(self):
        self.assertEqual(parse_offset("Z"), UTC)
        self.assertEqual(parse_offset("-05:30").utcoffset(None).total_seconds(), -19800)
        for text in ("", "5", "+15:00", "-05:60", "-95:99"):
            self.assertIsNone(parse_offset(text), text)


class TestWords(unittest.TestCase):
    def test_every_finding_has_words_and_all_its_facts(self):
        changed = event(step="blending", time="x", offset="y", action="z", body="")
        tail = ILMD.replace("2028-05-31", "x") + "<odd/><v:lot>L9</v:lot>"
        text = document(changed, event(tail=tail), version="3.3", header="")
        reader, _ = read(text)
        self.assertGreater(len(reader.findings), 8)
        for found in reader.findings:
            self.assertIn(found.code, RULES)
            words = sentence(found.code, found.facts)
            words += next_step(found.code, found.facts)
            self.assertNotIn("\u00ab?\u00bb", words)


if __name__ == "__main__":
    unittest.main()
