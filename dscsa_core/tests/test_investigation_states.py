"""No step without what it needs, and no way by which goods in doubt become saleable."""

import unittest
from dataclasses import replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from dscsa_core import catalogue
from dscsa_core.investigation import facts as f
from dscsa_core.investigation import states
from dscsa_core.investigation.facts import Facts, FoundOut, Told

from .investigation_samples import BEFORE, LACKS, NOW, WHOLE, told

WORDS = st.sampled_from(["", " ", "fine", "checked by phone"])
PIECES = st.builds(
    FoundOut,
    kind=st.sampled_from(f.KINDS),
    result=st.sampled_from((*f.RESULTS, "?")),
    evidence=st.lists(st.sampled_from(["", "  ", "ab12"]), max_size=2).map(tuple),
    words=WORDS,
    answered=WORDS,
)


class TestNeeds(unittest.TestCase):
    def test_every_step_goes_when_nothing_is_missing(self):
        self.assertEqual(len(WHOLE), len(states.STEPS))
        for step in states.STEPS:
            with self.subTest(begin=step.begin, end=step.end):
                facts = WHOLE[step.begin, step.end]
                self.assertEqual(states.missing(step.end, facts), ())

    def test_what_is_missing(self):
        for begin, end, change, wanted in LACKS:
            with self.subTest(begin=begin, end=end, change=change):
                facts = replace(WHOLE[begin, end], **change)
                self.assertEqual(list(states.missing(end, facts)), wanted)

    def test_nothing_known_is_never_enough(self):
        for step in states.STEPS:
            facts = Facts(step.begin, NOW)
            with self.subTest(begin=step.begin, end=step.end):
                self.assertTrue(states.missing(step.end, facts))

    def test_every_other_step_is_none(self):
        allowed = {(step.begin, step.end) for step in states.STEPS}
        for begin in (*states.STATES, "", "CLEARED"):
            for end in (*states.STATES, "", "CLEARED"):
                if (begin, end) not in allowed:
                    self.assertEqual(
                        states.missing(end, Facts(begin, NOW, by="Ida")),
                        ("doubt.no_step",),
                    )
                    self.assertFalse(states.may_take(begin, end, states.ROLES))

    def test_practitioners_owe_nothing_and_still_show_what_they_found(self):
        """Section 582(d)(5): (d)(4) does not bind them."""
        bare = Facts("suspect", NOW, by="Ida", owed=False)
        self.assertEqual(states.missing("cleared", bare), ("doubt.not_shown",))
        told = replace(bare, state="illegitimate")
        self.assertEqual(states.missing("notified", told), ())

    def test_two_people_decide_at_once(self):
        facts = replace(WHOLE["suspect", "cleared"], state="illegitimate")
        self.assertEqual(states.missing("cleared", facts), ("doubt.no_step",))

    def test_codes_have_words(self):
        codes = {code for row in LACKS for code in row[3]}
        codes |= {"doubt.no_step", "doubt.correction", "doubt.fda_agree", "doubt.later"}
        self.assertEqual(codes - catalogue.RULES.keys(), set())


class TestRoles(unittest.TestCase):
    def test_who_takes_which_step(self):
        for role, may in (
            (states.TECHNICIAN, set()),
            (
                states.PHARMACIST,
                {(s.begin, s.end) for s in states.STEPS}
                - {("suspect", "illegitimate")},
            ),
        ):
            taken = {
                (step.begin, step.end)
                for step in states.STEPS
                if states.may_take(step.begin, step.end, {role})
            }
            self.assertEqual(taken, may)

    def test_only_pharmacists_clear_and_only_owners_sign(self):
        for begin in states.STATES:
            roles = {states.TECHNICIAN, states.OWNER}
            self.assertFalse(states.may_take(begin, "cleared", roles))
        self.assertTrue(states.may_take("suspect", "illegitimate", {states.OWNER}))
        everything = set(states.ROLES)
        self.assertTrue(all(states.may_take(*pair, everything) for pair in WHOLE))


