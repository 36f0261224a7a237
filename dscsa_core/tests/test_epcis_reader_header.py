"""What a document says of itself: wrappers, versions, statement."""

import io
import unittest
from datetime import UTC, datetime

from dscsa_core.epcis.reader import open_document
from dscsa_core.errors import EpcisError

from .reader_samples import (
    BUYER,
    MAKER,
    NDC,
    PATTERN,
    SBDH,
    STATEMENT,
    attributes,
    codes,
    document,
    event,
    master,
    read,
    vocabulary,
)


class TestHeader(unittest.TestCase):
    def test_sbdh_and_statement(self):
        header = read(document(event(), header=SBDH + STATEMENT))[0].header
        self.assertEqual((header.sender, header.receiver), (MAKER, BUYER))
        self.assertEqual(header.instance_id, "F-1")
        self.assertEqual(header.created, datetime(2026, 11, 20, 8, tzinfo=UTC))
        self.assertEqual((header.format, header.version), ("xml", "1.2"))
        self.assertIs(header.statement, True)
        self.assertEqual(header.legal_notice, "Seller has complied.")

    def test_sbdh_without_namespace(self):
        bare = SBDH.replace("sbdh:", "")
        self.assertEqual(read(document(event(), header=bare))[0].header.sender, MAKER)

    def test_the_header_is_there_before_the_events(self):
        text = document(event(), header=SBDH).encode()
        self.assertEqual(open_document(io.BytesIO(text)).header.sender, MAKER)

    def test_guideline_by_its_markers(self):
        def ndc(kind):
            given = attributes(**{**NDC, list(NDC)[1]: kind})
            return master(vocabulary("EPCClass", (PATTERN, given)))

        gln = SBDH.replace('"GS1"', '"GLN"')
        version = "<gs1ushc:guidelineVersion>GS1 US DSCSA R1.3"
        version += "</gs1ushc:guidelineVersion>"
        bare = "<gs1ushc:directPurchase>true</gs1ushc:directPurchase>"
        new = '<gs1ushc:directPurchase qualifier="ENTIRELY_DIRECT"/>'
        drop = "<gs1ushc:dropShipment>true</gs1ushc:dropShipment>"
        for header, tail, wanted in (
            (SBDH, "", ""),
            (SBDH + STATEMENT, "", "R1.3"),
            (gln + STATEMENT, "", "R1.2"),
            (version, "", "R1.3"),
            (ndc("FDA_NDC_11"), "", "R1.2"),
            (ndc("US_FDA_NDC"), "", "R1.3"),
            (SBDH, bare, "R1.2"),
            (SBDH, new, "R1.3"),
            (SBDH, f"<extension>{new}</extension>", "R1.3"),
            (SBDH, drop, "R1.3"),
            (ndc("FDA_NDC_11") + version, "", "mixed"),
            (ndc("US_FDA_NDC"), bare, "mixed"),
        ):
            with self.subTest(header=header[-60:], tail=tail):
                reader, _ = read(document(event(tail=tail), header=header))
                self.assertEqual(reader.header.guideline, wanted)
                self.assertEqual("GUIDELINE_MIXED" in codes(reader), wanted == "mixed")

    def test_direct_purchase_of_both_releases(self):
        for tail, wanted in (
            ("<gs1ushc:directPurchase>true</gs1ushc:directPurchase>", "true"),
            (
                '<gs1ushc:directPurchase qualifier="PARTIALLY_DIRECT">'
                "<gs1ushc:directPurchaseStatement>x</gs1ushc:directPurchaseStatement>"
                "</gs1ushc:directPurchase>",
                "PARTIALLY_DIRECT",
            ),
        ):
            _, [found] = read(document(event(tail=tail)))
            self.assertEqual(found.direct_purchase, wanted)


