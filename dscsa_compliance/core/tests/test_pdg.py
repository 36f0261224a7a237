"""PDG exception messages: made, checked and read; schemas as published where there."""

import json
import unittest
from datetime import date

from ..errors import CoreError
from ..pdg import report as pdg
from ..pdg.response import MAX_BYTES, looks_like_response, read_response
from ..pdg.shapes import REPORT, RESPONSE, faults
from .corpus import CORPUS

CASE = pdg.case_uuid("0b6f7a52-9d0e-4f0e-9f0b-3d1a6c1f2b11", "DISC/2026/00007")
SENDER = pdg.Sender("desk@elm.example", "0399770000101", "603 555 0100")
GTIN = "00399999000018"


def every_item():
    """One item of each list."""
    seen = pdg.Label(GTIN, "L1", date(2027, 1, 31), "S1")
    told = pdg.Label(GTIN, "L2", None, "")
    return (
        pdg.missing_data(CASE, gtin=GTIN, serial="S1", request=pdg.NEW_DATA),
        pdg.missing_data(CASE, gtin=GTIN, serial="", request=pdg.RETURN_PRODUCT),
        pdg.missing_product(
            CASE, file_id="a.xml", gtin=GTIN, serial="S2", request=pdg.SEND_PRODUCT
        ),
        pdg.misalignment(CASE, received=seen, data=told, request=pdg.NEW_DATA),
        pdg.count_differs(CASE, gtin=GTIN, ordered=4, received=6, request=pdg.CREDIT),
        pdg.count_differs(CASE, gtin=GTIN, ordered=4, received=3, request=pdg.CREDIT),
        pdg.wrong_number(CASE, what="gln", invalid="123", request=pdg.NEW_DATA),
        pdg.wrong_number(
            CASE, what="gtin", invalid="1", proposed=GTIN, request=pdg.NEW_DATA
        ),
    )


def report(**changes):
    values = {"items": every_item(), "other_errors": ("No statement.",), **changes}
    return pdg.Report(CASE, 1712368200, "PO7", SENDER, **values)


def response(**changes):
    return {
        "message_uuid": "6c1ecf5d-8958-5e35-87bb-272b7db99dd3",
        "exception_case_uuid": CASE.upper(),
        "timestamp": 1712371800,
        "sender_information": {"email": "desk@brook.example"},
        "po_number": "PO7",
        "response_items": [
            {
                "exception_item_uuid": every_item()[0].uuid,
                "resolution_response": "Reject",
                "comments": None,
                "alternative_resolution": {
                    "alternative_resolution": "Credit account",
                    "follow_up": "Phone",
                },
            },
            {
                "exception_item_uuid": every_item()[1].uuid,
                "resolution_response": "Accept",
            },
        ],
        **changes,
    }


class TestReport(unittest.TestCase):
    def test_every_list_is_written_and_whole(self):
        message = json.loads(pdg.bytes_of(report()))
        self.assertEqual(list(faults(message, REPORT)), [])
        lists = message["exceptions"]
        self.assertEqual(len(lists["missing_product_data"]), 2)
        self.assertEqual(lists["overages"][0]["quantity_received"], 6)
        self.assertEqual(lists["underages"][0]["quantity_received"], 3)
        self.assertEqual(
            lists["master_data_errors"]["gtin_errors"][0]["proposed_gtin"], GTIN
        )
        self.assertFalse(message["case_resolved"])

    def test_expiry_is_month_day_year_without_signs(self):
        item = json.loads(pdg.bytes_of(report()))["exceptions"]["data_misalignment"][0]
        self.assertEqual(item["received_product_expiry"], "01312027")
        self.assertEqual(item["product_data_expiry"], "")
        self.assertIsNone(item["product_data_serial"])

    def test_numbers_are_version_5_and_stay_the_same(self):
        first, again = (json.loads(pdg.bytes_of(report())) for _ in range(2))
        self.assertEqual(first, again)
        for number in (CASE, first["message_uuid"], every_item()[0].uuid):
            self.assertEqual(number[14], "5")
        uuids = {item.uuid for item in every_item()}
        self.assertEqual(len(uuids), len(every_item()))
        self.assertNotEqual(CASE, pdg.case_uuid("not a uuid", "DISC/2026/00007"))

    def test_closing_message_has_no_items(self):
        message = json.loads(
            pdg.bytes_of(report(items=(), other_errors=(), resolved=True))
        )
        self.assertEqual(message["exceptions"], {})
        self.assertTrue(message["case_resolved"])
        self.assertIsNone(message["other_errors"])

    def test_what_breaks_the_schema_is_not_written(self):
        wrong = pdg.missing_data(CASE, gtin=GTIN, serial="", request="Send flowers")
        with self.assertRaises(CoreError) as caught:
            pdg.bytes_of(report(items=(wrong,)))
        self.assertEqual(caught.exception.code, "pdg.shape")
        self.assertIn("resolution_request", caught.exception.facts["place"])


