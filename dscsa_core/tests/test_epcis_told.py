"""States the sender tells of things: recalled, stolen, expired and the like."""

import io
import unittest
from dataclasses import replace

from dscsa_core import catalogue
from dscsa_core.epcis import told
from dscsa_core.epcis.model import QuantityElement
from dscsa_core.epcis.reader import open_document
from dscsa_core.epcis.vocabulary import short

from .samples import Story, case, codes, pallet, unit, unit_key

UNITS = tuple(unit(n) for n in range(1, 9))
LGTIN = "urn:epc:class:lgtin:031234.0056789.K7"


def states(story: Story) -> dict[str, str]:
    digest = story.digest()
    found = digest.told.states.items()
    return {
        digest.keys[n]: state
        for n, state in found
        if digest.kind(n) == "sgtin" and not digest.children_of(n)
    }


def tell(story: Story, name: str, *epcs: str, step="holding", **rest) -> Story:
    return story.add("object", "OBSERVE", step, epcs, disposition=name, **rest)


class TestStates(unittest.TestCase):
    def test_every_name_of_the_vocabulary(self):
        for name, state in (
            *(("recalled", told.RECALLED), ("non_sellable_recalled", told.RECALLED)),
            *(("stolen", told.STOLEN), ("expired", told.EXPIRED)),
            *(("destroyed", told.DESTROYED), ("disposed", told.DESTROYED)),
            *(("damaged", told.DAMAGED), ("non_sellable_damaged", told.DAMAGED)),
            *(("returned", told.RETURNED), ("dispensed", told.DISPENSED)),
            *(("retail_sold", told.DISPENSED), ("non_sellable_other", told.UNSELLABLE)),
            *(("needs_replacement", told.UNSELLABLE), ("Recalled", told.RECALLED)),
        ):
            with self.subTest(name):
                story = Story().commission(*UNITS[:2], disposition="active")
                tell(story, name, UNITS[0]).ship(UNITS[1])
                self.assertEqual(states(story), {unit_key(1): state})
                self.assertIn(told.CODES[state], codes(story.digest().findings))
        for name in (
            "active",
            "in_transit",
            "in_progress",
            "container_closed",
            "",
            "x",
        ):
            with self.subTest(name):
                self.assertEqual(states(tell(Story(), name, *UNITS[:2])), {})

    def test_every_state_has_a_rule(self):
        for code in told.CODES.values():
            self.assertIn(code, catalogue.RULES)

    def test_forms_of_names(self):
        for form in (
            "urn:epcglobal:cbv:disp:recalled",
            "https://ref.gs1.org/cbv/Disp-recalled",
            "https://ns.gs1.org/cbv/Disp-recalled",
            "cbv:Disp-recalled",
            "recalled",
        ):
            self.assertEqual(short(form), "recalled")

    def test_steps(self):
        for step, state in (
            *(("destroying", told.DESTROYED), ("dispensing", told.DISPENSED)),
            ("retail_selling", told.DISPENSED),
        ):
            for action in ("OBSERVE", "DELETE"):
                with self.subTest(step=step, action=action):
                    story = Story().commission(*UNITS[:2])
                    story.add("object", action, step, UNITS[:1])
                    self.assertEqual(states(story), {unit_key(1): state})

    def test_shipped_with_a_state(self):
        for name in ("recalled", "stolen", "expired", "damaged", "returned"):
            with self.subTest(name):
                story = Story().commission(*UNITS[:2]).pack(pallet(1), *UNITS[:2])
                story.ship(pallet(1), disposition=name)
                self.assertEqual(set(states(story)), {unit_key(1), unit_key(2)})

    def test_what_lies_in_it(self):
        story = Story().commission(*UNITS[:4], case(1)).pack(case(1), *UNITS[:2])
        story.pack(pallet(1), case(1))
        tell(story, "stolen", pallet(1)).ship(*UNITS[2:4])
        self.assertEqual(set(states(story)), {unit_key(1), unit_key(2)})
        (found,) = [f for f in story.digest().findings if f.code == "TOLD_STOLEN"]
        self.assertEqual(found.facts["count"], 2)

    def test_a_box_packed_elsewhere_is_named_itself(self):
        for box in (pallet(1), case(1)):
            with self.subTest(box):
                story = tell(Story(), "stolen", box)
                (found,) = [
                    f for f in story.digest().findings if f.code == "TOLD_STOLEN"
                ]
                self.assertEqual(found.facts["count"], 1)

    def test_shipping_alone_makes_nothing_good(self):
        story = tell(Story().commission(*UNITS[:1]), "recalled", UNITS[0])
        story.ship(UNITS[0])
        self.assertEqual(states(story), {unit_key(1): told.RECALLED})

    def test_ended_by_the_sender(self):
        story = tell(Story().commission(*UNITS[:1]), "damaged", UNITS[0])
        tell(story, "sellable_accessible", UNITS[0]).ship(UNITS[0])
        self.assertEqual(states(story), {})
        self.assertEqual(len(story.digest().told.fit), 1)
        story = tell(Story(), "destroyed", UNITS[0])
        self.assertTrue(states(tell(story, "sellable_accessible", UNITS[0])))

    def test_returned_and_sold_again(self):
        story = tell(Story().commission(*UNITS[:1]), "returned", UNITS[0])
        self.assertEqual(states(story), {unit_key(1): told.RETURNED})
        self.assertEqual(states(story.ship(UNITS[0])), {})

    def test_a_lighter_word_hides_no_heavier_one(self):
        story = tell(tell(Story(), "recalled", UNITS[0]), "returned", UNITS[0])
        self.assertEqual(states(story.ship(UNITS[0])), {unit_key(1): told.RECALLED})

    def test_lots(self):
        story = Story().add(
            "object", "OBSERVE", "holding", (), disposition="recalled",
            quantities=(QuantityElement(LGTIN),),
        )  # fmt: skip
        told_of = story.digest().told_classes
        self.assertEqual(told_of, {("00312340567892", "K7"): told.RECALLED})
        self.assertIn("TOLD_RECALLED", codes(story.digest().findings))

    def test_withdrawn_word_counts_no_more(self):
        from dscsa_core.epcis.model import ErrorDeclaration

        story = tell(Story().commission(UNITS[0]), "stolen", UNITS[0], event_id="e")
        last = story.events[-1]
        error = ErrorDeclaration(last.time, "did_not_occur")
        story.events.append(replace(last, position=3, error=error))
        self.assertEqual(states(story), {})


