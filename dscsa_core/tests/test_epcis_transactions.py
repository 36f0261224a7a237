"""TI/TS of shipping events: parties, numbers, dates, lines, orders."""

import unittest
from dataclasses import replace
from datetime import UTC, date, datetime

from dscsa_core.epcis import model
from dscsa_core.epcis.lines import printed_ndc
from dscsa_core.epcis.model import Header, Item, Typed
from dscsa_core.epcis.parties import Places, reference_of
from dscsa_core.epcis.transactions import local_date

from . import samples
from .samples import HEADER, START, Story, case, order, pallet, unit

UNITS = tuple(unit(n) for n in range(1, 9))


class TestTransaction(unittest.TestCase):
    def one(self, story, header=HEADER, **options):
        (transaction,) = story.digest(**options).transactions(header)
        return transaction

    def test_everything_of_ti(self):
        story = Story().commission(*UNITS[:4]).commission(case(1))
        story.pack(case(1), *UNITS[:4]).ship(case(1))
        transaction = self.one(story)
        self.assertEqual(transaction.position, 4)
        self.assertEqual(transaction.date, date(2026, 11, 2))
        self.assertEqual(transaction.po, ("PO-1",))
        self.assertTrue(transaction.statement)
        self.assertIs(transaction.drop_shipment, False)
        self.assertEqual(transaction.quantity, 4)
        (line,) = transaction.lines
        self.assertEqual((line.lot, line.expiry), ("K7", samples.EXPIRY))
        self.assertEqual((line.ndc, line.name), ("1234-0567-89", "Testaprol"))
        self.assertEqual((line.strength, line.dosage_form), ("20 mg", "TABLET"))
        self.assertEqual(line.container_size, "100 tablets")
        self.assertEqual(line.manufacturer, "Alder Generics Inc")
        self.assertEqual(transaction.seller.name, "Alder Generics Inc")
        self.assertEqual(transaction.buyer.gln, "0369870000023")
        self.assertEqual(transaction.ship_from.name, "Alder Generics Depot")
        self.assertEqual(transaction.ship_to.city, "Dover")
        self.assertTrue(transaction.buyer.has_address)

    def test_lines_by_product_lot_and_expiry(self):
        other = "urn:epc:id:sgtin:031234.0011111.5"
        story = Story().commission(*UNITS[:2]).commission(UNITS[2], lot="K8")
        story.commission(UNITS[3], expiry=date(2029, 1, 31)).commission(other)
        transaction = self.one(story.ship(*UNITS[:4], other))
        self.assertEqual([line.quantity for line in transaction.lines], [2, 1, 1, 1])
        self.assertEqual(list(transaction.line_of), [0, 0, 1, 2, 3])
        self.assertEqual(transaction.lines[3].name, "")

    def test_sealed_case_is_reported_not_counted(self):
        story = Story().commission(UNITS[0]).commission(case(1))
        transaction = self.one(story.ship(UNITS[0], case(1)))
        self.assertEqual(transaction.quantity, 1)
        self.assertEqual(list(transaction.sealed), [1])

    def test_gtin_with_indicator_known_as_a_unit(self):
        story = Story().commission(case(1)).ship(case(1))
        transaction = self.one(story, units=frozenset({samples.CASE}))
        self.assertEqual(transaction.quantity, 1)
        self.assertEqual(list(transaction.sealed), [])

    def test_logistic_unit_of_unknown_content(self):
        transaction = self.one(Story().ship(pallet(1)))
        self.assertEqual(list(transaction.empty), [0])
        self.assertEqual(transaction.quantity, 0)

    def test_cases_and_packages_side_by_side(self):
        story = Story().commission(*UNITS[:4]).commission(case(1))
        story.pack(case(1), *UNITS[:3]).pack(pallet(1), case(1), UNITS[3])
        self.assertEqual(self.one(story.ship(pallet(1))).quantity, 4)

    def test_unit_and_case_in_one_commissioning(self):
        story = Story().commission(*UNITS[:3], case(1)).pack(case(1), *UNITS[:3])
        self.assertEqual(self.one(story.ship(case(1))).quantity, 3)

    def test_package_named_beside_its_pallet_counts_once(self):
        story = Story().commission(*UNITS[:3]).pack(pallet(1), *UNITS[:3])
        self.assertEqual(self.one(story.ship(UNITS[1], pallet(1))).quantity, 3)

    def test_each_shipping_event_is_a_transaction(self):
        story = Story().commission(*UNITS[:2]).ship(UNITS[0])
        digest = story.ship(UNITS[1], po="PO-2").digest()
        found = [(t.po, t.quantity) for t in digest.transactions(HEADER)]
        self.assertEqual(found, [(("PO-1",), 1), (("PO-2",), 1)])

    def test_observed_aggregation_as_shipment(self):
        story = Story().commission(*UNITS[:2])
        story.add(
            model.AGGREGATION,
            "OBSERVE",
            "shipping",
            UNITS[:2],
            parent=pallet(1),
            **samples.shipping("PO-1"),
        )
        transaction = self.one(story)
        self.assertEqual((transaction.quantity, list(transaction.tops)), (2, [2]))

    def test_silent_event(self):
        story = Story().commission(UNITS[0])
        story.add(model.OBJECT, "OBSERVE", "shipping", UNITS[:1])
        transaction = self.one(story, Header("xml"))
        self.assertIsNone(transaction.seller)
        self.assertIsNone(transaction.ship_to)
        self.assertIsNone(transaction.statement)
        self.assertEqual(transaction.po, ())

    def test_transaction_date_before_shipping_date(self):
        story = Story().commission(UNITS[0])
        story.ship(UNITS[0], transaction_date=date(2026, 10, 30))
        self.assertEqual(self.one(story).date, date(2026, 10, 30))

    def test_date_is_that_of_the_senders_clock(self):
        late = datetime(2026, 11, 3, 3, 30, tzinfo=UTC)
        self.assertEqual(local_date(late, "-05:00"), date(2026, 11, 2))
        self.assertEqual(local_date(late, "+00:00"), date(2026, 11, 3))
        early = datetime(2026, 11, 2, 20, 0, tzinfo=UTC)
        self.assertEqual(local_date(early, "+05:30"), date(2026, 11, 3))
        for nonsense in ("", "-95:99", "x", "Z", "05"):
            self.assertEqual(local_date(late, nonsense), date(2026, 11, 3))
        self.assertIsNone(local_date(None, "-05:00"))


