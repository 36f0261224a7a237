"""Forty items are answered forty times; a chain of firms shows its gaps."""

import random
import unittest
from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from dscsa_core import catalogue
from dscsa_core.errors import CoreError
from dscsa_core.investigation.trace import answers as a
from dscsa_core.investigation.trace.mapping import (
    read_table,
    to_ours,
    to_theirs,
    untold,
)
from dscsa_core.investigation.trace.message import Answered, Item, Party
from dscsa_core.investigation.trace.wire import content_of, request_of

from .investigation_trace_samples import (
    CASE,
    GTIN,
    HOPS,
    MAKER,
    NDC,
    REQUEST,
    SELLER,
    US,
    found,
    hop,
    response,
)

FORTY = tuple(Item(f"8H2K{number:02}", GTIN) for number in range(40))
ASKED = replace(REQUEST, items=FORTY)
# a partner's form, with names of its own
TABLE = """ours,theirs,values
form,,trace-request/1
request_id,meta.id,
sent_at,meta.created,
is_test,fireDrill,
requester.name,meta.organization,
requester.contact.preferred,contact.by,mail=EMAIL|telephone=PHONE
requester.contact.mail,contact.email,
answer_to.mail,replyTo,
reason,attestation,suspect=Suspect Product Investigation|recall=Recalled
wanted,responseType,transactions=Transaction Information|last_owner=Last Known
items[].gtin,products[].id.gtin,
items[].serial,products[].id.serialNumber,
"""


class TestAnswers(unittest.TestCase):
    def results(self, request, told):
        return [each.result for each in a.answers(request, told)]

    def test_forty_for_forty(self):
        told = [found(item) for item in FORTY]
        random.Random(4).shuffle(told)
        answered = a.answers(ASKED, response(told))
        self.assertEqual([each.item for each in answered], list(FORTY))
        self.assertTrue(a.is_complete(answered))
        self.assertEqual(a.status_of(answered), "complete")

    def test_complete_is_looked_into(self):
        """Only the first is answered, and the sender calls it complete."""
        answered = a.answers(ASKED, response([found(FORTY[0])]))
        results = [each.result for each in answered]
        self.assertEqual(results, ["found", *["unanswered"] * 39])
        self.assertEqual(a.status_of(answered), "partial")
        self.assertFalse(a.is_complete(()))

    def test_what_answers_nothing(self):
        other = "11111111-2222-4333-8444-555555555555"
        for change, code in (
            ({"request_id": other}, "trace.other_request"),
            ({"is_test": True}, "trace.drill"),
            ({"status": "refused"}, "trace.refused"),
        ):
            told = response([found(item) for item in FORTY], **change)
            self.assertEqual(a.faults_of(ASKED, told), (code,))
            self.assertIn(code, catalogue.RULES)
            self.assertEqual(set(self.results(ASKED, told)), {"unanswered"})

    def test_one_item(self):
        asked = {
            "gtin": replace(REQUEST, items=(Item("S1", GTIN),)),
            "ndc": replace(REQUEST, items=(Item("S1", ndc=NDC),)),
        }
        for item, by_gtin, by_ndc in (
            (Item("S1", GTIN), "found", "found"),
            (Item("S1", ndc=NDC), "found", "found"),
            (Item("S1", ndc="99990041210"), "found", "found"),
            (Item("S1", GTIN, NDC), "found", "found"),
            # the case has the same NDC and may have the same serial
            (Item("S1", CASE, NDC), "unanswered", "unanswered"),
            (Item("s1", GTIN), "unanswered", "unanswered"),
            (Item("S1", ndc="99990-413-10"), "unanswered", "unanswered"),
        ):
            for name, wanted in (("gtin", by_gtin), ("ndc", by_ndc)):
                with self.subTest(item=item, asked=name):
                    results = self.results(asked[name], response([found(item)]))
                    self.assertEqual(results, [wanted])

    def test_answers_that_are_none(self):
        item = FORTY[0]
        request = replace(REQUEST, items=(item,))
        no = Answered(item, "not_found", "never ours")
        for told, wanted in (
            ([no], "not_found"),
            ([no, no], "not_found"),
            ([found(item), no], "unanswered"),
            ([no, found(item), found(item)], "unanswered"),
            ([found(item, ())], "unanswered"),
            ([Answered(item, "not_looked_up")], "not_looked_up"),
        ):
            self.assertEqual(self.results(request, response(told)), [wanted])

    @given(st.lists(st.integers(0, 30), max_size=40), st.sets(st.integers(0, 30)))
    def test_each_item_has_one_answer(self, asked, told):
        items = tuple(Item(f"S{number}", GTIN) for number in asked)
        request = replace(REQUEST, items=items)
        answered = a.answers(
            request, response([found(Item(f"S{number}", GTIN)) for number in told])
        )
        self.assertEqual([each.item for each in answered], list(items))
        for number, each in zip(asked, answered, strict=True):
            self.assertEqual(each.result == "found", number in told)


