"""What must be refused, in time and memory that do not depend on the attacker."""

import io
import json
import unittest

from dscsa_core.epcis import reader as reader_module
from dscsa_core.epcis.limits import Limits
from dscsa_core.errors import EpcisError
from dscsa_core.testing import effort

from .depth import part
from .reader_samples import (
    SBDH,
    UNIT,
    codes,
    document,
    document_json,
    event,
    object_json,
    read,
)

SMALL = Limits(
    max_bytes=1 << 20, max_pending=1 << 17, max_text=1000, max_events=5, max_epcs=50
)
# in the long run those of any file
FREE = Limits(
    free_signs=part(30_000),
    free_events=part(2_000),
    free_places=part(10_000),
)


class TestRefused(unittest.TestCase):
    def refused(self, content, limits=None):
        with effort.ends(), self.assertRaises(EpcisError) as caught:
            read(content, limits)
        return caught.exception

    def test_nothing_and_other_formats(self):
        for content in (b"", b"  \r\n", b"\xef\xbb\xbf", b"\0" * 50):
            self.assertEqual(self.refused(content).code, "epcis.empty")
        for content, name in (
            (b"%PDF-1.7 x", "PDF"),
            (b"PK\x03\x04xx", "ZIP"),
            (b"\x89PNG\r\n", "PNG picture"),
            (b"ISA*00*          *", "X12"),
            (b"UNB+UNOA:1+", "EDIFACT"),
            (b"gtin,serial,lot\n1,2,3\n", "CSV"),
            (b"Dear customer", "text"),
            (b"MIME-Version: 1.0\r\n", "e-mail"),
            (b"\x07\0\x01\x02", "binary data"),
            (b"<!DOCTYPE html PUBLIC 'x' 'y'><html/>", "HTML"),
            (b"<HTML><p>Sorry", "HTML"),
            (b"<invoice><line/></invoice>", "XML <invoice>"),
        ):
            error = self.refused(content)
            code = {"ZIP": "archive", "binary data": "binary"}.get(name, "not_epcis")
            self.assertEqual(error.code, f"epcis.{code}")
            self.assertEqual(error.facts["looks_like"], name)

    def test_entities_and_external_document_types(self):
        good = document(event())
        bomb = '<!DOCTYPE x [<!ENTITY a "aaaa">'
        for letter, before in zip("bcdefghij", "abcdefghi", strict=True):
            bomb += f'<!ENTITY {letter} "{f"&{before};" * 10}">'
        bomb += "]>" + good.replace("ADD", "&j;")
        self.assertEqual(self.refused(bomb).code, "epcis.entity")
        for doctype, code in (
            ('<!DOCTYPE x SYSTEM "http://127.0.0.1/x.dtd">', "epcis.external"),
            ('<!DOCTYPE x PUBLIC "-//x" "file:///etc/passwd">', "epcis.external"),
            ('<!DOCTYPE x SYSTEM "y" [<!ENTITY a "b">]>', "epcis.external"),
            ('<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hosts">]>', "epcis.entity"),
            ("<!DOCTYPE x [<!ATTLIST a b CDATA 'c'>]>", "epcis.entity"),
            ("<?xml version='1.0'?><!-- > --><!DOCTYPE x [%p;]>", "epcis.entity"),
        ):  # fmt: skip
            self.assertEqual(self.refused(doctype + good).code, code)
        self.assertEqual(self.refused((bomb).encode("utf-16")).code, "epcis.entity")
        self.assertEqual(
            self.refused(good.replace("ADD", "&a;")).code, "epcis.xml_sign"
        )

    def test_prologs_made_to_be_read_for_ever(self):
        """Small or as long as a prolog may be: four times as long, no more so."""
        for start in ("<!DOCTYPE a", "<!DOCTYPE a [", "<!DOCTYPE ", "<!--", "<?", ""):
            for pump in (
                " ", "\n", "' '", '"', " '", "<!-- -->", "<!---->\n ", "<? ?>", "a",
                "a:", "<!DOCTYPE a>", "[", " SYSTEM", "<!--", "<", "a ",
            ):  # fmt: skip
                for end in ("", "]x>", '"', "><a/>"):

                    def refused(size, start=start, pump=pump, end=end):
                        text = start + pump * (size // len(pump)) + end
                        with self.assertRaises(EpcisError, msg=text[:90]):
                            read(text)

                    with effort.ends():
                        refused(60)
                    effort.linear(refused, part(50_000), (start, pump, end))

    def test_what_says_next_to_nothing_is_not_read(self):
        """18 MB of places without a name took six seconds, 6 MB of events ten."""
        place = '<VocabularyElement id="urn:x:{0}"><attribute id="a{0}">b</attribute>'
        around = "<VocabularyElementList>{}</VocabularyElementList>"
        around = f'<Vocabulary type="Location">{around}</Vocabulary>'
        for unit in (place + "</VocabularyElement>", "<VocabularyElement/>"):
            inner = "".join(map(unit.format, range(part(100_000))))
            text = document(header=SBDH + around.format(inner))
            with self.subTest(unit[:24]):
                self.dense(text, FREE.free_places)
        for unit, limit in (
            ("<ObjectEvent/>", FREE.free_events),
            ("<AggregationEvent><a/></AggregationEvent>", FREE.free_events),
            ("<extension><TransformationEvent/></extension>", FREE.free_events),
            ("<a/>", FREE.free_signs),
            ("<ObjectEvent>" + "<a/>" * 9_000 + "</ObjectEvent>", FREE.free_signs),
        ):
            with self.subTest(unit[:24]):
                self.dense(document(unit * (part(6_000_000) // len(unit))), limit)

    def dense(self, text, limit):
        def refused():
            error = self.refused(text, FREE)
            found = error.code, error.facts["limit"]
            self.assertEqual(found, ("epcis.dense", f"{limit:,}"))

        effort.calls(refused, part(2_000_000))

    def test_plain_document_type_is_tolerated(self):
        for doctype in (
            "<!DOCTYPE epcis:EPCISDocument>",
            "<?xml version='1.0'?>\n<!-- x --><!DOCTYPE epcis:EPCISDocument >\n<?p i?>",
            "<!DOCTYPE epcis:EPCISDocument [ <!-- nothing --> ]>",
        ):
            self.assertEqual(len(read(doctype + document(event()))[1]), 1)

    def test_xinclude_and_stylesheets_do_nothing(self):
        tail = (
            '<i:include xmlns:i="http://www.w3.org/2001/XInclude" href="/etc/hosts"/>'
        )
        style = '<?xml-stylesheet href="http://127.0.0.1/x.xsl"?>'
        _, [found] = read(style + document(event(tail=tail)))
        self.assertIn("/etc/hosts", found.extensions[0][1])

    def test_depth(self):
        deep = "<v:a>" * 70 + "</v:a>" * 70
        for text in (
            document("<a>" * 100_000),
            document(event(tail=deep)),
            document(event(tail="<extension>" * 70 + "</extension>" * 70)),
            '{"type": "EPCISDocument", "a": ' + "[" * 100_000,
        ):
            self.assertEqual(self.refused(text).code, "epcis.depth")

    def test_size(self):
        rows = "".join(f"<epc>{UNIT}.{number}</epc>" for number in range(60))
        many = event(body=f"<epcList>{rows}</epcList>")
        numbers = [f"{UNIT}.{number}" for number in range(120)]
        for content in (
            b" " * (1 << 20) + b"<a/>",
            document("x" * 200_000),
            document(event(tail=f"<v:a>{'x' * 2000}</v:a>")),
            document(event(step="x" * 2000)),
            document(event(tail=f"<bizStep>{'x' * 11_000_000}</bizStep>"))[:900_000],
            document(*[event()] * 7),
            document(many),
            document_json(object_json(epcList=numbers)),
            document_json(object_json(**{"v:a": ["x" * 900, "y" * 900]})),
            document_json(object_json(bizStep="x" * 2000)),
        ):
            self.assertEqual(self.refused(content, SMALL).code, "epcis.size")
        text = document(event(tail=f"<v:a>{'x' * 11_000_000}</v:a>"))
        self.assertEqual(self.refused(text).code, "epcis.size")

    def test_a_stream_that_grows_while_it_is_read(self):
        class Growing(io.BytesIO):
            def seek(self, offset, whence=0):
                if whence == 0:
                    return io.BytesIO.seek(self, offset, whence)
                return 10

        text = document(*[event()] * 3000).encode()
        with self.assertRaises(EpcisError) as caught:
            reader_module.open_document(Growing(text), limits=SMALL)
        # no more is read than the file had when it was opened
        self.assertEqual(caught.exception.code, "epcis.cut_off")

    def test_millions_of_strange_elements(self):
        text = document("<abcd/>" * 1_200_000)
        error = self.refused(text, Limits(max_epcs=100_000))
        self.assertEqual(error.code, "epcis.size")
        text = "<x>" + "<a>text of it</a>" * 300_000
        other = self.refused(text, Limits(max_epcs=100_000))
        self.assertEqual(other.code, "epcis.not_epcis")

    def test_a_prolog_without_end(self):
        self.assertEqual(self.refused("<!-- " + "x" * 2_000_000).code, "epcis.xml")
        self.assertEqual(self.refused("<").code, "epcis.xml")

    def test_encoding_that_cannot_be(self):
        broken = document(event()).encode("utf-16")[:-1] + b"\xd8"
        self.assertEqual(self.refused(broken).code, "epcis.encoding")


class TestBrokenLater(unittest.TestCase):
    def test_truncated_at_any_place_is_never_accepted(self):
        text = document(*[event()] * 3)
        cut_off, ends = 0, range(1, len(text), 37)
        for end in ends:
            with self.assertRaises(EpcisError) as caught:
                read(text[:end])
            code = caught.exception.code
            self.assertRegex(code, r"epcis\.(cut_off|xml.*|not_epcis)$")
            cut_off += code == "epcis.cut_off"
        self.assertGreater(cut_off, len(ends) // 2)

    def test_a_long_file_breaks_while_reading_and_says_where(self):
        lines = [f"{event()}\n" for _ in range(3000)]
        text = document(*lines)[:-200]
        opened = reader_module.open_document(io.BytesIO(text.encode()))
        taken = 0
        with self.assertRaises(EpcisError) as caught:
            for _ in opened.events():
                taken += 1
        self.assertGreater(taken, 100)
        self.assertGreater(caught.exception.facts["line"], 2900)

    def test_a_short_broken_file_still_shows_its_header(self):
        text = document(event())[:-10]
        opened = reader_module.open_document(io.BytesIO(text.encode()))
        self.assertEqual(opened.header.version, "1.2")
        with self.assertRaises(EpcisError):
            list(opened.events())

    def test_control_characters_are_said_with_their_line(self):
        text = document("\n\n", event(step="a\x1db"))
        with self.assertRaises(EpcisError) as caught:
            read(text)
        line = text[: text.index("\x1d")].count("\n") + 1
        self.assertEqual(caught.exception.facts["line"], line)


class TestMemory(unittest.TestCase):
    def test_constant_per_event(self):
        """The tree never holds more than a few events."""
        inside = event(kind="TransformationEvent", tail=None)
        wrapped = f"<extension>{inside}</extension>"
        for one in (event(), wrapped):
            text = document(*[one] * part(4000, 2)).encode()
            opened = reader_module.open_document(io.BytesIO(text))
            deepest = 0
            for position, _ in enumerate(opened.events()):
                if position % 500 == 499:
                    last = opened._document._last
                    root = last.getroottree().getroot()
                    deepest = max(deepest, sum(1 for _ in root.iter()))
            self.assertLess(deepest, 3500)

    def test_late_event_in_json_keeps_nothing(self):
        given = document_json(*[object_json()] * 500)
        opened, found = read(json.dumps(given))
        self.assertEqual(len(found), 500)
        kept = opened._document._stream.skeleton
        self.assertEqual(kept["epcisBody"], {"eventList": []})
        self.assertEqual(codes(opened), set())


if __name__ == "__main__":
    unittest.main()
