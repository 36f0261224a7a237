"""The bytes of a picture → texts of its barcodes.

Runs in the reading child: zxing-cpp reads Data Matrix, pyzbar linear codes, Pillow and
both are C and C++ that meet whatever a file holds.
"""

import io
import struct
import time
import zlib
from contextlib import suppress
from importlib import import_module
from typing import Any

from PIL import (
    Image,
    TiffImagePlugin,
    UnidentifiedImageError,
    WebPImagePlugin,
)

from ..epcis.looks import looks_like
from ..errors import CoreError
from .picture_tries import tries


def _library(name: str) -> Any:
    """One that reads codes; None where it is missing."""
    try:
        return import_module(name)
    except (ImportError, OSError):
        # pyzbar raises OSError when its C library is missing
        return None


zxingcpp, pyzbar = _library("zxingcpp"), _library("pyzbar.pyzbar")

MAX_PIXELS = 40_000_000
# of a copy that is kept: print on a label can be read
_MAX_SIDE, _QUALITY = 2400, 88
# seconds for one picture: a person stands and waits
MAX_TIME = 6.0
# bytes that come out of each byte; a large picture beyond is no photo and no scan
_MOST_PACKED, _FREE_BYTES = 300, 4_000_000
_BITS = {"1": 1, "L": 8, "P": 8, "RGBA": 32, "CMYK": 32, "I": 32, "F": 32}
# darkest and lightest gray nearer than this: there is nothing to see
_LEAST_CONTRAST = 4
_MOST_BY_ZBAR = 5_000_000
# what Pillow raises of broken heads and bodies
_BROKEN = (
    UnidentifiedImageError,
    OSError,
    ValueError,
    SyntaxError,
    TypeError,
    LookupError,
    ArithmeticError,
    EOFError,
    struct.error,
    zlib.error,
)
# square code of a package or case, then bars of a pallet and of a case
NAMING = ("]d201", "]C100", "]C101")
# two of them come from phones and scanners
_FORMATS = ["JPEG", "PNG", "GIF", "BMP", "PPM"]
_FORMATS += [TiffImagePlugin.TiffImageFile.format, WebPImagePlugin.WebPImageFile.format]
_HEIF_BRANDS = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1")
_ORIENTATION = 0x0112
_WEB_BRANDS = {b"avif": "AVIF", b"avis": "AVIF"}
# numbers in letters: each pixel is read by Python, and no camera writes that
_WRITTEN_OUT = (b"P1", b"P2", b"P3")


def codes_in(stream):
    """Texts of the barcodes in a picture.

    Raises CoreError ``picture.reader`` (no library), ``picture.kind`` (fact ``kind``,
    empty when unknown), ``picture.size``, ``picture.packed``, ``picture.no_code``.
    """
    if zxingcpp is None and pyzbar is None:
        raise CoreError("picture.reader")
    image = _opened(stream)
    low, high = image.getextrema()
    texts = _texts_in(image) if high - low >= _LEAST_CONTRAST else ()
    if not texts:
        raise CoreError("picture.no_code")
    return texts


def clean_copy(stream):
    """A JPEG of the same picture, upright, without what a camera adds: place, time.

    At most ``_MAX_SIDE`` dots a side. Raises CoreError as ``codes_in``, but for
    ``picture.no_code``.
    """
    image = _opened(stream, _in_color)
    image.thumbnail((_MAX_SIDE, _MAX_SIDE))
    # a picture of its own: comments and profiles stay with the one that came
    clean = Image.new("RGB", image.size)
    clean.paste(image)
    kept = io.BytesIO()
    clean.save(kept, "JPEG", quality=_QUALITY)
    return kept.getvalue()


def _texts_in(image):
    """Texts of the first copy that shows a package, else all that were found."""
    end = time.monotonic() + MAX_TIME
    found = {}
    for number, attempt in enumerate(tries(image)):
        texts = _read(attempt.image, is_changed=number > 0)
        found.update(dict.fromkeys(texts))
        if any(text.startswith(NAMING) for text in texts):
            return list(found)
        if time.monotonic() > end:
            break
    return list(found)


