"""Answers of look-up services: paths, lists, outcomes that nobody may guess."""

import unittest
from datetime import date, datetime

from dscsa_core.licenses.answers import (
    AnswerMap,
    Reading,
    at_path,
    put,
    read_answer,
    settle,
)

ONE = AnswerMap(
    {
        "number": "license.no",
        "state": "license.st",
        "status": "license.status",
        "expires": "license.until",
        "name": "holder",
    },
    {"Active": "confirmed", "CLEAR  / active": "confirmed", "Revoked": "revoked"},
)
MANY = AnswerMap(
    {"number": "no", "state": "st", "status": "status"},
    {"active": "confirmed", "*": "differs"},
    "result.items",
)


def one(status="ACTIVE", no="WH-1", st="US-MN", until=None):
    return {
        "license": {"no": no, "st": st, "status": status, "until": until},
        "holder": "X",
    }


class TestAnswers(unittest.TestCase):
    def outcome(self, data, mapping=ONE, number="wh1", state="MN"):
        return read_answer(data, mapping, number, state).outcome

    def test_status_without_regard_to_case_and_spaces(self):
        for status in ("active", " ACTIVE ", "clear / Active"):
            self.assertEqual(self.outcome(one(status)), "confirmed", status)
        self.assertEqual(self.outcome(one("Revoked")), "revoked")

    def test_unknown_status_has_no_outcome(self):
        self.assertEqual(self.outcome(one("PENDING RENEWAL")), "")

    def test_other_number_or_state_differs(self):
        self.assertEqual(self.outcome(one(no="WH-2")), "differs")
        self.assertEqual(self.outcome(one(st="WI")), "differs")

    def test_nothing_told_is_not_found(self):
        for data in (None, {}, [], "text", {"license": None}, {"license": {}}):
            self.assertEqual(self.outcome(data), "not_found", data)

    def test_date_and_facts(self):
        for until in ("12/31/2027", date(2027, 12, 31), datetime(2027, 12, 31, 9)):
            reading = read_answer(one(until=until), ONE, "WH1", "MN")
            self.assertEqual(reading.expires, date(2027, 12, 31))
        self.assertEqual(reading.facts["name"], "X")

    def test_pick_from_a_list(self):
        items = [
            {"no": "WH-1", "st": "WI", "status": "void"},
            {"no": "WH 1", "st": "MN", "status": "active"},
            {"no": "WH-2", "st": "MN", "status": "void"},
        ]
        data = {"result": {"items": items}}
        self.assertEqual(self.outcome(data, MANY), "confirmed")
        self.assertEqual(self.outcome(data, MANY, number="WH2"), "differs")
        self.assertEqual(self.outcome(data, MANY, number="WH9"), "not_found")
        self.assertEqual(
            self.outcome({"result": {"items": items[1]}}, MANY), "confirmed"
        )
        self.assertEqual(self.outcome({"result": {}}, MANY), "not_found")

    def test_paths(self):
        data = {"A": [{"b": 1}, {"b": 2}], "c": [{"d": True}], "x": 1, "X": 2}
        self.assertEqual(at_path(data, "a.1.b"), 2)
        self.assertEqual(at_path(data, "c.d"), True)
        self.assertEqual(at_path(data, "X"), 2)
        self.assertEqual(at_path(data, ""), data)
        for path in ("a.b", "a.7.b", "c.d.e", "q", "x.y"):
            self.assertIsNone(at_path(data, path), path)

    def test_put(self):
        data = {}
        put(data, "request.license.no", "1")
        put(data, "request.key", "k")
        self.assertEqual(data, {"request": {"license": {"no": "1"}, "key": "k"}})
        with self.assertRaises(ValueError):
            put(data, "request.key.more", "x")

    def test_a_date_in_the_past_is_expired(self):
        reading = Reading("confirmed", {}, date(2026, 5, 1))
        self.assertEqual(settle(reading, date(2026, 5, 1)), "confirmed")
        self.assertEqual(settle(reading, date(2026, 5, 2)), "expired")
        self.assertEqual(settle(Reading("revoked"), date(2026, 5, 2)), "revoked")
