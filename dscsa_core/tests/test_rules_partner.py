"""May they sell to us: the matrix, several papers and roles, and what is a note."""

import unittest
from dataclasses import replace
from datetime import date

from dscsa_core.rules.partner import judge
from dscsa_core.rules.partner_values import Context, Proof, Requirement, Subject
from dscsa_core.rules.standing import Check

DAY = date(2026, 3, 10)
TO_2027 = (Check(date(2026, 1, 1), "confirmed", valid_to=date(2027, 1, 1)),)
WHOLESALE = frozenset({"wholesale", "wholesale_583"})
MATRIX = (
    Requirement("wholesaler", WHOLESALE),
    Requirement("wholesaler", WHOLESALE, "ship_to", level="note", interstate_only=True),
    Requirement("manufacturer", frozenset({"fda"}), "federal"),
    Requirement("dispenser", frozenset({"pharmacy"})),
    Requirement(
        "wholesaler",
        frozenset({"dea"}),
        "federal",
        "controlled",
        klass="controlled",
        level="note",
    ),
)
HERE = Context(DAY, ship_to="VT")


def paper(type_="wholesale", state="NH", checks=TO_2027, **more):
    role = {"wholesale": "wholesaler", "fda": "manufacturer", "pharmacy": "dispenser"}
    more.setdefault("role", role.get(type_, ""))
    return Proof(more.pop("id", 1), f"{state} {type_}", type_, state=state,
                 checks=tuple(checks), **more)  # fmt: skip


def ask(*proofs, matrix=MATRIX, context=HERE, **more):
    more.setdefault("ship_from", "NH")
    return judge(Subject("Sunrise", proofs, **more), matrix, context)


def codes(findings):
    return [each.code for each in findings]


