"""Tracing messages: whole on the way out, bounded on the way in."""

import json
import unittest
from copy import deepcopy
from dataclasses import replace
from datetime import date, datetime
from importlib.resources import files

from hypothesis import given
from hypothesis import strategies as st

from dscsa_core import catalogue
from dscsa_core.investigation.errors import DoubtError
from dscsa_core.investigation.trace import reading, shapes
from dscsa_core.investigation.trace.message import AnswerTo, Contact, Item
from dscsa_core.investigation.trace.wire import (
    bytes_of,
    content_of,
    read_request,
    read_response,
)
from dscsa_core.testing import effort

from .investigation_trace_samples import (
    AUTHORITY,
    GTIN,
    HOPS,
    NDC,
    REQUEST,
    found,
    response,
)

RESPONSE = response([found(REQUEST.items[0])], remarks="see file")
# path in the request, and a value it may not have
WRONG = (
    ("form", "trace-request/2"),
    ("request_id", "7"),
    ("request_id", None),
    ("sent_at", "2026-12-02T23:20:00"),
    ("sent_at", "2026-13-02T23:20:00Z"),
    ("sent_at", 1764717600),
    ("is_test", "false"),
    ("is_test", 0),
    ("is_test", None),
    ("reason", "curiosity"),
    ("wanted", ""),
    ("requester", None),
    ("requester.name", 7),
    ("requester.gln", "123"),
    ("requester.contact.preferred", "fax"),
    ("requester.contact.mail", "a@b\nBcc: c@d"),
    ("answer_to.mail", "nobody"),
    ("answer_to.url", "http://plain.example/answer"),
    ("answer_to.url", "file:///etc/passwd"),
    ("authority", {"agency": "Board"}),
    ("items", []),
    ("items", "all"),
    ("items", [{}]),
    ("items.0.serial", ""),
    ("items.0.serial", "S" * 21),
    ("items.0.serial", "8H2 KT0"),
    ("items.0.gtin", "1234"),
    ("items.0.gtin", "٠" * 14),
    ("items.0.expiry", "2028-02-30"),
    ("items.0.quantity", "2"),
    ("items.0.quantity", 1.5),
    ("files.0.sha256", "AB" * 32),
    ("circumstances", "x" * 5000),
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


def changed(message, path, value):
    content = deepcopy(content_of(message))
    *way, last = [int(name) if name.isdecimal() else name for name in path.split(".")]
    holder = content
    for name in way:
        holder = holder[name]
    holder[last] = value
    return json.dumps(content).encode()


class TestThereAndBack(unittest.TestCase):
    def test_as_it_was(self):
        for request in (
            REQUEST,
            replace(REQUEST, is_test=True, authority=AUTHORITY, reason="inspection"),
            replace(REQUEST, answer_to=AnswerTo(url="https://canyon.example/a")),
            replace(REQUEST, items=(Item("S1", ndc=NDC),), documents=(), files=()),
        ):
            self.assertEqual(read_request(bytes_of(request)), request)
        for each in (
            RESPONSE,
            response([], status="refused", refusal="no license found", is_test=True),
        ):
            self.assertEqual(read_response(bytes_of(each)), each)

    @given(
        serials=st.lists(st.from_regex(r"[!-~]{1,20}", fullmatch=True), max_size=40),
        is_test=st.booleans(),
        reason=st.sampled_from(shapes.REASONS[:4]),
        words=st.text(
            st.characters(exclude_categories=["Cs"], exclude_characters="\0")
        ),
        day=st.dates() | st.none(),
    )
    def test_any_request(self, serials, is_test, reason, words, day):
        items = tuple(Item(each, GTIN, expiry=day) for each in ["S", *serials])
        request = replace(
            REQUEST, items=items, is_test=is_test, reason=reason, own_number=words[:200]
        )
        self.assertEqual(read_request(bytes_of(request)), request)

    def test_what_may_not_be_sent(self):
        asker = REQUEST.requester
        for request in (
            replace(REQUEST, sent_at=datetime(2026, 12, 2)),
            replace(REQUEST, items=()),
            replace(REQUEST, items=(Item("S1"),)),
            replace(REQUEST, answer_to=AnswerTo()),
            replace(REQUEST, reason="inspection"),
            replace(REQUEST, requester=replace(asker, contact=Contact("R. Alder"))),
            replace(
                REQUEST,
                requester=replace(
                    asker, contact=replace(asker.contact, preferred="telephone")
                ),
            ),
            replace(REQUEST, items=(REQUEST.items[0],) * (shapes.MAX_ITEMS + 1)),
        ):
            with self.assertRaises(DoubtError) as caught:
                bytes_of(request)
            self.assertEqual(caught.exception.code, "trace.shape")


class TestFromOutside(unittest.TestCase):
    def refused(self, content, reader=read_request):
        with self.assertRaises(DoubtError) as caught, effort.ends():
            reader(content)
        self.assertIn(caught.exception.code, catalogue.RULES)
        return caught.exception.code

    def test_each_wrong_value(self):
        self.assertTrue(read_request(changed(REQUEST, "is_test", False)))
        for path, value in WRONG:
            with self.subTest(path, value=value):
                code = self.refused(changed(REQUEST, path, value))
                self.assertIn(code, ("trace.shape", "trace.form"))

    def test_what_they_add_is_let_through(self):
        content = {**content_of(REQUEST), "more": {"of": ["them"]}}
        self.assertEqual(read_request(json.dumps(content).encode()), REQUEST)

    def test_no_json(self):
        whole = bytes_of(REQUEST)
        for content in (
            b"",
            b"[]",
            b"null",
            b"<html>",
            b"\xff\xfe",
            whole[:-1],
            whole + b"{}",
            whole.replace(b'"is_test": false', b'"is_test": NaN'),
            whole.replace(b'"is_test"', b'"is_test": true, "is_test"'),
            whole.replace(b'"quantity": 1', b'"quantity": ' + b"9" * 5000),
            whole.replace(b"5512", b"\\u0000"),
            whole.replace(b"5512", b"\\ud800"),
            b'{"a":' * 50 + b"1" + b"}" * 50,
            b"[" * 100_000,
            b" " * (reading.MAX_BYTES + 1),
        ):
            with self.subTest(content[:30]):
                self.assertEqual(self.refused(content), "trace.json")
                self.assertFalse(reading.looks_like_trace(content))
        self.assertTrue(reading.looks_like_trace(whole))

    def test_one_for_the_other(self):
        self.assertEqual(self.refused(bytes_of(RESPONSE)), "trace.form")
        long_one = b'{"form": "' + b"x" * 99_999 + b'"}'
        self.assertEqual(self.refused(long_one), "trace.form")
        code = self.refused(bytes_of(REQUEST), read_response)
        self.assertEqual(code, "trace.form")

    @given(st.binary(max_size=200))
    def test_any_bytes(self, content):
        self.refused(content)

    @given(st.sampled_from(sorted(content_of(RESPONSE))), VALUES)
    def test_any_value_is_read_or_refused(self, name, value):
        try:
            told = read_response(changed(RESPONSE, name, value))
        except DoubtError:
            return
        self.assertIn(told.status, shapes.STATUSES)
        self.assertTrue(all(each.result in shapes.RESULTS for each in told.items))

    def test_impossible_days_in_a_response(self):
        for path, value in (
            ("items.0.transactions.0.expiry", "2028-00-10"),
            ("items.0.transactions.0.transaction_date", "yesterday"),
            ("items.0.transactions.0.seller", None),
            ("items.0.transactions.0.statement", "yes"),
            ("items.0.result", "maybe"),
            ("items.0.transactions", [content_of(RESPONSE)] * 2),
        ):
            code = self.refused(changed(RESPONSE, path, value), read_response)
            self.assertEqual(code, "trace.shape")

    def test_ten_thousand_items_are_read_in_time_of_their_number(self):
        def work(count):
            items = tuple(Item(f"S{number}", GTIN) for number in range(count))
            content = bytes_of(replace(REQUEST, items=items))
            self.assertEqual(len(read_request(content).items), count)

        effort.linear(work, 500)
        work(shapes.MAX_ITEMS)


class TestSchemas(unittest.TestCase):
    def test_files_are_of_today(self):
        folder = files("dscsa_core.investigation.trace")
        for form, name in (
            (shapes.REQUEST_FORM, "request"),
            (shapes.RESPONSE_FORM, "response"),
        ):
            text = folder.joinpath(f"{name}.schema.json").read_text(encoding="utf-8")
            self.assertEqual(json.loads(text), shapes.json_schema(form))

    def test_they_say_what_is_required(self):
        schema = shapes.json_schema(shapes.REQUEST_FORM)
        self.assertEqual(schema["properties"]["form"]["enum"], ["trace-request/1"])
        self.assertIn("is_test", schema["required"])
        self.assertEqual(schema["properties"]["authority"]["type"], ["object", "null"])
        self.assertEqual(HOPS[1].expiry, date(2028, 3, 31))
