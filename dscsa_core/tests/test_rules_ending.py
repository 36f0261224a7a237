"""Which file ends a cause of a hold."""

import unittest

from dscsa_core.rules.ending import is_ended


class TestEnding(unittest.TestCase):
    def test_by_what_the_file_leaves_open(self):
        for code, found, expected in (
            ("NO_TI", (), True),
            ("NO_TI", ("NO_TI",), False),
            ("NO_TI", ("SHIPTO_NOT_OURS",), True),
            ("SHIPMENT_WITHDRAWN", (), True),
            ("SHIPMENT_WITHDRAWN", ("LOT_MISMATCH",), True),
            ("SHIPMENT_WITHDRAWN", ("SHIPTO_NOT_OURS",), False),
            ("SERIAL_OUT_OF_USE", ("TI_OTHER_BUYER",), False),
        ):
            with self.subTest(code=code, found=found):
                self.assertEqual(is_ended(code, set(found)), expected)
