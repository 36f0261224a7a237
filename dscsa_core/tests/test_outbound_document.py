"""The file of a sale: our own reader and checker say the same as went in."""

import unittest
from dataclasses import replace
from datetime import timedelta

from dscsa_core.catalogue import RULES
from dscsa_core.outbound.dialect import DETAILS, NONE, TRANSACTIONS, Dialect
from dscsa_core.outbound.document import write
from dscsa_core.outbound.model import packages
from dscsa_core.severity import PROFILES, default_rows

from .outbound_samples import (
    DIALECTS,
    DOCK,
    ITEMS,
    MADE,
    MAKER,
    PACKED,
    R12,
    R13,
    SALE,
    SHIPPED,
    SOURCE,
    codes,
    keys_of,
    made,
    package,
    place,
    read,
    report,
    sale,
    sealed,
    tote,
    unit,
)

# a wholesaler's tote that holds cases beside packages is noted, and is no fault
_TRUE = {"LEVELS_MIXED"}


def steps(document) -> list[str]:
    return [f"{each.event.kind} {each.event.step}" for each in document.told]


class TestReadBack(unittest.TestCase):
    def test_every_dialect_gives_equal_ti(self):
        for dialect in DIALECTS:
            with self.subTest(dialect):
                data = write(SALE, dialect).data
                said = report(data)
                self.assertTrue(said["accepted"])
                self.assertEqual(set(codes(data)) - _TRUE, set())
                self.assertEqual(said["guideline"], dialect.release)
                digest, (found,), _events = read(data)
                self.assertEqual(len(keys_of(digest, found)), 5)
                self.assertEqual(
                    [(line.gtin, line.lot, line.quantity) for line in found.lines],
                    [(ITEMS[0].gtin, "H41", 4), (ITEMS[2].gtin, "K9", 1)],
                )
                self.assertEqual(found.po, ("Q-1/7",))
                self.assertEqual(found.numbers("desadv"), ("D 55%",))
                self.assertEqual(found.numbers("inv"), ("I-900",))
                self.assertEqual(found.seller.name, "Tidewater Drug")
                self.assertEqual(found.seller.extension, "")
                self.assertEqual(found.ship_from.extension, "D4")
                self.assertEqual(found.ship_to.name, "Quarry Hill Pharmacy, store")
                self.assertEqual(found.shipped_at, SHIPPED)
                self.assertIs(found.statement, True)

    def test_no_profile_of_a_buyer_would_hold_the_goods(self):
        rows = {row["code"]: row for row in default_rows()}
        for dialect in DIALECTS:
            for code in codes(write(SALE, dialect).data):
                for profile in PROFILES:
                    with self.subTest(code, profile=profile, dialect=dialect):
                        told = rows.get(code, {}).get(profile, RULES[code].level)
                        self.assertIn(told, ("note", "info"))

    def test_equal_values_equal_bytes(self):
        for dialect in DIALECTS:
            first = write(SALE, dialect).data
            self.assertEqual(first, write(replace(SALE), dialect).data)

    def test_words_of_the_statement_are_ours(self):
        data = write(sale(statement="Our <own> words."), R13).data
        _digest, (found,), _events = read(data)
        self.assertEqual(found.legal_notice, "Our <own> words.")


