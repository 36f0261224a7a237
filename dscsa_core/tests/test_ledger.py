"""Facts, links and what a check of a chain names."""

import hashlib
import json
import unittest

from hypothesis import given
from hypothesis import strategies as st

from dscsa_core.ledger import (
    GENESIS,
    Fact,
    canonical,
    digest_of,
    link_of,
    print_of,
)
from dscsa_core.ledger_chain import Chain, check_fact


def fact(number, **values):
    """A fact that is not sealed yet."""
    row = Fact(
        kind="created",
        model="dscsa.transaction",
        subject=f"Northfield {number}",
        content=canonical({"lot": f"L{number}"}),
        at=f"2026-11-22T07:{number:02}:00.000000+00:00",
        user_name="Dana",
        digest="",
    )._replace(**values)
    return row._replace(digest=digest_of(row))


def sealed(facts):
    """The same facts in a chain."""
    position, link, rows = 0, GENESIS, []
    for row in facts:
        position, previous = position + 1, link
        link = link_of(previous, position, row.digest)
        rows.append(row._replace(position=position, previous=previous, link=link))
    return rows


class TestText(unittest.TestCase):
    def test_one_text_whatever_the_order(self):
        one = canonical({"b": ["x", "ä"], "a": {"d": "", "c": "1"}})
        self.assertEqual(one, '{"a":{"c":"1","d":""},"b":["x","\\u00e4"]}')
        self.assertEqual(one, canonical({"a": {"c": "1", "d": ""}, "b": ("x", "ä")}))

    def test_only_texts(self):
        for content in ({"a": 1}, {"a": None}, {1: "a"}, {"a": [{"b": 2.5}]}):
            with self.assertRaises(TypeError):
                canonical(content)

    def test_zero_bytes_are_no_part_of_a_text(self):
        self.assertEqual(canonical({"a": "x\0y"}), '{"a":"xy"}')

    def test_a_digest_can_be_made_by_hand(self):
        row = fact(3)
        parts = ["dscsa-fact-1", "created", "dscsa.transaction", "Northfield 3"]
        parts += ['{"lot":"L3"}', row.at, "Dana"]
        text = json.dumps(parts, separators=(",", ":")).encode()
        self.assertEqual(row.digest, hashlib.sha256(text).hexdigest())

    def test_a_print_has_no_order(self):
        rows = [("key2", "LOT", "2027-01-31"), ("key1", "", "")]
        self.assertEqual(print_of(rows), print_of(rows[::-1]))
        text = b"key1||\nkey2|LOT|2027-01-31"
        self.assertEqual(print_of(rows), hashlib.sha256(text).hexdigest())

    @given(st.dictionaries(st.text(), st.text()))
    def test_texts_come_back(self, content):
        clean = {k: v.replace("\0", "") for k, v in content.items()}
        self.assertEqual(json.loads(canonical(content)), clean)


class TestChain(unittest.TestCase):
    def setUp(self):
        super().setUp()
        self.rows = sealed(fact(number) for number in range(1, 7))

    def codes(self, rows, chain=None):
        return [each.code for each in (chain or Chain()).follow(rows)]

    def test_a_good_chain(self):
        chain = Chain()
        self.assertEqual(self.codes(self.rows, chain), [])
        self.assertEqual((chain.position, chain.link), (6, self.rows[-1].link))

    def test_it_goes_on_where_it_stopped(self):
        first = Chain()
        self.codes(self.rows[:3], first)
        rest = Chain(first.position, first.link, first.at)
        self.assertEqual(self.codes(self.rows[3:], rest), [])

    def test_altered_text(self):
        self.rows[2] = self.rows[2]._replace(subject="Somebody else")
        (found,) = Chain().follow(self.rows)
        self.assertEqual(found.code, "LEDGER_FACT")
        self.assertEqual(found.facts["position"], 3)

    def test_altered_text_with_its_digest(self):
        altered = fact(9)._replace(position=3, previous=self.rows[2].previous)
        self.rows[2] = altered._replace(link=self.rows[2].link)
        self.assertEqual(self.codes(self.rows), ["LEDGER_LINK"])

    def test_altered_text_with_digest_and_link(self):
        altered = fact(9)
        link = link_of(self.rows[2].previous, 3, altered.digest)
        self.rows[2] = altered._replace(
            position=3, previous=self.rows[2].previous, link=link
        )
        self.assertEqual(self.codes(self.rows), ["LEDGER_ORDER"])

    def test_removed(self):
        (found,) = Chain().follow(self.rows[:1] + self.rows[3:])
        self.assertEqual(found.code, "LEDGER_GAP")
        self.assertEqual(found.facts["missing"], "2–3")

    def test_removed_at_the_beginning(self):
        self.assertEqual(self.codes(self.rows[1:]), ["LEDGER_GAP"])

    def test_reordered(self):
        one, two = self.rows[2], self.rows[3]
        self.rows[2] = two._replace(position=3)
        self.rows[3] = one._replace(position=4)
        found = self.codes(self.rows)
        self.assertEqual(found.count("LEDGER_LINK"), 2)
        self.assertIn("LEDGER_ORDER", found)

    def test_a_second_entry_of_one_number(self):
        self.rows.insert(3, self.rows[2])
        self.assertIn("LEDGER_FORK", self.codes(self.rows))

    def test_clock_set_back_is_a_note(self):
        rows = sealed(
            [fact(1), fact(2, at="2026-11-22T05:00:00.000000+00:00"), fact(3)]
        )
        (found,) = Chain().follow(rows)
        self.assertEqual((found.code, found.level), ("LEDGER_CLOCK", "info"))
        self.assertEqual(found.facts["before"], "2026-11-22 07:01 UTC")

    def test_a_time_that_is_none(self):
        rows = sealed([fact(1), fact(2, at="yesterday"), fact(3)])
        self.assertEqual(self.codes(rows), [])

    def test_a_waiting_fact(self):
        row = fact(1)
        self.assertEqual(list(check_fact(row)), [])
        (found,) = check_fact(row._replace(user_name="Lee"))
        self.assertEqual(found.code, "LEDGER_FACT")

    @given(st.integers(0, 5), st.sampled_from(["subject", "content", "user_name"]))
    def test_any_altered_text_is_named(self, place, name):
        rows = list(self.rows)
        rows[place] = rows[place]._replace(**{name: "something else"})
        (found,) = Chain().follow(rows)
        self.assertEqual(found.facts["position"], place + 1)
