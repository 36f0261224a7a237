"""What people do to files: mended, or named without a word of the parsers'."""

import io
import json
import re
import unittest
from datetime import UTC, date, datetime

from dscsa_core.catalogue import next_step, sentence
from dscsa_core.check import check_stream
from dscsa_core.errors import CoreError

from .reader_samples import codes, document, document_json, event, object_json, read

_PARSERS = re.compile(
    r"well-formed|xmlns|extra content|entity|premature|lexical|parse|token|expat|libxml"
    r"|yajl|ijson|zlib|zipfile|traceback|exception|error|namespace|attvalue|pcdata"
    r"|trailing|unallowed|codec|errno|\bNone\b",
    re.I,
)
XML = document("\n", event(), "\n")
JSON = json.dumps(document_json(object_json()))
MENDED = {
    "NUL at the end": XML.encode() + b"\0" * 700,
    "Ctrl-Z at the end": XML.encode() + b"\r\n\x1a",
    "a block of both": XML.encode() + b"\x1a" + b"\0 \r\n" * 40_000,
    "JSON filled up": JSON.encode() + b"\0" * 70_000,
    "blank lines first": b"\r\n\r\n" + XML.encode(),
    "blank lines before the declaration": ("\n\n<?xml version='1.0'?>" + XML).encode(),
    "BOM": XML.encode("utf-8-sig"),
    "BOM of UTF-16": XML.encode("utf-16"),
    "BOM and blank lines": ("\n\n" + XML).encode("utf-8-sig"),
    "typographic quotes": (
        "<?xml version=\u201c1.0\u201d encoding=\u201cUTF\u20118\u201d?>" + XML
    ).encode(),
}
BROKEN = {
    "two documents": (XML + XML, "xml_two"),
    "two with declarations": (XML + '<?xml version="1.0"?>' + XML, "xml_two"),
    "two JSON documents": (JSON + JSON, "json_two"),
    "text behind": (XML + "Regards, Ann", "xml_two"),
    "an ampersand": (XML.replace("F-1", "A & B"), "xml_sign"),
    "an ampersand in a name": (XML.replace("F-1", "AT&T Inc"), "xml_sign"),
    "an unknown sign name": (XML.replace("F-1", "a&nbsp;b"), "xml_sign"),
    "a less-than sign": (XML.replace("F-1", "a < b"), None),
    "a control sign": (XML.replace("F-1", "a\x1db"), "xml_char"),
    "a wrong end": (XML.replace("</epcList>", "</epclist>"), "xml_tag"),
    "a missing quote": (XML.replace('schemaVersion="1.2"', "schemaVersion=1.2"), None),
    "a key twice": (XML.replace("schemaVersion", 'a="1" a="2" schemaVersion', 1), None),
    "a typographic hyphen": ("<!\u2014 note \u2014>" + XML, None),
    "a prefix nobody explains": (XML.replace("xmlns:epcis", "xmlns:lost"), None),
    "cut": (XML[:-30], "cut_off"),
    "a comma": (JSON.replace("]", ", ]", 1), None),
    "single quotes": (JSON.replace('"', "'"), None),
    "JSON cut": (JSON[:-9], "cut_off"),
    "a word that is none": (JSON.replace('"ADD"', "ADD"), None),
    "NaN": (JSON.replace('"ADD"', "NaN"), None),
    "a text never closed": (JSON[:-40] + '"', None),
}


class TestWords(unittest.TestCase):
    def test_mended(self):
        for name, data in MENDED.items():
            with self.subTest(name):
                reader, found = read(data)
                self.assertEqual(len(found), 1)
                filled = "end" in name or "fill" in name or "block" in name
                self.assertEqual("DOC_PADDING" in codes(reader), filled)

    def test_named_without_words_of_parsers(self):
        for name, (text, code) in BROKEN.items():
            with self.subTest(name):
                with self.assertRaises(CoreError) as caught:
                    read(text)
                error = caught.exception
                if code:
                    self.assertEqual(error.code, f"epcis.{code}")
                words = sentence(error.code, error.facts)
                words += next_step(error.code, error.facts)
                self.assertNotRegex(words, _PARSERS)
                self.assertNotIn("?\u00bb", words)

    def test_nothing_else_is_said_of_a_refused_file(self):
        now = datetime(2026, 11, 22, tzinfo=UTC)
        for name, (text, _code) in BROKEN.items():
            stream = io.BytesIO(text.encode())
            report = check_stream(stream, name, date(2026, 11, 22), now)
            said = {found["code"] for found in report["findings"]}
            with self.subTest(name):
                self.assertFalse(said & {"SCHEMA_UNKNOWN", "HEADER_MISSING"})

    def test_where_the_second_file_begins(self):
        with self.assertRaises(CoreError) as caught:
            read(XML + "\n" + XML)
        self.assertEqual(caught.exception.facts["line"], XML.count("\n") + 2)


if __name__ == "__main__":
    unittest.main()
