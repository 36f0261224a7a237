"""Bytes that call themselves pictures; needs the extra ``pictures``."""

import io
import struct
import sys
import unittest
import zlib
from unittest.mock import patch

import pytest

from dscsa_core.errors import CoreError
from dscsa_core.testing import effort

Image = pytest.importorskip("PIL.Image")
zxingcpp = pytest.importorskip("zxingcpp")
from dscsa_core.guarded import picture_file  # noqa: E402 - after what it needs

_TEXT = "(01)00399999000017(21)S0001(10)L1"
_READ = "]d2010039999900001721S0001\x1d10L1"


def symbol(scale=6):
    """The square code of a package."""
    code = zxingcpp.create_barcode(_TEXT, zxingcpp.BarcodeFormat.DataMatrix, gs1=True)
    return Image.fromarray(code.to_image(scale=scale))


def stream_of(image, form="PNG", **options):
    """The picture as a file."""
    out = io.BytesIO()
    image.save(out, form, **options)
    out.seek(0)
    return out


class TestPictures(unittest.TestCase):
    def refused(self, data, code):
        with self.assertRaises(CoreError) as caught:
            picture_file.codes_in(io.BytesIO(data))
        self.assertIn(caught.exception.code, code)
        return caught.exception

    def test_a_code_in_every_form_and_turn(self):
        plain = symbol()
        clear = Image.new("RGBA", plain.size, (0, 0, 0, 0))
        clear.putalpha(plain.convert("L").point(lambda value: 255 - value))
        for name, stream in (
            ("png", stream_of(plain)),
            ("jpeg", stream_of(plain.convert("RGB"), "JPEG")),
            ("black on nothing", stream_of(clear)),
            ("turned", stream_of(plain.rotate(33, expand=True, fillcolor=255))),
            ("small", stream_of(plain.resize((48, 48), Image.Resampling.LANCZOS))),
            ("16 bits", stream_of(plain.convert("I;16").point(lambda v: v * 257))),
        ):
            with self.subTest(name):
                self.assertIn(_READ, picture_file.codes_in(stream))

    def test_what_is_no_picture_is_named(self):
        for data, kind in (
            (b"%PDF-1.7 ...", "PDF"),
            (b"PK\x03\x04....", "ZIP"),
            (b"<svg xmlns='x'></svg>", "SVG"),
            (b"\0\0\0\x18ftypavif" + b"\0" * 40, "AVIF"),
            (b"\0\0\0\x18ftypisom" + b"\0" * 40, "video"),
            (b"hello", ""),
            (b"", ""),
        ):
            with self.subTest(kind):
                error = self.refused(data, ["picture.kind"])
                self.assertEqual(error.facts["kind"].split()[:1], kind.split())
        with patch.dict(sys.modules, {"pi_heif": None}):
            error = self.refused(b"\0\0\0\x18ftypheic" + b"\0" * 40, ["picture.kind"])
        self.assertEqual(error.facts["kind"], "HEIC")

    def test_without_a_library(self):
        with (
            patch.object(picture_file, "zxingcpp", None),
            patch.object(picture_file, "pyzbar", None),
        ):
            self.refused(b"", ["picture.reader"])

    def test_time_is_bounded(self):
        noise = stream_of(Image.effect_noise((2000, 1500), 60)).getvalue()
        with patch.object(picture_file, "MAX_TIME", 0.0):
            with effort.ends():
                self.refused(noise, ["picture.no_code"])

    def test_bombs(self):
        """Refused at once, whatever they would come to."""
        for name, data, codes in _bombs():
            with self.subTest(name):
                with effort.ends():
                    self.refused(data, codes.split())


def _bombs():
    """(name, bytes, codes of the refusal) of small files with very many points."""
    yield from (
        ("png of 65535 x 65535", _png_head(65535, 65535), "picture.size"),
        ("png of no width", _png_head(0, 10), "picture.kind"),
        ("png of 39 Mpx", _png_head(6500, 6000), "picture.packed picture.kind"),
        ("ppm of 10^10 points", b"P6 100000 100000 255 ", "picture.size"),
        ("ppm of 39 Mpx", b"P6 6500 6000 255 \0", "picture.packed"),
        ("ppm in letters", b"P3 6000 6000 255 " + b"1 " * 90_000, "picture.kind"),
        ("bmp of 10^9", b"BM" + struct.pack("<IIIIiiHHIIiiII", *_BMP), "picture.size"),
    )
    for form in ("PNG", "TIFF", "WEBP", "GIF"):
        is_webp = form == "WEBP"
        image = Image.new("1", (16_000, 2_400) if is_webp else (30_000, 1_300))
        options = {"compression": "tiff_lzw"} if form == "TIFF" else {}
        options = {"lossless": True, "method": 0} if is_webp else options
        flat = stream_of(image.convert("RGB" if is_webp else "L"), form, **options)
        yield f"flat {form}", flat.getvalue(), "picture.packed picture.no_code"
        half = flat.getvalue()[: len(flat.getvalue()) // 2]
        yield f"half {form}", half, "picture.packed picture.kind picture.no_code"


_BMP = (60, 0, 54, 40, 40_000, 40_000, 1, 24, 0, 0, 0, 0, 0, 0)


def _png_head(width, height):
    head = struct.pack("!II5B", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", b"")


def _chunk(name, data):
    crc = struct.pack("!I", zlib.crc32(name + data))
    return struct.pack("!I", len(data)) + name + data + crc


class TestCleanCopies(unittest.TestCase):
    """A photo that is kept: upright, a JPEG, and nothing of what a camera adds."""

    def copied(self, image, form="JPEG", **options):
        kept = picture_file.clean_copy(stream_of(image, form, **options))
        return Image.open(io.BytesIO(kept)), kept

    def test_place_time_and_comments_are_gone(self):
        image = Image.new("RGB", (60, 40), "red")
        exif = Image.Exif()
        exif[0x010F], exif[0x0132], exif[0x0112] = "Phone", "2026:11:20 09:00:00", 6
        exif.get_ifd(0x8825)[1] = "N"
        copy, kept = self.copied(image, exif=exif, comment=b"for J. Doe")
        self.assertEqual((copy.format, copy.size), ("JPEG", (40, 60)))
        self.assertFalse(dict(copy.getexif()))
        for left in (b"Phone", b"2026:11", b"Doe", b"Exif"):
            self.assertNotIn(left, kept)

    def test_kinds_of_pictures(self):
        for mode, form in (("RGBA", "PNG"), ("P", "GIF"), ("L", "PNG"), ("1", "BMP")):
            with self.subTest(mode):
                copy, _kept = self.copied(Image.new(mode, (30, 20)), form)
                self.assertEqual((copy.mode, copy.size), ("RGB", (30, 20)))

    def test_a_large_one_is_made_smaller(self):
        copy, _kept = self.copied(Image.effect_noise((3000, 1500), 60).convert("RGB"))
        self.assertEqual(copy.size, (2400, 1200))

    def test_what_is_no_picture_is_refused(self):
        bomb = stream_of(Image.new("1", (30_000, 30_000))).getvalue()
        for data, code in (
            (b"", "picture.kind"),
            (b"%PDF-1.7 and so on", "picture.kind"),
            (b"<svg xmlns='x'/>", "picture.kind"),
            (bomb, "picture.size"),
        ):
            with self.subTest(code), self.assertRaises(CoreError) as caught:
                picture_file.clean_copy(io.BytesIO(data))
            self.assertEqual(caught.exception.code, code)