class TestOrders(unittest.TestCase):
    """Several purchase orders on one shipment, told by transaction events."""

    def story(self, first=False):
        story = Story().commission(*UNITS)
        story.pack(pallet(1), *UNITS[:6]).pack(pallet(2), *UNITS[6:])
        if first:
            story.order("PO-A", *UNITS[:4]).order("PO-B", *UNITS[4:6])
        story.ship(pallet(1), pallet(2), po="")
        if not first:
            story.order("PO-A", *UNITS[:4]).order("PO-B", *UNITS[4:6])
        return story

    def test_packages_know_their_order(self):
        for first in (True, False):
            with self.subTest(first):
                (found,) = self.story(first).digest().transactions(HEADER)
                self.assertEqual(found.po, ("PO-A", "PO-B"))
                self.assertEqual(list(found.order_of), [0, 0, 0, 0, 1, 1, -1, -1])

    def test_order_of_a_pallet(self):
        story = self.story().order("PO-C", pallet(2))
        (found,) = story.digest().transactions(HEADER)
        self.assertEqual(list(found.order_of), [0, 0, 0, 0, 1, 1, 2, 2])

    def test_order_by_its_parent(self):
        story = Story().commission(*UNITS).pack(pallet(1), *UNITS).ship(pallet(1))
        story.order("PO-9", parent=pallet(1))
        (found,) = story.digest().transactions(HEADER)
        self.assertEqual(found.po, ("PO-1", "PO-9"))
        self.assertEqual(set(found.order_of), {1})

    def test_one_order_needs_no_numbers(self):
        story = Story().commission(UNITS[0]).ship(UNITS[0]).order("PO-1", UNITS[0])
        (found,) = story.digest().transactions(HEADER)
        self.assertEqual((found.po, list(found.order_of)), (("PO-1",), []))

    def test_documents_named_at_another_step(self):
        story = Story().commission(*UNITS[:2])
        invoice = (Typed("inv", "INV-8"), order("PO-1"))
        story.add(model.TRANSACTION, "ADD", "picking", UNITS[:1], references=invoice)
        story.add(model.TRANSACTION, "DELETE", "picking", UNITS, references=invoice)
        story.add(model.TRANSACTION, "ADD", "picking", UNITS[2:], references=invoice)
        (found,) = story.ship(*UNITS[:2]).digest().transactions(HEADER)
        self.assertEqual((found.numbers("inv"), found.po), (("INV-8",), ("PO-1",)))

    def test_transaction_event_alone_is_a_shipment(self):
        rest = samples.shipping("PO-5")
        story = Story().commission(*UNITS[:2])
        story.add(model.TRANSACTION, "ADD", "shipping", UNITS[:2], **rest)
        (found,) = story.digest().transactions(HEADER)
        self.assertEqual((found.po, found.quantity), (("PO-5",), 2))


