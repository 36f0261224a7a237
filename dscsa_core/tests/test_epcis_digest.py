"""Things of a document: numbers, lots, quantities, size."""

import unittest
from datetime import date, timedelta

from dscsa_core.epcis import model
from dscsa_core.epcis.digest import Digest
from dscsa_core.epcis.model import Event, QuantityElement

from . import samples
from .samples import (
    HEADER,
    START,
    Story,
    case,
    case_key,
    codes,
    pallet,
    unit,
    unit_key,
)
from .samples import (
    unit_keys as keys,
)

UNITS = tuple(unit(n) for n in range(1, 9))


class TestTouched(unittest.TestCase):
    def test_numbers_by_role(self):
        digest = Digest()
        first = digest.apply(
            Event(
                1, model.AGGREGATION, START, parent=pallet(1), epcs=(unit(1), unit(2))
            )
        )
        self.assertEqual((first.parent, list(first.epcs)), (0, [1, 2]))
        second = digest.apply(
            Event(2, model.TRANSFORMATION, START, inputs=(unit(2),), outputs=(unit(3),))
        )
        self.assertEqual((second.parent, list(second.epcs)), (-1, []))
        self.assertEqual((list(second.inputs), list(second.outputs)), ([2], [3]))
        self.assertEqual(digest.keys, ["007031234000000000" + "15", *keys(1, 2, 3)])

    def test_two_spellings_of_one_package_are_one_thing(self):
        digest = Digest()
        other = "urn:epc:id:sgtin:0312340.056789.1"
        link = f"https://id.example.org/01/{samples.UNIT}/21/1"
        event = Event(1, model.OBJECT, START, epcs=(unit(1), other, link))
        self.assertEqual(list(digest.apply(event).epcs), [0, 0, 0])
        self.assertEqual(codes(digest.findings), ["PREFIX_SPLIT"])

    def test_case_of_serials_counts(self):
        digest = Digest()
        event = Event(1, model.OBJECT, START, epcs=(unit("ab1"), unit("AB1")))
        self.assertEqual(list(digest.apply(event).epcs), [0, 1])

    def test_percent_escapes_are_undone(self):
        digest = Story().commission(unit("A%2F1%252")).digest()
        self.assertEqual(digest.keys, [unit_key("A/1%2")])
        self.assertEqual(digest.thing(0).serial, "A/1%2")

    def test_wrong_length_stays_and_is_one_finding(self):
        short = [f"urn:epc:id:sscc:031234.7{n}" for n in range(1000)]
        digest = Story().commission(unit(1), *short).digest()
        self.assertEqual(len(digest), 1001)
        self.assertEqual(digest.kind(1), "other")
        found = [f for f in digest.findings if f.code == "epc.sscc.length"]
        self.assertEqual(sum(f.facts["count"] for f in found), 1000)
        self.assertLess(len(found), 5)

    def test_text_that_only_looks_like_a_key(self):
        digest = Story().commission("01ABCDEFGHIJKLMN21X").ship(UNITS[0]).digest()
        self.assertEqual((digest.kind(0), digest.gtin(0)), ("other", ""))
        self.assertEqual(
            digest.census(), {"sgtin": 1, "sscc": 0, "other": 1, "class": 0}
        )

    def test_every_thing_in_full(self):
        story = Story().commission(unit(1)).commission(case(1)).pack(case(1), unit(1))
        digest = story.ship(case(1)).commission(unit(2), lot="").digest()
        self.assertEqual(
            [tuple(thing) for thing in digest.things()],
            [
                ("sgtin", samples.UNIT, "1", "K7", samples.EXPIRY, 1, True),
                ("sgtin", samples.CASE, "1", "K7", samples.EXPIRY, -1, True),
                ("sgtin", samples.UNIT, "2", "", samples.EXPIRY, -1, False),
            ],
        )
        self.assertEqual(digest.find(unit_key(2)), 2)
        self.assertIsNone(digest.find(unit_key(3)))
        self.assertEqual(digest.kinds, {"object": 4, "aggregation": 1})


