"""The writer: valid by the official schema, and read back without loss."""

import io
import unittest
from dataclasses import replace
from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from dscsa_core.epcis import make, model
from dscsa_core.epcis.digest import Digest
from dscsa_core.epcis.make import Node
from dscsa_core.epcis.model import (
    ErrorDeclaration,
    Event,
    Item,
    Purchase,
    QuantityElement,
    Typed,
)
from dscsa_core.epcis.reader import open_document
from dscsa_core.epcis.writer import LEGAL_NOTICE, write_document

from . import samples
from .depth import examples
from .samples import HEADER, ITEMS, PLACES, START, TERMS, Story, full_pallet, unit


def written(events, header=HEADER, **options) -> bytes:
    out = io.BytesIO()
    options = {"items": ITEMS, "places": PLACES, **options}
    write_document(out, header=header, events=events, **options)
    return out.getvalue()


def read(data: bytes):
    """(header, events, transactions, findings of reading) of a file."""
    reader, digest, events = open_document(io.BytesIO(data)), Digest(), []
    for event in reader.events():
        digest.apply(event)
        events.append(event)
    return reader.header, events, digest.transactions(reader.header), reader.findings


def shipment(*tops: Node, **terms):
    return list(make.shipment(tops or [full_pallet()], replace(TERMS, **terms)))


LOT = QuantityElement("urn:epc:class:lgtin:031234.0056789.K7", 12.0)
KILOS = QuantityElement("urn:epc:class:lgtin:031234.0056789.K8", 2.5, "KGM")
PARTS = samples.shipping("PO/1 & <2>")
TOLD_OF_THE_PURCHASE = {
    "direct_purchase": "PARTIALLY_DIRECT",
    "purchase": Purchase("PARTIALLY_DIRECT", "Bought <directly>.", (unit(1),)),
    "received_purchase": Purchase("ENTIRELY_DIRECT", "So we were told.", (unit(2),)),
}
BASE = {
    "offset": "-05:00",
    "step": "packing",
    "disposition": "in_progress",
    "read_point": samples.DEPOT,
    "location": samples.DEPOT,
}


def of_every_kind() -> list[Event]:
    """An event of each kind with all fields the writer knows."""
    return [
        *shipment(transaction_date=date(2026, 11, 1), direct_purchase="true"),
        replace(shipment(shipper=samples.DEPOT)[-1], **TOLD_OF_THE_PURCHASE),
        Event(90, model.OBJECT, START, action="OBSERVE", epcs=(unit("A%2F1"),), **BASE),
        told_with_an_error(),
        Event(
            92,
            model.AGGREGATION,
            START,
            action="DELETE",
            parent=samples.pallet(1),
            quantities=(LOT,),
            sources=PARTS["sources"],
            destinations=PARTS["destinations"],
            **BASE,
        ),
        Event(
            93,
            model.TRANSACTION,
            START,
            action="ADD",
            parent=samples.pallet(1),
            epcs=(unit(1),),
            references=PARTS["references"],
            **BASE,
        ),
        made_into_others(),
        Event(95, model.AGGREGATION, START, action="OBSERVE", epcs=(unit(1),), **BASE),
    ]


def told_with_an_error() -> Event:
    """Amounts with a lot, an identifier and a declaration of error."""
    return Event(
        91,
        model.OBJECT,
        START,
        action="ADD",
        quantities=(LOT, KILOS),
        lot="K7",
        expiry=samples.EXPIRY,
        event_id="urn:uuid:1",
        error=ErrorDeclaration(START, "incorrect_data", ("urn:uuid:2", "urn:uuid:3")),
        record_time=START,
        **BASE,
    )


def made_into_others() -> Event:
    """A transformation of packages and amounts."""
    return Event(
        94,
        model.TRANSFORMATION,
        START,
        inputs=(unit(1),),
        outputs=(unit(2), unit(3)),
        input_quantities=(LOT,),
        output_quantities=(KILOS,),
        lot="K9",
        references=PARTS["references"],
        **BASE,
    )


