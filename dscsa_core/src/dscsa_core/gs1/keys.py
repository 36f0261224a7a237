"""GS1 keys as values, and the key text by which one object is known everywhere.

A package or case is ``01<gtin14>21<serial>``, a logistic unit ``00<sscc18>``: GS1's
own element string order without FNC1 (General Specifications, section 3). It is
unambiguous since all in front of the serial has a fixed length. Keys are
case-sensitive and keep leading zeros.

>>> Gtin.parse("300010123455").value
'00300010123455'
>>> split_key("0100300010123455217A").serial
'7A'
"""

import re
from dataclasses import dataclass
from typing import Self

from ..errors import Gs1Error

SGTIN, SSCC = "sgtin", "sscc"
# what editors make of a hyphen; no code has any of them
DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212\ufe63"), "-")
GTIN_LENGTHS = (8, 12, 13, 14)
MAX_SERIAL = 20

# The 82 characters of the General Specifications, figure 7.11-1.
_CSET82 = re.compile(r"[!\"%-?A-Z_a-z]+", re.ASCII)
NOT_CSET82 = re.compile(r"[^!\"%-?A-Z_a-z]+", re.ASCII)
_KEY = re.compile(r"01(\d{14})21([!\"%-?A-Z_a-z]{1,20})|00(\d{18})", re.ASCII)


def is_digits(text: str) -> bool:
    """Whether ``text`` is one or more of the ASCII digits 0 to 9."""
    return text.isascii() and text.isdecimal()


def is_cset82(text: str) -> bool:
    """Whether every character may stand in a GS1 serial or lot (at least one)."""
    return _CSET82.fullmatch(text) is not None


def check_digit(body: str) -> int:
    """Mod-10 check digit of the digits in front of it (General Spec., 7.9.1).

    Raises Gs1Error ``gs1.digits`` for anything but ASCII digits.
    """
    if not is_digits(body):
        raise Gs1Error("gs1.digits", value=body)
    codes = body.encode()
    heavy, light = codes[::-2], codes[-2::-2]
    # 48 is the code of "0"; summing bytes beats turning each one into a number.
    total = 3 * (sum(heavy) - 48 * len(heavy)) + sum(light) - 48 * len(light)
    return -total % 10


def _checked(text: str, name: str, lengths: tuple[int, ...]) -> str:
    """The digits; raises ``gs1.<name>.length`` or ``gs1.<name>.check_digit``."""
    text = text.strip()
    if len(text) not in lengths or not is_digits(text):
        wanted = ", ".join(map(str, lengths))
        raise Gs1Error(f"gs1.{name}.length", value=text, expected=wanted)
    digit = check_digit(text[:-1])
    if digit != int(text[-1]):
        raise Gs1Error(f"gs1.{name}.check_digit", value=text, expected=str(digit))
    return text


@dataclass(frozen=True, slots=True)
class Gtin:
    """Global Trade Item Number as fourteen digits; valid by construction."""

    value: str

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read 8, 12, 13 or 14 digits, filled to 14 with zeros in front.

        Raises Gs1Error ``gs1.gtin.length`` or ``gs1.gtin.check_digit``.
        """
        return cls(_checked(text, "gtin", GTIN_LENGTHS).zfill(14))

    @property
    def indicator(self) -> int:
        """0 for the saleable unit, 1 to 8 for its packs, 9 for variable measure."""
        return int(self.value[0])

    def with_indicator(self, indicator: int) -> Self:
        """The GTIN of another packing level: check digit computed anew."""
        body = f"{indicator:d}{self.value[1:13]}"
        return type(self)(f"{body}{check_digit(body)}")


@dataclass(frozen=True, slots=True)
class Sscc:
    """Serial Shipping Container Code, eighteen digits; valid by construction."""

    value: str

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read 18 digits. Raises ``gs1.sscc.length`` or ``gs1.sscc.check_digit``."""
        return cls(_checked(text, "sscc", (18,)))


@dataclass(frozen=True, slots=True)
class Gln:
    """Global Location Number, thirteen digits; valid by construction."""

    value: str

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read 13 digits; 12 are an error, since a lost zero cannot be proved.

        Raises Gs1Error ``gs1.gln.length`` or ``gs1.gln.check_digit``.
        """
        return cls(_checked(text, "gln", (13,)))


@dataclass(frozen=True, slots=True)
class ParsedKey:
    """The parts of a key text; ``kind`` is ``sgtin`` or ``sscc``, the rest empty."""

    kind: str
    gtin: str = ""
    serial: str = ""
    sscc: str = ""


def package_key(gtin14: str, serial: str) -> str:
    """Key text of a serialised package or case; the parts are taken as valid."""
    return f"01{gtin14}21{serial}"


def sscc_key(sscc18: str) -> str:
    """Key text of a logistic unit; the number is taken as valid."""
    return f"00{sscc18}"


def split_key(key: str) -> ParsedKey:
    """Parts of a key text; raises Gs1Error ``gs1.key`` for any other text."""
    match = _KEY.fullmatch(key)
    if not match:
        raise Gs1Error("gs1.key", value=key)
    gtin, serial, sscc = match.groups()
    if sscc:
        return ParsedKey(SSCC, sscc=sscc)
    return ParsedKey(SGTIN, gtin=gtin, serial=serial)
