"""Numbers that stand alone: retail bar codes, typed GTINs, SSCCs without their AI."""

from datetime import date

from biip import ParseError
from biip.upc import Upc

from ..errors import Gs1Error
from .element_string import Elements, parse_separated
from .keys import GTIN_LENGTHS, Gtin, Sscc, is_digits

_COMPOSITE = "|]e0"


def looks_bare(text: str) -> bool:
    """Whether the text has the digits of a GTIN or SSCC and nothing else.

    Element strings that name anything start at 16 digits, 18 of them excepted: an
    SSCC is meant.
    """
    return is_digits(text) and len(text) in (*GTIN_LENGTHS, 18)


def parse_bare(text: str) -> list[Elements]:
    """The readings of a bare number; eight digits may be GTIN-8 and UPC-E at once.

    Raises the Gs1Error of ``Gtin.parse`` or ``Sscc.parse``.
    """
    if len(text) == 18:
        return [(("00", Sscc.parse(text).value),)]
    numbers: dict[str, None] = {}
    fault: Gs1Error | None = None
    try:
        numbers[Gtin.parse(text).value] = None
    except Gs1Error as error:
        fault = error
    if len(text) == 8:
        numbers.update(dict.fromkeys(_upc_e(text)))
    if fault and not numbers:
        raise fault
    return [(("01", number),) for number in numbers]


def parse_retail(text: str, length: int, today: date) -> Elements:
    """An EAN/UPC symbol of ``length`` digits, with or without a composite part.

    Raises Gs1Error ``gs1.gtin.length`` or ``gs1.gtin.check_digit``, and for the
    composite part as ``parse_separated``.
    """
    number, _, composite = text.partition(_COMPOSITE)
    if length == 13 and len(number) == 12:
        # UPC-A: scanners are often set to leave its leading zero out
        number = f"0{number}"
    if len(number) != length:
        raise Gs1Error("gs1.gtin.length", value=number, expected=str(length))
    # The composite part belongs to the item: read both as one element string.
    return parse_separated(f"01{Gtin.parse(number).value}{composite}", today)


def _upc_e(text: str) -> list[str]:
    """The GTIN-14 of a zero-suppressed UPC, none when the digits are no such code."""
    if text[0] not in "01":
        return []
    try:
        expanded = Upc.parse(text).as_upc_a()
    except ParseError:
        return []
    return [expanded.zfill(14)]
