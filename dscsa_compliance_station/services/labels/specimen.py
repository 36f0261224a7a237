"""SPECIMEN sheets: the codes of a delivery on paper, to try scanners and to learn.

Each page says across that it is no product, and each code says it once more: a cut-out
code must not become a label.
"""

from dscsa_core.errors import Gs1Error
from dscsa_core.gs1.label_text import package_elements
from reportlab.lib.colors import Color

from odoo.exceptions import UserError

from .label import printed_lines
from .paper import Paper
from .sheets import Layout
from .symbols import data_matrix

MAX_PACKAGES = 480
_GREY, _RED = Color(0.9, 0.9, 0.9), Color(0.75, 0, 0)
_COLUMNS, _ROWS = 4, 6
_MARGIN, _HEAD = 8, 16
_SIDE = 20


def specimen_packages(transaction):
    """Packages with a serial that came with a TI/TS; before it came, those it lists."""
    came = ("picking_id", "in", transaction.picking_ids.ids or [0])
    found = _packages(transaction, came) or _packages(
        transaction, ("transaction_id", "=", transaction.id)
    )
    if not found:
        raise UserError(
            transaction.env._(
                "%(name)s lists no packages with serial numbers, so there is no code "
                "to print.",
                name=transaction.display_name,
            )
        )
    return found


def _packages(transaction, *domain):
    return transaction.env["dscsa.epc"].search(
        [
            ("company_id", "=", transaction.company_id.id),
            ("kind", "=", "package"),
            ("serial", "!=", False),
            *domain,
        ],
        order="id",
        limit=MAX_PACKAGES,
    )


class SpecimenSheet:
    """The sheet of some packages on a page size; ``title`` names the delivery."""

    def __init__(self, env, epcs, page, title):
        self.env, self.epcs, self.title = env, epcs, title
        self.words = env._("SPECIMEN - not a product")
        self.paper = Paper(page, f"{self.words}: {title}")
        width = (page[0] - 2 * _MARGIN) / _COLUMNS
        height = (page[1] - _HEAD - _MARGIN) / _ROWS
        self.layout = Layout(page, (width, height), _COLUMNS, _ROWS)

    def bytes_of(self):
        """The PDF."""
        count = _COLUMNS * _ROWS
        for start in range(0, len(self.epcs), count):
            self._page(self.epcs[start : start + count])
        return self.paper.bytes_of()

    def _page(self, epcs):
        paper = self.paper
        paper.page()
        for angle in (52, -52):
            paper.slanted(self.words, 46, _GREY, angle)
        middle = paper.width / 2
        paper.text(middle, 5, self.words, 15, bold=True, color=_RED, at="centre")
        line = self.env._(
            "%(title)s. For training only: never put one of these codes on a pack.",
            title=self.title,
        )
        paper.text(middle, 11.5, line, 8, at="centre", width=paper.width - 2 * _MARGIN)
        width, height = self.layout.label
        for number, epc in enumerate(epcs):
            x = _MARGIN + number % _COLUMNS * width
            y = _HEAD + number // _COLUMNS * height
            self._cell(epc, x, y, width, height)

    def _cell(self, epc, x, y, width, height):
        paper, room = self.paper, width - 3
        paper.box(x + 0.7, y + 0.7, width - 1.4, height - 1.4, line=0.1)
        top = y + 1.5
        name = epc.sudo().product_id.display_name or epc.title or ""
        top += paper.text(
            x + width / 2, top, name, 7, bold=True, width=room, at="centre"
        )
        elements = self._elements(epc)
        paper.matrix(
            x + (width - _SIDE) / 2, top, data_matrix(self.env, elements), _SIDE
        )
        top += _SIDE
        for text in printed_lines(elements):
            top += paper.text(x + 2, top, text, 7, width=room)
        paper.text(
            x + width - 1.5,
            y + height - 4,
            self.env._("SPECIMEN"),
            5.5,
            bold=True,
            color=_RED,
            at="right",
        )

    def _elements(self, epc):
        try:
            return package_elements(epc.gtin, epc.serial, epc.lot or "", epc.expiry)
        except Gs1Error as error:
            raise UserError(
                self.env._(
                    "%(package)s: its number cannot stand in a GS1 code, as the seller "
                    "sent it.",
                    package=epc.display_name,
                )
            ) from error