class TestLots(unittest.TestCase):
    def lot(self, digest, serial):
        return digest.lot_of(digest.find(unit_key(serial)))

    def test_inherited_from_the_case(self):
        story = Story().commission(*UNITS[:2], lot="", expiry=None)
        story.commission(case(1), lot="K9").pack(case(1), *UNITS[:2]).ship(case(1))
        digest = story.digest()
        self.assertEqual(self.lot(digest, 1), ("K9", samples.EXPIRY))
        line = digest.transactions(HEADER)[0].lines[0]
        self.assertEqual((line.gtin, line.lot, line.quantity), (samples.UNIT, "K9", 2))

    def test_only_the_gap_is_filled(self):
        story = Story().commission(UNITS[0], expiry=None)
        story.commission(case(1)).pack(case(1), UNITS[0]).ship(case(1))
        self.assertEqual(self.lot(story.digest(), 1), ("K7", samples.EXPIRY))

    def test_not_from_a_case_of_another_lot(self):
        story = Story().commission(UNITS[0], lot="K7", expiry=None)
        story.commission(case(1), lot="K8").pack(case(1), UNITS[0]).ship(case(1))
        digest = story.digest()
        self.assertEqual(self.lot(digest, 1), ("K7", None))
        found = digest.findings[0]
        self.assertEqual(
            (found.code, found.facts["keys"]), ("LOT_MISMATCH", (case_key(1),))
        )
        self.assertEqual((found.facts["expected"], found.facts["found"]), ("K7", "K8"))

    def test_not_from_a_case_of_two_products(self):
        other = "urn:epc:id:sgtin:031234.0011111.5"
        story = Story().commission(UNITS[0], other, lot="", expiry=None)
        story.commission(case(1)).pack(case(1), UNITS[0], other).ship(case(1))
        self.assertEqual(self.lot(story.digest(), 1), ("", None))

    def test_not_from_a_case_of_two_lots(self):
        story = Story().commission(UNITS[0], lot="A").commission(UNITS[1], lot="B")
        story.commission(UNITS[2], lot="", expiry=None).commission(case(1), lot="A")
        digest = story.pack(case(1), *UNITS[:3]).ship(case(1)).digest()
        self.assertEqual(self.lot(digest, 3), ("", None))
        self.assertEqual(codes(digest.findings), ["MIXED_LOT_IN_CASE"])

    def test_two_lots_are_seen_behind_a_package_without_one(self):
        story = Story().commission(UNITS[0], lot="", expiry=None)
        story.commission(UNITS[1], lot="A").commission(UNITS[2], lot="B")
        digest = story.pack(case(1), *UNITS[:3]).ship(case(1)).digest()
        self.assertEqual(codes(digest.findings), ["MIXED_LOT_IN_CASE"])

    def test_from_the_case_around_the_case(self):
        outer = "urn:epc:id:sgtin:031234.6056789.1"
        story = Story().commission(UNITS[0], lot="", expiry=None)
        story.commission(case(1), lot="", expiry=None).commission(outer, lot="K9")
        story.pack(case(1), UNITS[0]).pack(outer, case(1)).ship(outer)
        self.assertEqual(self.lot(story.digest(), 1), ("K9", samples.EXPIRY))

    def test_not_from_a_pallet(self):
        story = Story().commission(UNITS[0], lot="", expiry=None)
        story.commission(pallet(1), lot="X").pack(pallet(1), UNITS[0]).ship(pallet(1))
        self.assertEqual(self.lot(story.digest(), 1), ("", None))

    def test_two_lots_on_one_pallet_are_fine(self):
        story = Story().commission(UNITS[0], lot="A").commission(UNITS[1], lot="B")
        digest = story.pack(pallet(1), *UNITS[:2]).ship(pallet(1)).digest()
        lines = digest.transactions(HEADER)[0].lines
        self.assertEqual([(x.lot, x.quantity) for x in lines], [("A", 1), ("B", 1)])
        self.assertEqual(codes(digest.findings), [])

    def test_one_serial_two_lots(self):
        story = (
            Story()
            .commission(UNITS[0], lot="A")
            .commission(UNITS[0], lot="B", expiry=date(2029, 1, 31))
        )
        digest = story.ship(UNITS[0]).digest()
        self.assertEqual(self.lot(digest, 1), ("A", samples.EXPIRY))
        self.assertEqual(
            codes(digest.findings),
            ["EXPIRY_MISMATCH", "LOT_MISMATCH", "SERIAL_DUPLICATE"],
        )

    def test_commissioned_again_with_the_same_lot(self):
        digest = Story().commission(*UNITS).commission(*UNITS).ship(*UNITS).digest()
        found = digest.findings
        self.assertEqual(codes(found), ["SERIAL_DUPLICATE"])
        self.assertEqual(found[0].facts["count"], 8)
        self.assertEqual(digest.transactions(HEADER)[0].quantity, 8)

    def test_lot_told_by_another_event(self):
        story = Story().commission(UNITS[0], lot="", expiry=None)
        digest = story.ship(UNITS[0], lot="Z1", expiry=samples.EXPIRY).digest()
        self.assertEqual(self.lot(digest, 1), ("Z1", samples.EXPIRY))

    def test_unshipped_things_inherit_too(self):
        story = Story().commission(UNITS[0], lot="", expiry=None)
        digest = story.commission(case(1), lot="K9").pack(case(1), UNITS[0]).digest()
        self.assertEqual(self.lot(digest, 1), ("K9", samples.EXPIRY))

    def test_output_of_a_transformation(self):
        story = Story().commission(UNITS[0])
        event = Event(
            2,
            model.TRANSFORMATION,
            START + timedelta(minutes=2),
            inputs=(UNITS[0],),
            outputs=(UNITS[1],),
            lot="NEW",
            expiry=samples.EXPIRY,
        )
        story.events.append(event)
        digest = story.ship(*UNITS[:2]).digest()
        self.assertEqual(self.lot(digest, 2), ("NEW", samples.EXPIRY))
        self.assertEqual(codes(digest.findings), ["SERIAL_DECOMMISSIONED"])


