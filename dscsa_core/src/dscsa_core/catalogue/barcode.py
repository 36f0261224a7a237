"""Scans that cannot be read, or in more than one way; see ``gs1.codes``."""

from ..finding import INFO, WARNING
from .rule import GS1, LABELLING, Rule, _lt


def _rule(number, code, level, sentence, next_step):
    return Rule(f"GS1-{number:02}", code, GS1, LABELLING, level, sentence, next_step)


RULES = (
    _rule(
        29,
        "barcode.empty",
        INFO,
        _lt("Nothing was scanned."),
        _lt("Scan again, or type what is printed on the pack."),
    ),
    _rule(
        30,
        "barcode.too_long",
        WARNING,
        _lt("The scan has %(length)s characters; no code has more than %(limit)s."),
        _lt("Scan one code at a time."),
    ),
    _rule(
        31,
        "barcode.not_gs1",
        WARNING,
        _lt("This is no code of a medicine package: “%(value)s”."),
        _lt("Scan the square code (Data Matrix), or type what is printed beside it."),
    ),
    _rule(
        32,
        "barcode.no_key",
        WARNING,
        _lt("This code names no package or pallet; it holds only %(ais)s."),
        _lt("Scan the square code on the pack, or the pallet label."),
    ),
    _rule(
        33,
        "barcode.foreign",
        WARNING,
        _lt("This code is meant for something else (field %(ai)s)."),
        _lt("Scan the square code on the pack."),
    ),
    _rule(
        34,
        "barcode.ai_unknown",
        WARNING,
        _lt(
            "The code has a field that does not exist, at sign %(position)s: "
            "“%(text)s”."
        ),
        _lt(
            "Scan again. If it stays, print the set-up sheet of the scanner and "
            "set its separator."
        ),
    ),
    _rule(
        35,
        "barcode.value",
        WARNING,
        _lt("The code has “%(value)s” in field %(ai)s, which cannot be."),
        _lt("Scan again, or type what is printed on the pack."),
    ),
    _rule(
        36,
        "barcode.date",
        WARNING,
        _lt("The code has “%(value)s” for a date (field %(ai)s): no such day."),
        _lt("Compare with the date printed on the pack and type it."),
    ),
    _rule(
        37,
        "barcode.repeated",
        WARNING,
        _lt("The code says field %(ai)s twice, with two values."),
        _lt("Type what is printed on the pack and tell the seller about the label."),
    ),
    _rule(
        38,
        "barcode.excluded",
        WARNING,
        _lt("The fields %(ai)s and %(other)s never stand in one code."),
        _lt(
            "Look for a second label; type what is printed, and tell the seller "
            "about it."
        ),
    ),
    _rule(
        39,
        "barcode.missing",
        WARNING,
        _lt("Field %(ai)s stands alone; it needs %(needs)s beside it."),
        _lt(
            "Scan the square code that also holds the product number, or the "
            "pallet label."
        ),
    ),
    _rule(
        40,
        "link.uri",
        WARNING,
        _lt("This is no web address of a product: “%(value)s”."),
        _lt("Scan the square code on the pack."),
    ),
    _rule(
        41,
        "link.path",
        WARNING,
        _lt("No product number can be read from the web address “%(value)s”."),
        _lt("Scan the square code on the pack."),
    ),
    _rule(
        42,
        "link.query",
        WARNING,
        _lt("The web address “%(value)s” has an end that cannot be read."),
        _lt("Scan again, or type what is printed on the pack."),
    ),
    _rule(
        43,
        "barcode.separators_lost",
        INFO,
        _lt("The scanner swallowed a separator: %(count)s readings are possible."),
        _lt("Choose the reading that is printed on the pack."),
    ),
    _rule(
        44,
        "barcode.expected_decided",
        INFO,
        _lt(
            "The scanner swallowed a separator; the seller's list decided the reading."
        ),
        _lt("Nothing to do. Setting the scanner's separator avoids it."),
    ),
    _rule(
        45,
        "barcode.expiry_day_00",
        INFO,
        _lt("The label gives month and year only; the last day of the month counts."),
        _lt("Nothing to do."),
    ),
    _rule(
        46,
        "barcode.capped",
        WARNING,
        _lt("More than %(limit)s readings of this code are possible."),
        _lt("Type lot and serial number as printed on the pack."),
    ),
    _rule(
        50,
        "barcode.ndc_alone",
        WARNING,
        _lt("This code names the drug (NDC %(value)s), not the package."),
        _lt(
            "Scan the square code. Without one press Type: NDC, serial, lot and "
            "expiration as printed."
        ),
    ),
    _rule(
        51,
        "barcode.other_standard",
        WARNING,
        _lt("This is a %(name)s code, not the GS1 code of a medicine package."),
        _lt("Scan the square code (Data Matrix), or type what is printed beside it."),
    ),
    _rule(
        52,
        "barcode.several_codes",
        WARNING,
        _lt("Two codes at once: the scanner sent them as one text."),
        _lt("Scan them one by one."),
    ),
    _rule(
        53,
        "barcode.keyboard",
        WARNING,
        _lt("Digits and signs arrive changed: the keyboard layout is wrong."),
        _lt(
            "Set the scanner to the layout of this computer (US English), or the "
            "computer to that of the scanner; then scan again."
        ),
    ),
)
