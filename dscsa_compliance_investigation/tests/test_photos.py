"""A photo of a doubt: kept as it was covered, freed of what a camera adds."""

import base64
import io

from PIL import Image

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .doubting import DoubtCommon


def photo(form="JPEG", size=(40, 30), **options):
    """A picture as browsers send it."""
    out = io.BytesIO()
    Image.new("RGB", size, "white").save(out, form, **options)
    return base64.b64encode(out.getvalue()).decode()


@tagged("post_install", "-at_install")
class TestPhotos(DoubtCommon):
    def test_a_photo_of_a_sign(self):
        exif = Image.Exif()
        exif[0x010F] = "Phone of J. Doe"
        case = self.open_case().with_user(self.technician)
        case.dscsa_tick("C1")
        page = case.dscsa_photo(photo(exif=exif), "C1")
        self.assertEqual(page["photos"], 1)
        kept = case.evidence_ids
        self.assertEqual(case.sign_ids.evidence_ids, kept)
        self.assertTrue(kept.sha256)
        self.assertNotIn(b"Doe", kept.attachment_id.raw)
        self.assertEqual(Image.open(io.BytesIO(kept.attachment_id.raw)).size, (40, 30))

    def test_what_is_no_photo(self):
        case = self.open_case().with_user(self.technician)
        pdf = base64.b64encode(b"%PDF-1.7").decode()
        for image in ("", "!!", pdf, photo("PNG", (12_000, 12_000)), None, 7, ["x"]):
            with self.subTest(str(image)[:20]), self.assertRaises(UserError):
                case.dscsa_photo(image)
        self.assertFalse(case.evidence_ids)

    def test_who_may(self):
        case = self.open_case()
        for user in (self.auditor, self.stock_user):
            with self.subTest(user.login), self.assertRaises(AccessError):
                case.with_user(user).dscsa_photo(photo())
