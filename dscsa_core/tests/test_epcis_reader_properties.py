"""Whatever the bytes: an EpcisError or findings, never anything else."""

import json
import unittest

from hypothesis import example, given
from hypothesis import strategies as st

from dscsa_core.catalogue import RULES, sentence
from dscsa_core.epcis.limits import Limits
from dscsa_core.errors import EpcisError
from dscsa_core.finding import LEVELS

from .depth import examples
from .reader_samples import (
    ILMD,
    SBDH,
    STATEMENT,
    document,
    document_json,
    event,
    object_json,
    read,
    units,
)

XML = document(
    event(),
    event(kind="AggregationEvent", body="<parentID>urn:p</parentID><childEPCs/>"),
    "<extension>" + event(kind="TransformationEvent", tail=ILMD) + "</extension>",
    header=SBDH + STATEMENT,
).encode()
JSON = json.dumps(
    document_json(
        object_json(ilmd={"cbvmda:lotNumber": "L"}, quantityList=[{"epcClass": "u"}]),
        {"type": "AggregationEvent", "childEPCs": units(2), "parentID": "urn:p"},
        epcisHeader={"epcisMasterData": {"vocabularyList": [{"type": "t"}]}},
    )
).encode()
LIMITS = Limits(max_bytes=1 << 20, max_pending=1 << 18, max_events=500, max_epcs=5000)
PIECES = tuple(
    b"""< > / & &amp; " ' ]]> <![CDATA[ <!-- --> { } [ ] , : null 1e999 - true "type"
    <extension> </extension> <epcList> <ilmd> <EventList> </ObjectEvent> xmlns=''
    <VocabularyElement> \\ud800 0000-00-00 \xe2\x80\x90 \xef\xbb\xbf \0 \xff""".split()
) + (b"<?x ?>", b"<!DOCTYPE x>", b"<!DOCTYPE x [", b"\n")
scalars = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20)
)
names = st.sampled_from(
    """type isA @type @context id eventList event epcisBody EPCISBody EventList
    ObjectEvent epcList childEPCs ilmd quantityList bizTransactionList sourceList
    errorDeclaration extension readPoint eventTime eventTimeZoneOffset action bizStep
    epcisHeader vocabularyList VocabularyList vocabularyElementList attributes attribute
    epcis:EPCISDocument $ #text _ dscsaTransactionStatement guidelineVersion
    StandardBusinessDocumentHeader Sender Identifier directPurchase lotNumber x:y
    certificationInfo sensorElementList transactionDate schemaVersion""".split()
)
values = st.recursive(
    scalars | st.sampled_from(["EPCISDocument", "ObjectEvent", "2026-11-19T15:00:00Z"]),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(names, inner, max_size=6)
    ),
    max_leaves=30,
)


def check(content):
    """Read; True when it was accepted."""
    try:
        reader, _ = read(content, LIMITS)
    except EpcisError as error:
        assert error.code in RULES, error.code
        assert "\u00ab?\u00bb" not in sentence(error.code, error.facts)
        return False
    assert reader.header.format in ("xml", "json")
    for found in reader.findings:
        assert found.level in LEVELS
        assert found.code in RULES, found.code
        assert found.place
    return True


class TestProperties(unittest.TestCase):
    @given(st.binary(max_size=300))
    @example(b"<\xef\xbb\xbf")
    @example(b"[")
    def test_any_bytes(self, content):
        check(content)

    @examples(150)
    @given(
        st.sampled_from([XML, JSON]),
        st.lists(
            st.tuples(
                st.floats(0, 1), st.integers(0, 30), st.sampled_from((b"", *PIECES))
            ),
            min_size=1,
            max_size=4,
        ),
    )
    def test_good_files_with_holes_and_insertions(self, content, changes):
        for place, gone, piece in changes:
            at = int(place * len(content))
            content = content[:at] + piece + content[at + gone :]
        check(content)

    @given(st.sampled_from([XML, JSON]), st.floats(0, 0.999))
    def test_no_truncated_file_is_accepted(self, content, place):
        self.assertFalse(check(content[: int(place * len(content))]))

    @examples(200)
    @given(values)
    def test_any_json_of_known_names(self, value):
        check(json.dumps(value))
        given_event = {"type": "ObjectEvent", "eventTime": value, "epcList": value}
        given_event |= value if isinstance(value, dict) else {"ilmd": value}
        check(json.dumps([given_event]))

    def test_the_unchanged_files_are_accepted(self):
        self.assertTrue(check(XML))
        self.assertTrue(check(JSON))


if __name__ == "__main__":
    unittest.main()
