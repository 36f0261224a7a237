"""Photos of codes as phones and bad light make them; files that are no pictures."""

import io
from unittest import skipIf

from dscsa_core.gs1.label_text import package_elements, scanned_text
from dscsa_core.guarded import picture_file
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageOps

from odoo.exceptions import UserError
from odoo.tests import TransactionCase, tagged

from odoo.addons.dscsa_compliance.services.scanning import pictures

from ..services.labels.symbols import LINEAR_QUIET, data_matrix, gs1_128

GTIN = "00399999000017"
_QUIET = 4


def grain(image, sigma):
    """The picture as a bad light makes it."""
    return ImageChops.add(image, Image.effect_noise(image.size, sigma), offset=-128)


def resized(image, times):
    """The picture so many times as large."""
    size = [round(length * times) for length in image.size]
    return image.resize(size, Image.Resampling.LANCZOS)


@tagged("post_install", "-at_install")
@skipIf(picture_file.zxingcpp is None, "zxing-cpp is not installed")
class TestPictures(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.elements = package_elements(GTIN, "TESTSERIAL01", "LOT7401")
        cls.expected = scanned_text(cls.elements)

    def symbol(self, scale=6, fill=None):
        """The square code; with ``fill`` each module is a dot of that width."""
        rows = data_matrix(self.env, self.elements)
        side = (len(rows) + 2 * _QUIET) * scale
        image = Image.new("L", (side, side), 255)
        draw = ImageDraw.Draw(image)
        gap = 0 if fill is None else scale * (1 - fill) / 2
        for y, row in enumerate(rows):
            for x, is_dark in enumerate(row):
                left, top = (x + _QUIET) * scale, (y + _QUIET) * scale
                if is_dark and fill is None:
                    box = (left, top, left + scale - 1, top + scale - 1)
                    draw.rectangle(box, fill=0)
                elif is_dark:
                    box = (left + gap, top + gap, left + scale - gap, top + scale - gap)
                    draw.ellipse(box, fill=0)
        return image

    def bars(self, scale=2):
        """GS1-128 of the same product."""
        elements = (("01", GTIN), ("10", "LOT7401"))
        modules = gs1_128(self.env, elements)
        width = (len(modules) + 2 * LINEAR_QUIET) * scale
        image = Image.new("L", (width, 200), 255)
        draw = ImageDraw.Draw(image)
        for place, module in enumerate(modules, LINEAR_QUIET):
            if module == "1":
                left = place * scale
                draw.rectangle((left, 30, left + scale - 1, 170), fill=0)
        return image

    def found(self, image, form="PNG", **options):
        out = io.BytesIO()
        image.save(out, form, **options)
        return pictures.read_picture(self.env, out.getvalue())

    def test_what_makes_a_code_hard_to_read(self):
        plain = self.symbol()
        far = Image.new("L", (1600, 1200), 200)
        far.paste(resized(self.symbol(8), 0.25), (900, 300))
        faint = plain.point(lambda value: 110 + value * 30 // 255)
        shadow = Image.linear_gradient("L").resize(plain.size)
        for name, image in (
            ("dots", self.symbol(10, 0.6)),
            ("small dots", self.symbol(6, 0.7)),
            ("large dots", self.symbol(18, 0.7)),
            ("turned dots", self.symbol(10, 0.7).rotate(7, expand=True, fillcolor=255)),
            ("grain", grain(plain, 60)),
            ("much grain", grain(plain, 80)),
            ("small modules", resized(self.symbol(8), 1.5 / 8)),
            ("from afar", far),
            ("blurred", plain.filter(ImageFilter.GaussianBlur(3))),
            ("faint", faint),
            ("faint grain", grain(faint, 8)),
            ("shadow", ImageChops.multiply(plain, shadow.point(lambda v: 60 + v // 2))),
            ("white on black", ImageOps.invert(plain)),
            ("white dots", ImageOps.invert(self.symbol(10, 0.7))),
            ("turned", plain.rotate(33, expand=True, fillcolor=255)),
        ):
            with self.subTest(name):
                self.assertIn(self.expected, self.found(image))

    def test_bars_at_any_angle(self):
        expected = f"]C101{GTIN}10LOT7401"
        for angle in (0, 12, 30, 45, 70, 90):
            turned = self.bars().rotate(
                angle, Image.Resampling.BICUBIC, expand=True, fillcolor=255
            )
            with self.subTest(angle):
                self.assertIn(expected, self.found(turned))

    def test_formats(self):
        plain = self.symbol()
        clear = Image.new("RGBA", plain.size, (0, 0, 0, 0))
        clear.putalpha(ImageOps.invert(plain))
        for form, image in (
            ("WEBP", plain),
            ("WEBP", clear),
            ("PNG", clear),
            ("TIFF", plain),
            ("TIFF", plain.convert("1")),
            ("GIF", plain),
            ("BMP", plain),
            ("JPEG", plain.convert("RGB").convert("CMYK")),
        ):
            with self.subTest(f"{form} {image.mode}"):
                self.assertIn(self.expected, self.found(image, form))

    def test_what_is_no_picture_is_named(self):
        for data, words in (
            (b"%PDF-1.7 ...", "PDF"),
            (b"PK\x03\x04....", "ZIP"),
            (b"<svg xmlns='x'></svg>", "SVG"),
            (b"\0\0\0\x18ftypavif" + b"\0" * 40, "AVIF"),
            (b"\0\0\0\x18ftypisom" + b"\0" * 40, "video"),
            (b"hello", "no picture"),
            (b"", "no picture"),
        ):
            with self.subTest(words), self.assertRaisesRegex(UserError, words):
                pictures.read_picture(self.env, data)

    def test_bombs(self):
        """Refused in words; ``dscsa_core`` tries what else there is."""
        for data, words in (
            (b"P6 100000 100000 255 ", "megapixels"),
            (b"P6 6500 6000 255 \0", "nothing"),
            (b"P3 6000 6000 255 " + b"1 " * 90_000, "letters"),
        ):
            with self.subTest(words), self.assertRaisesRegex(UserError, words):
                pictures.read_picture(self.env, data)
