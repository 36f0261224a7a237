"""A photo of a barcode → its text. zxing-cpp reads Data Matrix, pyzbar linear codes."""

import base64
import io
import struct
import zlib

from PIL import Image, UnidentifiedImageError

from odoo.exceptions import UserError

try:
    import zxingcpp
except ImportError:
    zxingcpp = None
try:
    from pyzbar import pyzbar
except (ImportError, OSError):
    # pyzbar raises OSError when its C library is missing
    pyzbar = None

MAX_PIXELS = 40_000_000
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
    image = _opened(env, data)
    texts = _by_zxing(image) or _by_zbar(image)
    if not texts:
        raise UserError(
            env._(
                "No barcode was found in the picture. Take it from nearer, with more "
                "light and without glare, or type what is printed."
            )
        )
    return texts


def _opened(env, data):
    try:
        image = Image.open(io.BytesIO(data))
        if image.width * image.height > MAX_PIXELS:
            raise UserError(
                env._("The picture is too large. Send one below 40 megapixels.")
            )
        return image.convert("L")
    except _BROKEN as error:
        raise UserError(
            env._("This is no picture that can be read. Send a JPEG or PNG.")
        ) from error


def _by_zxing(image):
    if zxingcpp is None:
        return []
    return [_text_of(found) for found in zxingcpp.read_barcodes(image) if found.text]


def _text_of(found):
    """What a scanner would send: brackets of printed text may also be of the serial."""
    if found.content_type == zxingcpp.ContentType.GS1:
        return found.symbology_identifier + found.bytes.decode("ascii", "replace")
    return found.text


def _by_zbar(image):
    if pyzbar is None:
        return []
    return [found.data.decode("utf-8", "replace") for found in pyzbar.decode(image)]


def read_pictures_text(env, image):
    """The first barcode text of a picture in base64, as browsers send it."""
    try:
        data = base64.b64decode(image or b"", validate=False)
    except (ValueError, TypeError) as error:
        raise UserError(
            env._("This is no picture that can be read. Send a JPEG or PNG.")
        ) from error
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