class TestShape(unittest.TestCase):
    def test_r13_markers(self):
        text = written(shipment()).decode()
        for part in (
            "<gs1ushc:guidelineVersion>GS1 US DSCSA R1.3</gs1ushc:guidelineVersion>",
            '<sbdh:Identifier Authority="GS1">' + samples.SELLER,
            f"<gs1ushc:legalNotice>{LEGAL_NOTICE}</gs1ushc:legalNotice>",
            "<gs1ushc:dropShipment>false</gs1ushc:dropShipment>",
            'schemaVersion="1.2"',
        ):
            self.assertIn(part, text)

    def test_order_of_events_as_in_the_guideline(self):
        found = [(event.kind, event.step) for event in shipment()]
        made, packed = ("object", "commissioning"), ("aggregation", "packing")
        wanted = [made, made, packed, packed, packed, made, packed]
        self.assertEqual(found, [*wanted, ("object", "shipping")])

    def test_only_the_top_is_shipped(self):
        event = shipment(full_pallet(number=1), full_pallet(number=2))[-1]
        self.assertEqual(event.epcs, (samples.pallet(1), samples.pallet(2)))
        self.assertEqual(event.position, 15)

    def test_same_values_same_bytes(self):
        self.assertEqual(written(of_every_kind()), written(iter(of_every_kind())))

    def test_legal_notice_and_statement_are_the_callers(self):
        text = written([], legal_notice="Our <own> words").decode()
        self.assertIn("Our &lt;own&gt; words", text)
        text = written([], replace(HEADER, statement=None)).decode()
        self.assertNotIn("dscsaTransactionStatement", text)

    def test_what_1_2_cannot_say_is_refused(self):
        with self.assertRaisesRegex(ValueError, "association"):
            written([Event(1, model.ASSOCIATION, START)])
        with self.assertRaisesRegex(ValueError, "time"):
            written([Event(1, model.OBJECT, None)])
        with self.assertRaisesRegex(ValueError, "time"):
            written([], replace(HEADER, created=datetime(2026, 1, 1)))

    def test_direct_purchase_of_both_releases(self):
        text = written(shipment(direct_purchase="ENTIRELY_DIRECT")).decode()
        self.assertIn('directPurchase qualifier="ENTIRELY_DIRECT"/>', text)
        text = written(shipment(direct_purchase="true")).decode()
        self.assertIn("<gs1ushc:directPurchase>true</gs1ushc:directPurchase>", text)

    def test_older_release_has_its_own_marks(self):
        events = shipment(drop_shipment=None, direct_purchase="true")
        items = [
            replace(item, ndc="01234056789", ndc_type="FDA_NDC_11") for item in ITEMS
        ]
        text = written(events, items=items, release=model.R12).decode()
        self.assertIn('Authority="GLN"', text)
        for part in ("guidelineVersion", "dropShipment", 'Authority="GS1"'):
            self.assertNotIn(part, text)
        self.assertEqual(read(text.encode())[0].guideline, model.R12)


