"""Packing over time, order of events, cancellations and declared errors."""

import unittest
from dataclasses import replace
from datetime import timedelta

from dscsa_core.epcis import model
from dscsa_core.epcis.aggregation import MAX_DEPTH
from dscsa_core.epcis.model import ErrorDeclaration, Typed

from .samples import (
    HEADER,
    START,
    STORE,
    Story,
    case,
    case_key,
    codes,
    pallet,
    shipped,
    unit,
    unit_key,
)
from .samples import (
    unit_keys as keys,
)

UNIT_1 = unit_key(1)
UNITS = tuple(unit(n) for n in range(1, 9))


class TestPacking(unittest.TestCase):
    def test_pallet_case_package(self):
        story = Story().commission(*UNITS).commission(case(1), case(2))
        story.pallets(pallet(1)).pack(case(1), *UNITS[:4]).pack(case(2), *UNITS[4:])
        digest = story.pack(pallet(1), case(1), case(2)).ship(pallet(1)).digest()
        self.assertEqual(shipped(digest), keys(*range(1, 9)))
        self.assertEqual(codes(digest.findings), [])
        top = digest.find("00703123400000000015")
        self.assertEqual(
            [digest.keys[n] for n in digest.children_of(top)],
            [case_key(1), case_key(2)],
        )

    def test_unpack_some(self):
        story = Story().commission(*UNITS).pack(pallet(1), *UNITS)
        digest = story.unpack(pallet(1), UNITS[0], UNITS[3]).ship(pallet(1)).digest()
        self.assertEqual(shipped(digest), keys(2, 3, 5, 6, 7, 8))

    def test_unpack_without_children_is_unpack_all(self):
        story = Story().commission(*UNITS).pack(pallet(1), *UNITS).unpack(pallet(1))
        digest = story.pack(pallet(1), UNITS[7]).ship(pallet(1)).digest()
        self.assertEqual(shipped(digest), keys(8))

    def test_repack(self):
        story = Story().commission(*UNITS[:3]).pack(pallet(1), *UNITS[:3])
        story.unpack(pallet(1), UNITS[1]).pack(pallet(2), UNITS[1])
        story.unpack(pallet(2), UNITS[1]).pack(pallet(1), UNITS[1])
        digest = story.ship(pallet(1)).digest()
        self.assertEqual(sorted(shipped(digest)), keys(1, 2, 3))
        self.assertEqual(codes(digest.findings), [])

    def test_unpacked_elsewhere(self):
        story = Story().commission(*UNITS[:2]).pack(pallet(1), UNITS[0])
        digest = story.unpack(pallet(2), UNITS[0]).ship(pallet(1)).digest()
        self.assertEqual(shipped(digest), keys(1))
        found = codes(digest.findings)
        self.assertEqual(found, ["UNPACKED_ELSEWHERE", "UNSHIPPED"])

    def test_two_parents_the_later_counts(self):
        story = Story().commission(*UNITS[:3]).pack(pallet(1), *UNITS[:3])
        story.pack(pallet(2), UNITS[1]).ship(pallet(1)).ship(pallet(2), po="PO-2")
        digest = story.digest()
        self.assertEqual(shipped(digest, 0), keys(1, 3))
        self.assertEqual(shipped(digest, 1), keys(2))
        found = digest.findings[0]
        self.assertEqual(
            (found.code, found.facts["keys"]), ("TWO_PARENTS", (unit_key(2),))
        )

    def test_observed_packing_counts(self):
        story = Story().commission(*UNITS[:2])
        story.add(model.AGGREGATION, "OBSERVE", "packing", UNITS[:2], parent=pallet(1))
        self.assertEqual(shipped(story.ship(pallet(1)).digest()), keys(1, 2))

    def test_association_is_no_packing(self):
        story = Story().commission(*UNITS[:2]).pack(pallet(1), UNITS[0])
        story.add(model.ASSOCIATION, "ADD", "assembling", UNITS[1:2], parent=pallet(1))
        self.assertEqual(shipped(story.ship(pallet(1)).digest()), keys(1))

    def test_packing_without_parent(self):
        story = Story().commission(UNITS[0])
        story.add(model.AGGREGATION, "ADD", "packing", UNITS[:1])
        digest = story.ship(UNITS[0]).digest()
        self.assertEqual(shipped(digest), keys(1))
        self.assertEqual(codes(digest.findings), ["PARENT_MISSING"])

    def test_package_in_itself(self):
        digest = Story().pack(case(1), case(1)).ship(case(1)).digest()
        self.assertEqual(codes(digest.findings), ["PACKED_IN_ITSELF"])

    def test_circle_ends(self):
        story = Story().commission(UNITS[0]).pack(pallet(1), pallet(2), UNITS[0])
        story.pack(pallet(2), pallet(3)).pack(pallet(3), pallet(1))
        digest = story.ship(pallet(1)).digest()
        self.assertEqual(shipped(digest), keys(1))
        self.assertIn("PACKED_IN_ITSELF", codes(digest.findings))

    def test_depth_bomb_from_outside_in_and_inside_out(self):
        chain = [pallet(n) for n in range(500)]
        for pairs in (
            zip(chain, chain[1:], strict=False),
            zip(chain[-2::-1], chain[:0:-1], strict=False),
        ):
            story = Story()
            for parent, child in pairs:
                story.pack(parent, child)
            digest = story.ship(chain[0]).digest()
            digest.transactions(HEADER)
            self.assertIn("PACKED_TOO_DEEP", codes(digest.findings))

    def test_honest_depth_is_fine(self):
        chain = [pallet(n) for n in range(MAX_DEPTH - 1)]
        story = Story().commission(UNITS[0]).pack(chain[-1], UNITS[0])
        for parent, child in zip(chain, chain[1:], strict=False):
            story.pack(parent, child)
        self.assertEqual(shipped(story.ship(chain[0]).digest()), keys(1))

    def test_decommissioned_package_is_not_in_the_case(self):
        story = Story().commission(*UNITS[:3]).pack(case(1), *UNITS[:3])
        digest = story.retire(UNITS[1]).ship(case(1)).digest()
        self.assertEqual(shipped(digest), keys(1, 3))
        self.assertEqual(codes(digest.findings), [])

    def test_decommissioned_parent_frees_its_children(self):
        story = Story().commission(*UNITS[:2]).pack(case(1), *UNITS[:2])
        story.retire(case(1)).pack(pallet(1), *UNITS[:2]).ship(pallet(1))
        digest = story.digest()
        self.assertEqual(shipped(digest), keys(1, 2))
        self.assertEqual(codes(digest.findings), [])

    def test_decommissioned_and_shipped(self):
        story = Story().commission(*UNITS[:2]).retire(UNITS[0])
        digest = story.ship(*UNITS[:2]).digest()
        found = digest.findings[0]
        self.assertEqual(found.code, "SERIAL_DECOMMISSIONED")
        self.assertEqual((found.level, found.facts["keys"]), ("block", (unit_key(1),)))


