"""A photo of a barcode → its text. zxing-cpp reads Data Matrix, pyzbar linear codes."""

import base64
import io
import struct
import time
import zlib
from contextlib import suppress

from PIL import (
    Image,
    ImageOps,
    TiffImagePlugin,
    UnidentifiedImageError,
    WebPImagePlugin,
)

from odoo.exceptions import UserError

from ..core.epcis.looks import looks_like
from .picture_tries import tries

try:
    import zxingcpp
except ImportError:
    zxingcpp = None
try:
    from pyzbar import pyzbar
except (ImportError, OSError):
    # pyzbar raises OSError when its C library is missing
    pyzbar = None
try:
    import pi_heif
except (ImportError, OSError):
    pi_heif = None

MAX_PIXELS = 40_000_000
# seconds for one picture: a person stands and waits
MAX_TIME = 6.0
_MOST_BY_ZBAR = 5_000_000
# what Pillow raises of broken heads and bodies
_BROKEN = (
    UnidentifiedImageError,
    Image.DecompressionBombError,
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
_NAMING = ("]d201", "]C100", "]C101")
# Odoo lets Pillow load a few formats only; these two come from phones and scanners
_FORMATS = ["JPEG", "PNG", "GIF", "BMP", "PPM"]
_FORMATS += [TiffImagePlugin.TiffImageFile.format, WebPImagePlugin.WebPImageFile.format]
_HEIF_BRANDS = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1")
_WEB_BRANDS = {b"avif": "AVIF", b"avis": "AVIF"}


def read_picture(env, data):
    """Texts of the barcodes in a picture; raises UserError with what to do."""
    if zxingcpp is None and pyzbar is None:
        raise UserError(
            env._(
                "Pictures cannot be read on this server: the Python packages "
                "zxing-cpp and pyzbar are missing. Ask whoever runs the server to "
                "install zxing-cpp, or type what is printed."
            )
        )
    texts = _texts_in(_opened(env, data))
    if not texts:
        raise UserError(
            env._(
                "No barcode was found in the picture. Take it from nearer, with more "
                "light and without glare, or type what is printed."
            )
        )
    return texts


def _texts_in(image):
    """Texts of the first copy that shows a package, else all that were found."""
    end = time.monotonic() + MAX_TIME
    found = {}
    for number, attempt in enumerate(tries(image)):
        texts = _read(attempt.image, is_changed=number > 0)
        found.update(dict.fromkeys(texts))
        if any(text.startswith(_NAMING) for text in texts):
            return list(found)
        if time.monotonic() > end:
            break
    return list(found)


# opening ----------------------------------------------------------------------------
def _opened(env, data):
    """The picture in gray, upright, on white; UserError for what is none."""
    formats = _formats_for(env, data)
    try:
        with Image.open(io.BytesIO(data), formats=formats) as image:
            if image.width * image.height > MAX_PIXELS:
                raise UserError(
                    env._("The picture is too large. Send one below 40 megapixels.")
                )
            return _in_gray(image)
    except _BROKEN as error:
        raise UserError(
            env._("This is no picture that can be read. Send a JPEG, PNG or WEBP.")
        ) from error


def _formats_for(env, data):
    """What Pillow may try; UserError that names what is known to be no picture."""
    kind = _kind_of(data)
    if not kind:
        return _FORMATS
    if kind == "HEIC" and pi_heif is not None:
        pi_heif.register_heif_opener()
        return ["HEIF"]
    raise UserError(
        env._(
            "This is no picture that can be read: %(kind)s. Send a JPEG, PNG or WEBP.",
            kind=kind,
        )
    )


def _kind_of(data):
    """What the bytes are, if they are known to be none of the formats above."""
    if data[4:8] == b"ftyp":
        if data[8:12] in _HEIF_BRANDS:
            return "HEIC"
        return _WEB_BRANDS.get(data[8:12], "video")
    if data.lstrip()[:5].lower() in (b"<svg ", b"<?xml"):
        return "SVG"
    looks = looks_like(data[:64])
    is_picture = "picture" in looks or data[:2] == b"BM" or data[8:12] == b"WEBP"
    return "" if is_picture or looks in ("binary data", "text") else looks


def _in_gray(image):
    with suppress(*_BROKEN):
        # a phone notes how it was held
        image = ImageOps.exif_transpose(image)
    if image.mode in ("RGBA", "LA", "PA", "La", "RGBa") or "transparency" in image.info:
        # black signs on nothing would be black on black
        ground = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(ground, image.convert("RGBA"))
    if image.mode.startswith("I;16"):
        image = image.point(lambda value: value / 256)
    return image.convert("L")


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


def read_pictures_text(env, image):
    """The first barcode text of a picture in base64, as browsers send it."""
    try:
        data = base64.b64decode(image or b"", validate=False)
    except (ValueError, TypeError) as error:
        raise UserError(
            env._("This is no picture that can be read. Send a JPEG, PNG or WEBP.")
        ) from error
    return code_in(env, data)


def code_in(env, data):
    """The one code of a picture that names the goods; UserError as the others."""
    return _the_one(env, read_picture(env, data))


def _the_one(env, texts):
    """The code that names the goods; UserError when the picture shows several.

    A bottle often bears a retail code beside the square one, a case its lot and date
    on a second line of bars: they name no package.
    """
    codes = list(dict.fromkeys(texts))
    for start in _NAMING:
        named = [code for code in codes if code.startswith(start)]
        if len(named) > 1:
            raise UserError(
                env._(
                    "The picture shows %(count)s packages. Take a picture of one at a "
                    "time.",
                    count=len(named),
                )
            )
        if named:
            return named[0]
    return codes[0]
