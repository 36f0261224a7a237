"""EPCIS XML of all versions and forms becomes the same events."""

import unittest
from datetime import UTC, date, datetime

from dscsa_core.epcis.model import ErrorDeclaration, QuantityElement, Typed

from .reader_samples import (
    BUYER,
    CASE,
    ILMD,
    MAKER,
    SBDH,
    SSCC,
    STATEMENT,
    codes,
    document,
    epcs,
    event,
    read,
    units,
)

CBV = "urn:epcglobal:cbv"
SHIPPING_TAIL = f"""<bizTransactionList>
<bizTransaction type="{CBV}:btt:po">{CBV}:bt:1:PO 7/1</bizTransaction>
<bizTransaction type="inv">INV1</bizTransaction></bizTransactionList>
<extension><sourceList>
<source type="{CBV}:sdt:owning_party">{MAKER}</source></sourceList>
<destinationList>
<destination type="{CBV}:sdt:owning_party">{BUYER}</destination>
</destinationList></extension>"""


def shipping(extra=""):
    return event(
        body=f"<epcList>{epcs([SSCC])}</epcList>",
        action="OBSERVE",
        step="shipping",
        disposition="in_transit",
        tail=SHIPPING_TAIL + extra,
    )


class TestEvents(unittest.TestCase):
    def test_every_field_of_a_commissioning_event(self):
        _, [found] = read(document(event()))
        self.assertEqual(found.position, 1)
        self.assertEqual(found.kind, "object")
        self.assertEqual(found.time, datetime(2026, 11, 19, 15, tzinfo=UTC))
        self.assertEqual(found.offset, "-05:00")
        self.assertEqual(found.epcs, tuple(units(2)))
        self.assertEqual(found.action, "ADD")
        self.assertEqual(found.step, "commissioning")
        self.assertEqual(found.disposition, "active")
        self.assertEqual((found.read_point, found.location), (MAKER, MAKER))
        self.assertEqual((found.lot, found.expiry), ("L7", date(2028, 5, 31)))

    def test_a_clean_r13_file_has_no_finding(self):
        statement = " ".join(STATEMENT.split()).replace("> ", ">").replace(" <", "<")
        reader, _ = read(document(event(), shipping(), header=SBDH + statement))
        self.assertEqual(reader.findings, [])

    def test_shipping_with_references_and_parties(self):
        drop = "<gs1ushc:dropShipment>false</gs1ushc:dropShipment>"
        day = "<gs1ushc:transactionDate>2026-11-18</gs1ushc:transactionDate>"
        _, [found] = read(document(shipping(drop + day)))
        self.assertEqual(
            found.references,
            (Typed("po", "urn:epcglobal:cbv:bt:1:PO 7/1"), Typed("inv", "INV1")),
        )
        self.assertEqual(found.sources, (Typed("owning_party", MAKER),))
        self.assertEqual(found.destinations, (Typed("owning_party", BUYER),))
        self.assertIs(found.drop_shipment, False)
        self.assertEqual(found.transaction_date, date(2026, 11, 18))

    def test_aggregation_and_positions_over_two_lists(self):
        packing = event(
            kind="AggregationEvent",
            body=f"<parentID> {CASE}.1 </parentID>"
            f"<childEPCs>{epcs(units(3))}</childEPCs>",
            step="packing",
            disposition="in_progress",
            tail=None,
        )
        text = document(event(), "</EventList><EventList>", packing)
        reader, [_, found] = read(text)
        self.assertEqual((found.position, found.kind), (2, "aggregation"))
        self.assertEqual((found.parent, len(found.epcs)), (f"{CASE}.1", 3))
        self.assertIn("LISTS_SEVERAL", codes(reader))

    def test_quantities_inside_and_outside_extension(self):
        rows = """<quantityList><quantityElement>
        <epcClass>urn:epc:class:lgtin:0399990.012345.L7</epcClass>
        <quantity>12.5</quantity><uom>KGM</uom></quantityElement></quantityList>"""
        for tail in (rows, f"<extension>{rows}</extension>"):
            _, [found] = read(document(event(body="<epcList/>", tail=tail)))
            row = QuantityElement("urn:epc:class:lgtin:0399990.012345.L7", 12.5, "KGM")
            self.assertEqual((found.epcs, found.quantities), ((), (row,)))

    def test_quantity_event(self):
        body = "<epcClass>urn:epc:idpat:sgtin:0399990.012345.*</epcClass>"
        body += "<quantity>200</quantity>"
        text = document(event(kind="QuantityEvent", body=body, action=None, tail=None))
        reader, [found] = read(text)
        self.assertEqual(found.kind, "quantity")
        self.assertEqual(found.quantities[0].quantity, 200)
        self.assertEqual(reader.findings, [])

    def test_transformation_and_association_nested_in_extensions(self):
        turned = event(
            kind="TransformationEvent",
            body=f"<inputEPCList>{epcs(units(2))}</inputEPCList>"
            f"<outputEPCList>{epcs([CASE + '.9'])}</outputEPCList>",
            action=None,
            tail=None,
        )
        joined = event(
            kind="AssociationEvent",
            body=f"<parentID>{SSCC}</parentID><childEPCs>{epcs(units(1))}</childEPCs>",
            tail=None,
        )
        text = document(
            f"<extension>{turned}</extension>",
            f"<extension><extension>{joined}</extension></extension>",
            event(),
        )
        reader, found = read(text)
        kinds = [one.kind for one in found]
        self.assertEqual(kinds, ["transformation", "association", "object"])
        self.assertEqual(found[0].inputs, tuple(units(2)))
        self.assertEqual(found[0].outputs, (f"{CASE}.9",))
        self.assertEqual(reader.findings, [])

    def test_event_id_and_error_declaration_old_and_new(self):
        error = """<eventID>urn:uuid:1</eventID><errorDeclaration>
        <declarationTime>2026-11-21T00:00:00Z</declarationTime>
        <reason>urn:epcglobal:cbv:er:incorrect_data</reason><correctiveEventIDs>
        <correctiveEventID>urn:uuid:2</correctiveEventID></correctiveEventIDs>
        </errorDeclaration>"""
        body = f"<epcList>{epcs(units(1))}</epcList>"
        declared = ErrorDeclaration(
            datetime(2026, 11, 21, tzinfo=UTC), "incorrect_data", ("urn:uuid:2",)
        )
        for version, head in (
            ("1.2", f"<baseExtension>{error}</baseExtension>"),
            ("2.0", error),
        ):
            reader, [found] = read(
                document(event(body=head + body, tail=None), version=version)
            )
            self.assertEqual((found.event_id, found.error), ("urn:uuid:1", declared))
            self.assertEqual(reader.findings, [])

    def test_event_id_of_the_healthcare_namespace(self):
        tail = "<gs1ushc:eventID>E-1</gs1ushc:eventID>"
        self.assertEqual(read(document(event(tail=tail)))[1][0].event_id, "E-1")

    def test_extensions_are_kept_raw(self):
        tail = (
            '<v:a>1</v:a><v:b><v:c x="2"/></v:b><extension><persistentDisposition>'
            "<set>recalled</set></persistentDisposition></extension>"
        )
        _, [found] = read(document(event(tail=tail)))
        kept = dict(found.extensions)
        self.assertEqual(kept["{http://vendor.example/ns}a"], "1")
        self.assertIn('<v:c x="2"/>', kept["{http://vendor.example/ns}b"].replace(
            ' xmlns:v="http://vendor.example/ns"', ""))  # fmt: skip
        self.assertIn("<set>recalled</set>", kept["persistentDisposition"])

    def test_sensor_event_needs_no_identifier(self):
        tail = "<sensorElementList><sensorElement/></sensorElementList>"
        reader, _ = read(
            document(event(body="", action="OBSERVE", tail=tail), version="2.0")
        )
        self.assertNotIn("IDENTIFIERS_MISSING", codes(reader))

    def test_a_million_epcs_are_not_needed_to_see_linear_time(self):
        many = [f"{units(1)[0]}{number}" for number in range(50_000)]
        body = f"<epcList>{epcs(many)}</epcList>"
        self.assertEqual(read(document(event(body=body)))[1][0].epcs, tuple(many))


