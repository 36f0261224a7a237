"""Faults of single fields and identifiers, met while reading."""

from ..finding import BLOCK, INFO, WARNING
from .rule import DATA_ISSUE, NOT_HDA, READING, Rule, _lt

RULES = (
    Rule(
        "RDG-19",
        "IDENTIFIERS_MISSING",
        READING,
        DATA_ISSUE,
        BLOCK,
        _lt("An event (%(kind)s) names no package, case, pallet or quantity."),
        _lt("Ask the seller for a corrected file."),
    ),
    Rule(
        "RDG-20",
        "IDENTIFIER_EMPTY",
        READING,
        DATA_ISSUE,
        WARNING,
        _lt("A list of packages has empty entries."),
        _lt("They were left out. Compare the count with the delivery."),
    ),
    Rule(
        "RDG-21",
        "ELEMENT_UNKNOWN",
        READING,
        DATA_ISSUE,
        INFO,
        _lt(
            "The file has a field that is not in the standard: %(name)s (in: "
            "%(inside)s)."
        ),
        _lt(
            "It was kept for the record and not used. Tell the seller when convenient."
        ),
    ),
    Rule(
        "RDG-22",
        "ELEMENT_REPEATED",
        READING,
        DATA_ISSUE,
        INFO,
        _lt("A field stands more than once in one event: %(name)s."),
        _lt(
            "Lists were joined, else the last one counts. Tell the seller when "
            "convenient."
        ),
    ),
    Rule(
        "RDG-23",
        "ELEMENT_ORDER",
        READING,
        DATA_ISSUE,
        INFO,
        _lt(
            "The fields of an event are in the wrong order: %(name)s comes after "
            "%(after)s."
        ),
        _lt("They were read all the same. Tell the seller when convenient."),
    ),
    Rule(
        "RDG-24",
        "EVENT_UNKNOWN",
        READING,
        DATA_ISSUE,
        WARNING,
        _lt("Among the events stands something that is none: %(name)s."),
        _lt("It was not read. Ask the seller what it means."),
    ),
    Rule(
        "RDG-25",
        "QUANTITY_INVALID",
        READING,
        DATA_ISSUE,
        BLOCK,
        _lt("A quantity is not a number: %(value)s."),
        _lt("Count the goods and ask the seller for a corrected file."),
    ),
    Rule(
        "RDG-26",
        "ILMD_FIELD",
        READING,
        DATA_ISSUE,
        INFO,
        _lt("A lot-level field comes without its namespace: %(name)s."),
        _lt("Lot and expiry were read all the same. Tell the seller when convenient."),
    ),
    Rule(
        "RDG-27",
        "ILMD_CONFLICT",
        READING,
        DATA_ISSUE,
        BLOCK,
        _lt("One event gives two values for its %(field)s: %(first)s and %(second)s."),
        _lt("The first was taken. Compare it with the pack and ask the seller."),
    ),
    Rule(
        "RDG-68",
        "LOT_INVALID",
        READING,
        DATA_ISSUE,
        WARNING,
        _lt(
            "No code on a pack can hold this lot: over 20 signs, or blanks: %(value)s."
        ),
        _lt("Compare it with the pack and ask the seller to correct the file."),
    ),
    Rule(
        "RDG-28",
        "EXPIRY_INVALID",
        READING,
        DATA_ISSUE,
        BLOCK,
        _lt("An expiry date cannot be read: %(value)s."),
        _lt("Take the date from the pack and ask the seller for a corrected file."),
    ),
    Rule(
        "RDG-29",
        "DATE_FORMAT",
        READING,
        DATA_ISSUE,
        INFO,
        _lt("A date not in the form of the standard, %(value)s, is read as %(date)s."),
        _lt("Nothing to do unless the pack says otherwise."),
    ),
    Rule(
        "RDG-30",
        "CERTIFICATION_INVALID",
        READING,
        DATA_ISSUE,
        INFO,
        _lt("A certificate is not given as an address: %(value)s."),
        _lt("It was kept for the record. Tell the seller when convenient."),
    ),
    Rule(
        "RDG-31",
        "ID_BLANKS",
        READING,
        DATA_ISSUE,
        INFO,
        _lt(
            "An identifier was broken by blanks or line breaks; it was read as "
            "%(value)s."
        ),
        _lt("Compare it with the pack. Tell the seller when convenient."),
    ),
    Rule(
        "RDG-32",
        "TEXT_BLANKS",
        READING,
        NOT_HDA,
        INFO,
        _lt("Values in the file have needless blanks or line breaks."),
        _lt("They were taken away. Nothing to do."),
    ),
    Rule(
        "RDG-33",
        "ODD_CHARACTER",
        READING,
        DATA_ISSUE,
        WARNING,
        _lt("An identifier has a letter that cannot be in it: %(value)s."),
        _lt("Compare it with the pack and ask the seller for a corrected file."),
    ),
    Rule(
        "RDG-34",
        "MASTERDATA_NO_ID",
        READING,
        DATA_ISSUE,
        INFO,
        _lt("A product or place in the master data (%(kind)s) has no number."),
        _lt("It was left out. Nothing to do."),
    ),
    Rule(
        "RDG-35",
        "MASTERDATA_CONFLICT",
        READING,
        DATA_ISSUE,
        WARNING,
        _lt("The file describes %(id)s in two ways: %(first)s and %(second)s."),
        _lt("The first was taken. Compare it with your own record."),
    ),
    Rule(
        "RDG-36",
        "STATEMENT_UNREADABLE",
        READING,
        DATA_ISSUE,
        WARNING,
        _lt("The transaction statement is neither true nor false: %(value)s."),
        _lt("It counts as missing. Ask the seller."),
    ),
)