class TestOrder(unittest.TestCase):
    def test_maker_first_then_ours_then_shipping(self):
        document = write(SALE, R13)
        made, packed = "object commissioning", "aggregation packing"
        self.assertEqual(
            steps(document),
            [made, made, made, packed, made, packed, "object shipping"],
        )
        times = [each.event.time for each in document.told]
        self.assertEqual(times, sorted(times))

    def test_what_others_told_is_marked_and_unchanged(self):
        for each in write(SALE, R13).told[:4]:
            self.assertEqual(each.source, SOURCE)
            self.assertEqual(each.event.read_point, MAKER.id)
            self.assertEqual(each.event.offset, "+02:00")
            self.assertIn(each.event.time, (MADE, PACKED))
        for each in write(SALE, R13).told[4:]:
            self.assertEqual(each.source, "")
            self.assertEqual(each.event.read_point, DOCK.id)

    def test_own_label_has_no_lot(self):
        own = write(SALE, R13).told[4].event
        self.assertEqual((own.lot, own.expiry), ("", None))
        self.assertEqual(own.epcs, (SALE.things[0].epc,))

    def test_a_foreign_pallet_without_birth_is_not_born_again(self):
        pallet = replace(tote(8, sealed("C2")), own=False, packed=made(PACKED, 1))
        document = write(sale(things=(pallet,)), R13)
        named = [e.epcs for e in document.events if e.step == "commissioning"]
        self.assertNotIn(pallet.epc, [epc for epcs in named for epc in epcs])
        self.assertEqual(codes(document.data), [])

    def test_only_the_outermost_is_shipped_and_no_bizlocation(self):
        shipping = write(SALE, R13).events[-1]
        self.assertEqual(shipping.epcs, (SALE.things[0].epc,))
        self.assertEqual(shipping.location, "")

    def test_many_of_one_lot_are_split(self):
        many = tuple(package(f"M{n}") for n in range(2300))
        document = write(sale(things=many), R13)
        sizes = [len(e.epcs) for e in document.events if e.step == "commissioning"]
        self.assertEqual(sizes, [1000, 1000, 300])

    def test_packages_of_one_moment_but_two_lots(self):
        goods = (package("A"), package("B", lot="H42"), package("C", 2))
        document = write(sale(things=goods), R13)
        self.assertEqual(steps(document)[:3], ["object commissioning"] * 3)
        self.assertEqual(codes(document.data), [])


class TestDates(unittest.TestCase):
    def test_shipped_two_days_after_it_was_sold(self):
        sold = SHIPPED - timedelta(days=2)
        for dialect in DIALECTS:
            _digest, (found,), _events = read(write(sale(sold_at=sold), dialect).data)
            self.assertEqual(found.date, sold.date())

    def test_within_a_day_the_shipment_is_the_date(self):
        for hours in (0, 24):
            told = sale(sold_at=SHIPPED - timedelta(hours=hours))
            self.assertIsNone(write(told, R13).events[-1].transaction_date)

    def test_shipped_before_it_was_sold(self):
        sold = SHIPPED + timedelta(days=3)
        event = write(sale(sold_at=sold), R13).events[-1]
        self.assertEqual(event.transaction_date, sold.date())


class TestOrders(unittest.TestCase):
    """Two orders in one tote: every package with its own."""

    def two(self):
        mixed = tote(
            9, replace(sealed("C3"), order="Q1"), package("P1", order="Q2"),
            package("P2", order="Q1"),
        )  # fmt: skip
        return sale(things=(mixed,), orders=("Q1", "Q2"))

    def test_every_package_its_order(self):
        for dialect in DIALECTS:
            with self.subTest(dialect):
                data = write(self.two(), dialect).data
                digest, (found,), events = read(data)
                self.assertEqual(sorted(found.po), ["Q1", "Q2"])
                self.assertEqual(set(codes(data)) - _TRUE, set())
                if dialect.orders == NONE:
                    continue
                told = {
                    digest.keys[n]: found.po[o]
                    for n, o in zip(found.packages, found.order_of, strict=True)
                }
                wanted = {
                    each.thing.epc.rpartition(".")[2]: each.thing.order
                    for each in packages(self.two().things)
                }
                self.assertEqual(
                    {key[18:]: order for key, order in told.items()}, wanted
                )

    def test_a_case_for_one_order_is_named_as_a_case(self):
        document = write(self.two(), Dialect("R1.3", DETAILS))
        details = [e for e in document.events if e.step == "shipping"][:2]
        case = self.two().things[0].children[0]
        self.assertEqual(details[0].epcs, (case.epc, unit("P2")))
        self.assertLess(details[0].time, details[1].time)
        for event in details:
            said = (event.drop_shipment, event.direct_purchase)
            self.assertEqual(said, (None, ""))

    def test_one_order_without_invoice_needs_no_detail(self):
        document = write(sale(invoice=""), Dialect("R1.3", DETAILS))
        self.assertEqual(steps(document).count("object shipping"), 1)
        self.assertEqual(set(codes(document.data)) - _TRUE, set())

    def test_packed_as_it_leaves(self):
        """Whatever is said of our packing, what an order names was packed before."""
        for seconds in (None, 0, 1, 2, 3600):
            packed = None if seconds is None else SHIPPED - timedelta(seconds=seconds)
            document = write(
                replace(self.two(), packed_at=packed), Dialect("R1.3", DETAILS)
            )
            with self.subTest(seconds):
                self.assertEqual(set(codes(document.data)) - _TRUE, set())
                times = [event.time for event in document.events]
                self.assertEqual(times, sorted(times))
                digest, (found,), _events = read(document.data)
                self.assertEqual(len(keys_of(digest, found)), 5)
                self.assertEqual(sorted(found.po), ["Q1", "Q2"])

    def test_transaction_events_come_with_the_shipment(self):
        document = write(self.two(), Dialect("R1.3", TRANSACTIONS))
        self.assertEqual(steps(document)[-2:], ["transaction shipping"] * 2)
        self.assertEqual({e.time for e in document.events[-3:]}, {SHIPPED})