class TestShapes(unittest.TestCase):
    def test_each_missing_or_wrong_field_is_named(self):
        good = json.loads(pdg.bytes_of(report()))
        for path, value in (
            ("timestamp", "yesterday"),
            ("case_resolved", 1),
            ("po_number", None),
            ("other_errors", [1]),
            ("exceptions", []),
        ):
            with self.subTest(path):
                found = list(faults({**good, path: value}, REPORT))
                self.assertTrue(found[0].startswith(path), found)
        del good["sender_information"]["email"]
        self.assertEqual(list(faults(good, REPORT)), ["sender_information.email"])
        self.assertEqual(list(faults([], REPORT)), ["message"])
        good["exceptions"]["overages"] = "none"
        self.assertIn("exceptions.overages", list(faults(good, REPORT)))

    def test_unknown_fields_and_whole_floats_pass(self):
        good = json.loads(pdg.bytes_of(report()))
        good["extra"], good["timestamp"] = 1, 1712368200.0
        self.assertEqual(list(faults(good, REPORT)), [])


class TestResponse(unittest.TestCase):
    def test_answers_are_read(self):
        found = read_response(json.dumps(response(additional_notes="n")).encode())
        self.assertEqual(found.case, CASE)
        refused, accepted = found.answers
        self.assertEqual((refused.accepted, accepted.accepted), (False, True))
        self.assertEqual(refused.alternative, "Credit account")
        self.assertEqual(refused.follow_up, "Phone")
        self.assertEqual(found.notes, "n")

    def test_empty_answer_is_an_answer(self):
        found = read_response(json.dumps(response(response_items=None)).encode())
        self.assertEqual(found.answers, ())

    def test_other_files_are_refused_by_name(self):
        broken = response()
        broken["response_items"][0]["resolution_response"] = "Maybe"
        for content, code in (
            (b"{", "pdg.json"),
            (b"[" * 100_000, "pdg.json"),
            (b" " * (MAX_BYTES + 1), "pdg.json"),
            (json.dumps(broken).encode(), "pdg.shape"),
            (pdg.bytes_of(report()), "pdg.report"),
            (b"[1]", "pdg.shape"),
        ):
            with self.subTest(code), self.assertRaises(CoreError) as caught:
                read_response(content)
            self.assertEqual(caught.exception.code, code)

    def test_a_message_of_this_kind_is_recognised(self):
        self.assertTrue(looks_like_response(json.dumps(response()).encode()))
        self.assertFalse(looks_like_response(b'{"type": "EPCISDocument"}'))
        self.assertFalse(looks_like_response(b"<xml/>"))
        self.assertFalse(looks_like_response(b"[1]"))


@unittest.skipUnless((CORPUS / "exceptions").exists(), "no corpus here")
class TestPublished(unittest.TestCase):
    """Our model against the schemas and examples as published."""

    def examples(self, kind):
        for path in sorted((CORPUS / "exceptions").glob(f"*example*{kind}*.json")):
            yield path.name, json.loads(path.read_bytes())

    def schema(self, kind):
        name = f"schemas__{kind}_schema.json"
        return json.loads((CORPUS / "exceptions" / name).read_bytes())

    def test_examples_have_no_faults(self):
        for kind, shape in (("report", REPORT), ("response", RESPONSE)):
            for name, message in self.examples(kind):
                with self.subTest(name):
                    self.assertEqual(list(faults(message, shape)), [])

    def test_answers_of_the_examples_name_items_of_their_reports(self):
        items = set()
        for _name, message in self.examples("report"):
            for each in (message["exceptions"] or {}).values():
                items |= {item["exception_item_uuid"] for item in each}
        for name, message in self.examples("response"):
            with self.subTest(name):
                found = read_response(json.dumps(message).encode())
                self.assertLessEqual({answer.item for answer in found.answers}, items)

    def test_our_messages_follow_the_published_schemas(self):
        for kind, message in (
            ("report", json.loads(pdg.bytes_of(report()))),
            ("report", json.loads(pdg.bytes_of(report(items=(), resolved=True)))),
            ("response", response()),
        ):
            schema = self.schema(kind)
            with self.subTest(kind):
                self.assertEqual(list(_breaks(message, schema, schema, "$")), [])

    def test_the_published_schema_refuses_what_we_refuse(self):
        schema = self.schema("report")
        good = json.loads(pdg.bytes_of(report()))
        for path in ("message_uuid", "timestamp", "case_resolved"):
            broken = {name: value for name, value in good.items() if name != path}
            with self.subTest(path):
                self.assertTrue(list(_breaks(broken, schema, schema, "$")))
                self.assertEqual(list(faults(broken, REPORT)), [path])


_TYPES = {
    "string": str,
    "integer": int,
    "boolean": bool,
    "array": list,
    "object": dict,
    "null": type(None),
}


def _breaks(value, schema, root, place):
    """The part of JSON Schema these two files use."""
    if "$ref" in schema:
        schema = root["$defs"][schema["$ref"].rsplit("/", 1)[1]]
    if "anyOf" in schema:
        if all(list(_breaks(value, each, root, place)) for each in schema["anyOf"]):
            yield place
        return
    kind = _TYPES[schema["type"]]
    wrong = not isinstance(value, kind) or kind is int and isinstance(value, bool)
    if wrong or value not in schema.get("enum", [value]):
        yield place
    elif kind is list:
        for element in value:
            yield from _breaks(element, schema["items"], root, f"{place}[]")
    elif kind is dict:
        yield from _record_breaks(value, schema, root, place)


def _record_breaks(value, schema, root, place):
    for name in schema.get("required", ()):
        if name not in value:
            yield f"{place}.{name}"
    for name, inner in schema.get("properties", {}).items():
        if name in value:
            yield from _breaks(value[name], inner, root, f"{place}.{name}")
