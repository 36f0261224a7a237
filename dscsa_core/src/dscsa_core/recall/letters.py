"""The signs of a copied text: one for what looks alike, and stuck words parted.

Web pages, mails and PDFs bring entities, non-breaking blanks, dashes of many lengths,
footnote marks and words without a blank between.
"""

import html
import re
import unicodedata

_DASHES = dict.fromkeys(map(ord, "‐‑‒–—−﹣－"), "-")
# small raised digits point to a footnote: they are no part of the number before
_RAISED = dict.fromkeys(
    map(ord, "⁰¹²³⁴⁵⁶⁷⁸⁹\u00ad\u200b\u200c\u200d\u2060\ufeff"), None
)
_ELEMENTS = {"01": " GTIN ", "10": " Lot ", "17": " Exp ", "21": " Serial "}
_ELEMENT = re.compile(r"\((01|10|17|21)\)")
_ENUMERATED = re.compile(r"(?m)^[ ]{0,6}(?:[•·-][ ]?)?\d{1,2}\.[ \t]+(?=\S)")
# ".": the sentence ends, but behind what is often shortened
_SENTENCE = re.compile(r"(\b\w{2,30}|\))\.[ ]{1,3}(?=[A-Z][a-z]|[A-Z][ ])")
_SHORT = frozenset(
    "exp no nos lot batch qty inc ltd corp llc dr mr ms mrs st co approx dept ave ste "
    "jan feb mar apr jun jul aug sep sept oct nov dec mfg bldg".split()
)
_QUOTED = re.compile(r"(?m)^[>\s]*>[ ]?")
_STUCK = re.compile(
    r"\b(exp|lot|batch)\.(?=\w)|(exp)(?=\d+/|\d{4,8}\b)", re.IGNORECASE | re.ASCII
)
_STUCK_LOT = re.compile(r"\b(Lots?|Batch|LOT|BATCH)(?=\d|(?<=[a-z])[A-Z])", re.ASCII)
_STUCK_EXP = re.compile(r"(?<=\d)[ ]?(exp)\b", re.IGNORECASE | re.ASCII)
# "A1or A2"
_STUCK_OR = re.compile(
    r"(?<!\w)([\w-]{0,20}\d)(or|and|thru|through)(?=[ ][\w-]{0,20}\d)",
    re.IGNORECASE | re.ASCII,
)
# "A100 -A105", "A100- A105": the dash joins two numbers
_DASH_BETWEEN = re.compile(r"(?<=\d)(?:[ \t]+-(?=\w)|-[ \t]+(?=\w))")
_ARROW = re.compile(r"(?<=\w)[ ]?(?:→|~|\.\.\.?)[ ]?(?=\w)")
# a line that explains a star and names no number
_FOOTNOTE = re.compile(r"(?m)^[ ]{0,3}(?:\*{1,3}|†|‡)[ ]?[^\d\n]{3,400}$")
_OPEN = re.compile(
    r"\b(?:all|any|every|entire|lots?|batch(?:es)?|except|excluding|others?)\b",
    re.IGNORECASE,
)


def plain(text: str) -> tuple[str, list[str]]:
    """(the text in plain signs, pieces of it that can be read in two ways)."""
    text = html.unescape(text).translate(_RAISED)
    text = unicodedata.normalize("NFKC", text).translate(_DASHES)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("⁃", "•")
    text = _FOOTNOTE.sub(lambda found: found[0] if _OPEN.search(found[0]) else "", text)
    text = _ELEMENT.sub(lambda found: _ELEMENTS[found[1]], _QUOTED.sub("", text))
    asked: list[str] = []
    text = _STUCK_OR.sub(lambda found: _parted(found, asked), text)
    text = _ARROW.sub(" - ", _STUCK_LOT.sub(r"\1 ", text))
    text = _STUCK.sub(lambda found: f" {found[1] or found[2]} ", text)
    text = _STUCK_EXP.sub(r" \1", text)
    text = _SENTENCE.sub(_ended, _ENUMERATED.sub("", text))
    return _DASH_BETWEEN.sub(" - ", text), asked


def _ended(found: re.Match) -> str:
    """The end of a sentence is the end of a line."""
    return found[0] if found[1].lower() in _SHORT else f"{found[1]}\n"


def _parted(found: re.Match, asked: list[str]) -> str:
    """ "A1or A2" is two numbers; "A1OR A2" can be "A1OR" and is asked about."""
    number, word = found[1], found[2]
    letters = [sign for sign in number if sign.isalpha()]
    if any(sign.isupper() == word.isupper() for sign in letters):
        asked.append(number + word)
        return f"{number}{word}, {number} {word}"
    return f"{number} {word}"
