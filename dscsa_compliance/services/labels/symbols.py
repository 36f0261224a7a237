"""Pictures of barcodes: GS1 Data Matrix by zxing-cpp, GS1-128 by python-barcode.

Values in, images out. All symbols come as ``data:`` URIs, so that reports, screens and
mails show them without asking the server again.
"""

import base64
import io

from PIL import Image

from odoo.exceptions import UserError

from ...core.gs1.element_string import join_elements
from ...core.gs1.label_text import symbol_text

try:
    import zxingcpp
except ImportError:
    zxingcpp = None
try:
    import barcode as python_barcode
    from barcode.writer import SVGWriter
except ImportError:
    python_barcode = None

# pixels a module: printed at any size, edges stay sharp
_PIXELS = 10
_BAR_MM = 0.5


def data_matrix(env, elements):
    """A square GS1 Data Matrix of (AI, value) pairs, with its quiet zone: PNG bytes.

    Starts with FNC1 (reads back as ``]d2``): ISO/IEC 16022, GS1 General
    Specifications 5.6. Raises UserError where the library is missing or the text is
    too long for a symbol.
    """
    return _matrix(env, symbol_text(elements), gs1=True)


def plain_matrix(env, text):
    """A Data Matrix that is no GS1 symbol (``]d1``), to try scanners with: PNG."""
    return _matrix(env, text)


def _matrix(env, text, **options):
    if zxingcpp is None:
        raise UserError(
            env._(
                "Square codes cannot be made on this server: the Python package "
                "zxing-cpp is missing. Ask whoever runs the server to install it: "
                "pip install zxing-cpp."
            )
        )
    try:
        made = zxingcpp.create_barcode(
            text, zxingcpp.BarcodeFormat.DataMatrix, force_square=True, **options
        )
    except ValueError as error:
        raise UserError(
            env._("No square code can be made of “%(text)s”.", text=text)
        ) from error
    pixels = made.to_image(scale=_PIXELS, add_quiet_zones=True)
    return _png(Image.fromarray(pixels) if hasattr(pixels, "dtype") else _plain(pixels))


def _plain(pixels):
    """The library's own picture, where numpy is missing."""
    height, width = pixels.shape[:2]
    return Image.frombytes("L", (width, height), bytes(memoryview(pixels)))


def _png(image):
    out = io.BytesIO()
    image.convert("1").save(out, "PNG")
    return out.getvalue()


def gs1_128(env, elements):
    """A GS1-128 symbol of (AI, value) pairs (reads back as ``]C1``): SVG bytes."""
    return _linear(env, "gs1_128", _with_fnc1(join_elements(elements)))


def code_128(env, text):
    """A plain Code 128 of a text (``]C0``), for numbers of our own: SVG bytes."""
    return _linear(env, "code128", text)


def _with_fnc1(text):
    """python-barcode's sign for FNC1 between variable fields."""
    return text.replace("\x1d", "\xf1")


def _linear(env, kind, text):
    if python_barcode is None:
        raise UserError(
            env._(
                "Barcodes of lines cannot be made on this server: the Python package "
                "python-barcode is missing. Ask whoever runs the server to install "
                "it: pip install python-barcode."
            )
        )
    made = python_barcode.get(kind, text, writer=SVGWriter())
    # the quiet zone of ten modules that both standards ask for
    return made.render(
        {
            "write_text": False,
            "module_width": _BAR_MM,
            "module_height": 30,
            "quiet_zone": 10 * _BAR_MM,
            "margin_top": 0,
            "margin_bottom": 0,
        }
    )


def png_uri(content):
    """PNG bytes as an address of an image."""
    return _uri("image/png", content)


def svg_uri(content):
    """SVG bytes as an address of an image."""
    return _uri("image/svg+xml", content)


def _uri(kind, content):
    return f"data:{kind};base64,{base64.b64encode(content).decode()}"
