"""Rules over one document; the tests are named after requirements 4.10."""

import unittest
from dataclasses import replace
from datetime import date, timedelta

from dscsa_core.epcis import model
from dscsa_core.epcis.model import Header, QuantityElement, Typed
from dscsa_core.rules.document import check_document

from . import samples
from .samples import HEADER, NOW, START, TODAY, Story, case, codes, pallet, unit

UNITS = tuple(unit(n) for n in range(1, 9))


def check(story, header=HEADER, **clock):
    """All findings of digest and rules, by code."""
    digest = story.digest()
    transactions = digest.transactions(header)
    today, now = clock.get("today", TODAY), clock.get("now", NOW)
    found = list(check_document(header, digest, transactions, today, now))
    return found + digest.findings


def only(findings, code):
    (found,) = [finding for finding in findings if finding.code == code]
    return found


def clean():
    story = Story().commission(*UNITS).commission(case(1), case(2)).pallets(pallet(1))
    story.pack(case(1), *UNITS[:4]).pack(case(2), *UNITS[4:])
    return story.pack(pallet(1), case(1), case(2)).ship(pallet(1))


class TestClean(unittest.TestCase):
    def test_a_good_file_has_no_findings(self):
        self.assertEqual(check(clean()), [])

    def test_codes_are_in_the_catalogue(self):
        story = Story().add(model.OBJECT, "OBSERVE", "shipping", [pallet(1), UNITS[0]])
        for finding in check(story, Header("xml")):
            self.assertNotEqual(finding.code, "UNKNOWN")
            self.assertIn(finding.level, ("info", "warning", "block"))


class TestHeaderFaults(unittest.TestCase):
    def test_statement_missing(self):
        found = only(
            check(clean(), replace(HEADER, statement=None)), "STATEMENT_MISSING"
        )
        self.assertEqual((found.level, found.place), ("block", "header"))

    def test_statement_negative(self):
        found = check(clean(), replace(HEADER, statement=False))
        self.assertEqual(only(found, "STATEMENT_NEGATIVE").level, "block")

    def test_statement_is_not_asked_where_nothing_is_shipped(self):
        found = check(Story().commission(*UNITS), replace(HEADER, statement=None))
        self.assertEqual(codes(found), ["NO_SHIPMENT"])

    def test_sender_absent_falls_back_to_the_shipping_source(self):
        digest = clean().digest()
        header = replace(HEADER, sender="", receiver="")
        (transaction,) = digest.transactions(header)
        self.assertEqual(transaction.seller.name, "Alder Generics Inc")
        self.assertEqual(check(clean(), header), [])

    def test_sender_that_is_not_the_seller(self):
        header = replace(HEADER, sender=samples.BUYER)
        found = only(check(clean(), header), "SENDER_MISMATCH")
        self.assertEqual(found.level, "info")
        self.assertEqual(found.facts["seller"], "Alder Generics Inc")


class TestTimes(unittest.TestCase):
    def test_future_date(self):
        found = only(check(clean(), now=START - timedelta(days=1)), "FUTURE_TIME")
        self.assertEqual(found.facts["date"], date(2026, 11, 2))

    def test_a_clock_that_is_a_little_fast_is_fine(self):
        now = START - timedelta(minutes=30)
        self.assertNotIn("FUTURE_TIME", codes(check(clean(), now=now)))

    def test_stale_event(self):
        found = check(clean(), today=date(2027, 3, 2))
        self.assertEqual(only(found, "STALE_EVENT").facts["days"], 120)


