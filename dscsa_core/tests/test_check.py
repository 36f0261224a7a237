"""Whatever bytes come in, a report comes out."""

import io
import unittest

from hypothesis import given
from hypothesis import strategies as st

from dscsa_core.check import check_stream
from dscsa_core.epcis import make
from dscsa_core.epcis.writer import write_document

from . import samples
from .depth import examples

_out = io.BytesIO()
write_document(
    _out,
    header=samples.HEADER,
    items=samples.ITEMS,
    places=samples.PLACES,
    events=make.shipment([samples.full_pallet(2, 2)], samples.TERMS),
)
GOOD = _out.getvalue()
_TEXTS = (b"ADD", b"DELETE", b"shipping", b"0312340000016", b"", b"\xff", b"<epc/>")
_cuts = st.tuples(
    st.integers(0, len(GOOD)), st.integers(0, 60), st.sampled_from(_TEXTS)
)


def report(data: bytes) -> dict:
    return check_stream(io.BytesIO(data), "x", samples.TODAY, samples.NOW)


class TestCheck(unittest.TestCase):
    @examples(200)
    @given(st.lists(_cuts, min_size=1, max_size=4))
    def test_a_damaged_file_gives_a_report(self, cuts):
        data = GOOD
        for start, length, text in cuts:
            data = data[:start] + text + data[start + length :]
        found = report(data)
        self.assertEqual(found["accepted"], found["error"] is None)
        for finding in found["findings"]:
            self.assertTrue(finding["message"])

    @examples(100)
    @given(
        st.lists(
            st.tuples(
                st.sampled_from(["A", "B", "C", "ADD", "OBSERVE", "DELETE"]),
                st.sampled_from([b"ADD", b"OBSERVE", b"DELETE", b"", b"add"]),
            ),
            max_size=3,
        ),
        st.sampled_from([b"shipping", b"void_shipping", b"unpacking", b"x"]),
    )
    def test_a_well_formed_file_with_other_words_is_read(self, words, step):
        data = GOOD.replace(b"bizstep:packing", b"bizstep:" + step)
        for old, new in words:
            tag = b"<action>" + old.encode() + b"<"
            data = data.replace(tag, b"<action>" + new + b"<", 1)
        self.assertTrue(report(data)["accepted"])

    def test_the_undamaged_one_has_nothing_to_say(self):
        found = report(GOOD)
        self.assertEqual((found["accepted"], found["findings"]), (True, []))
        self.assertEqual(found["transactions"][0]["lines"][0]["quantity"], 4)
