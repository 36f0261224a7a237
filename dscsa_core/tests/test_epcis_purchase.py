"""What a seller says of the purchase, of drop shipments, and to whom a file goes."""

import io
import unittest
from dataclasses import replace

from dscsa_core.epcis.model import Typed
from dscsa_core.epcis.reader import open_document
from dscsa_core.rules.document import check_document

from .samples import BUYER, HEADER, NOW, SELLER, TODAY, Story, codes, unit

XML = """<?xml version="1.0"?><e:EPCISDocument xmlns:e="urn:epcglobal:epcis:xsd:1"
 xmlns:gs1ushc="http://epcis.gs1us.org/hc/ns" xmlns:v="http://vendor.example/v"
 schemaVersion="1.2" creationDate="2026-11-01T00:00:00Z"><EPCISBody><EventList>
<ObjectEvent><eventTime>2026-11-01T00:00:00Z</eventTime>
<eventTimeZoneOffset>+00:00</eventTimeZoneOffset>
<epcList><epc>urn:epc:id:sgtin:031234.0056789.1</epc></epcList><action>OBSERVE</action>
<bizStep>urn:epcglobal:cbv:bizstep:shipping</bizStep>%s
</ObjectEvent></EventList></EPCISBody></e:EPCISDocument>"""
PARTLY = """<gs1ushc:directPurchase qualifier="PARTIALLY_DIRECT">
<gs1ushc:directPurchaseStatement>Bought from the maker.\
</gs1ushc:directPurchaseStatement>
<gs1ushc:indirectPurchaseEPCs><gs1ushc:epc>urn:epc:id:sgtin:031234.0056789.1</gs1ushc:epc>
</gs1ushc:indirectPurchaseEPCs></gs1ushc:directPurchase>
<gs1ushc:receivedDirectPurchaseFromPrevWhlsDist qualifier="ENTIRELY_DIRECT">
<gs1ushc:receivedDirectPurchaseStatement>So we were told.\
</gs1ushc:receivedDirectPurchaseStatement>
<gs1ushc:prevReceivedinDirectPurchaseEPCs>
<epc>urn:epc:id:sgtin:031234.0056789.2</epc></gs1ushc:prevReceivedinDirectPurchaseEPCs>
</gs1ushc:receivedDirectPurchaseFromPrevWhlsDist>"""
JSON = """{"type": "EPCISDocument", "schemaVersion": "2.0", "@context": [
{"gs1ushc": "http://epcis.gs1us.org/hc/ns"}], "creationDate": "2026-11-01T00:00:00Z",
"epcisBody": {"eventList": [{"type": "ObjectEvent", "bizStep": "shipping",
"eventTime": "2026-11-01T00:00:00Z", "eventTimeZoneOffset": "+00:00",
"action": "OBSERVE", "epcList": ["urn:epc:id:sgtin:031234.0056789.1"],
"gs1ushc:directPurchase": {"qualifier": "PARTIALLY_DIRECT",
"gs1ushc:directPurchaseStatement": "Bought from the maker.",
"gs1ushc:indirectPurchaseEPCs": ["urn:epc:id:sgtin:031234.0056789.1"]}}]}}"""
FIRST = "urn:epc:id:sgtin:031234.0056789.1"


def event_of(text):
    (event,) = open_document(io.BytesIO(text.encode())).events()
    return event


class TestPurchase(unittest.TestCase):
    def test_statement_and_identifiers(self):
        for text in (XML % PARTLY, JSON):
            with self.subTest(text[:1]):
                event = event_of(text)
                self.assertEqual(event.direct_purchase, "PARTIALLY_DIRECT")
                self.assertEqual(event.purchase.statement, "Bought from the maker.")
                self.assertEqual(event.purchase.epcs, (FIRST,))

    def test_what_the_seller_before_said(self):
        told = event_of(XML % PARTLY).received_purchase
        self.assertEqual(told.qualifier, "ENTIRELY_DIRECT")
        self.assertEqual(told.statement, "So we were told.")
        self.assertEqual(told.epcs, (FIRST[:-1] + "2",))

    def test_flags_of_the_older_release(self):
        event = event_of(XML % "<gs1ushc:directPurchase>true</gs1ushc:directPurchase>")
        self.assertEqual(event.direct_purchase, "true")
        name = "gs1ushc:receivedDirectPurchaseFromPrevWhlsDist"
        event = event_of(XML % f"<{name}>true</{name}>")
        self.assertEqual(event.received_purchase.qualifier, "true")

    def test_vendors_words_for_a_drop_shipment(self):
        for text, flag in (
            ("<gs1ushc:dropShipment>true</gs1ushc:dropShipment>", True),
            ("<v:dropShip>Y</v:dropShip>", True),
            ("<v:isDropShipment>false</v:isDropShipment>", False),
            ("<v:x><v:y><v:dropShipFlag>1</v:dropShipFlag></v:y></v:x>", True),
            ("<v:dropShip>perhaps</v:dropShip>", None),
        ):
            with self.subTest(text):
                self.assertIs(event_of(XML % text).drop_shipment, flag)


class TestReceiver(unittest.TestCase):
    """The receiver of the file is the buyer only where the event names none."""

    def judged(self, **changes):
        digest = Story().commission(unit(1)).ship(unit(1), **changes).digest()
        transactions = digest.transactions(HEADER)
        found = check_document(HEADER, digest, transactions, TODAY, NOW)
        return transactions[0], codes(found)

    def test_named_by_nothing_else(self):
        transaction, found = self.judged(destinations=())
        self.assertEqual(transaction.buyer.id, BUYER)
        self.assertIn("BUYER_FROM_HEADER", found)
        self.assertNotIn("PARTY_MISSING", found)

    def test_named_by_the_event(self):
        other = (Typed("owning_party", SELLER),)
        transaction, found = self.judged(destinations=other)
        self.assertEqual(transaction.buyer.id, SELLER)
        self.assertNotIn("BUYER_FROM_HEADER", found)

    def test_a_file_without_receiver(self):
        digest = Story().commission(unit(1)).ship(unit(1), destinations=()).digest()
        (transaction,) = digest.transactions(replace(HEADER, receiver=""))
        self.assertIsNone(transaction.buyer)

    def test_the_door_is_kept(self):
        place = (Typed("owning_party", BUYER), Typed("location", BUYER[:-1] + "D2"))
        transaction, _found = self.judged(destinations=place)
        self.assertEqual(transaction.ship_to.extension, "D2")
        self.assertEqual(transaction.buyer.extension, "")