class TestChain(unittest.TestCase):
    def names(self, hops):
        return [each and each.name for each in a.firms(a.chain(hops))]

    def test_from_the_maker_to_us_whatever_the_order(self):
        line = [MAKER.name, SELLER.name, US.name]
        self.assertEqual(self.names(HOPS), line)
        self.assertEqual(self.names(HOPS[::-1] + HOPS), line)
        undated = [replace(each, transaction_date=None) for each in HOPS[::-1]]
        self.assertEqual(self.names(undated), line)
        self.assertEqual(self.names([]), [])

    def test_a_gap_is_shown(self):
        other = Party("Somebody Else")
        hops = (HOPS[0], hop(other, US, date(2026, 11, 25)))
        wanted = [MAKER.name, SELLER.name, None, "Somebody Else", US.name]
        self.assertEqual(self.names(hops), wanted)
        self.assertEqual([each.gap for each in a.chain(hops)], [False, True])

    def test_one_package_sold_twice(self):
        hops = (*HOPS, hop(SELLER, Party("Other Drug"), date(2026, 11, 26)))
        found_hops = a.chain(hops)
        self.assertEqual(len(found_hops), 3)
        self.assertEqual([each.gap for each in found_hops], [False, False, True])

    def test_who_is_the_same(self):
        for one, other, wanted in (
            (SELLER, Party("Rim  supply"), True),
            (SELLER, Party("Rim Supply", gln=US.gln), False),
            (Party("X", gln=SELLER.gln), SELLER, True),
            (Party(), Party(), False),
        ):
            self.assertEqual(a.is_same(one, other), wanted)

    @given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=12))
    def test_no_hop_is_lost_even_in_a_ring(self, pairs):
        firms = [Party(f"Firm {number}") for number in range(6)]
        hops = [hop(firms[one], firms[other], None) for one, other in pairs]
        told = a.chain(hops)
        self.assertEqual({each.transaction for each in told}, set(hops))
        self.assertEqual(len(told), len(set(hops)))


class TestMapping(unittest.TestCase):
    THEIRS = {
        "meta": {
            "id": REQUEST.request_id,
            "created": "2026-12-02T23:20:00Z",
            "organization": "Rim Supply",
        },
        "fireDrill": True,
        "contact": {"by": "EMAIL", "email": "trace@rim.example"},
        "replyTo": "trace@rim.example",
        "attestation": "Recalled",
        "responseType": "Last Known",
        "products": [
            {"id": {"gtin": GTIN, "serialNumber": f"S{number}"}} for number in range(40)
        ],
    }

    def test_theirs_in_our_words(self):
        request = request_of(to_ours(self.THEIRS, read_table(TABLE)))
        self.assertEqual(len(request.items), 40)
        self.assertEqual(request.items[39], Item("S39", GTIN))
        self.assertTrue(request.is_test)
        self.assertEqual((request.reason, request.wanted), ("recall", "last_owner"))

    def test_ours_in_theirs_and_back(self):
        table = read_table(TABLE)
        ours = content_of(ASKED)
        theirs = to_theirs(ours, table)
        self.assertEqual(theirs["attestation"], "Suspect Product Investigation")
        self.assertEqual(len(theirs["products"]), 40)
        self.assertEqual(request_of(to_ours(theirs, table)).items, FORTY)
        # what they have no place for
        gone = untold(ours, table)
        self.assertIn("circumstances", gone)
        self.assertNotIn("items[].gtin", gone)

    def test_what_they_leave_out_is_missed(self):
        for name in ("meta", "contact", "products", "attestation", "fireDrill"):
            theirs = {key: value for key, value in self.THEIRS.items() if key != name}
            with self.assertRaises(CoreError) as caught:
                request_of(to_ours(theirs, read_table(TABLE)))
            self.assertEqual(caught.exception.code, "trace.shape", name)

    def test_their_unknown_words_are_refused(self):
        theirs = {**self.THEIRS, "attestation": "Just asking"}
        with self.assertRaises(CoreError):
            request_of(to_ours(theirs, read_table(TABLE)))

    def test_lists_of_plain_values_and_of_lists(self):
        table = read_table("ours,theirs,values\nitems[].tags[],rows[].marks[],\n")
        theirs = {"rows": [{"marks": ["a"]}, {}, {"marks": ["b", "c"]}]}
        ours = {"items": [{"tags": ["a"]}, {}, {"tags": ["b", "c"]}]}
        self.assertEqual(to_ours(theirs, table), ours)
        self.assertEqual(to_theirs(ours, table), theirs)

    def test_a_list_beyond_all_measure(self):
        theirs = {"products": [{"id": {"gtin": GTIN}}] * 10_001}
        with self.assertRaises(CoreError) as caught:
            to_ours(theirs, read_table(TABLE))
        self.assertEqual(caught.exception.code, "trace.mapping_size")

    def test_tables_that_are_none(self):
        for row in (
            "items[].gtin,products.gtin,",
            "form,,",
            "items[].form,,x",
            ",products,",
            "a b,c,",
            "a..b,c,",
            "requester,r,\nrequester.name,n,",
            "a,r,\nb,r.s,",
            "a,x,\nb,x,",
        ):
            with self.subTest(row), self.assertRaises(CoreError) as caught:
                read_table(f"ours,theirs,values\n{row}\n")
            self.assertEqual(caught.exception.code, "trace.mapping")
        self.assertEqual(read_table(""), ())

    @given(
        st.recursive(
            st.none() | st.text(max_size=3) | st.integers(),
            lambda inner: (
                st.lists(inner, max_size=3)
                | st.dictionaries(
                    st.sampled_from(["meta", "id", "products", "gtin"]), inner
                )
            ),
            max_leaves=12,
        )
    )
    def test_any_message_is_mapped_or_refused(self, message):
        self.assertEqual(to_ours(message, read_table(TABLE))["form"], "trace-request/1")
