"""What a file takes back: of itself, of other files, by goods, numbers and counts."""

import unittest
from datetime import timedelta

from dscsa_core.epcis import model
from dscsa_core.epcis.model import QuantityElement, Typed
from dscsa_core.epcis.withdrawal import same_delivery
from dscsa_core.rules.document import check_document

from .samples import HEADER, NOW, START, TODAY, Story, case, pallet, unit

UNITS = [unit(number) for number in range(1, 7)]
OTHER = Typed("desadv", "urn:epcglobal:cbv:bt:0369870000023:D-9")
THIS = Typed("desadv", "urn:epcglobal:cbv:bt:0369870000023:D-1")
ORDER = Typed("po", "urn:epcglobal:cbv:bt:0369870000023:PO-1")


def lots(*lots_and_counts):
    """Counts of packages told by lot alone."""
    return tuple(
        QuantityElement(f"urn:epc:class:lgtin:031234.0056789.{lot}", count)
        for lot, count in lots_and_counts
    )


class TestInOneFile(unittest.TestCase):
    def quantities(self, story):
        """Containers of each shipment that is left."""
        return [t.quantity for t in story.digest().transactions(HEADER)]

    def packed(self):
        story = Story().commission(*UNITS[:4])
        return story.pack(case(1), *UNITS[:2]).pack(pallet(1), case(1), *UNITS[2:4])

    def test_by_goods(self):
        """(what is named, what is left of a pallet with a case of two and two loose)"""
        for named, left in (
            ([pallet(1)], []),
            ([case(1)], [2]),
            ([UNITS[0]], [3]),
            (UNITS[:4], []),
            ([case(1), *UNITS[2:4]], []),
            ([unit("elsewhere")], [4]),
        ):
            for forms in (
                {},
                {"action": "DELETE"},
            ):
                with self.subTest(named=named, **forms):
                    story = self.packed().ship(pallet(1)).void(*named, **forms)
                    self.assertEqual(self.quantities(story), left)
            with self.subTest(named=named, step="shipping"):
                story = self.packed().ship(pallet(1))
                story.add(model.OBJECT, "DELETE", "shipping", named)
                self.assertEqual(self.quantities(story), left)

    def test_pallet_that_was_opened_meanwhile(self):
        story = self.packed().ship(pallet(1)).unpack(pallet(1)).void(pallet(1))
        self.assertEqual(self.quantities(story), [])

    def test_shipped_again_in_the_same_file(self):
        story = Story().commission(UNITS[0]).void(UNITS[0]).ship(UNITS[0])
        digest = story.digest()
        self.assertEqual(len(digest.transactions(HEADER)), 1)
        self.assertFalse(digest.withdrawals[0].is_found, "an earlier file's, then")

    def test_written_before_a_shipment_of_the_same_moment(self):
        story = Story().commission(UNITS[0])
        story.void(UNITS[0], time=START + timedelta(hours=1))
        story.ship(UNITS[0], time=START + timedelta(hours=1))
        self.assertEqual(self.quantities(story), [])

    def test_an_order_told_apart_does_not_bring_it_back(self):
        """The event that names the order tells nothing once the shipment is void."""
        story = self.packed().ship(pallet(1)).order("PO-1", pallet(1))
        self.assertEqual(self.quantities(story.void(pallet(1))), [])
        self.assertEqual(self.quantities(story.order("PO-2", pallet(1))), [4])
        story = self.packed().ship(pallet(1)).order("PO-1", pallet(1))
        self.assertEqual(self.quantities(story.void(case(1))), [2])
        # the pallet itself is never named, all that was in it is
        self.assertEqual(self.quantities(story.void(*UNITS[2:4])), [])

    def test_by_number(self):
        """The narrowest kind of number both events give decides."""
        for given, left in (
            ((THIS,), []),
            ((ORDER,), []),
            ((ORDER, THIS), []),
            ((OTHER,), [2]),
            ((ORDER, OTHER), [2]),
            ((), [2]),
        ):
            with self.subTest(given=given):
                story = Story().commission(*UNITS[:2])
                story.ship(*UNITS[:2], references=(ORDER, THIS))
                story.void(references=given)
                self.assertEqual(self.quantities(story), left)

    def test_counts_without_serials(self):
        told = lots(("A", 5), ("B", 7))
        for gone, left in ((told, []), (told[:1], [7]), ((), [])):
            with self.subTest(gone=gone):
                story = Story().ship(quantities=told, references=(THIS,))
                story.void(quantities=gone, references=(THIS,))
                self.assertEqual(self.quantities(story), left)

    def test_out_of_use_after_shipping(self):
        digest = Story().commission(*UNITS[:2]).ship(*UNITS[:2]).retire(UNITS[0])
        digest = digest.digest()
        found = [each for each in digest.findings if each.code == "SERIAL_RETIRED"]
        self.assertEqual(found[0].facts["count"], 1)
        (retired,) = digest.withdrawals
        self.assertEqual((retired.how, len(retired.things)), ("retired", 1))
        self.assertEqual(len(digest.transactions(HEADER)), 1, "it was shipped")

    def test_the_label_of_a_pallet_ends_alone(self):
        story = self.packed().ship(pallet(1)).retire(pallet(1), case(1))
        self.assertEqual(story.digest().withdrawals, [])

    def test_put_into_use_again(self):
        story = Story().commission(UNITS[0]).retire(UNITS[0]).commission(UNITS[0])
        self.assertEqual(story.ship(UNITS[0]).digest().withdrawals, [])


class TestOfAnotherFile(unittest.TestCase):
    def test_no_such_message_lacks_a_shipment(self):
        for story in (
            Story().void(UNITS[0]),
            Story().void(),
            Story().add(model.OBJECT, "DELETE", "shipping", [UNITS[0]]),
            Story().retire(UNITS[0]),
        ):
            digest = story.digest()
            found = check_document(HEADER, digest, [], TODAY, NOW)
            self.assertNotIn("NO_SHIPMENT", {each.code for each in found})
            self.assertEqual(len(digest.withdrawals), 1)
            self.assertFalse(digest.withdrawals[0].is_found)

    def test_same_delivery(self):
        po, other = ("po", "1"), ("po", "2")
        inv, delivery = ("inv", "1"), ("desadv", "1")
        for said, told, same in (
            ([po], [po], True),
            ([po], [other], False),
            ([po, inv], [po, ("inv", "2")], False),
            ([other, inv], [po, inv], True),
            ([delivery], [po], None),
            ([], [po], None),
            ([delivery, other], [delivery, po], True),
        ):
            with self.subTest(said=said, told=told):
                self.assertIs(same_delivery(said, told), same)
