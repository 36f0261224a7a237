"""Product codes in a notice: NDCs and GTINs with words, blanks or slashes around."""

import re
from contextlib import suppress

from ..errors import Gs1Error
from ..gs1.keys import Gtin
from ..gs1.ndc import candidates

_DIGITS = re.compile(r"[\d-]+", re.ASCII)
_ONLY_PACK = re.compile(r"-(\d{1,2})", re.ASCII)
_HYPHENATED = re.compile(r"\d{4,6}-\d{3,4}(?:-\d{1,2})?", re.ASCII)
# fourteen digits and the hyphens between five groups
_LONGEST = 18


def is_code(text: str) -> bool:
    """Whether a text is an NDC of any form, or a GTIN with a right check digit."""
    with suppress(Gs1Error):
        if candidates(text):
            return True
    return _is_gtin(text)


def looks_like_code(text: str) -> bool:
    """Whether a text has the hyphens of an NDC, whole or without the package."""
    return bool(_HYPHENATED.fullmatch(text))


def codes_at(tokens: list[str], start: int) -> tuple[list[str], int]:
    """(codes, tokens used) from ``start``, where a code is due; none: ``([], 0)``.

    "99990-101-30/99990-101-90" are two, "3 99990 10130 6" and "99990 101 30" one.
    """
    if start >= len(tokens):
        return [], 0
    parts = [part for part in tokens[start].split("/") if part]
    if parts and all(is_code(part) for part in parts):
        return parts, 1
    return _spread(tokens, start)


def _spread(tokens: list[str], start: int) -> tuple[list[str], int]:
    """A code whose groups of digits stand apart; the longest that is one."""
    run: list[str] = []
    for token in tokens[start : start + 6]:
        if (
            not _DIGITS.fullmatch(token)
            or sum(map(len, run)) + len(token) > _LONGEST + 4
        ):
            break
        run.append(token)
    for length in range(len(run), 0, -1):
        groups = [part.strip("-") for part in run[:length] if part.strip("-")]
        for text in ("-".join(groups), "".join(groups).replace("-", "")):
            if is_code(text) and (text.count("-") == 2 or _is_gtin(text)):
                return [text], length
    return [], 0


def with_pack(code: str, token: str) -> str:
    """The code with another package: "99990-101-30" and "-90"; "" for other texts."""
    found = _ONLY_PACK.fullmatch(token)
    head, dash, _pack = code.rpartition("-")
    text = f"{head}-{found[1]}" if found and dash else ""
    return text if text and is_code(text) else ""


def _is_gtin(text: str) -> bool:
    with suppress(Gs1Error):
        return bool(Gtin.parse(text))
    return False