class TestPurchase(unittest.TestCase):
    def of(self, dialect, *goods):
        _digest, (found,), _events = read(write(sale(things=goods), dialect).data)
        return found

    def test_entirely_direct(self):
        found = self.of(R13, package("A"), package("B"))
        self.assertEqual(found.direct_purchase, "ENTIRELY_DIRECT")
        self.assertEqual(found.purchase.statement, SALE.direct_statement)
        self.assertEqual(found.purchase.epcs, ())
        self.assertEqual(self.of(R12, package("A")).direct_purchase, "true")

    def test_entirely_indirect_with_the_statement_of_the_seller_before(self):
        goods = package("A", direct=False, received=True)
        found = self.of(R13, goods)
        self.assertEqual(found.direct_purchase, "ENTIRELY_INDIRECT")
        self.assertIsNone(found.purchase)
        self.assertEqual(found.received_purchase.statement, SALE.received_statement)
        found = self.of(R12, goods)
        self.assertEqual(found.direct_purchase, "false")
        self.assertEqual(found.received_purchase.qualifier, "true")

    def test_partly_lists_exactly_the_others(self):
        found = self.of(
            R13, package("A"), sealed("C5", 2, direct=False), package("B", direct=False)
        )
        self.assertEqual(found.direct_purchase, "PARTIALLY_DIRECT")
        self.assertEqual(found.purchase.epcs, (unit("C50"), unit("C51"), unit("B")))

    def test_what_the_seller_before_did_not_say_is_not_said(self):
        found = self.of(
            R13, package("A"), package("B", direct=False, received=True),
            package("C", direct=False),
        )  # fmt: skip
        self.assertEqual(found.received_purchase.epcs, (unit("A"), unit("C")))

    def test_nothing_known_nothing_said(self):
        found = self.of(R13, package("A", direct=None))
        self.assertEqual((found.direct_purchase, found.purchase), ("", None))
        self.assertIsNone(found.received_purchase)


class TestDropShipment(unittest.TestCase):
    def test_maker_ships_for_the_wholesaler(self):
        data = write(sale(shipper=MAKER, ship_from=None), R13).data
        self.assertEqual(set(codes(data)) - _TRUE, set())
        _digest, (found,), _events = read(data)
        self.assertIs(found.drop_shipment, True)
        self.assertEqual(found.seller.name, "Tidewater Drug")
        self.assertEqual(found.parties.shipper.name, "Heron Pharma")
        self.assertEqual(found.ship_from.name, "Heron Pharma")

    def test_not_dropped_is_said_too(self):
        self.assertIs(write(SALE, R13).events[-1].drop_shipment, False)
        self.assertIsNone(write(SALE, R12).events[-1].drop_shipment)


class TestPlaces(unittest.TestCase):
    def test_a_door_has_the_address_of_its_site(self):
        door = place(2, "", "", "", "D9")
        text = write(sale(ship_from=replace(door, name="")), R13).data.decode()
        self.assertIn(door.id, text)
        self.assertNotIn(">, dock<", text)

    def test_parties_by_plain_number(self):
        text = write(SALE, replace(R13, plain_parties=True)).data.decode()
        self.assertIn('Authority="GS1">0399556000023<', text)

    def test_every_code_has_words(self):
        ours = [code for code in RULES if code.startswith("outbound.")]
        self.assertGreater(len(ours), 20)
