"""Another program on the disk than in the server: said before a table is shown."""

import io
from unittest.mock import patch

from dscsa_core.guarded import process

from odoo.exceptions import UserError
from odoo.tests import TransactionCase, tagged

from ..services.table_preview import TablePreview


@tagged("post_install", "-at_install")
class TestUpgradedWithoutRestart(TransactionCase):
    def test_tables_say_so_too(self):
        self.startPatcher(patch.object(process, "children", process.Children()))
        self.startPatcher(patch.object(process, "PROGRAM", b"an older one"))

        def opened():
            return io.BytesIO(b"a,b,c\r\n1,2,3\r\n")

        preview = TablePreview(self.env, opened)
        for call in (preview.rows, preview.sheets):
            with self.assertRaisesRegex(UserError, "restart"):
                call()
