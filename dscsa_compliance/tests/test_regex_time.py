"""No regular expression of the addons takes more than some time for each letter."""

import re
import sys
from pathlib import Path

from dscsa_core.testing import regex_time

from odoo.tests import BaseCase, tagged

_ADDON = Path(__file__).resolve().parents[1]
_OURS = "odoo.addons.dscsa_compliance"


@tagged("post_install", "-at_install")
class TestRegexTime(BaseCase):
    def test_every_expression(self):
        """Those of the core are tried without Odoo."""
        trees, count = regex_time.sources(_ADDON), 0
        used = regex_time.usage(trees)
        for module in sorted(name for name in sys.modules if name.startswith(_OURS)):
            if ".tests" in module:
                continue
            for name, pattern in regex_time.patterns_of(sys.modules[module]):
                if name.startswith("__"):
                    continue
                count += 1
                methods = used.get(name, ())
                with self.subTest(f"{module}.{name}"):
                    self.assertIsNone(regex_time.slow(pattern, methods))
        self.assertTrue(count, "none is found: nothing was tried")
        for place, text, flags, method in regex_time.inline(trees):
            with self.subTest(place):
                pattern = re.compile(text, flags)
                self.assertIsNone(regex_time.slow(pattern, {method}))
