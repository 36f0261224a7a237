"""Numbers as people type and print them → the forms records keep."""

import re

from dscsa_core.errors import Gs1Error
from dscsa_core.gs1.keys import Gtin, check_digit
from dscsa_core.gs1.ndc import Ndc, candidates, plain_ndc

_NOT_ALNUM = re.compile(r"[^0-9A-Z]")
_ORDER_WORDS = re.compile(r"^(?:PURCHASEORDER|PURCHASE|ORDER|PO|NO|NR)+(?=.)")
_LETTER = re.compile(r"[A-Z]")
_WORD = re.compile(r"[0-9A-Z]+")
_RELEASE = re.compile(r"^([A-Z]*\d{3,})(?:(?:R|REV|REL|L|LN|V)\d{1,4}|[A-Z])$")
_INVOICE_WORDS = re.compile(r"^(?:INVOICE|INV|BILL|NO|NR){1,3}(?=.*\d)")
_ZEROS = re.compile(r"(?<!\d)0+(?=\d)")
_LEAST_DIGITS = 3
INDICATORS = "012345678"


def gtin14_of(text):
    """GTIN-14 of a barcode of 8, 12, 13 or 14 digits, else ``""``.

    A last ``?`` stands for the check digit, which is computed then.
    """
    text = (text or "").strip()
    try:
        if text.endswith("?"):
            return f"{text[:-1]}{check_digit(text[:-1])}"
        return Gtin.parse(text).value
    except Gs1Error:
        return ""


def barcodes_of(gtin14):
    """The texts under which a GTIN may stand as a barcode: 14, 13, 12, 8 digits."""
    texts = [gtin14]
    for length in (13, 12, 8):
        if gtin14.startswith("0" * (14 - length)):
            texts.append(gtin14[14 - length :])
    return texts


def ndc_text(text):
    """An NDC with hyphens where they are certain, else the text as it is."""
    text = (text or "").strip()
    try:
        codes = candidates(plain_ndc(text))
        return str(codes[0]) if len(codes) == 1 else text
    except Gs1Error:
        return text


def ndc_forms(text):
    """(NDC-10 with hyphens, NDC-11, NDC-12) of a code; ``""`` for unknown ones."""
    text = plain_ndc(text or "")
    try:
        code = Ndc.parse(text)
        tens = candidates(text)
    except Gs1Error:
        return "", "", ""
    ten = str(tens[0]) if len(tens) == 1 else ""
    return ten, code.ndc11 or "", code.ndc12


def ndc_keys(text):
    """All NDC-12 an NDC may stand for: two codes name one product if they share one."""
    text = plain_ndc(text or "")
    if not text:
        return set()
    try:
        if len(text) == 10 and text.isdecimal():
            return {code.ndc12 for code in candidates(text)}
        return {Ndc.parse(text).ndc12}
    except Gs1Error:
        return set()


def gtin_in(known, text):
    """The one GTIN that ``known`` ({NDC-12: GTINs}) has for an NDC, else empty."""
    found = {gtin for key in ndc_keys(text) for gtin in known.get(key, ())}
    return found.pop() if len(found) == 1 else ""


def gtins_of_ndc(text):
    """GTIN-14s of every packing level an NDC may stand for; empty for other texts."""
    try:
        tens = {code.digits for code in candidates(plain_ndc(text or ""))}
    except Gs1Error:
        return []
    return [gtin14_of(f"{i}03{ten}?") for ten in sorted(tens) for i in INDICATORS]


def order_key(text):
    """An order number in the form it is compared: letters and digits, no "PO" before.

    >>> order_key("PO # p-00012") == order_key("P00012")
    True
    """
    plain = _NOT_ALNUM.sub("", (text or "").upper())
    return _ORDER_WORDS.sub("", plain)


def plain_key(text):
    """The same without zeros in front of its numbers: "P00451" is "P451".

    >>> plain_key("PO P-00451") == plain_key("p 451")
    True
    """
    return _ZEROS.sub("", order_key(text))


def invoice_key(text):
    """An invoice number as sellers print it in several places: no word, no zeros.

    What follows it stays: "44871-1" is another invoice than "44871".

    >>> invoice_key("Invoice # 0044871") == invoice_key("INV-44871")
    True
    """
    return _ZEROS.sub("", _INVOICE_WORDS.sub("", order_key(text)))


def numbers_in(text):
    """The order numbers of a field that lists several."""
    return [each.strip() for each in re.split(r"[,;|\n]", text or "") if each.strip()]


def order_keys(text):
    """Keys of the order numbers a longer number may hold: release, line, prefix cut.

    >>> sorted(order_keys("MSP/P00451-0001")), order_keys("P00451R2")
    (['P00451'], {'P00451'})
    """
    words = [_RELEASE.sub(r"\1", word) for word in _WORD.findall((text or "").upper())]
    spans = {
        order_key("".join(words[start:end]))
        for start in range(len(words))
        for end in range(start + 1, len(words) + 1)
    }
    # a line number alone, or few digits, name no order
    return {
        key
        for key in spans - {order_key(text)}
        if len(order_tail(key) if key.isdecimal() else _LETTER.sub("", key))
        >= _LEAST_DIGITS
    }


def order_tail(text):
    """The digits an order number ends with, without zeros in front."""
    digits = re.search(r"(\d+)\D*$", text or "")
    return digits[1].lstrip("0") if digits else ""


def word_key(text):
    """A name or address for comparing: letters and digits in lower case."""
    return re.sub(r"[^0-9a-z]", "", (text or "").lower())


def escaped(text):
    """A text to be looked for as it is by ``=like`` and ``=ilike``."""
    for sign in "\\%_":
        text = text.replace(sign, f"\\{sign}")
    return text


def names_a_case(gtin):
    """Whether GS1 gives a number like this one to what packages are packed in.

    GS1 General Specifications, 2.1.6: indicators 1 to 8 of a GTIN-14; 9 is variable.
    """
    return len(gtin or "") == 14 and "1" <= gtin[0] <= "8"
