"""Workbooks as cells of text; hostile ones are refused. Needs the extra ``tables``."""

import io
import unittest
import zipfile

import pytest

from dscsa_core.tabular.model import TableError

openpyxl = pytest.importorskip("openpyxl")
pytest.importorskip("xlrd")

from dscsa_core.guarded import workbook  # noqa: E402 - after what it needs
from dscsa_core.guarded.table_file import rows_of, sheets_of  # noqa: E402


class TestWorkbooks(unittest.TestCase):
    def workbook(self, *rows, formats=None, title="Sheet"):
        book = openpyxl.Workbook()
        sheet = book.active
        sheet.title = title
        for row in rows:
            sheet.append(row)
        for cell, form in (formats or {}).items():
            sheet[cell].number_format = form
        out = io.BytesIO()
        book.save(out)
        return out.getvalue()

    def test_values_as_they_are_shown(self):
        content = self.workbook(
            [99999000001, 116200116, 3.0, True, None],
            formats={"A1": "00000-0000-00", "B1": "00000000000"},
        )
        rows = workbook.read_workbook(io.BytesIO(content))
        self.assertEqual(rows, [["99999-0000-01", "00116200116", "3", "yes"]])

    def test_sheet_by_name(self):
        content = self.workbook(["a"], title="One")
        self.assertEqual(workbook.sheet_names(io.BytesIO(content)), ["One"])
        self.assertEqual(workbook.read_workbook(io.BytesIO(content), "No"), [["a"]])

    def test_upload_does_not_unpack_a_workbook(self):
        content = self.workbook(["NDC", "Lot"], ["1", "2"])
        self.assertTrue(workbook.is_workbook(io.BytesIO(content)))
        plain = io.BytesIO()
        with zipfile.ZipFile(plain, "w") as archive:
            archive.writestr("a.xml", "<a/>")
        self.assertFalse(workbook.is_workbook(plain))

    def _archive(self, parts):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in parts.items():
                archive.writestr(name, content)
        return out

    def test_hostile_workbooks(self):
        good = io.BytesIO(self.workbook(["a"]))
        with zipfile.ZipFile(good) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        bomb = parts | {"xl/media/x.bin": b"\0" * (workbook.RATIO_FREE + (8 << 20))}
        entity = parts | {
            "xl/worksheets/sheet1.xml": b"<?xml version='1.0'?><!DOCTYPE a>"
            + parts["xl/worksheets/sheet1.xml"]
        }
        many = parts | {f"x{n}": b"" for n in range(workbook.MAX_PARTS + 1)}
        broken = parts | {"xl/workbook.xml": b"<no"}
        for parts_of, code in (
            (bomb, "tabular.size"),
            (many, "tabular.size"),
            (entity, "tabular.workbook"),
            (broken, "tabular.workbook"),
        ):
            with self.subTest(code), self.assertRaises(TableError) as caught:
                workbook.read_workbook(self._archive(parts_of))
            self.assertEqual(caught.exception.code, code)

    def test_any_table(self):
        content = self.workbook(["a"], title="One")
        self.assertEqual(rows_of(io.BytesIO(content)), ("xlsx", [["a"]]))
        self.assertEqual(sheets_of(io.BytesIO(content)), ["One"])
        page = b"<html><table><tr><td>a</td><td>b</td></tr></table></html>"
        self.assertEqual(rows_of(io.BytesIO(page)), ("xlsx", [["a", "b"]]))
        self.assertEqual(len(sheets_of(io.BytesIO(page))), 1)
        self.assertEqual(rows_of(io.BytesIO(b"a,b\r\n")), ("csv", [["a", "b"]]))
        self.assertEqual(sheets_of(io.BytesIO(b"a,b\r\n")), [])
        with self.assertRaises(TableError):
            rows_of(io.BytesIO(workbook.OLD_EXCEL + b"nothing"))