class TestParties(unittest.TestCase):
    def ship(self, **rest):
        return check(Story().commission(UNITS[0]).ship(UNITS[0], **rest))

    def test_no_destination_list_no_source_list(self):
        found = self.ship(sources=(), destinations=())
        roles = [f.facts["role"] for f in found if f.code == "PARTY_MISSING"]
        self.assertEqual(roles, ["seller"])
        self.assertEqual(only(found, "TI_INCOMPLETE").facts["missing"], "seller")
        self.assertTrue(only(found, "BUYER_FROM_HEADER"))

    def test_gln_check_digit(self):
        found = self.ship(sources=(Typed("owning_party", "0312340000017"),))
        self.assertEqual(only(found, "GLN_CHECKDIGIT").facts["gln"], "0312340000017")

    def test_gln_of_wrong_length(self):
        found = self.ship(
            sources=(Typed("owning_party", "urn:epc:id:sgln:031234.0001.0"),)
        )
        self.assertEqual(
            only(found, "GLN_CHECKDIGIT").facts["fault"], "epc.sgln.length"
        )

    def test_gln_of_twelve_digits_is_proposed_not_padded(self):
        found = self.ship(sources=(Typed("owning_party", "312340000016"),))
        facts = only(found, "ZERO_STRIPPED").facts
        self.assertEqual(facts["proposal"], "0312340000016")
        self.assertNotIn("GLN_CHECKDIGIT", codes(found))
        self.assertIn("ADDRESS_MISSING", codes(found))

    def test_no_location_number(self):
        found = self.ship(destinations=(Typed("owning_party", "DEA:AB1234567"),))
        self.assertEqual(only(found, "GLN_MISSING").facts["role"], "buyer")

    def test_seller_without_address(self):
        digest = clean().digest()
        header = replace(HEADER, places=())
        transactions = digest.transactions(header)
        found = list(check_document(header, digest, transactions, TODAY, NOW))
        self.assertEqual(codes(found), ["ADDRESS_MISSING"] * 2)

    def test_drop_shipment_without_the_flag(self):
        sources = (
            Typed("owning_party", samples.SELLER),
            Typed("possessing_party", samples.STORE),
        )
        found = self.ship(sources=sources, drop_shipment=None)
        self.assertIn("DROPSHIP_FLAG_MISSING", codes(found))
        found = self.ship(sources=sources, drop_shipment=True)
        self.assertNotIn("DROPSHIP_FLAG_MISSING", codes(found))

    def test_who_ships_differs_from_nobody(self):
        found = self.ship(
            sources=(Typed("possessing_party", samples.STORE),), drop_shipment=None
        )
        self.assertNotIn("DROPSHIP_FLAG_MISSING", codes(found))
        self.assertEqual(only(found, "PARTY_MISSING").facts["role"], "seller")

    def test_no_order_number(self):
        self.assertEqual(codes(self.ship(references=())), ["PO_MISSING"])


class TestContents(unittest.TestCase):
    def test_unit_and_case_in_one_commissioning_event(self):
        story = Story().commission(*UNITS[:4], case(1)).pack(case(1), *UNITS[:4])
        self.assertEqual(check(story.ship(case(1))), [])

    def test_wrong_length_of_a_package_number(self):
        bad = "urn:epc:id:sgtin:031234.056789.1"
        found = check(Story().commission(UNITS[0], bad).ship(UNITS[0], bad))
        fault = next(f for f in found if f.code == "epc.sgtin.length")
        self.assertEqual((fault.place, fault.facts["value"]), ("event 1", bad))
        self.assertIn("no GTIN", only(found, "TI_INCOMPLETE").facts["missing"])

    def test_other_split_of_the_company_prefix(self):
        other = "urn:epc:id:sgtin:0312340.056789.1"
        story = Story().commission(UNITS[0]).pack(pallet(1), other).ship(pallet(1))
        self.assertEqual(codes(check(story)), ["PREFIX_SPLIT"])

    def test_shipping_without_commissioning(self):
        found = check(Story().pack(pallet(1), *UNITS).ship(pallet(1)))
        self.assertEqual(
            codes(found),
            [
                "EXPIRY_MISSING",
                "LOT_MISSING",
                "SERIAL_NOT_COMMISSIONED",
                "TI_INCOMPLETE",
            ],
        )
        self.assertEqual(only(found, "LOT_MISSING").facts["count"], 8)
        self.assertEqual(only(found, "SERIAL_NOT_COMMISSIONED").facts["count"], 8)
        self.assertEqual(only(found, "TI_INCOMPLETE").facts["missing"], "lot, expiry")

    def test_parent_without_children(self):
        found = check(Story().commission(case(1)).ship(case(1)))
        self.assertEqual(codes(found), ["CHILD_MISSING", "TI_INCOMPLETE"])

    def test_pallet_of_unknown_content(self):
        found = check(Story().pallets(pallet(1)).ship(pallet(1)))
        orphan = only(found, "SSCC_ORPHAN")
        self.assertEqual(orphan.level, "block")
        self.assertEqual(orphan.facts["examples"], "703123400000000015")

    def test_child_with_two_parents(self):
        story = clean()
        story.events.insert(
            6, replace(Story().pack(case(2), UNITS[0]).events[0], time=None)
        )
        self.assertIn("TWO_PARENTS", codes(check(story)))

    def test_case_of_two_lots(self):
        story = Story().commission(UNITS[0]).commission(UNITS[1], lot="K8")
        story.commission(case(1)).pack(case(1), *UNITS[:2]).ship(case(1))
        self.assertEqual(codes(check(story)), ["MIXED_LOT_IN_CASE"])

    def test_case_quantity_differs(self):
        story = Story().commission(*UNITS).commission(case(1), case(2), case(3))
        story.pack(case(1), *UNITS[:3]).pack(case(2), *UNITS[3:6])
        story.pack(case(3), *UNITS[6:]).ship(case(1), case(2), case(3))
        found = only(check(story), "CASE_QTY_DIFF")
        self.assertEqual((found.facts["expected"], found.facts["count"]), (3, 1))

    def test_levels_side_by_side(self):
        story = Story().commission(*UNITS[:3], case(1)).pack(case(1), *UNITS[:2])
        story.pack(pallet(1), case(1), UNITS[2]).ship(pallet(1))
        self.assertEqual(codes(check(story)), ["LEVELS_MIXED"])

    def test_lot_level_data(self):
        element = QuantityElement("urn:epc:class:lgtin:031234.0056789.K7", 30)
        story = Story().commission(quantities=(element,), lot="", expiry=samples.EXPIRY)
        found = check(story.ship(quantities=(element,)))
        self.assertEqual(codes(found), ["TI_LOT_LEVEL"])
        self.assertEqual(found[0].facts["count"], 30)

    def test_lot_level_data_without_lot(self):
        element = QuantityElement("urn:epc:idpat:sgtin:031234.0056789.*", 30)
        found = check(Story().ship(quantities=(element,)))
        missing = only(found, "LOT_MISSING")
        self.assertEqual(missing.facts["count"], 30)
        self.assertEqual(missing.facts["examples"], samples.UNIT)

    def test_quantity_that_counts_nothing(self):
        element = QuantityElement("urn:epc:class:lgtin:031234.0056789.K7", 2.5, "KGM")
        found = check(
            Story().commission(UNITS[0]).ship(UNITS[0], quantities=(element,))
        )
        self.assertIn("no GTIN", only(found, "TI_INCOMPLETE").facts["missing"])

    def test_shipment_without_a_date(self):
        event = Story().ship(UNITS[0], time=None).events[0]
        story = Story().commission(UNITS[0], time=None)
        story.events.append(replace(event, position=2))
        missing = only(check(story), "TI_INCOMPLETE").facts["missing"]
        self.assertEqual(missing, "date")

    def test_case_repacked_after_the_shipment(self):
        story = Story().commission(*UNITS).commission(case(1), case(2), case(3))
        for number in (1, 2, 3):
            story.pack(case(number), *UNITS[number * 2 : number * 2 + 2])
        story.ship(case(1), case(2), case(3)).unpack(case(3))
        found = only(check(story), "UNSHIPPED")
        self.assertEqual(found.facts["count"], 2, "in no case and in no shipment")

    def test_duplicate_serial_in_the_file(self):
        story = Story().commission(*UNITS[:2]).commission(UNITS[0]).ship(*UNITS[:2])
        found = only(check(story), "SERIAL_DUPLICATE")
        self.assertEqual(found.facts["count"], 1)