class TestOrder(unittest.TestCase):
    def test_events_out_of_time_order(self):
        story = Story().commission(*UNITS[:4])
        story.ship(pallet(1), time=START + timedelta(hours=9))
        story.unpack(pallet(1), UNITS[0], time=START + timedelta(hours=8))
        story.pack(pallet(1), *UNITS[:4], time=START + timedelta(hours=7))
        digest = story.digest()
        self.assertEqual(shipped(digest), keys(2, 3, 4))
        found = digest.findings[0]
        self.assertEqual((found.code, found.facts["count"]), ("ORDER_OF_EVENTS", 2))

    def test_one_time_for_all_goes_by_position(self):
        story = Story().commission(*UNITS[:4], time=START)
        story.pack(pallet(1), *UNITS[:4], time=START)
        story.unpack(pallet(1), UNITS[0], time=START).ship(pallet(1), time=START)
        digest = story.digest()
        self.assertEqual(shipped(digest), keys(2, 3, 4))
        (found,) = digest.findings
        self.assertEqual((found.code, found.facts["keys"]), ("UNSHIPPED", (UNIT_1,)))

    def test_contents_are_those_of_the_shipping_time(self):
        story = Story().commission(*UNITS[:3]).pack(pallet(1), *UNITS[:3])
        story.ship(pallet(1)).unpack(pallet(1)).pack(pallet(2), *UNITS[1:3])
        other = (Typed("owning_party", STORE),)
        digest = story.ship(pallet(2), po="PO-2", destinations=other).digest()
        self.assertEqual(shipped(digest, 0), keys(1, 2, 3))
        self.assertEqual(shipped(digest, 1), keys(2, 3))

    def test_packing_told_after_the_shipment_is_better_than_none(self):
        story = Story().commission(*UNITS[:2]).ship(pallet(1))
        digest = story.pack(pallet(1), *UNITS[:2]).digest()
        transaction = digest.transactions(HEADER)[0]
        self.assertEqual(shipped(digest), keys(1, 2))
        self.assertEqual(list(transaction.empty), [])

    def test_missing_time_is_that_of_the_event_before(self):
        story = Story().commission(*UNITS[:2], time=None)
        story.pack(pallet(1), *UNITS[:2], time=None).ship(pallet(1), time=None)
        self.assertEqual(shipped(story.digest()), keys(1, 2))


