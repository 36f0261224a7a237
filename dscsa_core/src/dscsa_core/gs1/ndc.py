"""National Drug Code in its 10, 11 and 12 digit forms, and its GTIN.

Forms: 10 digits as 4-4-2, 5-3-2 or 5-4-1 (21 CFR 207.33); 11 digits as 5-4-2 for
billing; 12 digits as 6-4-2 from 2033 (91 FR 10749). Each longer form pads every
segment on the left. The way back is ambiguous: a leading zero may be padding.

>>> Ndc.parse("0116-2001-16").ndc11
'00116200116'
>>> gtin_of_ndc("0116-2001-16")
'00301162001165'
"""

import re
from dataclasses import dataclass
from typing import Self

from ..errors import Gs1Error
from .keys import DASHES, Gtin, check_digit, is_digits

FORMS_10 = ((4, 4, 2), (5, 3, 2), (5, 4, 1))
FORM_11, FORM_12 = (5, 4, 2), (6, 4, 2)
_HYPHENATED = re.compile(r"(\d{4,6})-(\d{3,4})-(\d{1,2})", re.ASCII)
_NDC_PREFIX = "03"
_WORD = re.compile(r"^(?:NDC|N4)[\s:#./]*", re.IGNORECASE)
_PRINTED = re.compile(
    r"(\d{4,6})[ .-](\d{3,4})[ .-](\d{1,2})(?![\d-])|(\d{10,12})(?!\d)", re.ASCII
)
# the size or name of the pack may follow, a second code may not
_CODE_AGAIN = re.compile(r"\d{4}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Ndc:
    """The three segments of a code in one of the five forms; valid by construction."""

    labeler: str
    product: str
    package: str

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a code whose segments are certain.

        Hyphens make them so, and 11 or 12 digits do. Ten digits are split by the
        labeler rule. Raises Gs1Error ``ndc.form`` or ``ndc.ambiguous``.
        """
        text = text.strip()
        if "-" in text:
            return cls._of_hyphens(text)
        if not is_digits(text) or len(text) not in (10, 11, 12):
            raise Gs1Error("ndc.form", value=text)
        if len(text) > 10:
            return cls._cut(text, FORM_11 if len(text) == 11 else FORM_12)
        forms = _forms_by_labeler(text)
        if len(forms) > 1:
            codes = ", ".join(str(cls._cut(text, form)) for form in forms)
            raise Gs1Error("ndc.ambiguous", value=text, candidates=codes)
        return cls._cut(text, forms[0])

    @classmethod
    def _of_hyphens(cls, text: str) -> Self:
        match = _HYPHENATED.fullmatch(text)
        code = match and cls(*match.groups())
        if not code or code.form not in (*FORMS_10, FORM_11, FORM_12):
            raise Gs1Error("ndc.form", value=text)
        return code

    @classmethod
    def _cut(cls, digits: str, form: tuple[int, int, int]) -> Self:
        first, second = form[0], form[0] + form[1]
        return cls(digits[:first], digits[first:second], digits[second:])

    @property
    def form(self) -> tuple[int, int, int]:
        """Lengths of the segments, such as (5, 3, 2)."""
        return len(self.labeler), len(self.product), len(self.package)

    @property
    def digits(self) -> str:
        """All digits, without hyphens."""
        return self.labeler + self.product + self.package

    @property
    def ndc11(self) -> str | None:
        """Eleven digits (5-4-2); None where a six-digit labeler leaves no room."""
        labeler = self.labeler
        if len(labeler) == 6:
            if labeler[0] != "0":
                return None
            labeler = labeler[1:]
        return labeler.zfill(5) + self.product.zfill(4) + self.package.zfill(2)

    @property
    def ndc12(self) -> str:
        """Twelve digits (6-4-2)."""
        return self.labeler.zfill(6) + self.product.zfill(4) + self.package.zfill(2)

    def __str__(self) -> str:
        return f"{self.labeler}-{self.product}-{self.package}"


def is_hyphenated(text: str) -> bool:
    """The text has the looks of a code with hyphens, whether or not it is one."""
    return bool(_HYPHENATED.fullmatch(text.strip()))


def candidates(text: str) -> tuple[Ndc, ...]:
    """Every 10-digit code the text may stand for, likeliest first.

    Codes that keep the labeler rule (4 digits below 10000, else 5) lead. Empty for
    a code that only exists in the 12-digit form. Raises Gs1Error ``ndc.form``.
    """
    text = text.strip()
    if is_digits(text) and len(text) == 10:
        lawful = _forms_by_labeler(text)
        forms = (*lawful, *(form for form in FORMS_10 if form not in lawful))
        return tuple(Ndc._cut(text, form) for form in forms)
    code = Ndc.parse(text)
    if code.form in FORMS_10:
        return (code,)
    padded = code.ndc11
    return () if padded is None else _unpad(Ndc._cut(padded, FORM_11))


def _unpad(code: Ndc) -> tuple[Ndc, ...]:
    """The codes whose 5-4-2 padding gives ``code``."""
    found = []
    if code.labeler[0] == "0":
        found.append(Ndc(code.labeler[1:], code.product, code.package))
    if code.product[0] == "0":
        found.append(Ndc(code.labeler, code.product[1:], code.package))
    if code.package[0] == "0":
        found.append(Ndc(code.labeler, code.product, code.package[1:]))
    return tuple(found)


def _forms_by_labeler(digits: str) -> tuple[tuple[int, int, int], ...]:
    """Forms the labeler rule allows: labelers of five digits start at 10000."""
    return FORMS_10[:1] if digits[0] == "0" else FORMS_10[1:]


def ndc11(text: str) -> str | None:
    """Eleven digits of a code; raises ``ndc.form`` or ``ndc.ambiguous``."""
    return Ndc.parse(text).ndc11


def ndc12(text: str) -> str:
    """Twelve digits of a code; raises ``ndc.form`` or ``ndc.ambiguous``."""
    return Ndc.parse(text).ndc12


def hyphenate(text: str) -> str:
    """The code with hyphens, ten digits by the labeler rule; errors as ``parse``."""
    return str(Ndc.parse(text))


def gtin_of_ndc(ndc: str, indicator: int = 0) -> str:
    """GTIN-14 of a code: indicator, ``03``, ten digits, check digit.

    Ten digits need no hyphens. Raises Gs1Error ``ndc.form``, ``ndc.ambiguous`` when
    an 11-digit code has several ten-digit forms, ``ndc.no_gtin`` when it has none.
    """
    codes = dict.fromkeys(code.digits for code in candidates(ndc))
    if not codes:
        raise Gs1Error("ndc.no_gtin", value=ndc)
    if len(codes) > 1:
        names = ", ".join(str(code) for code in candidates(ndc))
        raise Gs1Error("ndc.ambiguous", value=ndc, candidates=names)
    body = f"{indicator:d}{_NDC_PREFIX}{next(iter(codes))}"
    return f"{body}{check_digit(body)}"


def ndc10_of_gtin(gtin: str) -> str | None:
    """The ten digits in a US drug's GTIN, None unless its prefix is ``03``.

    Not every ``03`` number holds an NDC (devices): a proposal, not a proof.
    """
    value = Gtin.parse(gtin).value
    return value[3:13] if value[1:3] == _NDC_PREFIX else None


def ndc_in_words(gtin: str) -> str:
    """«NDC 99999-001-01» of a GTIN that holds an NDC, else the GTIN; "" of none.

    Without hyphens where the labeler leaves them open.
    """
    try:
        ten = ndc10_of_gtin(gtin) if gtin else None
        return f"NDC {hyphenate(ten)}" if ten else gtin and f"GTIN {gtin}"
    except Gs1Error:
        # ten digits of an open form, or a number that is none
        return f"NDC {gtin[3:13]}" if gtin[1:3] == _NDC_PREFIX else f"GTIN {gtin}"


def same_product(one: str, other: str, *, package: bool = True) -> bool:
    """Whether two codes, or GTINs in an NDC attribute, may name the same drug.

    All readings of an ambiguous code are compared, so False is certain. Without
    ``package`` the last segment is left out (other pack sizes of the same drug).
    Raises Gs1Error ``ndc.form`` for a text that is neither.
    """
    return bool(_normal(one, package) & _normal(other, package))


def _normal(text: str, package: bool) -> set[str]:
    text = text.strip()
    if len(text) == 14 and is_digits(text):
        text = ndc10_of_gtin(text) or text
    if len(text) == 10 and is_digits(text):
        codes = {code.ndc12 for code in candidates(text)}
    else:
        codes = {Ndc.parse(text).ndc12}
    return codes if package else {code[:10] for code in codes}


def plain_ndc(text: str) -> str:
    """The code as people print it, without the words around; other texts unchanged.

    >>> plain_ndc("NDC 99990 101 30 (30 ct)")
    '99990-101-30'
    """
    plain = _WORD.sub("", text.translate(DASHES)).strip()
    found = _PRINTED.match(plain)
    after = plain[found.end() :] if found else ""
    if not found or after and (after[0] not in " ([,;" or _CODE_AGAIN.search(after)):
        return plain.replace(" ", "")
    return found[4] or "-".join(found.groups()[:3])
