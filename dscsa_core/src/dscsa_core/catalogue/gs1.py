"""Keys and identifiers that break their GS1 rule; see ``gs1.codes``."""

from ..finding import WARNING
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
    _rule(
        60,
        "gs1.date.ambiguous",
        WARNING,
        _lt("The date “%(value)s” may be %(first)s or %(second)s."),
        _lt("It was not used. Read it on the pack; ask the seller for year-month-day."),
    ),
    _rule(
        61,
        "epc.elements",
        WARNING,
        _lt("The fields run together in “%(value)s”: where each ends is not certain."),
        _lt("It was not used. Scan the packages; ask the seller for a corrected file."),
    ),
)
