"""JSON that is broken, or says things twice or wrongly."""

import json
import unittest

import ijson

from dscsa_core.errors import EpcisError

from .reader_samples import codes, document_json, object_json, read


class TestFaults(unittest.TestCase):
    def refused(self, content):
        with self.assertRaises(EpcisError) as caught:
            read(content)
        return caught.exception

    def test_duplicate_keys_are_said(self):
        text = json.dumps(document_json(object_json()))
        text = text.replace('"action": "ADD"', '"action": "DELETE", "action": "ADD"')
        reader, [found] = read(text)
        self.assertEqual(found.action, "ADD")
        self.assertIn("KEY_REPEATED", codes(reader))

    def test_trailing_comma_is_said_plainly(self):
        text = json.dumps(document_json(object_json()))
        error = self.refused(text.replace('"ADD"', '"ADD",').replace(", ,", ","))
        self.assertIn(error.code, ("epcis.json", "epcis.json_comma"))
        error = self.refused('{"type": "EPCISDocument", "a": [1, 2, ]}')
        if ijson.backend.startswith("yajl"):
            self.assertEqual(error.code, "epcis.json_comma")

    def test_truncated_or_other_json(self):
        text = json.dumps(document_json(object_json()))
        self.assertEqual(self.refused(text[:-9]).code, "epcis.cut_off")
        self.assertEqual(self.refused(text + "}").code, "epcis.json_two")
        self.assertEqual(self.refused('{"a": 1}').code, "epcis.not_epcis")
        self.assertEqual(self.refused("[1, 2]").code, "epcis.not_epcis")
        self.assertEqual(self.refused('["x", {"a": {}}]').code, "epcis.not_epcis")
        number = '{"type": "EPCISDocument", "a": ' + "9" * 5000 + "}"
        self.assertEqual(self.refused(number).code, "epcis.number")

    def test_items_that_are_no_events(self):
        reader, found = read(document_json({"type": "Party"}, object_json()))
        self.assertEqual([one.position for one in found], [1])
        self.assertIn("EVENT_UNKNOWN", codes(reader))

    def test_field_of_another_kind_of_event(self):
        reader, _ = read(document_json(object_json(childQuantityList=[])))
        self.assertIn("ELEMENT_UNKNOWN", codes(reader))

    def test_numbers_beyond_reason_and_as_text(self):
        for value, wanted in (("20", 20.0), (1e400, None), (-1, None), ("1_0", None)):
            rows = [{"epcClass": "urn:c", "quantity": value}]
            text = json.dumps(document_json(object_json(quantityList=rows)))
            reader, [found] = read(text.replace("Infinity", "1e400"))
            self.assertEqual(found.quantities[0].quantity, wanted)
            self.assertEqual("QUANTITY_INVALID" in codes(reader), wanted is None)

    def test_certificates_and_zero_characters(self):
        good, bad = "https://x.example/c", "no address"
        for value, right in ((good, True), ([good], True), (bad, False), ([{}], False)):
            reader, _ = read(document_json(object_json(certificationInfo=value)))
            self.assertEqual("CERTIFICATION_INVALID" not in codes(reader), right)
        reader, [found] = read(document_json(object_json(epcList=["urn:x:\0001"])))
        self.assertEqual(found.epcs, ("urn:x:1",))
        self.assertIn("ODD_CHARACTER", codes(reader))

    def test_wide_and_old_encodings(self):
        given = document_json(object_json(**{"cbvmda:note": "Caf\u00e9"}))
        text = json.dumps(given, ensure_ascii=False)
        for encoding in ("utf-8-sig", "utf-16", "utf-16-le", "utf-32", "latin-1"):
            reader, [found] = read(text.encode(encoding))
            self.assertEqual(found.extensions[0][1], "Caf\u00e9")
            self.assertEqual("DOC_ENCODING" in codes(reader), encoding == "latin-1")


if __name__ == "__main__":
    unittest.main()
