"""A package leaves one seller once: repeats, resends, detail events, two orders."""

import unittest
from dataclasses import replace
from datetime import timedelta

from dscsa_core.epcis.model import QuantityElement, Typed

from .samples import (
    BUYER,
    HEADER,
    START,
    STORE,
    Story,
    codes,
    order,
    pallet,
    unit,
)
from .samples import unit_keys as keys

UNITS = tuple(unit(n) for n in range(1, 9))
NOTE = Typed("desadv", "urn:epcglobal:cbv:bt:0312340000016:D-1")
INVOICE = Typed("inv", "urn:epcglobal:cbv:bt:0312340000016:I-1")


def told(story: Story) -> list[tuple[tuple[str, ...], int]]:
    """(orders, packages) of each transaction."""
    return [(t.po, t.quantity) for t in story.digest().transactions(HEADER)]


def twice_told(story: Story) -> list:
    return [f for f in story.digest().findings if f.code == "SHIPPED_TWICE"]


def again(story: Story, number: int = -1, **changes) -> Story:
    """An event of the story once more, byte-equal but for the changes."""
    event = story.events[number]
    story.events.append(replace(event, position=len(story.events) + 1, **changes))
    return story


class TestRepeated(unittest.TestCase):
    def test_event_once_more(self):
        for ids in ({}, {"event_id": "urn:uuid:e1"}):
            with self.subTest(ids):
                story = Story().commission(*UNITS[:2]).ship(*UNITS[:2], **ids)
                again(story)
                self.assertEqual(told(story), [(("PO-1",), 2)])
                self.assertEqual(codes(story.digest().findings), ["EVENT_REPEATED"])

    def test_every_event_once_more(self):
        story = Story().commission(*UNITS[:3]).pack(pallet(1), *UNITS[:3])
        story.ship(pallet(1))
        for number in range(3):
            again(story, number)
        self.assertEqual(told(story), [(("PO-1",), 3)])
        found = story.digest().findings
        self.assertEqual(codes(found), ["EVENT_REPEATED", "ORDER_OF_EVENTS"])
        self.assertEqual(found[0].facts["count"], 3)

    def test_same_id_other_content_loses_nothing(self):
        story = Story().commission(*UNITS[:4])
        story.ship(*UNITS[:2], event_id="e").ship(*UNITS[2:4], event_id="e")
        self.assertEqual(told(story), [(("PO-1",), 2), (("PO-1",), 2)])
        self.assertEqual(codes(story.digest().findings), ["EVENT_ID_REUSED"])

    def test_quantities_count_once(self):
        loose = (QuantityElement("urn:epc:class:lgtin:031234.0056789.K7", 12),)
        story = Story().pack(pallet(1), quantities=loose, event_id="a")
        again(story, event_id="b").ship(pallet(1), event_id="c")
        self.assertEqual(told(story), [(("PO-1",), 12)])

    def test_two_lots_without_serials_are_two_events(self):
        loose = (QuantityElement("urn:epc:class:lgtin:031234.0056789.K7", 12),)
        story = Story().ship(quantities=loose, event_id="a")
        again(story, event_id="b")
        self.assertEqual(told(story), [(("PO-1",), 12), (("PO-1",), 12)])