class TestReferences(unittest.TestCase):
    def test_forms(self):
        bt = "urn:epcglobal:cbv:bt:"
        for value, issuer, number in (
            (f"{bt}0399999999991:XYZ1", "0399999999991", "XYZ1"),
            (f"{bt}0399999999991:A/1-2:3", "0399999999991", "A/1-2:3"),
            (f"{bt}urn:epc:id:sgln:031234.000001.0:77", "0312340000016", "77"),
            (f"{bt}031234.000001.0:0077", "0312340000016", "0077"),
            (f"{bt}:PO12", "", "PO12"),
            (f"{bt}PO12", "", "PO12"),
            (f"{bt}N/A:PO12", "", "PO12"),
            (f"{bt}0399999999991:A%2F1", "0399999999991", "A/1"),
            ("4500012/7", "", "4500012/7"),
            (" 0012 ", "", "0012"),
            ("urn:epc:id:gdti:031234.00001.5566", "", "5566"),
            ("https://erp.example.com/po/9", "", "https://erp.example.com/po/9"),
        ):
            with self.subTest(value):
                found = reference_of(Typed("po", value))
                self.assertEqual((found.issuer, found.number), (issuer, number))
                self.assertEqual(found.value, value.strip())

    def test_types_and_repeats(self):
        given = (order("1"), order("1"), Typed("INV", "9"), Typed("po", "  "))
        story = Story().commission(UNITS[0]).ship(UNITS[0], references=given)
        (found,) = story.digest().transactions(HEADER)
        self.assertEqual(found.po, ("1",))
        self.assertEqual(found.numbers("inv"), ("9",))
        self.assertEqual(len(found.references), 2)


class TestParties(unittest.TestCase):
    places = Places(samples.PLACES)

    def ship(self, **rest):
        story = Story().commission(UNITS[0]).ship(UNITS[0], **rest)
        return story.digest().transactions(HEADER)[0].parties

    def test_found_by_number_when_the_text_differs(self):
        for text in (
            "urn:epc:id:sgln:0312340.00001.0",
            "0312340000016",
            "https://id.example.org/414/0312340000016",
            "(414)0312340000016(254)0",
        ):
            with self.subTest(text):
                party = self.places.party(text)
                self.assertEqual((party.id, party.name), (text, "Alder Generics Inc"))

    def test_extension_is_another_place(self):
        party = self.places.party("urn:epc:id:sgln:031234.000001.7")
        self.assertEqual((party.gln, party.name), ("0312340000016", ""))

    def test_no_location_number_at_all(self):
        for text in ("N/A", "DEA:AB1234567", "http://x.example/hc/dea/loc/AB1"):
            with self.subTest(text):
                party = self.places.party(text)
                self.assertEqual((party.id, party.gln, party.fault), (text, "", ""))

    def test_wrong_number_has_a_fault(self):
        party = self.places.party("0312340000017")
        self.assertEqual((party.gln, party.fault), ("", "gs1.gln.check_digit"))
        party = self.places.party("urn:epc:id:sgln:031234.01.0")
        self.assertEqual(party.fault, "epc.sgln.length")

    def test_misspelt_location(self):
        sources = (
            Typed("owning_party", samples.SELLER),
            Typed("locaton", samples.DEPOT),
        )
        parties = self.ship(sources=sources, read_point="")
        self.assertEqual(parties.ship_from.name, "Alder Generics Depot")

    def test_possessing_party_instead_of_location(self):
        given = (
            Typed("owning_party", samples.BUYER),
            Typed("possessing_party", samples.STORE),
        )
        parties = self.ship(destinations=given)
        self.assertEqual(parties.ship_to.id, samples.STORE)
        self.assertEqual(parties.receiver.id, samples.STORE)
        self.assertIsNone(parties.shipper)

    def test_ship_from_falls_back_to_the_read_point(self):
        sources = (Typed("owning_party", samples.SELLER),)
        self.assertEqual(self.ship(sources=sources).ship_from.id, samples.DEPOT)


class TestNames(unittest.TestCase):
    def test_ndc_forms_read_alike(self):
        for text in ("1234-0567-89", "01234056789"):
            with self.subTest(text):
                self.assertEqual(printed_ndc(text, samples.UNIT), "1234-0567-89")

    def test_ndc_that_does_not_fit_stays(self):
        for text in ("99999-0567-89", "00312340567892", "n/a", "", "1234056789"):
            with self.subTest(text):
                self.assertEqual(printed_ndc(text, samples.UNIT), text)

    def test_other_level_lends_its_texts_but_not_its_size(self):
        header = replace(HEADER, items=samples.ITEMS[1:])
        story = Story().commission(UNITS[0]).ship(UNITS[0])
        (line,) = story.digest().transactions(header)[0].lines
        self.assertEqual((line.name, line.container_size), ("Testaprol", ""))

    def test_item_without_gtin_is_no_help(self):
        header = replace(HEADER, items=(Item("junk", name="Nothing"),))
        story = Story().commission(UNITS[0], time=START).ship(UNITS[0])
        (line,) = story.digest().transactions(header)[0].lines
        self.assertEqual(line.name, "")