class TestVersionsAndWrappers(unittest.TestCase):
    def test_versions(self):
        for version, known in (
            ("1.0", True),
            ("1.1", True),
            ("1.2", True),
            ("2.0", True),
            ("0", False),
            ("1", False),
            ("1.3", False),
            ("", False),
        ):
            text = document(event(), version=version, uri="urn:epcglobal:epcis:xsd:1")
            if version == "2.0":
                text = document(event(), version=version)
            reader, found = read(text)
            self.assertEqual(len(found), 1)
            self.assertEqual("SCHEMA_UNKNOWN" not in codes(reader), known, version)

    def test_version_and_namespace_contradict(self):
        text = document(event(), version="2.0", uri="urn:epcglobal:epcis:xsd:1")
        self.assertIn("SCHEMA_UNKNOWN", codes(read(text)[0]))

    def test_prefixes_and_namespaces_of_all_kinds(self):
        text = document(event())
        default = text.replace("<epcis:", "<").replace("</epcis:", "</")
        default = default.replace("xmlns:epcis=", "xmlns=")
        reset = default.replace("<EPCISBody>", '<EPCISBody xmlns="">')
        qualified = text.replace("epcList>", "epcis:epcList>")
        qualified = qualified.replace("epc>", "epcis:epc>").replace(
            "eventTime>", "epcis:eventTime>"
        )
        other = text.replace("epcis:EPCISDocument", "n0:EPCISDocument")
        other = other.replace("xmlns:epcis", "xmlns:n0")
        for changed in (default, reset, qualified, other):
            reader, found = read(changed)
            self.assertEqual(found, read(text)[1], changed[:200])
            self.assertEqual(codes(reader), codes(read(text)[0]))

    def test_wrong_namespace_is_read_and_said(self):
        text = document(event(), uri="urn:somebody:else")
        text = text.replace("<epcis:", "<").replace("</epcis:", "</")
        reader, found = read(text.replace("xmlns:epcis=", "xmlns="))
        self.assertEqual(found[0].lot, "L7")
        self.assertIn("NAMESPACE_WRONG", codes(reader))
        self.assertNotIn("ELEMENT_UNKNOWN", codes(reader))

    def test_prefix_that_is_never_declared(self):
        text = document(event()).replace("xmlns:epcis=", "xmlns:lost=")
        with self.assertRaises(EpcisError) as caught:
            read(text)
        self.assertEqual(caught.exception.code, "epcis.xml")

    def test_wrappers(self):
        inner = document(event())
        soap = (
            '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/">'
            f"<s:Header/><s:Body>{inner}</s:Body></s:Envelope>"
        )
        vendor = soap.replace(
            inner,
            f'<r:processMessages xmlns:r="urn:r"><XML_SYS_EVENTS_ENV>{inner}'
            "</XML_SYS_EVENTS_ENV></r:processMessages>",
        )
        query = (
            '<q:EPCISQueryDocument xmlns:q="urn:epcglobal:epcis-query:xsd:1" '
            'schemaVersion="1.2" creationDate="2026-11-20T08:00:00Z"><EPCISBody>'
            "<q:QueryResults><queryName>x</queryName><resultsBody><EventList>"
            f"{event(tail=None)}</EventList></resultsBody></q:QueryResults>"
            "</EPCISBody></q:EPCISQueryDocument>"
        )
        capture = inner.replace("epcis:EPCISDocument", "epcis:EPCISCaptureDocument")
        for text in (soap, vendor, query, capture):
            reader, found = read(text)
            self.assertEqual([one.position for one in found], [1])
            self.assertEqual(reader.header.version, "1.2")

    def test_events_directly_under_the_body_and_lower_case_body(self):
        text = document(event())
        direct = text.replace("<EventList>", "").replace("</EventList>", "")
        lower = text.replace("EPCISBody", "epcisbody")
        for changed in (direct, lower, event(tail=None)):
            self.assertEqual(len(read(changed)[1]), 1)

    def test_soap_without_epcis_is_refused(self):
        with self.assertRaises(EpcisError) as caught:
            read('<s:Envelope xmlns:s="x"><s:Body><other/></s:Body></s:Envelope>')
        self.assertEqual(caught.exception.code, "epcis.not_epcis")

    def test_document_without_anything(self):
        self.assertIn("DOC_EMPTY", codes(read(document())[0]))


if __name__ == "__main__":
    unittest.main()