XML = """<?xml version="1.0"?><e:EPCISDocument xmlns:e="urn:epcglobal:epcis:xsd:2"
 schemaVersion="2.0" creationDate="2026-11-01T00:00:00Z"><EPCISBody><EventList>
<ObjectEvent><eventTime>2026-11-01T00:00:00Z</eventTime>
<eventTimeZoneOffset>+00:00</eventTimeZoneOffset>
<epcList><epc>urn:epc:id:sgtin:031234.0056789.1</epc></epcList><action>OBSERVE</action>
<bizStep>https://ref.gs1.org/cbv/BizStep-inspecting</bizStep>
<persistentDisposition><unset>https://ref.gs1.org/cbv/Disp-available</unset>
<set>https://ref.gs1.org/cbv/Disp-recalled</set></persistentDisposition>
</ObjectEvent></EventList></EPCISBody></e:EPCISDocument>"""
JSON = """{"type": "EPCISDocument", "schemaVersion": "2.0",
"creationDate": "2026-11-01T00:00:00Z", "epcisBody": {"eventList": [{
"type": "ObjectEvent", "eventTime": "2026-11-01T00:00:00Z",
"eventTimeZoneOffset": "+00:00", "action": "OBSERVE", "bizStep": "inspecting",
"epcList": ["urn:epc:id:sgtin:031234.0056789.1"],
"persistentDisposition": {"unset": ["available"], "set": ["recalled"]}}]}}"""


class TestPersistent(unittest.TestCase):
    """EPCIS 2.0, section 7.3.4: a disposition that stays."""

    def test_both_forms(self):
        for text in (XML, JSON):
            with self.subTest(text[:1]):
                (event,) = open_document(io.BytesIO(text.encode())).events()
                self.assertEqual(event.states, ("recalled",))
                self.assertEqual(event.states_ended, ("available",))
                self.assertEqual(told.state_of(event), told.RECALLED)

    def test_ended(self):
        text = JSON.replace('"set"', '"x"').replace('["available"]', '["recalled"]')
        (event,) = open_document(io.BytesIO(text.encode())).events()
        self.assertEqual(told.state_of(event), told.FIT)
