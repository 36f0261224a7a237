"""EPCIS 2.0 JSON-LD, and JSON that converters made of XML."""

import json
import unittest
from datetime import UTC, date, datetime

from dscsa_core.epcis.model import QuantityElement, Typed
from dscsa_core.errors import EpcisError

from .reader_samples import (
    BUYER,
    CASE,
    MAKER,
    SSCC,
    codes,
    document,
    document_json,
    event,
    object_json,
    read,
    units,
)

LOT = {"cbvmda:lotNumber": "L7", "cbvmda:itemExpirationDate": "2028-05-31"}


LISTS = {
    "bizTransactionList": [
        {"type": "po", "bizTransaction": "urn:x:1"},
        {"bizTransaction": "urn:x:2"},
    ],
    "sourceList": [{"type": "cbv:SDT-owning_party", "source": MAKER}],
    "destinationList": [{"type": "location", "destination": BUYER}],
    "quantityList": [{"epcClass": "urn:c", "quantity": 2.5, "uom": "KGM"}],
    "persistentDisposition": {"set": ["recalled"]},
    "sensorElementList": [{"sensorReport": [{"value": 4}]}],
    "eventID": "urn:uuid:1",
    "recordTime": "2026-11-19T16:00:00+01:00",
    "errorDeclaration": {
        "declarationTime": "2026-11-20T00:00:00Z",
        "reason": "did_not_occur",
        "correctiveEventIDs": ["urn:uuid:2"],
    },
}


class TestEvents(unittest.TestCase):
    def test_same_event_as_from_xml(self):
        found = read(
            document_json(
                object_json(
                    disposition="active",
                    readPoint={"id": MAKER},
                    bizLocation={"id": MAKER},
                    ilmd=LOT,
                )
            )
        )[1]
        self.assertEqual(found, read(document(event()))[1])

    def test_header_may_stand_behind_the_events(self):
        given = document_json(object_json())
        behind = {key: given[key] for key in reversed(given)}
        reader, _ = read(behind)
        self.assertEqual(reader.header.sender, MAKER)
        self.assertEqual(reader.header.receiver, BUYER)
        self.assertEqual(reader.header.version, "2.0")
        self.assertEqual(reader.header.created, datetime(2026, 11, 20, 8, tzinfo=UTC))
        self.assertEqual(reader.findings, [])

    def test_names_as_word_urn_address_and_curie(self):
        for step in (
            "shipping",
            "urn:epcglobal:cbv:bizstep:shipping",
            "https://ref.gs1.org/cbv/BizStep-shipping",
            "https://ns.gs1.org/voc/Bizstep-shipping",
            "cbv:BizStep-shipping",
        ):
            reader, [found] = read(document_json(object_json(bizStep=step)))
            self.assertEqual(found.step, "shipping")
            self.assertNotIn("STEP_INVALID", codes(reader))

    def test_lists_of_all_kinds(self):
        reader, [found] = read(document_json(object_json(**LISTS)))
        self.assertEqual(
            found.references, (Typed("po", "urn:x:1"), Typed("", "urn:x:2"))
        )
        self.assertEqual(found.sources, (Typed("owning_party", MAKER),))
        self.assertEqual(found.destinations, (Typed("location", BUYER),))
        self.assertEqual(found.quantities, (QuantityElement("urn:c", 2.5, "KGM"),))
        self.assertEqual(found.record_time, datetime(2026, 11, 19, 15, tzinfo=UTC))
        self.assertEqual(found.error.reason, "did_not_occur")
        self.assertEqual(found.error.corrective_ids, ("urn:uuid:2",))
        self.assertEqual(
            json.loads(dict(found.extensions)["persistentDisposition"]),
            {"set": ["recalled"]},
        )
        self.assertEqual(reader.findings, [])

    def test_aggregation_transaction_transformation_association(self):
        basic = {"eventTime": "2026-11-19T15:00:00Z", "eventTimeZoneOffset": "+00:00"}
        reader, found = read(
            document_json(
                {"type": "AggregationEvent", "parentID": SSCC, "action": "ADD"}
                | basic
                | {"childEPCs": units(2), "childQuantityList": [{"epcClass": "urn:c"}]},
                {"type": "TransactionEvent", "action": "ADD", "epcList": units(1)}
                | basic
                | {"bizTransactionList": [{"type": "po", "bizTransaction": "1"}]},
                {"type": "TransformationEvent", "inputEPCList": units(1)}
                | basic
                | {"outputEPCList": [f"{CASE}.1"], "outputQuantityList": []},
                {"type": "AssociationEvent", "parentID": SSCC, "action": "DELETE"}
                | basic,
            )
        )
        self.assertEqual(
            [one.kind for one in found],
            ["aggregation", "transaction", "transformation", "association"],
        )
        self.assertEqual((found[0].parent, found[0].epcs), (SSCC, tuple(units(2))))
        self.assertIsNone(found[0].quantities[0].quantity)
        self.assertEqual(found[2].outputs, (f"{CASE}.1",))
        self.assertEqual(reader.findings, [])

    def test_extensions_get_their_namespace(self):
        fields = {
            "@context": [{"w": "urn:w:"}],
            "v:one": {"v:deep": {"v:lotNo": "L7"}},
            "w:two": 3,
            "z:three": True,
            "https://x.example/four": None,
            "term": "5",
            "gs1ushc:dropShipment": True,
            "gs1ushc:directPurchase": {"qualifier": "ENTIRELY_DIRECT"},
            "gs1ushc:transactionDate": "2026-11-18",
        }
        context = ["https://x", {"v": "urn:v:"}, {"term": {"@id": "urn:t"}}]
        given = document_json(object_json(**fields), **{"@context": context})
        reader, [found] = read(given)
        kept = dict(found.extensions)
        self.assertEqual(kept["{urn:w:}two"], "3")
        self.assertEqual(kept["z:three"], "true")
        self.assertEqual(kept["urn:t"], "5")
        self.assertIn("{urn:v:}one", kept)
        self.assertEqual(found.lot, "L7")
        self.assertIs(found.drop_shipment, True)
        self.assertEqual(found.direct_purchase, "ENTIRELY_DIRECT")
        self.assertEqual(found.transaction_date, date(2026, 11, 18))
        self.assertEqual(reader.header.guideline, "R1.3")
        self.assertEqual(codes(reader), {"EXTENSION_UNDEFINED"})


