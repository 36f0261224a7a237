"""Whatever the bytes: an X12Error or findings with words, never anything else."""

import io
import unittest

from hypothesis import example, given
from hypothesis import strategies as st

from dscsa_core.catalogue import RULES
from dscsa_core.epcis.digest import Digest
from dscsa_core.errors import Gs1Error
from dscsa_core.notice.model import Goods
from dscsa_core.x12.model import X12Error, X12Limits
from dscsa_core.x12.reader import open_x12
from dscsa_core.x12.writer import Style, write_interchange

from .depth import examples
from .x12_samples import EXPIRY, gtin, notice, read, sscc

TEXT = write_interchange(
    [notice(Goods(gtin(1), "L", EXPIRY, 0, ("S1", "S2"), sscc(1)), Goods(gtin(2), "M"))]
)
LIMITS = X12Limits(max_bytes=1 << 18, max_segments=2000)
PIECES = [*TEXT.split("~\n"), *"ISA* GS* ST*856 SE* GE* IEA* HL* LIN* SLN*".split()]
segments = st.lists(
    st.sampled_from(PIECES)
    | st.builds("*".join, st.lists(st.text(max_size=6), max_size=8)),
    max_size=25,
)


def survive(test, data):
    try:
        reader = open_x12(io.BytesIO(data), limits=LIMITS)
    except X12Error as error:
        test.assertIn(error.code, RULES)
        return
    digest = Digest()
    for event in reader.events():
        digest.apply(event)
    digest.transactions(reader.header)
    for found in reader.findings:
        test.assertIn(found.code, RULES)


class TestProperties(unittest.TestCase):
    @examples(150)
    @given(st.binary(max_size=300))
    @example(b"ISA" + b"*" * 20)
    def test_any_bytes(self, data):
        survive(self, data)

    @examples(150)
    @given(segments)
    def test_any_segments(self, parts):
        survive(self, ("~\n".join([PIECES[0], *parts]) + "~").encode())

    @examples(150)
    @given(st.integers(0, len(TEXT)), st.integers(0, 30), st.text(max_size=12))
    def test_damaged_files(self, start, length, filling):
        survive(self, (TEXT[:start] + filling + TEXT[start + length :]).encode())

    @examples(60)
    @given(
        st.lists(
            st.tuples(
                st.integers(1, 30),
                st.text("ABC123-./", min_size=1, max_size=20),
                st.integers(0, 40),
                st.integers(0, 3),
            ),
            min_size=1,
            max_size=12,
        ),
        st.sampled_from([Style(), Style("005010", element="|", segment="\n")]),
    )
    def test_what_is_written_is_read(self, rows, style):
        goods, expected = [], {}
        for index, (number, lot, count, serials) in enumerate(rows):
            named = tuple(f"S{index}-{n}" for n in range(serials))
            loose = 0 if named else count
            key = (gtin(number), lot)
            if key in expected or not (named or loose):
                continue
            expected[key] = loose + len(named)
            goods.append(Goods(*key, EXPIRY, loose, named))
        if not goods:
            return
        _reader, _digest, (found,) = read(write_interchange([notice(*goods)], style))
        lines = {(line.gtin, line.lot): line.quantity for line in found.lines}
        self.assertEqual(lines, expected)

    def test_wrong_serials_never_leave_the_reader(self):
        with self.assertRaises(Gs1Error):
            list(read(write_interchange([notice(Goods("1", "L", None, 1))])))
