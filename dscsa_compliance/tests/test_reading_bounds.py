"""What would take long is refused by its size, at once and with the unit."""

import io
import zipfile

import openpyxl
from dscsa_core.guarded import reading
from dscsa_core.testing import effort

from odoo.tests import tagged

from ..services.ingest import ingest
from .common import DscsaCommon


def workbook(rows, more=()):
    """An XLSX of very many equal rows; ``more`` are other parts."""
    book, out = openpyxl.Workbook(write_only=True), io.BytesIO()
    sheet = book.create_sheet()
    for number in range(1000):
        sheet.append(["00399990123457", f"S{number}", "L1", "2028-03-31", 1])
    book.save(out)
    large = io.BytesIO()
    with (
        zipfile.ZipFile(out) as small,
        zipfile.ZipFile(large, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
    ):
        for name in small.namelist():
            data = small.read(name)
            if "/worksheets/" in name:
                begin, end = data.index(b"<row"), data.index(b"</sheetData>")
                data = data[:begin] + data[begin:end] * (rows // 1000) + data[end:]
            archive.writestr(name, data)
        for name, data in more:
            archive.writestr(name, data)
    large.seek(0)
    return large


@tagged("post_install", "-at_install")
class TestReadingBounds(DscsaCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # a child that waits, as in any server that was used
        reading.read_rows(workbook(1000))

    def refused(self, call, words):
        """Read in full these take minutes."""
        with effort.answers(), self.assertRaisesRegex(Exception, words) as caught:
            call()
        return caught.exception

    def test_rows_of_a_workbook(self):
        book = workbook(300_000)
        for read in (reading.read_rows, reading.read_sheets):
            self.refused(lambda read=read: read(book), "200,000 rows")

    def test_parts_of_a_workbook(self):
        styles = b"<styleSheet>" + bytes(range(32, 127)) * 100_000
        book = workbook(1000, [("xl/more/styles.xml", styles)])
        self.refused(lambda: reading.read_rows(book), "8 MB of xl/more/styles.xml")

    def test_ship_notices(self):
        text = b"ST*856*0001~BSN*00*1*20260101~" + b"N1" + b"*" * 60_000 + b"~"
        document = self.take_in(text)
        with effort.answers():
            document._process()
        self.assertIn("500 elements a segment", document.failure)

    def test_what_is_told_has_a_unit_and_a_next_step(self):
        zipped = io.BytesIO()
        with zipfile.ZipFile(zipped, "w") as archive:
            archive.writestr("a.xml", b"<a/>")
        for content, words in (
            (zipped.getvalue(), "archive.*Unpack it"),
            (b"a,b,c\r\n" + b"\0" * 900, "NUL.*CSV or XLSX"),
            (b"\x1f\x8b" + b"x" * 90, "archive.*Unpack it"),
            (
                b'{"type": "EPCISDocument", "a": "' + b"x" * (2 << 20) + b'"}',
                "1,048,576 signs",
            ),
        ):
            with self.subTest(words):
                document = self.take_in(content)
                document._process()
                self.assertEqual(document.state, "failed")
                self.assertRegex(document.failure, words)

    def test_very_many_shipments(self):
        for most, state in ((1, "processed"), (0, "failed")):
            self.patch(ingest, "MOST_SHIPMENTS", most)
            document = self.take_in(self.build_file(self.packages(2), po=f"M{most}"))
            document._process()
            self.assertEqual(document.state, state, document.failure)
        self.assertIn("0 shipments", document.failure)
