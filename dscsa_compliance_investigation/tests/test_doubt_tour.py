"""The suspect hour on a phone: doubt, aside, label, sign, photo, call: six taps."""

import io
import json
from datetime import timedelta

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
        self.start_tour(
            "/odoo/dscsa-station?mode=look_up",
            "dscsa_doubt_on_a_phone",
            login=self.technician.login,
            cookies={"dscsa_tour": str(number.id)},
        )
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

    def test_illegitimate_in_the_evening(self):
        """The owner signs on a phone: sheet and notices are ready, none is sent."""
        case = self.suspect()
        self.asked(case, answer="not_confirmed")
        self.sell(self.epcs[1], self.stranger)
        for firm in self.seller | self.stranger:
            firm.email = f"desk{firm.id}@brookdrug.example.com"
        sent = self.env["mail.mail"].search_count([])
        self.start_tour(
            "/odoo/action-dscsa_compliance_investigation.dscsa_investigation_action"
            f"/{case.id}",
            "dscsa_illegitimate_on_a_phone",
            login=self.manager.login,
        )
        self.env.invalidate_all()
        self.assertEqual(
            (case.state, case.classification), ("illegitimate", "counterfeit")
        )
        self.assertEqual(case.due_at - case.determined_at, timedelta(hours=24))
        told = case.notice_ids.mapped("partner_id")
        self.assertEqual(told, self.seller | self.stranger)
        self.assertFalse(any(case.notice_ids.mapped("told_at")), "a person sends them")
        self.assertEqual(self.env["mail.mail"].search_count([]), sent)
        form = self.env["dscsa.form3911"].search([("case_ids", "in", case.ids)])
        self.assertFalse(form.sent_at)
        self.assertIn("Counterfeit", str(form.lines))
