"""EPC URIs ⇄ keys (requirements 3.7, quirks of real files)."""

from unittest.mock import patch

from dscsa_core.gs1 import epc_encode, key_reader
from dscsa_core.gs1.epc_uri import parse_epc, parse_location
from dscsa_core.gs1.key_reader import KeyReader, sgtin_key

from .test_gs1_keys import Refuses

SGTIN = "urn:epc:id:sgtin:030001.0012345."


FAULTS = (
    ("  ", "epc.empty"),
    ("urn:epc:id:sgn:0614141.12345.400", "epc.scheme"),
    ("urn:epc:sgtin:030001.0012345.1", "epc.scheme"),
    ("urn:epc:id:sgtin:030001.0012345", "epc.parts"),
    ("urn:epc:id:sgtin:0300010012345", "epc.parts"),
    ("urn:epc:id:sgtin:030001.012345.1", "epc.sgtin.length"),
    ("urn:epc:id:sgtin:030001.00123456.1", "epc.sgtin.length"),
    ("urn:epc:id:sgtin:03000.10012345.1", "epc.prefix.length"),
    ("urn:epc:id:sgtin:0300010123450.0.1", "epc.prefix.length"),
    ("urn:epc:id:sgtin:03000A.0012345.1", "epc.digits"),
    ("urn:epc:id:sgtin:٠٣٠٠٠١.0012345.1", "epc.digits"),
    (SGTIN, "epc.serial.length"),
    (SGTIN + "9" * 21, "epc.serial.length"),
    (SGTIN + "A%23", "epc.serial.charset"),
    (SGTIN + "A B", "epc.serial.charset"),
    (SGTIN + "A%2", "epc.escape"),
    (SGTIN + "A%zz", "epc.escape"),
    ("urn:epc:id:sscc:030001.4123456789", "epc.sscc.length"),
    ("urn:epc:id:sscc:030001.", "epc.sscc.length"),
    ("urn:epc:id:sgln:030001.11111.0", "epc.sgln.length"),
    ("urn:epc:id:sgln:030001.111111." + "9" * 21, "epc.extension.length"),
    ("urn:epc:id:pgln:030001.1111111", "epc.pgln.length"),
    ("urn:epc:class:lgtin:030001.0012345.", "epc.lot.length"),
    ("urn:epc:class:lgtin:030001.012345.L", "epc.lgtin.length"),
    ("https://id.gs1.org/01/00300010123456/21/7A", "gs1.gtin.check_digit"),
    ("(414)0300060000042(254)0", "gs1.gln.check_digit"),
)