class TestShippedTwice(unittest.TestCase):
    def test_resend(self):
        """New id, new time, the same goods: one TI and a finding."""
        for later in (timedelta(minutes=1), timedelta(days=3), -timedelta(days=3)):
            with self.subTest(later):
                story = Story().commission(*UNITS[:2], time=START - timedelta(9))
                story.ship(*UNITS[:2], event_id="a")
                again(story, event_id="b", time=story.events[-1].time + later)
                self.assertEqual(told(story), [(("PO-1",), 2)])
                (found,) = twice_told(story)
                self.assertEqual(found.facts["count"], 2)

    def test_same_serial_under_two_orders(self):
        variants = {
            "all": (UNITS[:2], [(("PO-1", "PO-2"), 2)], 2),
            "some": (UNITS[1:3], [(("PO-1",), 1), (("PO-2",), 2)], 1),
            "fewer": (UNITS[:1], [(("PO-1", "PO-2"), 2)], 1),
            "more": (UNITS[:4], [(("PO-2", "PO-1"), 4)], 2),
        }
        for name, (second, expected, twice) in variants.items():
            with self.subTest(name):
                story = Story().commission(*UNITS[:4]).ship(*UNITS[:2])
                story.ship(*second, po="PO-2")
                self.assertEqual(told(story), expected)
                (found,) = twice_told(story)
                self.assertEqual(found.facts["count"], twice)

    def test_contents_of_another_tote(self):
        """The pallet and the packages in it, named by two events."""
        story = Story().commission(*UNITS[:4]).pack(pallet(1), *UNITS[:4])
        story.ship(pallet(1)).ship(*UNITS[:4], time=START + timedelta(days=2))
        self.assertEqual(told(story), [(("PO-1",), 4)])

    def test_after_return_and_after_void(self):
        story = Story().commission(*UNITS[:2]).ship(*UNITS[:2])
        story.add("object", "OBSERVE", "receiving", UNITS[:2], disposition="returned")
        story.ship(*UNITS[:2], po="PO-2")
        self.assertEqual(told(story), [(("PO-1",), 2), (("PO-2",), 2)])
        self.assertEqual(codes(story.digest().findings), [])
        story = Story().commission(*UNITS[:2]).ship(*UNITS[:2]).void(*UNITS[:2])
        story.ship(*UNITS[:2], po="PO-2")
        self.assertEqual(told(story), [(("PO-2",), 2)])

    def test_sent_back_and_sold_again(self):
        """The buyer ships it back: the seller may ship it once more."""
        story = Story().commission(*UNITS[:2]).ship(*UNITS[:2])
        there = story.events[-1]
        back = {"sources": there.destinations, "destinations": there.sources}
        story.ship(*UNITS[:2], po="R-1", **back).ship(*UNITS[:2], po="PO-2")
        self.assertEqual([quantity for _po, quantity in told(story)], [2, 2, 2])
        self.assertEqual(codes(story.digest().findings), [])

    def test_void_of_what_was_told_twice(self):
        story = Story().commission(*UNITS[:2]).ship(*UNITS[:2]).ship(*UNITS[:2])
        self.assertEqual(told(story.void(*UNITS[:2])), [])

    def test_other_buyer_is_another_matter(self):
        """A chain in one file: the maker's sale and the wholesaler's."""
        story = Story().commission(*UNITS[:2]).ship(*UNITS[:2])
        parties = {
            "sources": (Typed("owning_party", BUYER),),
            "destinations": (Typed("owning_party", STORE),),
        }
        story.ship(*UNITS[:2], po="PO-2", **parties)
        self.assertEqual(told(story), [(("PO-1",), 2), (("PO-2",), 2)])
        self.assertEqual(codes(story.digest().findings), [])


class TestDetail(unittest.TestCase):
    """R1.3 detail events: one shipment, its orders told apart."""

    def story(self, *details, main=(NOTE, INVOICE), first=True, **flags):
        story = Story().commission(*UNITS[:4]).pack(pallet(1), *UNITS[:4])
        if first:
            self.details(story, details)
        story.ship(pallet(1), references=main, drop_shipment=False, **flags)
        if not first:
            self.details(story, details)
        return story

    def details(self, story, details):
        for po, units in details:
            story.ship(*units, references=(order(po), NOTE), drop_shipment=None)

    def test_two_orders(self):
        details = (("PO-1", UNITS[:2]), ("PO-2", UNITS[2:4]))
        for first in (True, False):
            with self.subTest(first=first):
                digest = self.story(*details, first=first).digest()
                (found,) = digest.transactions(HEADER)
                self.assertEqual((found.po, found.quantity), (("PO-1", "PO-2"), 4))
                self.assertEqual(list(found.order_of), [0, 0, 1, 1])
                self.assertEqual(found.numbers("inv"), ("I-1",))
                self.assertIs(found.drop_shipment, False)
                self.assertEqual(codes(digest.findings), [])

    def test_one_order_named_by_both(self):
        story = self.story(("PO-1", [pallet(1)]), main=(order("PO-1"), NOTE, INVOICE))
        self.assertEqual(told(story), [(("PO-1",), 4)])
        self.assertEqual(codes(story.digest().findings), [])

    def test_details_sent_twice(self):
        story = self.story(("PO-1", UNITS[:2]), ("PO-2", UNITS[2:4]))
        for number in (2, 3, 4):
            later = story.events[number].time + timedelta(hours=2)
            again(story, number, time=later)
        digest = story.digest()
        (found,) = digest.transactions(HEADER)
        self.assertEqual((found.po, found.quantity), (("PO-1", "PO-2"), 4))
        self.assertEqual(
            found.packages.tolist(), [digest.find(k) for k in keys(1, 2, 3, 4)]
        )
        self.assertIn("SHIPPED_TWICE", codes(digest.findings))
