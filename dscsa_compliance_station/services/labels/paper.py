"""A PDF drawn to the millimetre: printers of labels leave no room for browsers' zoom.

Lengths are millimetres, the origin is the top left corner of the page.
"""

import io

from reportlab.lib.colors import black, white
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import (
    getRegisteredFontNames,
    registerFont,
    stringWidth,
)
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from odoo.tools import file_path

from .symbols import LINEAR_QUIET, MATRIX_QUIET, runs

# Odoo ships it: names of drugs and firms in Latin, Greek and Cyrillic letters
_FONTS = {
    "DscsaPlain": "web/static/fonts/google/Open_Sans/Open_Sans-Regular.ttf",
    "DscsaBold": "web/static/fonts/google/Open_Sans/Open_Sans-Bold.ttf",
}
PLAIN, BOLD = _FONTS
_LINE = 1.25
# points in a millimetre
_PT = mm


class Paper:
    """One PDF; ``size`` is (width, height)."""

    def __init__(self, size, title):
        self._load_fonts()
        self.width, self.height = size
        self._out = io.BytesIO()
        self._canvas = Canvas(self._out, pagesize=(size[0] * mm, size[1] * mm))
        self._canvas.setTitle(title)
        self._pages = 0

    def _load_fonts(self):
        for name, path in _FONTS.items():
            if name not in getRegisteredFontNames():
                registerFont(TTFont(name, file_path(path)))

    def page(self):
        """Begin a page."""
        if self._pages:
            self._canvas.showPage()
        self._pages += 1

    def bytes_of(self):
        """The finished PDF."""
        self._canvas.save()
        return self._out.getvalue()

    # drawing ------------------------------------------------------------------------
    def box(self, x, y, width, height, fill=None, line=None):
        """A rectangle; colours of reportlab, ``line`` in millimetres."""
        if fill is not None:
            self._canvas.setFillColor(fill)
        self._canvas.setLineWidth((line or 0) * mm)
        self._canvas.setStrokeColor(black)
        self._canvas.rect(
            x * mm,
            (self.height - y - height) * mm,
            width * mm,
            height * mm,
            stroke=int(bool(line)),
            fill=int(fill is not None),
        )
        self._canvas.setFillColor(black)

    def text(self, x, y, text, size, *, bold=False, color=black, width=None, at="left"):
        """One line, its top at ``y``; smaller, then cut, where it is too wide.

        Returns the height it took.
        """
        font = BOLD if bold else PLAIN
        text, size = fitted(text or "", font, size, width)
        self._canvas.setFillColor(color)
        self._canvas.setFont(font, size)
        baseline = (self.height - y) * mm - size
        if at == "centre":
            self._canvas.drawCentredString(x * mm, baseline, text)
        elif at == "right":
            self._canvas.drawRightString(x * mm, baseline, text)
        else:
            self._canvas.drawString(x * mm, baseline, text)
        self._canvas.setFillColor(black)
        return size * _LINE / _PT

    def paragraph(self, x, y, text, size, *, width, lines, bold=False):
        """Wrapped lines, at most ``lines`` of them; returns the height they took."""
        took = 0.0
        for line in wrapped(text or "", BOLD if bold else PLAIN, size, width, lines):
            took += self.text(x, y + took, line, size, bold=bold, width=width)
        return took

    def slanted(self, text, size, color, angle):
        """A text across the page, behind what is drawn later."""
        canvas = self._canvas
        canvas.saveState()
        canvas.translate(self.width * mm / 2, self.height * mm / 2)
        canvas.rotate(angle)
        canvas.setFont(BOLD, size)
        canvas.setFillColor(color)
        canvas.drawCentredString(0, -size / 3, text)
        canvas.restoreState()

    def matrix(self, x, y, rows, size):
        """A square code with its quiet zone in a white square of ``size``."""
        self.box(x, y, size, size, fill=white)
        module = size / (len(rows) + 2 * MATRIX_QUIET)
        path = self._canvas.beginPath()
        for number, row in enumerate(rows):
            top = y + (number + MATRIX_QUIET) * module
            for start, length in runs("".join("01"[dark] for dark in row)):
                path.rect(
                    (x + (start + MATRIX_QUIET) * module) * mm,
                    (self.height - top - module) * mm,
                    length * module * mm,
                    module * mm,
                )
        self._fill(path)

    def linear(self, x, y, modules, width, height):
        """A linear code with its quiet zones in a white field."""
        self.box(x, y, width, height, fill=white)
        module = width / (len(modules) + 2 * LINEAR_QUIET)
        path = self._canvas.beginPath()
        for start, length in runs(modules):
            path.rect(
                (x + (start + LINEAR_QUIET) * module) * mm,
                (self.height - y - height) * mm,
                length * module * mm,
                height * mm,
            )
        self._fill(path)

    def _fill(self, path):
        self._canvas.setFillColor(black)
        self._canvas.drawPath(path, stroke=0, fill=1)


def fitted(text, font, size, width):
    """A line that fits: up to a third smaller, then cut with an ellipsis."""
    if width is None:
        return text, size
    room = width * mm
    needed = stringWidth(text, font, size)
    if needed > room:
        size = max(size * 2 / 3, size * room / needed * 0.995)
    return _cut(text, font, size, width), size


def _cut(text, font, size, width):
    """A line cut to its room, with an ellipsis where something is missing."""
    if stringWidth(text, font, size) <= width * mm:
        return text
    while text and stringWidth(f"{text}…", font, size) > width * mm:
        text = text[:-1]
    return f"{text.rstrip()}…"


def wrapped(text, font, size, width, lines):
    """Lines of whole words; what does not fit ends the last one with an ellipsis."""
    found, line = [], ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if line and stringWidth(longer, font, size) > width * mm:
            found.append(line)
            line = word
        else:
            line = longer
    found.append(line)
    if len(found) > lines:
        found = [*found[: lines - 1], " ".join(found[lines - 1 :])]
        found[-1] = _cut(found[-1], font, size, width)
    return found