# opening ----------------------------------------------------------------------------
def _opened(stream, made=None):
    """The picture upright and on white, in gray if nothing else is asked."""
    size = stream.seek(0, 2)
    stream.seek(0)
    formats = _formats_for(stream.read(64))
    stream.seek(0)
    try:
        with Image.open(stream, formats=formats) as image:
            pixels = image.width * image.height
            if pixels > MAX_PIXELS:
                raise CoreError("picture.size")
            inside = pixels * _BITS.get(image.mode, 24) // 8
            if inside > max(_FREE_BYTES, size * _MOST_PACKED):
                raise CoreError("picture.packed")
            return (made or _in_gray)(image)
    except Image.DecompressionBombError as error:
        raise CoreError("picture.size") from error
    except _BROKEN as error:
        raise CoreError("picture.kind", kind="") from error


def _formats_for(head):
    """What Pillow may try; CoreError that names what is known to be no picture."""
    kind = _kind_of(head)
    if not kind:
        return _FORMATS
    if kind == "HEIC":
        with suppress(ImportError, OSError):
            import pi_heif

            pi_heif.register_heif_opener()
            return ["HEIF"]
    raise CoreError("picture.kind", kind=kind)


def _kind_of(head):
    """What the bytes are, if they are known to be none of the formats above."""
    if head[4:8] == b"ftyp":
        if head[8:12] in _HEIF_BRANDS:
            return "HEIC"
        return _WEB_BRANDS.get(head[8:12], "video")
    if head.lstrip()[:5].lower() in (b"<svg ", b"<?xml"):
        return "SVG"
    if head.startswith(_WRITTEN_OUT):
        return "PPM, PGM or PBM in letters"
    looks = looks_like(head)
    is_picture = "picture" in looks or head[:2] == b"BM" or head[8:12] == b"WEBP"
    return "" if is_picture or looks in ("binary data", "text") else looks


def _in_gray(image):
    """Few bytes a pixel at any time: a JPEG is opened in gray at once."""
    image.draft("L", None)
    held = image.getexif().get(_ORIENTATION, 1)
    has_nothing = image.mode in ("RGBA", "LA", "PA", "La", "RGBa")
    if has_nothing or "transparency" in image.info:
        # black signs on nothing would be black on black
        image = image.convert("RGBA")
        white = Image.new("L", image.size, "white")
        return _upright(
            Image.composite(image.convert("L"), white, image.getchannel("A")), held
        )
    if image.mode.startswith("I;16"):
        image = image.point(lambda value: value / 256)
    return _upright(image.convert("L"), held)


def _in_color(image):
    held = image.getexif().get(_ORIENTATION, 1)
    image.draft("RGB", (_MAX_SIDE, _MAX_SIDE))
    if image.mode.startswith("I;16"):
        image = image.point(lambda value: value / 256).convert("L")
    seen = image.convert("RGBA")
    white = Image.new("RGB", image.size, "white")
    white.paste(seen, mask=seen.getchannel("A"))
    return _upright(white, held)


def _upright(image, held):
    """A phone notes how it was held (EXIF, orientation)."""
    turns = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_270,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_90,
    }
    return image.transpose(turns[held]) if held in turns else image


# reading ----------------------------------------------------------------------------
def _read(image, *, is_changed):
    return _by_zxing(image, is_changed) + _by_zbar(image, is_changed)


def _by_zxing(image, is_changed):
    if zxingcpp is None:
        return []
    # codes without a check sum are found in any grain that was worked on
    options = {"formats": _checked()} if is_changed else {}
    found = zxingcpp.read_barcodes(image, **options)
    return [_text_of(each) for each in found if each.text]


def _checked():
    kinds = zxingcpp.BarcodeFormat
    return [kinds.DataMatrix, kinds.QRCode, kinds.Code128, kinds.EAN13, kinds.UPCA]


def _text_of(found):
    """What a scanner would send: brackets of printed text may also be of the serial."""
    if found.content_type == zxingcpp.ContentType.GS1:
        return found.symbology_identifier + found.bytes.decode("ascii", "replace")
    return found.text


def _by_zbar(image, is_changed):
    # it takes seconds for a grainy photo; a smaller copy of that comes next
    if pyzbar is None or image.width * image.height > _MOST_BY_ZBAR:
        return []
    kinds = [pyzbar.ZBarSymbol.CODE128, pyzbar.ZBarSymbol.EAN13]
    found = pyzbar.decode(image, symbols=kinds if is_changed else None)
    return [each.data.decode("utf-8", "replace") for each in found]
