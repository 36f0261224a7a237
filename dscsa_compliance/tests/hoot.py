"""Unit tests of screens, run in Chromium: one suite an addon."""

from pathlib import Path
from urllib.parse import urlencode

from odoo.tests import HttpCase, no_retry
from odoo.tools.misc import file_path

_SUCCESS = "[HOOT] Test suite succeeded"


def _suite_id(name):
    """Identifier Hoot gives to a suite: a 32-bit string hash, as in Odoo's runner."""
    number = 0
    for char in name:
        number = ((number << 5) - number + ord(char)) & 0xFFFFFFFF
    return f"{number:08x}"


class HootCase(HttpCase):
    """Runs the unit tests of the screens of the addon the test stands in."""

    @property
    def addon(self):
        """``odoo.addons.<addon>.tests.test_x`` → its name."""
        return type(self).__module__.split(".")[2]

    @no_retry
    def test_screens(self):
        query = urlencode(
            {
                "headless": "",
                "loglevel": 2,
                "preset": "desktop",
                "timeout": 120_000,
                "id": _suite_id(f"@{self.addon}"),
            }
        )
        self.browser_js(
            f"/web/tests?{query}",
            "",
            login="admin",
            timeout=600,
            success_signal=_SUCCESS,
            error_checker=lambda message: "[HOOT]" not in message,
        )

    def test_every_test_file_is_in_the_bundle(self):
        """A test that the bundle does not hold would never fail."""
        # tours, a folder deeper, have a bundle of their own
        files = Path(file_path(f"{self.addon}/static/tests")).glob("*.js")
        assets = self.env["ir.qweb"]._get_asset_content("web.assets_unit_tests")[0]
        ours = {
            asset["url"].rsplit("/", 1)[-1]
            for asset in assets
            if f"/{self.addon}/static/tests/" in asset["url"]
        }
        self.assertEqual(ours, {path.name for path in files})
