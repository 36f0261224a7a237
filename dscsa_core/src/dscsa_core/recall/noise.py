"""What stands in a notice beside lots and is never one: telephones, addresses, counts.

Taken out before a text is read. What might be a lot all the same is left in and asked.
"""

import re

from .numbered import labelled

_I = re.IGNORECASE | re.ASCII
_WEB = re.compile(
    r"(?:https?://|www\.)[^\s,;]{1,300}|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{1,64}",
    _I,
)
_PHONES = re.compile(
    r"(?<![\w,-])(?:\+?1[-. ]{0,2})?(?:"
    r"\(?8(?:00|22|33|44|55|66|77|88)\)?"
    r"(?:[-. /]{1,2}\d{3}[-. ]\d{4}|-[A-Z0-9-]{7,9})"
    r"|\(\d{3}\)[ ]?\d{3}[-. ]\d{4}"
    r")(?![\w-])(?:,?[ ](?:ext|extension)\.?[ ]?\d{1,6})?",
    _I,
)
_CALLED = re.compile(
    r"\b(?:call(?:ing)?|phone|telephone|tel|fax|contact|hotline|mobile|cell)\b"
    r"[^\d\n\t]{0,40}(?:\+?1[-. ])?\d{3}[-. /]\d{3}[-. ]\d{4}(?![\w-])",
    _I,
)
_LIKE_PHONE = re.compile(r"(?<![\w-])\d{3}[-.]\d{3}[-.]\d{4}(?![\w-])", re.ASCII)
_STREET = re.compile(
    r"(?<![\w-])\d{1,6}[ ](?:[A-Z][\w.]{0,20}[ ]){1,4}(?:Street|St|Road|Rd|Avenue|Ave|"
    r"Drive|Dr|Boulevard|Blvd|Lane|Ln|Way|Court|Ct|Parkway|Pkwy|Highway|Hwy|Circle|"
    r"Plaza|Place|Pl|Terrace|Turnpike|Pike)\b\.?",
    re.ASCII,
)
_ROOM = re.compile(
    r"\b(?:suite|ste|floor|building|bldg|p\.?[ ]?o\.?[ ]?box)\.?[ ]{0,2}"
    r"\d{1,6}[A-Z]?\b",
    _I,
)
_STATES = (
    "A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|"
    "P[AR]|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY]"
)
_ZIP = re.compile(
    rf"\b[A-Z][a-z]{{2,20}}\.?,[ ]?(?:{_STATES})\.?,?"
    r"(?:[ ]\d{5}(?:-\d{4})?)?(?!\w)",
    re.ASCII,
)
_CLASS = re.compile(
    r"\b(?:class|schedule)[ ](?:I{1,3}|IV|V|[1-5])(?![\w-])"
    r"|(?<![\w-])C-I{2,3}(?![\w-])",
    _I,
)
_RATIO = re.compile(
    r"(?<![\w/-])\d{1,5}(?:\.\d{1,3})?[ ]?(?:mg|mcg|g|ml|l|iu|units?|%)[ ]?/[ ]?"
    r"(?:\d{1,5}(?:\.\d{1,3})?[ ]?)?(?:mg|mcg|g|ml|l|vial|hr|hour|dose|tablet)\b",
    _I,
)
_TIME = re.compile(
    r"(?<![\w-])\d{1,2}(?::\d\d)?[ ]?[ap]\.?m\b\.?"
    r"(?:[ ](?:[ECMP][SD]?T|eastern|central)\b)?",
    _I,
)
_WEEKDAYS = re.compile(
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b"
    r"(?:[ ]?(?:through|thru|to|-|and)[ ]?\w{3,6}days?\b)?",
    _I,
)
_PART_OF = re.compile(
    r"(?:\b(?:pages?|sheet|box|part|p\.)[ ])?(?<![\w./-])"
    r"(\d{1,3})[ ]of[ ](\d{1,4})(?![\w/-])",
    _I,
)
_COUNTED = re.compile(
    r"(?<![\w./,#-])\(?\d{1,3}\)?[ ](?=(?:lots|batches)\b)|\(\d{1,2}\)[ ](?=lot\b)", _I
)
_TIMES = re.compile(r"(?<=[ (])x[ ]?\d{1,5}(?![\w-])", re.ASCII)
_SPARED = re.compile(
    r"\bno other (?:lots?|batch(?:es)?)(?: numbers?)? (?:is|are) (?:affected|involved|"
    r"included|impacted|recalled|being recalled)|"
    r"\b(?:all )?other (?:lots?|batch(?:es)?)(?: numbers?)? (?:is|are) not (?:affected|"
    r"involved|included|impacted|recalled|being recalled|part of this recall)",
    _I,
)
_PRODUCT_CODE = re.compile(
    r"\b(?:product|item|style|color) codes?[ :#.]{1,4}((?=[\w-]{0,20}\d)[\w-]{1,20})",
    _I,
)
_CERTAIN = (
    _WEB,
    _PHONES,
    _CALLED,
    _STREET,
    _ROOM,
    _ZIP,
    _CLASS,
    _RATIO,
    _TIME,
    _WEEKDAYS,
    _TIMES,
    _SPARED,
)
_LOT_BEFORE = re.compile(
    r"(?:lots?|batch(?:es)?|control|#|no\.?|numbers?)[\s:#.]*\Z", _I
)
_THOUSANDS = re.compile(r"(?<![\w,.#/-])\d{1,3}(?:,\d{3}){1,3}(?!\w|[,-]\d)", re.ASCII)
_UNIT = re.compile(
    r"[ ](?:\w{1,12}[ ]){0,2}(?:units?|bottles?|cartons?|vials?|cases?|packs?|"
    r"packages?|boxes|box|tablets?|capsules?|syringes?|tubes?|bags?|blisters?|kits?|pens?|"
    r"each|ea|pieces?|pcs|pounds|lbs|inhalers?|ampules?|doses?|jars?)\b",
    _I,
)


def without_noise(text: str) -> tuple[str, list[str]]:
    """(the text without what is no lot for certain, pieces to ask about)."""
    asked: list[str] = []
    for pattern in _CERTAIN:
        text = pattern.sub(" , ", text)
    text = labelled(_COUNTED.sub(" ", _PART_OF.sub(_part, text)))
    text = _THOUSANDS.sub(lambda found: _thousands(found, asked), text)
    asked += [found[0] for found in _PRODUCT_CODE.finditer(text)]
    asked += [found[0] for found in _LIKE_PHONE.finditer(text)]
    return text, asked


def _part(found: re.Match) -> str:
    """ "1 of 3" counts; "24 of 3" does not."""
    return " " if int(found[1]) <= int(found[2]) else found[0]


def _thousands(found: re.Match, asked: list[str]) -> str:
    """A count with its unit goes; right behind "Lots" three digits may be lots."""
    before = found.string[max(0, found.start() - 30) : found.start()]
    if _UNIT.match(found.string, found.end()):
        return found[0].replace(",", "")
    asked.append(found[0])
    return found[0] if _LOT_BEFORE.search(before) else " , "
