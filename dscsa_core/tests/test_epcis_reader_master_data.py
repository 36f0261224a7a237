"""Products and places a document describes."""

import unittest

from dscsa_core.epcis.master_data import gln_of, gtin_of
from dscsa_core.testing import effort

from .depth import part
from .reader_samples import (
    ADDRESS,
    BUYER,
    MAKER,
    NDC,
    PATTERN,
    SBDH,
    attributes,
    codes,
    document,
    document_json,
    event,
    master,
    read,
    vocabulary,
)


class TestMasterData(unittest.TestCase):
    def test_items_and_places(self):
        text = document(
            event(),
            header=SBDH
            + master(
                vocabulary("EPCClass", (PATTERN, attributes(**NDC))),
                vocabulary("Location", (MAKER, attributes(**ADDRESS))),
            ),
        )
        header = read(text)[0].header
        [item], [place] = header.items, header.places
        self.assertEqual((item.gtin, item.ndc), ("00399990123456", "9990-1234-5"))
        self.assertEqual((item.name, item.ndc_type), ("Testol", "US_FDA_NDC"))
        self.assertEqual(item.manufacturer, "Maker of Tests")
        self.assertEqual(
            (item.dosage_form, item.strength, item.container_size),
            ("TABLET", "5 mg", "30 tablets"),
        )
        self.assertEqual((place.gln, place.name), ("0399990000016", "Shelf and Sons"))
        self.assertEqual((place.street, place.street2), ("1 Test Road", "Unit 2"))
        self.assertEqual((place.city, place.state), ("Exampleton", "OH"))
        self.assertEqual((place.zip, place.country), ("43000", "US"))

    def test_equal_elements_once_others_merged_and_said(self):
        first = (PATTERN, attributes(regulatedProductName="A"))
        more = (PATTERN, attributes(regulatedProductName="A", strengthDescription="5"))
        other = (PATTERN, attributes(regulatedProductName="B"))
        reader, _ = read(
            document(event(), header=master(vocabulary("EPCClass", first, first, more)))
        )
        [item] = reader.header.items
        self.assertEqual((item.name, item.strength), ("A", "5"))
        self.assertNotIn("MASTERDATA_CONFLICT", codes(reader))
        reader, _ = read(
            document(event(), header=master(vocabulary("EPCClass", first, other)))
        )
        self.assertEqual(reader.header.items[0].name, "A")
        self.assertIn("MASTERDATA_CONFLICT", codes(reader))

    def test_address_in_nested_elements_and_vendor_ids(self):
        nested = '<attribute id="urn:v:mda:address"><v:a><streetAddressOne>Way 3'
        nested += "</streetAddressOne><v:city>Town</v:city></v:a></attribute>"
        nested += '<attribute id="http://v.example/mda/name">Far</attribute>'
        places = vocabulary("BusinessLocation", (BUYER, nested))
        header = read(document(event(), header=master(places)))[0].header
        place = header.places[0]
        found = (place.name, place.street, place.city)
        self.assertEqual(found, ("Far", "Way 3", "Town"))

    def test_element_without_id_and_transactions_are_left_out(self):
        odd = vocabulary("Location", ("", attributes(name="Nobody")))
        orders = vocabulary("BusinessTransaction", ("urn:x:1", ""))
        reader, _ = read(document(event(), header=master(odd, orders)))
        self.assertEqual(reader.header.places, ())
        self.assertIn("MASTERDATA_NO_ID", codes(reader))

    def test_late_master_data_and_master_data_documents(self):
        listed = vocabulary("EPCClass", (PATTERN, attributes(**NDC)))
        late = document(event()).replace(
            "</EPCISBody>", f"<VocabularyList>{listed}</VocabularyList></EPCISBody>"
        )
        reader, found = read(late)
        self.assertEqual((len(found), len(reader.header.items)), (1, 1))
        alone = (
            "<m:EPCISMasterDataDocument "
            'xmlns:m="urn:epcglobal:epcis-masterdata:xsd:1" schemaVersion="1.2">'
            f"<EPCISBody><VocabularyList>{listed}</VocabularyList></EPCISBody>"
            "</m:EPCISMasterDataDocument>"
        )
        reader, found = read(alone)
        self.assertEqual((found, len(reader.header.items)), ([], 1))
        self.assertNotIn("DOC_EMPTY", codes(reader))

    def test_numbers_of_classes_and_places(self):
        for identifier, gtin in (
            ("urn:epc:class:lgtin:0399990.012345.L7", "00399990123456"),
            ("https://id.gs1.org/01/00399990123456", "00399990123456"),
            ("00399990123456", "00399990123456"),
            ("urn:epc:idpat:sgtin:0399990.12345.*", ""),
            ("urn:x:y", ""),
        ):
            self.assertEqual(gtin_of(identifier), gtin)
        for identifier, gln in (
            ("urn:epc:id:pgln:0399990.00001", "0399990000016"),
            ("urn:epc:id:sgln:039999000001..0", "0399990000016"),
            ("https://id.gs1.org/414/0399990000016/254/0", "0399990000016"),
            ("(414)0399990000016(254)0", "0399990000016"),
            ("0399990000016", "0399990000016"),
            ("urn:epc:id:sgln:0399990.1.0", ""),
            ("N/A", ""),
        ):
            self.assertEqual(gln_of(identifier), gln)

    def test_time_grows_with_the_file(self):
        """Many places, or one told in many parts, in XML and in JSON."""

        def place(number, name="name"):
            urn = f"urn:epc:id:sgln:0399990.{number:05d}.0"
            given = [{"id": name, "attribute": f"Place {number}"}]
            return {"id": urn, "attributes": given}

        def take_in(elements, size):
            lists = [{"type": "Location", "vocabularyElementList": elements}]
            text = document_json(
                epcisHeader={"epcisMasterData": {"vocabularyList": lists}}
            )
            inner = "".join(
                f'<VocabularyElement id="{one["id"]}"><attribute id="'
                f'{one["attributes"][0]["id"]}">x</attribute></VocabularyElement>'
                for one in elements
            )
            inner = (
                '<VocabularyList><Vocabulary type="Location"><VocabularyElementList>'
                f"{inner}</VocabularyElementList></Vocabulary></VocabularyList>"
            )
            for given in (text, document(header=SBDH + inner)):
                reader, _ = read(given)
                self.assertEqual(len(reader.header.places), size)

        few = part(2_000)
        effort.linear(lambda size: take_in(list(map(place, range(size))), size), few)
        effort.linear(
            lambda size: take_in([place(1, f"a{n}") for n in range(size)], 1), few
        )


if __name__ == "__main__":
    unittest.main()