class TestForms(unittest.TestCase):
    def test_is_a_and_no_context(self):
        given = object_json(isA="ObjectEvent")
        del given["type"]
        text = document_json(given, isA="EPCISDocument")
        del text["type"], text["@context"]
        reader, found = read(text)
        self.assertEqual(len(found), 1)
        self.assertLessEqual({"JSON_OLD_FORM", "CONTEXT_MISSING"}, codes(reader))

    def test_single_event_list_of_events_and_event_key(self):
        single = object_json(**{"@context": "https://x"})
        for given in (
            single,
            [object_json(), object_json()],
            {"type": "EPCISDocument", "epcisBody": {"event": object_json()}},
            {"type": "EPCISDocument", "epcisBody": {"eventList": object_json()}},
            {
                "type": "EPCISQueryDocument",
                "epcisBody": {
                    "queryResults": {"resultsBody": {"eventList": [object_json()]}}
                },
            },
        ):
            _, found = read(given)
            self.assertEqual(found[0].epcs, tuple(units(2)))

    def test_a_document_in_a_list(self):
        given = document_json(object_json())
        plain, found = read(given)
        listed, again = read([given])
        self.assertEqual(found, again)
        self.assertEqual(listed.header, plain.header)
        with self.assertRaises(EpcisError):
            read([given, given])
        mixed, found = read([given, object_json()])
        self.assertEqual(len(found), 1)
        self.assertIn("EVENT_UNKNOWN", codes(mixed))

    def test_a_lot_that_no_label_can_hold_is_named(self):
        for lot, is_named in (("L" * 20, False), ("L" * 21, True), ("LF 1", True)):
            ilmd = {"cbvmda:lotNumber": lot}
            reader, (found,) = read(document_json(object_json(ilmd=ilmd)))
            self.assertEqual(found.lot, lot)
            self.assertEqual("LOT_INVALID" in codes(reader), is_named, lot)

    def test_master_data(self):
        attribute = "urn:epcglobal:cbv:mda#regulatedProductName"
        elements = [
            {
                "id": "urn:epc:idpat:sgtin:0399990.012345.*",
                "attributes": [
                    {"id": attribute, "attribute": "Testol"},
                    {"id": "urn:x#address", "attribute": {"city": "Town"}},
                ],
            }
        ]
        kind = "urn:epcglobal:epcis:vtype:EPCClass"
        listed = [{"type": kind, "vocabularyElementList": elements}]
        header = {"epcisMasterData": {"vocabularyList": listed}}
        reader, found = read(document_json(epcisHeader=header))
        self.assertEqual(found, [])
        item = reader.header.items[0]
        self.assertEqual((item.gtin, item.name), ("00399990123456", "Testol"))
        self.assertIn(("urn:x#address", '{"city": "Town"}'), item.attributes)

    def test_statement_in_the_header(self):
        statement = {
            "gs1ushc:affirmTransactionStatement": True,
            "gs1ushc:legalNotice": "Seller has complied.",
        }
        header = {
            "gs1ushc:dscsaTransactionStatement": statement,
            "gs1ushc:guidelineVersion": "GS1 US DSCSA R1.3",
        }
        found = read(document_json(object_json(), epcisHeader=header))[0].header
        self.assertIs(found.statement, True)
        self.assertEqual(found.legal_notice, "Seller has complied.")
        self.assertEqual(found.guideline, "R1.3")
        statement["gs1ushc:affirmTransactionStatement"] = "perhaps"
        reader, _ = read(document_json(object_json(), epcisHeader=header))
        self.assertIsNone(reader.header.statement)
        self.assertIn("STATEMENT_UNREADABLE", codes(reader))

    def converted(self, one, attribute="@", text="#text"):
        """An XML event as a converter writes it; ``one`` wraps single members."""

        def typed(kind, value):
            return {f"{attribute}type": kind, text: value}

        found = {
            "eventTime": one("2026-11-19T15:00:00Z"),
            "eventTimeZoneOffset": one("-05:00"),
            "epcList": one({"epc": units(2)}),
            "action": one("ADD"),
            "bizStep": one("urn:epcglobal:cbv:bizstep:shipping"),
            "readPoint": one({"id": one(MAKER)}),
            "bizTransactionList": one({"bizTransaction": one(typed("po", "77"))}),
            "extension": one(
                {
                    "ilmd": one({key: one(value) for key, value in LOT.items()}),
                    "quantityList": one(
                        {"quantityElement": one({"epcClass": one("urn:c")})}
                    ),
                }
            ),
        }
        body = {"EventList": one({"ObjectEvent": one(found)})}
        sender = {"sbdh:Identifier": one({f"{attribute}Authority": "GS1", text: MAKER})}
        sbdh = {"sbdh:Sender": one(sender)}
        root = {
            f"{attribute}xmlns:epcis": "urn:epcglobal:epcis:xsd:1",
            f"{attribute}schemaVersion": "1.2",
            "EPCISHeader": one({"sbdh:StandardBusinessDocumentHeader": one(sbdh)}),
            "EPCISBody": one(body),
        }
        return {"epcis:EPCISDocument": root}

    def test_converted_from_xml(self):
        for given in (
            self.converted(lambda value: value),
            self.converted(lambda value: [value], text="_"),
        ):
            reader, [found] = read(given)
            self.assertEqual(found.epcs, tuple(units(2)))
            self.assertEqual((found.step, found.read_point), ("shipping", MAKER))
            self.assertEqual((found.lot, found.expiry), ("L7", date(2028, 5, 31)))
            self.assertEqual(found.references, (Typed("po", "77"),))
            self.assertEqual(found.quantities[0].epc_class, "urn:c")
            self.assertEqual(reader.header.version, "1.2")
            self.assertEqual(reader.header.sender, MAKER)
            self.assertIn("JSON_CONVERTED", codes(reader))
            self.assertNotIn("ELEMENT_UNKNOWN", codes(reader))


if __name__ == "__main__":
    unittest.main()