class TestBack(unittest.TestCase):
    def correct(self, begin, end, **more):
        facts = Facts(begin, NOW, by="Olaf", correction="wrong bottle", **more)
        return states.missing_to_correct(end, facts)

    def test_back_along_the_way(self):
        for begin, end, outcome in (
            ("suspect", "question", ""),
            ("cleared", "suspect", "cleared"),
            ("illegitimate", "suspect", "illegitimate"),
            ("termination_asked", "disposed", "illegitimate"),
            ("closed", "cleared", "cleared"),
            ("closed", "notified", "illegitimate"),
        ):
            with self.subTest(begin=begin, end=end):
                self.assertEqual(self.correct(begin, end, outcome=outcome), ())

    def test_no_other_way(self):
        for begin, end, outcome in (
            ("question", "question", ""),
            ("illegitimate", "cleared", "illegitimate"),
            ("closed", "cleared", "illegitimate"),
            ("closed", "cleared", ""),
            ("closed", "suspect", ""),
            ("suspect", "cleared", ""),
            ("cleared", "illegitimate", "cleared"),
        ):
            with self.subTest(begin=begin, end=end):
                found = self.correct(begin, end, outcome=outcome)
                self.assertEqual(found, ("doubt.no_step",))

    def test_what_the_owner_signed_only_the_owner_takes_back(self):
        for state in states.STATES:
            owner = states.corrector_roles(state) == (states.OWNER,)
            self.assertEqual(owner, state not in ("suspect", "cleared"), state)

    def test_needs_a_reason_and_a_name(self):
        facts = Facts("suspect", NOW)
        self.assertEqual(
            states.missing_to_correct("question", facts),
            ("doubt.nobody", "doubt.correction"),
        )

    def test_what_others_were_told_is_taken_back_with_fda(self):
        for begin, more in (
            ("illegitimate", {"told_fda": told("fda")}),
            ("illegitimate", {"partners": (Told("A", BEFORE),)}),
            ("notified", {}),
            ("disposed", {}),
        ):
            more = {"outcome": "illegitimate", **more}
            with self.subTest(begin=begin):
                found = self.correct(begin, "suspect", **more)
                self.assertEqual(found, ("doubt.fda_agree",))
                agreed = self.correct(begin, "suspect", fda_answer="agreed", **more)
                self.assertEqual(agreed, ())


class TestGoods(unittest.TestCase):
    def test_held_unless_cleared(self):
        for state in (*states.STATES, "", "other"):
            for outcome in ("", "cleared", "illegitimate", "other"):
                free = state == "cleared" or (state, outcome) == ("closed", "cleared")
                self.assertEqual(states.is_held(state, outcome), not free)
                for origin in (states.OURS, *states.FOREIGN, "", "other"):
                    self.assertEqual(
                        states.may_return_to_stock(state, outcome, origin),
                        free and origin == states.OURS,
                    )

    def test_leaving_only_after_a_decision(self):
        self.assertEqual(
            [state for state in states.STATES if not states.may_leave(state)],
            ["question", "suspect"],
        )
        self.assertFalse(states.may_leave("other"))

    def test_every_way_to_cleared_needs_a_pharmacist_and_something_shown(self):
        """A crawl over steps and corrections, from every state that holds."""
        ways = [(step.begin, step.end) for step in states.STEPS]
        ways += [
            (begin, end)
            for begin in states.STATES
            for end in states.STATES
            if begin != "closed" and states.may_correct(begin, end)
        ]
        into = [way for way in ways if states.is_held(way[0]) > states.is_held(way[1])]
        self.assertEqual(set(into), {("question", "cleared"), ("suspect", "cleared")})

    @given(st.sampled_from(states.STATES), st.lists(PIECES, max_size=5), st.data())
    def test_whatever_is_known_words_alone_clear_nothing(self, state, pieces, data):
        facts = Facts(
            state,
            NOW,
            by=data.draw(WORDS),
            found=tuple(pieces),
            packages=data.draw(st.none() | st.integers(0, 40)),
            looked_at=data.draw(st.integers(0, 40)),
            sample_owed=data.draw(st.booleans()),
        )
        if states.missing("cleared", facts):
            return
        self.assertIn(facts.state, ("question", "suspect"))
        self.assertTrue(facts.by.strip())
        shown = [each for each in pieces if "ab12" in each.evidence]
        self.assertTrue(any(each.result == f.FOR for each in shown))
        against = [each for each in pieces if each.result in ("against", "?")]
        self.assertTrue(all(each in shown for each in against))

    def test_the_ways_are_those_of_the_steps(self):
        for way in states._PATHS.values():
            for pair in pairwise(way):
                self.assertIsNotNone(states.step_between(*pair))