class TestQuantities(unittest.TestCase):
    def lot_class(self, lot):
        return f"urn:epc:class:lgtin:031234.0056789.{lot}"

    def test_lot_level_lines(self):
        element = QuantityElement(self.lot_class("Q1"), 40.0)
        story = Story().commission(quantities=(element,), lot="", expiry=samples.EXPIRY)
        digest = story.ship(quantities=(element,)).digest()
        line = digest.transactions(HEADER)[0].lines[0]
        self.assertEqual(
            (line.gtin, line.lot, line.expiry, line.quantity, line.serials),
            (samples.UNIT, "Q1", samples.EXPIRY, 40, 0),
        )

    def test_quantities_packed_on_a_pallet(self):
        story = Story().pack(
            pallet(1), quantities=(QuantityElement(self.lot_class("Q1"), 3),)
        )
        digest = story.ship(pallet(1)).digest()
        transaction = digest.transactions(HEADER)[0]
        self.assertEqual(transaction.quantity, 3)
        self.assertEqual(list(transaction.empty), [])

    def test_summary_of_serials_is_not_counted_twice(self):
        story = Story().commission(*UNITS[:4])
        summary = QuantityElement(self.lot_class("K7"), 4)
        digest = story.ship(*UNITS[:4], quantities=(summary,)).digest()
        self.assertEqual(digest.transactions(HEADER)[0].quantity, 4)

    def test_kilograms_are_no_containers(self):
        story = Story().ship(
            quantities=(QuantityElement(self.lot_class("Q"), 2.5, "KGM"),)
        )
        transaction = story.digest().transactions(HEADER)[0]
        self.assertEqual((transaction.quantity, len(transaction.uncounted)), (0, 1))


class TestSize(unittest.TestCase):
    def test_many_small_shipments_stay_linear(self):
        story = Story()
        for number in range(1500):
            story.commission(unit(number)).ship(unit(number), po=f"P{number}")
        self.assertEqual(len(story.digest().transactions(HEADER)), 1500)

    def test_many_cancellations_stay_linear(self):
        story = Story()
        for number in range(600):
            story.commission(unit(number)).ship(unit(number))
            story.void(unit(number))
        story.ship(*(unit(number) for number in range(600)))
        for number in range(599):
            story.void(unit(number))
        transactions = story.digest().transactions(HEADER)
        self.assertEqual([t.quantity for t in transactions], [1])

    def test_a_thousand_faults_are_one_finding(self):
        units = [unit(number) for number in range(1000)]
        story = Story().commission(*units).pack(pallet(1), *units)
        digest = story.pack(pallet(2), *units).digest()
        (found,) = digest.findings
        self.assertEqual((found.code, found.facts["count"]), ("TWO_PARENTS", 1000))
        self.assertEqual(len(found.facts["keys"]), 50)
        self.assertTrue(found.facts["examples"].endswith("…"))