class TestDecode(Refuses):
    def test_gtin_vectors(self):
        for body, gtin in (
            ("030001.0012345", "00300010123455"),
            ("030001.1012345", "10300010123452"),
            ("0355154.394495", "30355154944955"),
            ("030116.0200116", "00301162001165"),
        ):
            with self.subTest(body):
                epc = parse_epc(f"urn:epc:id:sgtin:{body}.S1")
                self.assertEqual((epc.kind, epc.gtin), ("sgtin", gtin))
                self.assertEqual(epc.key, f"01{gtin}21S1")

    def test_another_split_of_the_prefix_is_the_same_package(self):
        spellings = ("030001.0012345", "0300010.012345", "030001012345.0")
        found = {parse_epc(f"urn:epc:id:sgtin:{body}.7A").key for body in spellings}
        self.assertEqual(found, {"0100300010123455217A"})

    def test_sscc_and_gln_vectors(self):
        sscc = parse_epc("urn:epc:id:sscc:030001.41234567890")
        self.assertEqual(sscc.key, "00403000112345678901")
        self.assertEqual(sscc.sscc, "403000112345678901")
        for body, gln in (
            ("030001.111111", "0300011111116"),
            ("039999.999999", "0399999999991"),
            ("0087701.00000", "0087701000003"),
            ("120014419287.", "1200144192879"),
        ):
            with self.subTest(body):
                place = parse_epc(f"urn:epc:id:sgln:{body}.0")
                self.assertEqual((place.kind, place.gln), ("sgln", gln))
                self.assertEqual((place.extension, place.key), ("", f"414{gln}"))
                party = parse_epc(f"urn:epc:id:pgln:{body}")
                self.assertEqual((party.kind, party.gln), ("pgln", gln))

    def test_escapes_are_undone_and_only_once(self):
        epc = parse_epc(SGTIN + "A%2F1%252")
        self.assertEqual(epc.serial, "A/1%2")
        place = parse_epc("urn:epc:id:sgln:030001.111111.DOCK%2F2")
        self.assertEqual(place.extension, "DOCK/2")
        self.assertEqual(place.key, "4140300011111116254DOCK/2")

    def test_serials_keep_case_zeros_and_dots(self):
        for serial in ("ab1", "AB1", "000AB1", ".x.", "0"):
            with self.subTest(serial):
                self.assertEqual(parse_epc(SGTIN + serial).serial, serial)

    def test_a_whole_gtin_in_place_of_prefix_and_reference(self):
        epc = parse_epc("urn:epc:id:sgtin:00300010123455.7A.1")
        self.assertEqual((epc.kind, epc.gtin), ("sgtin", "00300010123455"))
        self.assertEqual(epc.serial, "7A.1")
        wrong = "urn:epc:id:sgtin:00300010123456.7A"
        self.refuse("gs1.gtin.check_digit", parse_epc, wrong)

    def test_classes_and_patterns(self):
        lot = parse_epc("urn:epc:class:lgtin:030001.0012345.L%2F1")
        self.assertEqual((lot.kind, lot.gtin, lot.lot), ("lgtin", lot.gtin, "L/1"))
        self.assertEqual(lot.key, "010030001012345510L/1")
        pattern = parse_epc("urn:epc:idpat:sgtin:030001.0012345.*")
        self.assertEqual(
            (pattern.kind, pattern.key), ("sgtin_pattern", "0100300010123455")
        )
        for text in ("urn:epc:idpat:sgtin:030001.*.*", "urn:epc:idpat:sgln:030001.*.*"):
            with self.subTest(text):
                self.assertEqual(parse_epc(text).kind, "other")

    def test_digital_links_of_epcis_2(self):
        for text, kind, key in (
            ("https://id.gs1.org/01/00300010123455/21/7A", "sgtin", None),
            ("https://x.example/a/01/00300010123455/10/L1/21/7A", "sgtin", None),
            (
                "https://id.gs1.org/00/403000112345678901",
                "sscc",
                "00403000112345678901",
            ),
            ("https://id.gs1.org/414/0300011111116", "sgln", "4140300011111116"),
            (
                "https://id.gs1.org/414/0300011111116/254/D2",
                "sgln",
                "4140300011111116254D2",
            ),
            ("https://id.gs1.org/417/0300011111116", "pgln", "4170300011111116"),
            ("https://id.gs1.org/01/00300010123455", "gtin_class", "0100300010123455"),
            ("https://id.gs1.org/01/00300010123455/10/L", "lgtin", None),
            ("https://id.gs1.org/8004/0300011X", "other", None),
        ):
            with self.subTest(text):
                epc = parse_epc(text)
                self.assertEqual(epc.kind, kind)
                if key:
                    self.assertEqual(epc.key, key)
        self.assertEqual(
            parse_epc("https://id.gs1.org/01/00300010123455/21/7A").key,
            parse_epc(SGTIN + "7A").key,
        )

    def test_bracketed_text(self):
        place = parse_epc("(414)0300060000041(254)0")
        self.assertEqual((place.kind, place.gln), ("sgln", "0300060000041"))
        self.assertEqual(place.extension, "")
        self.assertEqual(parse_epc("(00)403000112345678901").kind, "sscc")

    def test_blanks_and_line_breaks_around_are_dropped(self):
        self.assertEqual(parse_epc(f"\n  {SGTIN}7A\r\n ").serial, "7A")

    def test_texts_that_name_nothing_here_stay_as_they_are(self):
        for text in (
            *("N/A", "DEA:AB1234567", "http://epcis.gs1us.org/hc/dea/loc/RA1"),
            *("urn:epcglobal:cbv:bt:0300011111116:PO1", "0300011111116", "(Dock 3)"),
            *("urn:epc:id:gdti:0614141.12345.400", "https://example.com/docks/7"),
        ):
            with self.subTest(text):
                epc = parse_epc(text)
                self.assertEqual((epc.kind, epc.key), ("other", text))

    def test_faults_have_codes(self):
        for text, code in FAULTS:
            with self.subTest(text):
                self.refuse(code, parse_epc, text)

    def test_location_without_its_extension_or_its_urn(self):
        for text in (
            "urn:epc:id:sgln:030001.111111",
            "030001.111111.0",
            "030001.111111",
            "0300011111116",
            "(414)0300011111116",
            "urn:epc:id:sgln:030001.111111.0",
        ):
            with self.subTest(text):
                place = parse_location(text)
                self.assertEqual(place.gln, "0300011111116")
                self.assertEqual(place.extension, "")
        self.assertEqual(parse_location("N/A").kind, "other")
        self.refuse("gs1.gln.check_digit", parse_location, "0300011111117")


