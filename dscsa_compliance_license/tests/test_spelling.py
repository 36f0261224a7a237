"""What users read is US spelling, also in databases made with other words."""

import importlib.util
from pathlib import Path

from odoo.tests import TransactionCase, tagged

_FILE = Path(__file__).parent.parent / "migrations" / "19.0.2.0.0" / "post-spelling.py"


@tagged("post_install", "-at_install")
class TestSpelling(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        spec = importlib.util.spec_from_file_location("post_spelling", _FILE)
        cls.script = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(cls.script)
        cls.shipped = {
            (cls.env.ref(f"dscsa_compliance_license.{name}"), field): words
            for (name, field), words in cls.script._SHIPPED.items()
        }

    def test_rows_of_then_read_as_those_of_today(self):
        today = {key: key[0][key[1]] for key in self.shipped}
        for (row, field), words in self.shipped.items():
            row[field] = words
        self.script.migrate(self.env.cr, "19.0.1.1.0")
        self.env.invalidate_all()
        for (row, field), words in today.items():
            self.assertEqual(row[field], words)

    def test_what_somebody_wrote_stays(self):
        for row, field in self.shipped:
            row[field] = "our own licence"
        self.script.migrate(self.env.cr, "19.0.1.1.0")
        self.env.invalidate_all()
        for row, field in self.shipped:
            self.assertEqual(row[field], "our own licence")