class TestRoundTrip(unittest.TestCase):
    def test_header_and_master_data(self):
        item = replace(ITEMS[0], attributes=(("urn:x:mda#colour", "blue & white"),))
        header, _events, _transactions, findings = read(
            written(shipment(), items=(item,))
        )
        self.assertEqual((header.guideline, header.statement), ("R1.3", True))
        self.assertEqual(header.sender, samples.SELLER)
        self.assertEqual(header.instance_id, "doc-1")
        self.assertEqual(header.created, START)
        self.assertEqual(header.legal_notice, LEGAL_NOTICE)
        self.assertEqual(findings, [])
        self.assertEqual(replace(header.items[0], attributes=()), ITEMS[0])
        self.assertIn(item.attributes[0], header.items[0].attributes)
        self.assertEqual(
            [replace(place, attributes=()) for place in header.places], list(PLACES)
        )

    def test_events_of_every_kind(self):
        given = of_every_kind()
        _header, found, _transactions, _findings = read(written(given))
        for position, (one, other) in enumerate(zip(given, found, strict=True), 1):
            with self.subTest(one.kind, position=position):
                one = replace(one, position=position, offset=one.offset or "+00:00")
                self.assertEqual(one, replace(other, extensions=()))

    def test_ti_of_a_pallet(self):
        _header, _events, (found,), _findings = read(written(shipment()))
        self.assertEqual((found.quantity, found.po), (12, ("PO-1",)))
        self.assertEqual(found.numbers("desadv"), ("D/77",))
        self.assertEqual(found.buyer.name, "Birch Street Pharmacy")

    def test_r12_and_r13_give_equal_ti(self):
        data = written(shipment())
        old = data.decode()
        for new, former in (
            ('Authority="GS1"', 'Authority="GLN"'),
            ("US_FDA_NDC", "FDA_NDC_11"),
            ("1234-0567-89", "01234056789"),
            ("<gs1ushc:guidelineVersion>GS1 US DSCSA R1.3", ""),
            ("</gs1ushc:guidelineVersion>", ""),
            (
                "<gs1ushc:dropShipment>false</gs1ushc:dropShipment>",
                "<gs1ushc:directPurchase>true</gs1ushc:directPurchase>",
            ),
        ):
            self.assertIn(new, old)
            old = old.replace(new, former)
        before, after = read(old.encode()), read(data)
        self.assertEqual((before[0].guideline, after[0].guideline), ("R1.2", "R1.3"))
        self.assertEqual(before[2][0].lines, after[2][0].lines)
        self.assertEqual(before[2][0].parties, after[2][0].parties)
        self.assertEqual(before[2][0].packages, after[2][0].packages)
        self.assertEqual(before[2][0].date, after[2][0].date)

    @examples(60)
    @given(
        st.lists(
            st.tuples(
                st.text("!%&'()*+,-./:;<=>?_ABZabz019\"", min_size=1, max_size=20),
                st.text("!%&AZaz09/<>", max_size=20),
                st.one_of(st.none(), st.dates(date(2020, 1, 1), date(2049, 1, 1))),
                st.booleans(),
            ),
            max_size=12,
            unique_by=lambda row: row[0],
        )
    )
    def test_whatever_is_written_reads_back_as_the_same_ti(self, rows):
        escaped = str.maketrans({c: f"%{ord(c):02X}" for c in '"%&/<>?'})
        story = Story()
        for serial, lot, expiry, packed in rows:
            uri = unit(serial.translate(escaped))
            story.commission(uri, lot=lot, expiry=expiry)
            if packed:
                story.pack(samples.pallet(1), uri)
        loose = [unit(r[0].translate(escaped)) for r in rows if not r[3]]
        story.ship(samples.pallet(1), *loose)
        (wanted,) = story.digest().transactions(HEADER)
        _header, _events, (found,), _findings = read(written(story.events))
        self.assertEqual(found.lines, wanted.lines)
        self.assertEqual(found.packages, wanted.packages)
        self.assertEqual(found.references, wanted.references)

    def test_odd_texts_survive(self):
        item = Item(ITEMS[0].id, samples.UNIT, name="Größe <50> & 'mehr' \"x\" ＮＤＣ")
        header, *_rest = read(written(shipment(), items=(item,)))
        self.assertEqual(header.items[0].name, item.name)

    def test_time_with_fractions_and_zone(self):
        moment = datetime(2026, 11, 2, 9, 0, 0, 250000, tzinfo=UTC)
        event = Event(1, model.OBJECT, moment, action="OBSERVE", epcs=(unit(1),))
        _header, (found,), _transactions, _findings = read(written([event]))
        self.assertEqual(found.time, moment)

    def test_private_names_stay(self):
        event = Event(
            1,
            model.OBJECT,
            START,
            action="OBSERVE",
            step="https://acme.example/steps/irradiating",
            epcs=(unit(1),),
            references=(Typed("urn:acme:btt:slip", "77"),),
        )
        _header, (found,), _transactions, _findings = read(written([event]))
        self.assertEqual((found.step, found.references), (event.step, event.references))