class TestKeyReader(Refuses):
    def test_same_result_as_the_slow_way(self):
        reader = KeyReader()
        for text in (
            *(SGTIN + serial for serial in ("1", "ab", "A-1", "A%2F1", "%", "9" * 21)),
            *(SGTIN, SGTIN + "1\n", " " + SGTIN + "1", SGTIN + "é", SGTIN + "²"),
            *("URN:EPC:ID:SGTIN:030001.0012345.1", "N/A", "", "urn:epc:id:sgtin:"),
            "urn:epc:id:sscc:030001.41234567890",
            "urn:epc:id:sgtin:0355154.394495.7",
        ):
            for read in (reader.key, reader.key, sgtin_key):
                with self.subTest(text):
                    self.assert_alike(read, text)

    def assert_alike(self, read, text):
        try:
            expected = parse_epc(text).key
        except Exception as error:
            self.assertEqual(self.refuse(error.code, read, text).facts, error.facts)
        else:
            self.assertEqual(read(text), expected)

    def test_faults_of_a_list_are_kept_beside_the_keys(self):
        uris = [SGTIN + "1", SGTIN + "A%23", " N/A "]
        keys, faults = KeyReader().keys(uris)
        self.assertEqual(keys, ["01003000101234552" + "11", SGTIN + "A%23", "N/A"])
        self.assertEqual(
            [(index, error.code) for index, error in faults],
            [(1, "epc.serial.charset")],
        )

    def test_a_file_of_nothing_but_gtins_does_not_grow_without_end(self):
        reader, most = KeyReader(), 500
        with patch.object(key_reader, "_MAX_HEADS", most):
            for number in range(most + 10):
                reader.key(f"urn:epc:id:sgtin:030001.0{number:06d}.1")
        self.assertLessEqual(len(reader._heads), most)
        self.assertLessEqual(key_reader._MAX_HEADS, 50_000)
        self.assertEqual(reader.key(SGTIN + "7A"), "0100300010123455217A")


class TestEncode(Refuses):
    def test_round_trip_with_escapes(self):
        uri = epc_encode.sgtin_uri("00300010123455", "A/1%2", 6)
        self.assertEqual(uri, SGTIN + "A%2F1%252")
        self.assertEqual(parse_epc(uri).serial, "A/1%2")

    def test_each_kind(self):
        self.assertEqual(
            epc_encode.sscc_uri("403000112345678901", 6),
            "urn:epc:id:sscc:030001.41234567890",
        )
        self.assertEqual(
            epc_encode.sgln_uri("0087701000003", 7), "urn:epc:id:sgln:0087701.00000.0"
        )
        self.assertEqual(
            epc_encode.sgln_uri("1200144192879", 12, "D/2"),
            "urn:epc:id:sgln:120014419287..D%2F2",
        )
        self.assertEqual(
            epc_encode.pgln_uri("0300011111116", 6), "urn:epc:id:pgln:030001.111111"
        )
        self.assertEqual(
            epc_encode.lgtin_uri("30355154944955", "L1", 7),
            "urn:epc:class:lgtin:0355154.394495.L1",
        )
        self.assertEqual(
            epc_encode.gtin_pattern_uri("00301162001165", 6),
            "urn:epc:idpat:sgtin:030116.0200116.*",
        )

    def test_wrong_parts_are_refused(self):
        encode = epc_encode.sgtin_uri
        self.refuse("gs1.gtin.check_digit", encode, "00355154944955", "1", 7)
        self.refuse("epc.serial.charset", encode, "00300010123455", "A B", 6)
        self.refuse("epc.serial.length", encode, "00300010123455", "", 6)
        self.refuse("epc.serial.length", encode, "00300010123455", "1" * 21, 6)
        self.refuse("epc.prefix.length", encode, "00300010123455", "1", 5)

    def test_sources_of_the_prefix_length_in_their_order(self):
        gtin, length = "00300010123455", epc_encode.company_prefix_length
        self.assertEqual(length(gtin, {gtin: 9}, stored="0300010"), 9)
        self.assertEqual(length(gtin, stored="0300010"), 7)
        self.assertEqual(length(gtin, stored="0614141"), 6)
        self.assertEqual(length("30355154944955"), 7)
        self.assertEqual(length("0300011111116"), 6)
        self.assertEqual(length("403000112345678901"), 6)
        table = {"95": 8, "95201": 7, "30": 6}
        self.assertEqual(length("09520123456788", table=table), 7)
        self.refuse("epc.prefix_unknown", length, "09520123456788")
        self.refuse("epc.prefix_unknown", length, "09520123456788", table={"1": 6})

    def test_prefix_length_as_the_sender_wrote_it(self):
        self.assertEqual(epc_encode.prefix_length_of(SGTIN + "7:A"), 6)
        self.assertEqual(
            epc_encode.prefix_length_of("urn:epc:id:sgln:120014419287..0"), 12
        )
        self.refuse("epc.prefix_unknown", epc_encode.prefix_length_of, "N/A")
        self.refuse(
            "epc.prefix_unknown",
            epc_encode.prefix_length_of,
            "https://id.gs1.org/01/00300010123455/21/7A",
        )