class TestLotAndExpiry(unittest.TestCase):
    def lot(self, tail):
        reader, [found] = read(document(event(tail=tail)))
        return found.lot, found.expiry, codes(reader)

    def test_where_senders_put_them(self):
        cbv = "<cbvmda:lotNumber>L7</cbvmda:lotNumber>"
        cbv += "<cbvmda:itemExpirationDate>2028-05-31</cbvmda:itemExpirationDate>"
        plain = cbv.replace("cbvmda:", "")
        health = cbv.replace("cbvmda:", "gs1ushc:")
        again = cbv.replace(":lotNumber>", ':lotNumber xmlns:cbvmda="urn:wrong">', 1)
        sap = """<SAPExtension><ObjAttributes><LOTNO>L7</LOTNO><DATEX>20280531</DATEX>
        <DATMF>20260531</DATMF></ObjAttributes></SAPExtension>"""
        for tail in (
            f"<extension><ilmd>{cbv}</ilmd></extension>",
            f"<ilmd>{cbv}</ilmd>",
            f"<extension><ilmd>{plain}</ilmd></extension>",
            f"<extension><ilmd>{again}</ilmd></extension>",
            health,
            f"<extension>{health}</extension>",
            cbv,
            sap,
            f"<v:more><v:deep>{cbv}</v:deep></v:more>",
        ):
            with self.subTest(tail):
                lot, expiry, _ = self.lot(tail)
                self.assertEqual((lot, expiry), ("L7", date(2028, 5, 31)))

    def test_date_time_instead_of_a_date_keeps_the_date_part(self):
        for value in ("2028-05-31T00:00:00-05:00", "2028-05-31T11", "2028-05-31Z"):
            tail = ILMD.replace("2028-05-31", value)
            self.assertEqual(self.lot(tail)[1], date(2028, 5, 31), value)

    def test_no_day_is_the_last_of_the_month(self):
        _, expiry, found = self.lot(ILMD.replace("2028-05-31", "2028-02-00"))
        self.assertEqual(expiry, date(2028, 2, 29))
        self.assertIn("EXPIRY_DAY00", found)

    def test_a_date_that_is_none_is_said_and_not_guessed(self):
        for text, code in (
            ("05/06/2028", "gs1.date.ambiguous"),
            ("May or June", "EXPIRY_INVALID"),
            ("2028-02-30", "EXPIRY_INVALID"),
        ):
            with self.subTest(text):
                _, expiry, found = self.lot(ILMD.replace("2028-05-31", text))
                self.assertIsNone(expiry)
                self.assertIn(code, found)

    def test_a_date_of_another_form_is_read_and_said(self):
        for text in (
            "05/31/2028",
            "280531",
            "31-MAY-2028",
            "2028-05-31T23:00:00-05:00",
        ):
            with self.subTest(text):
                _, expiry, found = self.lot(ILMD.replace("2028-05-31", text))
                self.assertEqual(expiry, date(2028, 5, 31))
                self.assertIn("DATE_FORMAT", found)

    def test_two_lots_on_one_event_are_said(self):
        more = "<gs1ushc:lotNumber>L8</gs1ushc:lotNumber>"
        lot, _, found = self.lot(ILMD + more)
        self.assertEqual(lot, "L7")
        self.assertIn("ILMD_CONFLICT", found)

    def test_many_lots_deep_in_an_extension_are_nobodys_lot(self):
        deep = "<v:m><v:lot>A</v:lot><v:lot>B</v:lot></v:m>"
        self.assertEqual(self.lot(deep)[0], "")


if __name__ == "__main__":
    unittest.main()
