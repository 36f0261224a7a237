"""Every public sample reads; every invalid one is refused or flagged for its fault."""

import unittest
from datetime import date
from pathlib import Path

from ..epcis.reader import open_document
from ..finding import BLOCK, INFO

CORPUS = Path(__file__).resolve().parents[4] / "shared" / "corpus"
PREFIX = "openepcis-testres__Capture-Invalid-ObjectEvent_"
EXAMPLE = "openepcis-testres__Capture-Documents-GS1_US_Pharma_Example_2_2_1_1.xml"

# What each invalid sample must be flagged with.
FAULTS = {
    "with_ilmd_field_without_namespace.json": {"ILMD_FIELD"},
    "with_invalid_action.json": {"ACTION_INVALID"},
    "with_invalid_action.xml": {"ACTION_INVALID"},
    "with_invalid_certificationInfo.json": {"CERTIFICATION_INVALID"},
    "with_invalid_eventTime_format.json": {"EVENT_TIME_INVALID"},
    "with_invalid_eventTime_format.xml": {"EVENT_TIME_INVALID"},
    "with_near_miss_action.xml": {"ACTION_INVALID"},
    "with_non_standard_bizStep.json": {"STEP_INVALID"},
    "with_non_standard_bizStep_in_second_event.json": {"STEP_INVALID"},
    "with_non_standard_disposition.json": {"DISPOSITION_INVALID"},
    "with_quantity_as_text.json": {"QUANTITY_INVALID"},
    "with_unknown_element.xml": {"ELEMENT_UNKNOWN"},
    "with_unknown_field_in_quantityList.json": {"ELEMENT_UNKNOWN"},
    "with_wrong_element_order.xml": {"ELEMENT_ORDER"},
    "without_action_and_eventTime.json": {"ACTION_MISSING", "EVENT_TIME_MISSING"},
    "without_eventTime.xml": {"EVENT_TIME_MISSING"},
    "without_identifier_list.json": {"IDENTIFIERS_MISSING"},
}


def read(path):
    with path.open("rb") as stream:
        reader = open_document(stream)
        return reader, list(reader.events())


@unittest.skipUnless(CORPUS.is_dir(), "the public samples are not at hand")
class TestCorpus(unittest.TestCase):
    def test_every_sample_reads(self):
        paths = sorted((CORPUS / "epcis").iterdir())
        self.assertGreater(len(paths), 90)
        for path in paths:
            with self.subTest(path.name):
                reader, events = read(path)
                self.assertTrue(events or reader.header.items or reader.header.places)
                self.assertFalse([f for f in reader.findings if f.level == BLOCK])

    def test_every_invalid_sample_is_flagged_for_its_own_fault(self):
        paths = sorted((CORPUS / "epcis_invalid").iterdir())
        names = {path.name.removeprefix(PREFIX) for path in paths}
        self.assertEqual(names, set(FAULTS))
        for path in paths:
            with self.subTest(path.name):
                reader, _ = read(path)
                own = FAULTS[path.name.removeprefix(PREFIX)]
                self.assertLessEqual(own, {f.code for f in reader.findings})
                grave = {f.code for f in reader.findings if f.level != INFO}
                self.assertLessEqual(grave, own)

    def test_same_document_in_xml_and_json(self):
        folder = CORPUS / "epcis"
        for name in (
            "SensorData_with_combined_events",
            "Combination_of_different_event",
        ):
            start = f"openepcis-testres__Capture-Documents-{name}"
            _, xml = read(folder / f"{start}.xml")
            _, other = read(folder / f"{start}.json")
            for one, two in zip(xml, other, strict=True):
                for field in ("kind", "time", "epcs", "action", "step", "disposition"):
                    self.assertEqual(getattr(one, field), getattr(two, field))

    def test_the_guideline_example(self):
        reader, events = read(CORPUS / "epcis" / EXAMPLE)
        self.assertEqual(reader.findings, [])
        header = reader.header
        self.assertEqual((header.guideline, header.statement), ("R1.3", True))
        self.assertEqual([item.gtin for item in header.items],
                         ["00300010123455", "10300010123452"])  # fmt: skip
        self.assertEqual(header.items[0].ndc, "0001-0123-45")
        self.assertEqual([place.zip for place in header.places],
                         ["91320", "91361", "10003-1502", "40218"])  # fmt: skip
        steps = ["commissioning"] * 2 + ["packing"] * 3 + ["commissioning", "packing"]
        self.assertEqual([event.step for event in events], [*steps, "shipping"])
        self.assertEqual(len(events[0].epcs), 12)
        self.assertEqual((events[0].lot, events[0].expiry), ("A123", date(2025, 3, 27)))
        shipping = events[-1]
        self.assertIs(shipping.drop_shipment, False)
        self.assertEqual(len(shipping.sources), 2)
        self.assertEqual([one.type for one in shipping.references], ["po", "desadv"])


if __name__ == "__main__":
    unittest.main()