class TestCorrections(unittest.TestCase):
    def base(self, **ids):
        story = Story().commission(*UNITS[:4]).pack(pallet(1), *UNITS[:4])
        return story.ship(pallet(1), **ids)

    def declare(self, story, position, reason="did_not_occur", **changes):
        """Repeat an event with an error declaration."""
        declared = replace(
            story.events[position - 1],
            position=len(story.events) + 1,
            error=ErrorDeclaration(START, reason),
            **changes,
        )
        story.events.append(declared)
        return story

    def test_event_that_did_not_occur_by_content(self):
        digest = self.declare(self.base(), 3).digest()
        self.assertEqual(digest.transactions(HEADER), [])
        self.assertEqual(codes(digest.findings), ["EVENT_WITHDRAWN"])

    def test_by_event_id_even_if_the_content_differs(self):
        story = self.declare(
            self.base(event_id="e3"), 3, "incorrect_data", step="other"
        )
        digest = story.ship(pallet(1), po="PO-9", event_id="e4").digest()
        transactions = digest.transactions(HEADER)
        self.assertEqual([t.po for t in transactions], [("PO-9",)])

    def test_withdrawn_packing(self):
        story = Story().commission(*UNITS[:4]).pack(pallet(1), *UNITS[:2])
        story.pack(pallet(1), *UNITS[2:4])
        digest = self.declare(story, 3).ship(pallet(1)).digest()
        self.assertEqual(shipped(digest), keys(1, 2))

    def test_declaration_before_the_event(self):
        story = self.base()
        story.events.append(story.events.pop(2))
        self.declare(story, 3)
        story.events.insert(0, story.events.pop())
        self.assertEqual(story.digest().transactions(HEADER), [])

    def test_event_of_another_file(self):
        story = self.base()
        self.declare(story, 3, event_id="elsewhere", time=START - timedelta(days=9))
        digest = story.digest()
        self.assertEqual(len(digest.transactions(HEADER)), 1)
        self.assertEqual(codes(digest.findings), ["WITHDRAWAL_UNMATCHED"])
        (declared,) = digest.withdrawals
        self.assertEqual((declared.how, declared.is_found), ("declared", False))
        self.assertEqual(declared.event.event_id, "elsewhere")

    def test_void_shipping_in_both_forms(self):
        for action in ("OBSERVE", "DELETE"):
            with self.subTest(action):
                digest = self.base().void(UNITS[1], action=action).digest()
                self.assertEqual(shipped(digest), keys(1, 3, 4))
                self.assertEqual(codes(digest.findings), ["SHIPMENT_VOIDED"])

    def test_void_of_the_whole_pallet(self):
        digest = self.base().void(pallet(1)).digest()
        self.assertEqual(digest.transactions(HEADER), [])
        self.assertEqual(digest.findings[0].facts["count"], 1)

    def test_shipped_again_after_the_void(self):
        story = self.base().void(pallet(1)).ship(pallet(1), po="PO-2")
        transactions = story.digest().transactions(HEADER)
        self.assertEqual([(t.po, t.quantity) for t in transactions], [(("PO-2",), 4)])

    def test_void_of_another_file(self):
        digest = Story().commission(UNITS[0]).void(UNITS[0], UNITS[1]).digest()
        (void,) = digest.withdrawals
        self.assertEqual((void.how, void.is_found), ("void", False))
        self.assertEqual([digest.keys[n] for n in void.things], keys(1, 2))
