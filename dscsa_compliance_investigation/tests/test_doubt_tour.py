"""The suspect hour on a phone: doubt, aside, label, sign, photo, call: six taps."""

import io
import json
import time

from PIL import Image

from odoo.tests import tagged

from odoo.addons.dscsa_compliance.tests.touring import TourCase

from .doubting import DoubtCommon


@tagged("post_install", "-at_install")
class TestDoubtTour(DoubtCommon, TourCase):
    browser_size = "390x844"
    touch_enabled = True

    def test_on_a_phone(self):
        if "dscsa.station" not in self.env:
            self.skipTest("no station here")
        given = json.dumps({"label": self.label("S0001")}).encode()
        number = self.env["ir.attachment"].create(
            {"name": "given.json", "raw": given, "public": True}
        )
        began = time.monotonic()
        self.start_tour(
            "/odoo/dscsa-station?mode=look_up",
            "dscsa_doubt_on_a_phone",
            login=self.technician.login,
            cookies={"dscsa_tour": str(number.id)},
        )
        self.assertLess(time.monotonic() - began, 60)
        self.env.invalidate_all()
        case = self.epcs[0].investigation_item_ids.investigation_id
        self.assertEqual(self.epcs[0].hold, "suspect")
        self.assertEqual(case.sign_ids.code, "C1")
        self.assertEqual(case.verification_ids.item_id.serial, "S0001")
        self.assert_covered(case.sign_ids.evidence_ids)

    def assert_covered(self, kept):
        """Where the name stood the kept picture is black."""
        image = Image.open(io.BytesIO(kept.attachment_id.raw)).convert("RGB")
        wide, high = image.size
        for x in (50, 140, 230):
            dot = image.getpixel((x * wide // 300, 195 * high // 400))
            self.assertLess(max(dot), 60)
