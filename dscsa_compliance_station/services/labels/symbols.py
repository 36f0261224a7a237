"""Barcodes as values: GS1 Data Matrix by zxing-cpp, GS1-128 by python-barcode.

A square code is a tuple of rows of booleans (True: dark) without its quiet zone, a
linear one a text of 1 (bar) and 0 (space) modules. Both are drawn into PDFs module by
module; for screens there are images as ``data:`` URIs.
"""

import base64
import math

from dscsa_core.gs1.element_string import GS, join_elements
from dscsa_core.gs1.label_text import symbol_text

from odoo.exceptions import UserError

try:
    import zxingcpp
except ImportError:
    zxingcpp = None
try:
    import barcode as python_barcode
except ImportError:
    python_barcode = None

# modules of white around a symbol: ISO/IEC 16022 asks for one, scanners like two
MATRIX_QUIET = 2
LINEAR_QUIET = 10


def data_matrix(env, elements):
    """A square GS1 Data Matrix of (AI, value) pairs.

    Starts with FNC1 (reads back as ``]d2``): GS1 General Specifications, 5.6. Raises
    UserError where the library is missing or no symbol can hold the text.
    """
    return _matrix(env, symbol_text(elements), gs1=True)


def plain_matrix(env, text):
    """A Data Matrix of any text that is no GS1 symbol (``]d1``)."""
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
    pixels = made.to_image(scale=1, add_quiet_zones=False)
    height, width = pixels.shape[:2]
    data = bytes(memoryview(pixels))
    rows = [data[i : i + width] for i in range(0, height * width, width)]
    return _without_margin([[byte < 128 for byte in row] for row in rows])


def _without_margin(rows):
    """The symbol alone: writers add a quiet zone although they are told not to."""
    dark = [i for i, row in enumerate(rows) if any(row)]
    columns = [i for i in range(len(rows[0])) if any(row[i] for row in rows)]
    return tuple(
        tuple(row[columns[0] : columns[-1] + 1]) for row in rows[dark[0] : dark[-1] + 1]
    )


def gs1_128(env, elements):
    """GS1-128 modules of (AI, value) pairs (reads back as ``]C1``)."""
    # python-barcode's sign for FNC1 between variable fields
    return _linear(env, "gs1_128", join_elements(elements).replace(GS, "\xf1"))


def code_128(env, text):
    """Plain Code 128 modules (``]C0``), for numbers of our own."""
    return _linear(env, "code128", text)


def _linear(env, kind, text):
    if python_barcode is None:
        raise UserError(
            env._(
                "Barcodes of lines cannot be made on this server: the Python package "
                "python-barcode is missing. Ask whoever runs the server to install "
                "it: pip install python-barcode."
            )
        )
    return "".join(python_barcode.get(kind, text).build())


# images ----------------------------------------------------------------------------
def matrix_image(rows):
    """A square code with its quiet zone as an address of an SVG."""
    size = len(rows) + 2 * MATRIX_QUIET
    bars = [
        (x + MATRIX_QUIET, y + MATRIX_QUIET, length, 1)
        for y, row in enumerate(rows)
        for x, length in runs("".join("01"[dark] for dark in row))
    ]
    return _svg(size, size, bars)


def linear_image(modules, height=None):
    """A linear code with its quiet zones as an address of an SVG."""
    width = len(modules) + 2 * LINEAR_QUIET
    height = height or math.ceil(width / 4)
    bars = [(x + LINEAR_QUIET, 0, length, height) for x, length in runs(modules)]
    return _svg(width, height, bars)


def _svg(width, height, bars):
    """Black bars (x, y, width, height) on white; stretched to where it is shown."""
    shapes = "".join(f"M{x} {y}h{w}v{h}h-{w}z" for x, y, w, h in bars)
    drawing = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" preserveAspectRatio="none" '
        f'shape-rendering="crispEdges"><path fill="#fff" d="M0 0h{width}v{height}H0z"/>'
        f'<path d="{shapes}"/></svg>'
    )
    address = base64.b64encode(drawing.encode()).decode()
    return f"data:image/svg+xml;base64,{address}"


def runs(modules):
    """(start, length) of each bar in a text of modules."""
    start = None
    for x, module in enumerate(f"{modules}0"):
        if module == "1" and start is None:
            start = x
        elif module == "0" and start is not None:
            yield start, x - start
            start = None
