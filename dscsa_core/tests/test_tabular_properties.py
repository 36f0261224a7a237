"""Whatever is in a table: rows or problems with words, never anything else."""

import csv
import io
import unittest

from hypothesis import given
from hypothesis import strategies as st

from dscsa_core.catalogue import RULES
from dscsa_core.epcis.digest import Digest
from dscsa_core.notice.events import NoticeReader
from dscsa_core.notice.model import CSV
from dscsa_core.tabular.deliveries import deliveries, header_of
from dscsa_core.tabular.fields import FIELDS, find_header_row, guess_columns
from dscsa_core.tabular.model import Layout, TableError
from dscsa_core.tabular.rows import read_table
from dscsa_core.tabular.text import clean, read_rows

from .depth import examples
from .table_samples import TERMS
from .x12_samples import gtin

cells = st.one_of(
    st.text(max_size=30),
    st.sampled_from([gtin(1), "99999-0000-1", "12/31/2028", "1", "1E+5", "", "7K21"]),
)
fields = st.lists(st.sampled_from(sorted(FIELDS)), max_size=8, unique=True)


class TestProperties(unittest.TestCase):
    @examples(150)
    @given(st.binary(max_size=400))
    def test_any_bytes(self, data):
        try:
            rows = read_rows(io.BytesIO(data))
        except TableError as error:
            self.assertIn(error.code, RULES)
            return
        header = find_header_row(rows)
        columns = guess_columns(rows[header - 1] if header else (), rows)
        read_table(rows, Layout(columns, header))

    @examples(200)
    @given(
        st.lists(st.lists(cells, max_size=9), max_size=12), fields, st.integers(0, 2)
    )
    def test_any_cells(self, rows, names, header):
        rows = [[clean(cell) for cell in row] for row in rows]
        layout = Layout(
            {name: index for index, name in enumerate(names)}, min(header, len(rows))
        )
        reading = read_table(rows, layout)
        for problems in reading.problems.values():
            for problem in problems:
                self.assertIn(problem.code, RULES)
                self.assertTrue({"row"} <= problem.facts.keys())
        notices, findings = deliveries(reading.entries, TERMS)
        header_values = header_of(CSV, reading.entries, notices, TERMS)
        digest = Digest()
        for event in NoticeReader(header_values, notices, findings).events():
            digest.apply(event)
        found = digest.transactions(header_values)
        self.assertEqual(len(found), len(notices))
        told = sum(len(g.serials) + g.quantity for n in notices for g in n.goods)
        self.assertEqual(sum(t.quantity for t in found), told)

    @examples(80)
    @given(
        st.lists(
            st.lists(st.text("abc,;|\t\"'1 \n", max_size=8), min_size=3, max_size=3),
            min_size=1,
            max_size=8,
        ),
        st.sampled_from(",;\t|"),
    )
    def test_declared_separator_is_followed(self, rows, sign):
        out = io.StringIO(newline="")
        writer = csv.writer(out, delimiter=sign, quoting=csv.QUOTE_ALL)
        writer.writerows(rows)
        data = f"sep={sign}\n{out.getvalue()}".encode()
        expected = [[clean(cell) for cell in row] for row in rows]
        try:
            found = read_rows(io.BytesIO(data))
        except TableError:
            self.assertFalse(any(any(row) for row in expected))
            return
        for row, cells_found in zip(expected, found, strict=False):
            self.assertEqual([*cells_found, "", "", ""][:3], row)
