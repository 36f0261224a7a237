"""One label of a package drawn into a rectangle, large (100 x 50 mm) or small."""

from reportlab.lib.colors import Color, black, white

from .symbols import LINEAR_QUIET, code_128, data_matrix
from .wording import GS1

_YELLOW, _RED = Color(1, 0.85, 0), Color(0.8, 0, 0)
# band and letters; the words say the same on a printer without colours
_BANDS = {
    "data": (_YELLOW, black),
    "suspect": (_RED, white),
    "recall": (black, white),
    "expired": (black, white),
}
SMALL, LARGE = (50, 25), (100, 50)


class Label:
    """Draws labels on a paper; ``env`` is the reader's."""

    def __init__(self, env, paper):
        self.env, self.paper = env, paper

    def draw(self, text, x, y, size):
        """The label of ``text`` (a ``LabelText``) with its top left corner at x, y."""
        if text.kind == GS1:
            self._gs1(text, x, y, size)
        elif size[0] <= SMALL[0]:
            self._small(text, x, y, size)
        else:
            self._large(text, x, y, size)

    def _band(self, text, x, y, width, height, points):
        fill, color = _BANDS.get(text.kind, (white, black))
        self.paper.box(x, y, width, height, fill=fill, line=0.3)
        top = y + (height - points * 0.35) / 2 - 0.4
        self.paper.text(
            x + width / 2,
            top,
            text.title,
            points,
            bold=True,
            color=color,
            width=width - 2,
            at="centre",
        )

    def _facts(self, text):
        """Lot, date and serial in one line, as far as they are known."""
        parts = []
        if text.lot:
            parts.append(self.env._("Lot %s", text.lot))
        if text.expiry:
            parts.append(self.env._("Exp %s", text.expiry))
        if text.serial:
            parts.append(self.env._("SN %s", text.serial))
        return "   ".join(parts)

    def _large(self, text, x, y, size):
        width, height = size
        paper, left, room = self.paper, x + 3, size[0] - 6
        paper.box(x + 0.5, y + 0.5, width - 1, height - 1, line=0.2)
        self._band(text, x + 0.5, y + 0.5, width - 1, 9, 17)
        top = y + 10.3
        top += paper.paragraph(
            left, top, text.product, 10.5, width=room, lines=2, bold=True
        )
        top += paper.text(left, top, self._facts(text), 9, width=room)
        bottom = y + height - 12.5
        if text.reason and top < bottom:
            lines = max(1, int((bottom - top - 3) / 3.1))
            top += paper.paragraph(
                left, top, text.reason, 7, width=room, lines=min(3, lines)
            )
        if text.next_step and top + 3 < bottom:
            step = self.env._("Next: %s", text.next_step)
            lines = max(1, int((bottom - top) / 3.1))
            paper.paragraph(left, top, step, 7, width=room, lines=lines, bold=True)
        length = self._number(text, x + width - 1, bottom, 8, 0.33)
        room = width - length - 6
        paper.text(left, bottom + 2, text.since, 8, width=room)
        if text.title != text.foot:
            paper.text(left, bottom + 8, text.foot, 6, width=room)

    def _number(self, text, right, y, height, module):
        """Our own number in lines that end at ``right``; returns their length."""
        if not text.code:
            return 0
        modules = code_128(self.env, text.code)
        length = (len(modules) + 2 * LINEAR_QUIET) * module
        self.paper.linear(right - length, y, modules, length, height)
        middle, points = right - length / 2, height * 0.9
        self.paper.text(
            middle, y + height, text.code, points, at="centre", width=length
        )
        return length

    def _small(self, text, x, y, size):
        width, height = size
        paper, left, room = self.paper, x + 1.5, size[0] - 3
        self._band(text, x + 0.3, y + 0.3, width - 0.6, 5, 9)
        top = y + 5.5
        top += paper.text(left, top, text.product, 6.5, bold=True, width=room)
        top += paper.text(left, top, self._facts(text), 5.5, width=room)
        if text.reason:
            paper.paragraph(left, top, text.reason, 4.7, width=room, lines=2)
        bottom = y + height - 7.2
        paper.text(left, bottom - 2.3, text.since, 4.7, width=room * 0.55)
        if text.title != text.foot:
            paper.text(
                x + width - 1.5,
                bottom - 2.3,
                text.foot,
                4,
                width=room * 0.44,
                at="right",
            )
        # two dots of a 203 dpi printer: what such a printer can still draw evenly
        self._number(text, x + width - 1, bottom, 5, 0.25)

    def _gs1(self, text, x, y, size):
        """A product identifier with its text, as FD&C Act 582(a)(9) wants it."""
        paper = self.paper
        side = min(size[1] - 4, size[0] * 0.42)
        paper.matrix(x + 2, y + (size[1] - side) / 2, _square(self, text), side)
        left, room = x + side + 5, size[0] - side - 7
        large = size[0] > SMALL[0]
        top, points = y + 3, 9 if large else 5.5
        top += paper.paragraph(
            left, top, text.product, points, width=room, lines=2, bold=True
        )
        for line in printed_lines(text.elements):
            top += paper.text(left, top, line, points, width=room)


def _square(label, text):
    return data_matrix(label.env, text.elements)


_NAMES = {"01": "GTIN", "21": "SN", "17": "EXP", "10": "LOT"}


def printed_lines(elements):
    """The human-readable lines beside a symbol, as packs print them."""
    for ai, value in elements:
        if ai == "17":
            value = f"20{value[:2]}-{value[2:4]}-{value[4:]}"
        yield f"{_NAMES.get(ai, ai)} {value}"
