from dscsa_core.gs1.keys import check_digit
from dscsa_core.gs1.label_text import GS1_128, printed_text, scanned_text

from odoo import api, models

from ..services.labels.symbols import (
    data_matrix,
    gs1_128,
    linear_image,
    matrix_image,
)

# a company prefix nobody has: what is read from a test symbol can be no product
_BODY = "0039999999999"
_GTIN = f"{_BODY}{check_digit(_BODY)}"
_EXPIRY = "491231"


class DscsaLabels(models.AbstractModel):
    """Symbols to try scanners with."""

    _name = "dscsa.labels"
    _description = "Labels and Test Symbols"

    @api.model
    def dscsa_symbols(self):
        """The test symbols: ``[{"kind", "title", "text", "printed", "svg"}]``.

        ``text`` is what a well set scanner sends (symbology identifier first,
        separators as ASCII 29), ``svg`` the picture as a ``data:`` URI.
        """
        return [self._symbol(*facts) for facts in self._test_symbols()]

    @api.model
    def _test_symbols(self):
        """(kind, title, elements, is linear) of each symbol."""
        lot_first = (
            ("01", _GTIN),
            ("10", "TEST17LOT"),
            ("17", _EXPIRY),
            ("21", "TEST21SERIAL"),
        )
        serial_first = (
            ("01", _GTIN),
            ("21", "TEST10SERIAL"),
            ("17", _EXPIRY),
            ("10", "TEST21LOT"),
        )
        signs = (("01", _GTIN), ("21", "aZyY-/_*%&?"), ("10", "qQmM;:(=)+,."))
        on_case = (("01", _GTIN), ("10", "TEST17"), ("21", "210"))
        sscc = "3039999900000001"
        sscc = f"{sscc}0{check_digit(f'{sscc}0')}"
        return [
            ("datamatrix", self.env._("1. Square code, lot first"), lot_first, False),
            (
                "datamatrix_serial",
                self.env._("2. Square code, serial first"),
                serial_first,
                False,
            ),
            ("datamatrix_signs", self.env._("3. Letters and signs"), signs, False),
            ("gs1_128", self.env._("4. Lines, as on cases"), on_case, True),
            ("sscc", self.env._("5. Pallet label"), (("00", sscc),), True),
        ]

    @api.model
    def _symbol(self, kind, title, elements, is_linear):
        if is_linear:
            picture = linear_image(gs1_128(self.env, elements))
            text = scanned_text(elements, GS1_128)
        else:
            picture = matrix_image(data_matrix(self.env, elements))
            text = scanned_text(elements)
        return {
            "kind": kind,
            "title": title,
            "text": text,
            "printed": printed_text(elements),
            "svg": picture,
        }
