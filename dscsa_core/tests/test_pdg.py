"""PDG exception messages: made, checked and read."""

import json
import unittest
from datetime import date

from dscsa_core.errors import CoreError
from dscsa_core.pdg import report as pdg
from dscsa_core.pdg.response import MAX_BYTES, looks_like_response, read_response
from dscsa_core.pdg.shapes import REPORT, RESPONSE, faults

from .tables import FOLDER, rows

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


# What each kind of field refuses, whatever the field.
_WRONG = {
    "text": (7, True, [], {}),
    "whole": ("7", 7.5, True, [], {}),
    "flag": ("true", 1, [], {}),
    "list": ("x", 7, {}),
    "record": ("x", 7, []),
}
_ASKED = (
    "Send new data/Send product/Return product/Send back product/"
    "Credit account/Debit account"
)


class TestPublishedFields(unittest.TestCase):
    """Our shapes against the fields of the public schemas, told one by one."""

    def setUp(self):
        super().setUp()
        stories = json.loads((FOLDER / "pdg_stories.json").read_text(encoding="utf-8"))
        self.stories = {story["story"]: story for story in stories}

    def test_messages_have_no_faults(self):
        for words, story in self.stories.items():
            for name, message in story.items():
                if name == "story":
                    continue
                shape = RESPONSE if name == "response" else REPORT
                with self.subTest(words, message=name):
                    self.assertEqual(list(faults(message, shape)), [])

    def test_answers_name_items_of_their_reports(self):
        for words, story in self.stories.items():
            with self.subTest(words):
                text = json.dumps(story["report"])
                found = read_response(json.dumps(story["response"]).encode())
                self.assertTrue(found.answers)
                for answer in found.answers:
                    self.assertIn(answer.item, text)

    def test_every_field(self):
        seen = set()
        for message, path, kind, must, null in rows("pdg_fields"):
            for name, shape in (("report", REPORT), ("response", RESPONSE)):
                if message in ("both", name):
                    seen.add(path)
                    with self.subTest(path, message=name):
                        self.check_field(name, shape, path, kind, must, null)
        self.assertEqual(len(seen), 67)

    def check_field(self, name, shape, path, kind, must, null):
        *above, last = path.split(".")
        known = _ASKED if kind == "asked" else kind
        wrong = _WRONG.get(kind) or ("", "Send flowers", 7, *known.lower().split("/"))
        for value in (*wrong, *(() if null == "null" else (None,))):
            self.assertEqual(self.broken(name, shape, above, last, value), [path])
        for choice in known.split("/") if "/" in known else ():
            self.assertEqual(self.broken(name, shape, above, last, choice), [])
        if null == "null":
            self.assertEqual(self.broken(name, shape, above, last, None), [])
        gone = self.broken(name, shape, above, last)
        self.assertEqual(gone, [path] if must == "must" else [])

    def broken(self, name, shape, above, last, *value):
        """Faults of the first message that has the field, without it or with value."""
        for story in self.stories.values():
            message = json.loads(json.dumps(story[name]))
            holder = message
            for step in above:
                holder = (holder or {}).get(step)
                holder = holder[0] if isinstance(holder, list) and holder else holder
            if not isinstance(holder, dict):
                continue
            holder.pop(last, None)
            holder.update({last: value[0]} if value else {})
            return [fault.replace("[0]", "") for fault in faults(message, shape)]
        raise AssertionError(f"no message has {above}")

    def test_our_messages_have_no_field_the_schemas_do_not_name(self):
        named = {path for _message, path, *_rest in rows("pdg_fields")}
        for message in (report(), report(items=(), resolved=True)):
            written = json.loads(pdg.bytes_of(message))
            self.assertLessEqual(set(_paths(written)), named)


def _paths(value, path=""):
    if isinstance(value, list):
        for element in value:
            yield from _paths(element, path)
    elif isinstance(value, dict):
        for name, inner in value.items():
            place = f"{path}.{name}" if path else name
            yield place
            yield from _paths(inner, place)