class TestExpiry(unittest.TestCase):
    def ship(self, expiry, today=TODAY):
        story = Story().commission(*UNITS[:3], expiry=expiry).ship(*UNITS[:3])
        return check(story, today=today)

    def test_expired_product_shipped(self):
        found = self.ship(date(2026, 11, 1))
        self.assertEqual(codes(found), ["EXPIRED_SHIPPED"])
        self.assertEqual(found[0].level, "block")
        self.assertEqual(found[0].facts["count"], 3)

    def test_usable_through_the_last_day(self):
        self.assertEqual(self.ship(date(2026, 11, 2), date(2026, 11, 2)), [])

    def test_expired_since(self):
        found = self.ship(date(2026, 11, 10))
        self.assertEqual(codes(found), ["EXPIRED"])
        self.assertEqual(found[0].facts["product"], "Testaprol")

    def test_expiry_missing(self):
        found = self.ship(None)
        self.assertEqual(codes(found), ["EXPIRY_MISSING", "TI_INCOMPLETE"])
        self.assertEqual(found[0].facts["count"], 3)


class TestMasterData(unittest.TestCase):
    def test_missing_master_data(self):
        found = check(clean(), replace(HEADER, items=()))
        facts = only(found, "MASTERDATA_MISSING").facts
        self.assertEqual(facts["gtin"], samples.UNIT)
        self.assertIn("NDC", facts["missing"])

    def test_empty_attribute(self):
        item = replace(samples.ITEMS[0], strength="")
        found = check(clean(), replace(HEADER, items=(item,)))
        self.assertEqual(only(found, "MASTERDATA_MISSING").facts["missing"], "strength")

    def test_a_hundred_products_are_few_findings(self):
        units = [f"urn:epc:id:sgtin:031234.00{n:05d}.1" for n in range(100)]
        found = check(Story().commission(*units).ship(*units))
        self.assertEqual(codes(found), ["MASTERDATA_MISSING"] * 21)
