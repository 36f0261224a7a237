"""Barcodes, keys and identifiers that break their GS1 rule; see ``gs1.codes``."""

from ..finding import INFO, WARNING
from .rule import GS1, LABELLING, Rule, _lt


def _rule(number, code, level, sentence, next_step):
    return Rule(f"GS1-{number:02}", code, GS1, LABELLING, level, sentence, next_step)


RULES = (
    _rule(
        1,
        "gs1.digits",
        WARNING,
        _lt("Only digits belong in “%(value)s”."),
        _lt("Type the number again, digits only."),
    ),
    _rule(
        2,
        "gs1.date",
        WARNING,
        _lt("No such date: “%(value)s”."),
        _lt("Compare with the date printed on the pack and type it again."),
    ),
    _rule(
        3,
        "gs1.key",
        WARNING,
        _lt("Neither a package nor a pallet: “%(value)s”."),
        _lt("Scan the square code on the pack, or the pallet label."),
    ),
    _rule(
        4,
        "gs1.gtin.length",
        WARNING,
        _lt("A product number needs %(expected)s digits, not “%(value)s”."),
        _lt("Compare with the printed number and type it again."),
    ),
    _rule(
        5,
        "gs1.gln.length",
        WARNING,
        _lt("A location number needs %(expected)s digits, not “%(value)s”."),
        _lt("Ask the partner for the full number; nothing is added by guessing."),
    ),
    _rule(
        6,
        "gs1.sscc.length",
        WARNING,
        _lt("A pallet or tote number needs %(expected)s digits, not “%(value)s”."),
        _lt("Scan the label again, or type all digits."),
    ),
    _rule(
        7,
        "gs1.gtin.check_digit",
        WARNING,
        _lt(
            "The product number %(value)s does not add up; its last digit should "
            "be %(expected)s."
        ),
        _lt("Scan again, or compare with the printed number."),
    ),
    _rule(
        8,
        "gs1.gln.check_digit",
        WARNING,
        _lt(
            "The location number %(value)s does not add up; its last digit should"
            " be %(expected)s."
        ),
        _lt("Ask the partner for the right number."),
    ),
    _rule(
        9,
        "gs1.sscc.check_digit",
        WARNING,
        _lt(
            "The pallet or tote number %(value)s does not add up; its last digit "
            "should be %(expected)s."
        ),
        _lt("Scan again, or compare with the printed number."),
    ),
    _rule(
        10,
        "gs1.key.check_digit",
        WARNING,
        _lt(
            "The number %(value)s does not add up; its last digit should be "
            "%(expected)s."
        ),
        _lt("Scan again, or compare with the printed number."),
    ),
    _rule(
        11,
        "epc.empty",
        WARNING,
        _lt("An identifier is empty."),
        _lt("Ask the sender for a corrected file."),
    ),
    _rule(
        12,
        "epc.scheme",
        WARNING,
        _lt("This kind of identifier is not known here: “%(value)s”."),
        _lt("Ask the sender what it stands for, or for a corrected file."),
    ),
    _rule(
        13,
        "epc.parts",
        WARNING,
        _lt("The identifier “%(value)s” should have %(expected)s parts."),
        _lt("Ask the sender for a corrected file."),
    ),
    _rule(
        14,
        "epc.digits",
        WARNING,
        _lt("The identifier “%(value)s” has letters where digits belong."),
        _lt("Ask the sender for a corrected file."),
    ),
    _rule(
        15,
        "epc.escape",
        WARNING,
        _lt("The identifier “%(value)s” holds a broken percent sign."),
        _lt("Ask the sender for a corrected file."),
    ),
    _rule(
        16,
        "epc.prefix.length",
        WARNING,
        _lt("The company prefix in “%(value)s” should have %(expected)s digits."),
        _lt("Ask the sender for a corrected file."),
    ),
    _rule(
        17,
        "epc.prefix_unknown",
        WARNING,
        _lt("The length of the company prefix in %(value)s is not known."),
        _lt("Enter the company prefix on the partner or the product."),
    ),
    _rule(
        18,
        "epc.sgtin.length",
        WARNING,
        _lt(
            "The package identifier “%(value)s” has %(found)s digits; "
            "%(expected)s are needed."
        ),
        _lt("Ask the sender for a corrected file."),
    ),
    _rule(
        19,
        "epc.lgtin.length",
        WARNING,
        _lt(
            "The lot identifier “%(value)s” has %(found)s digits; %(expected)s "
            "are needed."
        ),
        _lt("Ask the sender for a corrected file."),
    ),
    _rule(
        20,
        "epc.sscc.length",
        WARNING,
        _lt(
            "The pallet or tote identifier “%(value)s” has %(found)s digits; "
            "%(expected)s are needed."
        ),
        _lt("Ask the sender for a corrected file."),
    ),
    _rule(
        21,
        "epc.sgln.length",
        WARNING,
        _lt(
            "The location identifier “%(value)s” has %(found)s digits; "
            "%(expected)s are needed."
        ),
        _lt("Ask the sender for a corrected file."),
    ),
    _rule(
        22,
        "epc.pgln.length",
        WARNING,
        _lt(
            "The party identifier “%(value)s” has %(found)s digits; %(expected)s "
            "are needed."
        ),
        _lt("Ask the sender for a corrected file."),
    ),
    _rule(
        23,
        "epc.serial.length",
        WARNING,
        _lt(
            "The serial number “%(value)s” has %(found)s characters; at most "
            "%(expected)s are allowed."
        ),
        _lt("Ask the sender for a corrected file."),
    ),
    _rule(
        24,
        "epc.lot.length",
        WARNING,
        _lt(
            "The lot number “%(value)s” has %(found)s characters; at most "
            "%(expected)s are allowed."
        ),
        _lt("Ask the sender for a corrected file."),
    ),
    _rule(
        25,
        "epc.extension.length",
        WARNING,
        _lt(
            "The location extension “%(value)s” has %(found)s characters; at most"
            " %(expected)s are allowed."
        ),
        _lt("Ask the sender for a corrected file."),
    ),
    _rule(
        26,
        "epc.serial.charset",
        WARNING,
        _lt("The serial number “%(value)s” holds a sign that no GS1 code may hold."),
        _lt("Compare with the pack, then ask the sender for a corrected file."),
    ),
    _rule(
        27,
        "epc.lot.charset",
        WARNING,
        _lt("The lot number “%(value)s” holds a sign that no GS1 code may hold."),
        _lt("Compare with the pack, then ask the sender for a corrected file."),
    ),
    _rule(
        28,
        "epc.extension.charset",
        WARNING,
        _lt(
            "The location extension “%(value)s” holds a sign that no GS1 code may hold."
        ),
        _lt("Compare with the pack, then ask the sender for a corrected file."),
    ),
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
        _lt("%(title)s cannot be “%(value)s” (field %(ai)s)."),
        _lt("Scan again, or type what is printed on the pack."),
    ),
    _rule(
        36,
        "barcode.date",
        WARNING,
        _lt("%(title)s cannot be “%(value)s”: no such day (field %(ai)s)."),
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
        _lt("The web address “%(value)s” holds no product number."),
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
        47,
        "ndc.form",
        WARNING,
        _lt("This is no NDC: “%(value)s”."),
        _lt("Enter it with hyphens, as on the label: for example 4-4-2 digits."),
    ),
    _rule(
        48,
        "ndc.ambiguous",
        WARNING,
        _lt("The NDC %(value)s can be read as %(candidates)s."),
        _lt("Enter it with hyphens, as on the label."),
    ),
    _rule(
        49,
        "ndc.no_gtin",
        WARNING,
        _lt("No product number can be made from the NDC %(value)s."),
        _lt("Scan the pack, or enter its product number (GTIN)."),
    ),
)
