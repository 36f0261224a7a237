"""Which GTIN an NDC of a paper, table or X12 notice means.

A file without GTINs names a drug by its NDC. Ten digits with hyphens give the GTIN;
eleven digits may stand for several. What the company knows settles it, else the
labeler rule, else nobody guesses (FDCA s.581(14); 21 CFR 207.33).
"""

from collections.abc import Callable

from ..errors import Gs1Error
from ..gs1.keys import Gtin, is_digits
from ..gs1.ndc import Ndc, candidates, gtin_of_ndc

# (NDC as given) -> GTIN-14 of a product that is known by it, or "".
Known = Callable[[str], str]


class ProductError(Exception):
    """The product of a line is not certain; ``code`` is ``none`` or ``several``."""

    def __init__(self, code: str, value: str, several: tuple[str, ...] = ()) -> None:
        super().__init__(code, value)
        self.code, self.value, self.several = code, value, several


def know_nothing(_ndc: str) -> str:
    """A ``Known`` for readers without a database."""
    return ""


def gtin_of(ndc: str, known: Known = know_nothing) -> str:
    """GTIN-14 of the saleable package an NDC names; raises ProductError."""
    text = ndc.strip()
    try:
        codes = [code for code in candidates(text) if _is_lawful(code)]
        if not codes:
            return gtin_of_ndc(text)
    except Gs1Error as error:
        raise ProductError("none", ndc) from error
    if found := known(text):
        return found
    if len({code.digits for code in codes}) > 1:
        raise ProductError("several", ndc, tuple(map(str, codes)))
    return gtin_of_ndc(str(codes[0]))


def gtin_text(text: str) -> str:
    """GTIN-14 of 8 to 14 digits with a right check digit, else empty."""
    digits = text.strip().replace(" ", "").replace("-", "")
    if not is_digits(digits):
        return ""
    try:
        return Gtin.parse(digits).value
    except Gs1Error:
        return ""


def _is_lawful(code: Ndc) -> bool:
    """Labelers of five digits start at 10000."""
    return not (len(code.labeler) == 5 and code.labeler[0] == "0")
