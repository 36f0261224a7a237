"""Vectors of EPC URIs, both ways, and of National Drug Codes."""

from dscsa_core.errors import Gs1Error
from dscsa_core.gs1 import epc_encode as encode
from dscsa_core.gs1.epc_uri import parse_epc
from dscsa_core.gs1.key_reader import KeyReader
from dscsa_core.gs1.ndc import Ndc, gtin_of_ndc, ndc11

from .tables import fields, is_code, rows
from .test_gs1_vectors import VectorCase

_BUILDERS = {
    "sgtin": lambda f, size: encode.sgtin_uri(f["01"], f["21"], size),
    "sscc": lambda f, size: encode.sscc_uri(f["00"], size),
    "sgln": lambda f, size: encode.sgln_uri(f["414"], size, f.get("254", "")),
    "pgln": lambda f, size: encode.pgln_uri(f["417"], size),
    "lgtin": lambda f, size: encode.lgtin_uri(f["01"], f["10"], size),
    "sgtin_pattern": lambda f, size: encode.gtin_pattern_uri(f["01"], size),
}


def _values(epc):
    """The fields an identifier stands for, by its parts alone."""
    place = "417" if epc.kind == "pgln" else "414"
    given = (
        ("00", epc.sscc),
        ("01", epc.gtin),
        ("10", epc.lot),
        (place, epc.gln),
        ("21", epc.serial),
        ("254", epc.extension),
    )
    return {code: value for code, value in given if value}


class TestEpcs(VectorCase):
    def test_urns_both_ways(self):
        reader = KeyReader()
        for kind, uri, size, printed, why in rows("epcs"):
            with self.subTest(why, uri=uri):
                epc, wanted = parse_epc(uri), fields(printed)
                self.assertEqual((epc.kind, _values(epc)), (kind, dict(wanted)))
                self.assertEqual(epc.key, "".join(map("".join, wanted)))
                self.assertEqual(reader.key(uri), epc.key)
                self.assertEqual(encode.prefix_length_of(uri), int(size))
                self.assertEqual(_BUILDERS[kind](dict(wanted), int(size)), uri)

    def test_blanks_and_breaks_around_a_urn_are_dropped(self):
        for _kind, uri, *_rest in rows("epcs"):
            self.assertEqual(parse_epc(f"\r\n {uri}\t"), parse_epc(uri))

    def test_other_forms_and_faults(self):
        def read(text):
            epc = parse_epc(text)
            return "other" if epc.kind == "other" else _values(epc)

        reader = KeyReader()
        for result, text, why in rows("epcs_other"):
            fault = is_code(result)
            expected = dict(fields(result)) if result[0] == "(" else result
            self.check(expected, read, text, why=why)
            if fault:
                self.check(expected, reader.key, text, why=why)


class TestNdcs(VectorCase):
    def test_forms(self):
        def or_sign(read, text):
            try:
                return read(text) or "-"
            except Gs1Error as error:
                return {"ndc.ambiguous": "?", "ndc.no_gtin": "-"}[error.code]

        for text, eleven, twelve, gtin, why in rows("ndcs"):
            with self.subTest(why, text=text):
                self.assertEqual(or_sign(ndc11, text), eleven)
                self.assertEqual(or_sign(lambda t: Ndc.parse(t).ndc12, text), twelve)
                self.assertEqual(or_sign(gtin_of_ndc, text), gtin)

    def test_bad(self):
        for text, why in rows("ndcs_bad"):
            self.check("ndc.form", Ndc.parse, text, why=why)
            self.check("ndc.form", gtin_of_ndc, text, why=why)
