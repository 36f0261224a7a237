"""Serials, lots and expiry dates, as the file tells them."""

from ..finding import BLOCK, INFO, WARNING
from .rule import DATA_ISSUE, SERIAL, UNAVAILABLE, Rule, _lt

RULES = (
    Rule(
        "SER-01",
        "SERIAL_DUPLICATE",
        SERIAL,
        DATA_ISSUE,
        WARNING,
        _lt("%(count)s serials were put into use more than once: %(examples)s."),
        _lt("Usual when a wholesaler repeats the maker's data; else ask the seller."),
    ),
    Rule(
        "SER-02",
        "SERIAL_NOT_COMMISSIONED",
        SERIAL,
        DATA_ISSUE,
        WARNING,
        _lt("The file does not tell the origin of %(count)s packages: %(examples)s."),
        _lt("Lot and expiry may be missing. Ask the seller for the complete file."),
    ),
    Rule(
        "SER-03",
        "SERIAL_DECOMMISSIONED",
        SERIAL,
        UNAVAILABLE,
        BLOCK,
        _lt("%(count)s packages were taken out of use before shipping: %(examples)s."),
        _lt("Keep them on hold and call the seller."),
    ),
    Rule(
        "SER-04",
        "LOT_MISMATCH",
        SERIAL,
        DATA_ISSUE,
        BLOCK,
        _lt("Lot %(found)s does not fit lot %(expected)s: %(examples)s."),
        _lt("Read the lot on the pack. Yellow bin until the seller corrects the data."),
    ),
    Rule(
        "SER-05",
        "EXPIRY_MISMATCH",
        SERIAL,
        DATA_ISSUE,
        BLOCK,
        _lt("Expiry %(found)s does not fit expiry %(expected)s: %(examples)s."),
        _lt(
            "Read the date on the pack. Yellow bin until the seller corrects the data."
        ),
    ),
    Rule(
        "SER-06",
        "EXPIRY_MISSING",
        SERIAL,
        DATA_ISSUE,
        WARNING,
        _lt("%(count)s packages have no expiry date in the file: %(examples)s."),
        _lt("Take the date from the pack and ask the seller to complete the file."),
    ),
    Rule(
        "SER-07",
        "LOT_MISSING",
        SERIAL,
        DATA_ISSUE,
        WARNING,
        _lt("%(count)s packages have no lot in the file: %(examples)s."),
        _lt("Take the lot from the pack and ask the seller to complete the file."),
    ),
    Rule(
        "SER-08",
        "EXPIRED_SHIPPED",
        SERIAL,
        UNAVAILABLE,
        BLOCK,
        _lt("%(count)s packages of lot %(lot)s were past %(expiry)s when they left."),
        _lt("Do not put them on the shelf. Call the seller to take them back."),
    ),
    Rule(
        "SER-09",
        "EXPIRY_DAY00",
        SERIAL,
        DATA_ISSUE,
        INFO,
        _lt(
            "The expiry date has no day; the last day of the month, %(expiry)s, counts."
        ),
        _lt("Nothing to do."),
    ),
    Rule(
        "SER-10",
        "MIXED_LOT_IN_CASE",
        SERIAL,
        DATA_ISSUE,
        WARNING,
        _lt("%(count)s cases hold more than one lot: %(examples)s."),
        _lt("Open them and scan the packages one by one."),
    ),
    Rule(
        "SER-11",
        "SERIAL_MISMATCH",
        SERIAL,
        DATA_ISSUE,
        BLOCK,
        _lt("The pack says serial %(found)s, the seller's data say %(expected)s."),
        _lt("Yellow bin. Call the seller and ask for corrected data."),
    ),
    Rule(
        "SER-12",
        "SERIAL_ANNOUNCED_BEFORE",
        SERIAL,
        DATA_ISSUE,
        WARNING,
        _lt("%(count)s packages were announced by %(seller)s before: %(examples)s."),
        _lt(
            "Normal after a return. Are the first ones still here? Tell the pharmacist."
        ),
    ),
    Rule(
        "SER-13",
        "SHIPPED_TWICE",
        SERIAL,
        DATA_ISSUE,
        WARNING,
        _lt("By the seller's data %(count)s packages left twice: %(examples)s."),
        _lt("Each counts once. Compare the count; ask the seller if more came."),
    ),
    Rule(
        "SER-14",
        "SERIAL_RETIRED",
        SERIAL,
        UNAVAILABLE,
        BLOCK,
        _lt("The seller took %(count)s packages out of use: %(examples)s."),
        _lt("Do not put them up. Call the seller: what became of these serials?"),
    ),
)