class TestPartner(unittest.TestCase):
    def test_proof(self):
        found = ask(paper(id=7))
        self.assertEqual((found.status, found.used), ("ok", (7,)))
        self.assertEqual(found.until, date(2027, 1, 1))
        self.assertEqual(codes(found.notes), ["STATE_RULE_UNKNOWN"])

    def test_nothing_on_file(self):
        found = ask()
        self.assertEqual(found.status, "none")
        self.assertEqual(codes(found.reasons), ["PARTNER_NOT_AUTHORISED"])

    def test_each_reason(self):
        ended = [Check(date(2025, 1, 1), "confirmed", valid_to=date(2026, 3, 9))]
        wanted = {
            "unchecked": paper(checks=()),
            "expired": paper(checks=ended),
            "suspended": paper(checks=[*TO_2027, Check(DAY, "suspended")]),
            "revoked": paper(checks=[*TO_2027, Check(DAY, "revoked")]),
            "other_state": paper(state="MA"),
            "other_class": paper(classes=frozenset({"gas"})),
            "not_yet": paper(
                checks=[Check(DAY, "confirmed", valid_from=date(2026, 4, 1))]
            ),
        }
        for status, proof in wanted.items():
            with self.subTest(status):
                found = ask(proof)
                self.assertEqual(found.status, status)
                self.assertEqual(len(found.reasons), 1)
                self.assertEqual(found.reasons[0].facts["name"], "Sunrise")

    def test_expired_says_its_last_day(self):
        ended = [Check(date(2025, 1, 1), "confirmed", valid_to=date(2026, 3, 1))]
        facts = ask(paper(checks=ended)).reasons[0].facts
        self.assertEqual(facts["date"], date(2026, 3, 1))

    def test_a_second_paper_does_not_undo_a_revocation(self):
        revoked = [*TO_2027, Check(DAY, "revoked")]
        found = ask(paper(id=2, checks=revoked), paper(id=1))
        self.assertEqual((found.status, found.used), ("revoked", (2,)))

    def test_revoked_elsewhere_is_said(self):
        revoked = [*TO_2027, Check(DAY, "revoked")]
        found = ask(paper(id=2, state="MA", checks=revoked), paper(id=1))
        self.assertEqual((found.status, found.used), ("ok", (1,)))
        self.assertIn("LICENSE_OTHER_BAD", codes(found.notes))

    def test_gravest_reason_is_said(self):
        ended = [Check(date(2025, 1, 1), "confirmed", valid_to=date(2026, 3, 1))]
        bad = paper(id=2, checks=[*TO_2027, Check(DAY, "revoked")])
        self.assertEqual(ask(paper(checks=ended), bad, paper(state="MA")).status,
                         "revoked")  # fmt: skip

    def test_federal_license_needs_no_state(self):
        self.assertEqual(ask(paper("wholesale_583", state="")).status, "ok")

    def test_unknown_ship_from_takes_any_state_with_a_note(self):
        found = ask(paper(state="TX"), ship_from="")
        self.assertEqual(found.status, "ok")
        self.assertIn("PARTNER_STATE_MISSING", codes(found.notes))

    def test_state_rule_made_known(self):
        needed = replace(MATRIX[1], ship_to="VT", level="required")
        free = replace(MATRIX[1], ship_to="VT", level="none")
        self.assertEqual(ask(paper(), matrix=(*MATRIX, needed)).status, "other_state")
        both = ask(paper(), paper(id=2, state="VT"), matrix=(*MATRIX, needed))
        self.assertEqual((both.status, both.used), ("ok", (1, 2)))
        self.assertEqual(ask(paper(), matrix=(*MATRIX, free)).notes, ())
        elsewhere = replace(HERE, ship_to="ME")
        found = ask(paper(), matrix=(*MATRIX, needed), context=elsewhere)
        self.assertEqual(found.status, "ok")

    def test_own_row_wins(self):
        own = Requirement("wholesaler", WHOLESALE, level="none", own=True)
        self.assertEqual(ask(paper(), matrix=(*MATRIX, own)).status, "ok")
        self.assertEqual(ask(matrix=(*MATRIX, own)).status, "none")

    def test_inside_one_state_there_is_no_second_license(self):
        self.assertEqual(ask(paper(), context=replace(HERE, ship_to="NH")).notes, ())

    def test_dea_is_a_note_and_only_for_controlled_drugs(self):
        controlled = replace(HERE, ship_to="NH", classes=frozenset({"controlled"}))
        found = ask(paper(), context=controlled)
        self.assertEqual(found.status, "ok")
        self.assertEqual(codes(found.notes), ["CONTROLLED_NOT_ON_FILE"])
        dea = paper("dea", state="", track="controlled", id=3)
        self.assertEqual(ask(paper(), dea, context=controlled).notes, ())
        self.assertEqual(ask(dea, context=controlled).status, "none")

    def test_role_from_what_is_on_file(self):
        self.assertEqual(ask(paper("fda", state="")).status, "ok")
        self.assertEqual(ask(paper("fda", state=""), role="wholesaler").status, "none")

    def test_best_role_counts_but_hides_nothing_grave(self):
        pharmacy = paper("pharmacy", id=4)
        self.assertEqual(ask(pharmacy, paper(checks=())).status, "ok")
        revoked = paper(checks=[*TO_2027, Check(DAY, "revoked")])
        self.assertEqual(ask(pharmacy, revoked).status, "revoked")

    def test_role_without_a_row(self):
        proof = paper("3pl", state="NJ", role="3pl")
        self.assertEqual(ask(proof).status, "ok")
        self.assertEqual(ask(role="3pl").status, "none")

    def test_two_tenses(self):
        late = [Check(DAY, "confirmed", date(2026, 1, 1), date(2027, 1, 1))]
        then = replace(HERE, on=date(2026, 2, 1))
        self.assertEqual(ask(paper(checks=late), context=then).status, "ok")
        known = replace(then, known_by=then.on)
        self.assertEqual(ask(paper(checks=late), context=known).status, "unchecked")

    def test_ends_soon_and_grace(self):
        soon = [Check(DAY, "confirmed", valid_to=date(2026, 4, 1))]
        found = ask(paper(checks=soon), context=replace(HERE, ship_to="NH"))
        self.assertEqual(codes(found.notes), ["LICENSE_ENDS_SOON"])
        self.assertEqual(found.notes[0].facts["days"], 22)
        ended = [Check(date(2025, 5, 1), "confirmed", valid_to=date(2026, 3, 1))]
        late = ask(paper("fda", state="", checks=ended, grace=15))
        self.assertEqual((late.status, codes(late.notes)), ("ok", ["LICENSE_IN_GRACE"]))

    def test_limited_to_classes(self):
        both = frozenset({"rx", "controlled"})
        proof = paper(classes=both)
        self.assertEqual(ask(proof).status, "ok")
        more = replace(HERE, classes=frozenset({"rx", "biologic"}))
        self.assertEqual(ask(proof, context=more).status, "other_class")
