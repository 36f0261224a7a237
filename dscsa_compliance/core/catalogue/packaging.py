"""The pack in hand: barcode, print, seal."""

from ..finding import BLOCK, WARNING
from .rule import LABELLING, PACKAGING, UNAVAILABLE, Rule, _lt

RULES = (
    Rule(
        "PKG-01",
        "BARCODE_UNREADABLE",
        PACKAGING,
        LABELLING,
        WARNING,
        _lt("The barcode could not be read."),
        _lt("Clean it and scan again, or type NDC, serial, lot and expiry."),
    ),
    Rule(
        "PKG-02",
        "BARCODE_MISSING",
        PACKAGING,
        LABELLING,
        WARNING,
        _lt("The pack has no 2D barcode."),
        _lt("Type what is printed. Older stock may be exempt: ask the pharmacist."),
    ),
    Rule(
        "PKG-03",
        "HRI_DIFFERS",
        PACKAGING,
        LABELLING,
        BLOCK,
        _lt("Barcode and print differ: %(found)s against %(expected)s."),
        _lt("Keep it on hold, take a picture, and tell the pharmacist."),
    ),
    Rule(
        "PKG-04",
        "DAMAGED",
        PACKAGING,
        UNAVAILABLE,
        BLOCK,
        _lt("The pack is damaged."),
        _lt("Keep it apart, take a picture, and ask the seller for a credit."),
    ),
    Rule(
        "PKG-05",
        "SEAL_OPEN",
        PACKAGING,
        UNAVAILABLE,
        BLOCK,
        _lt("The seal of the pack is open."),
        _lt("Keep it apart and show it to the pharmacist before anything else."),
    ),
    Rule(
        "PKG-06",
        "BARCODE_AMBIGUOUS",
        PACKAGING,
        LABELLING,
        WARNING,
        _lt("The scanner swallowed a separator: it can be read in more than one way."),
        _lt("Which lot and serial are printed on the pack? Choose them."),
    ),
    Rule(
        "PKG-07",
        "SCAN_OTHER_CASE",
        PACKAGING,
        LABELLING,
        WARNING,
        _lt("Letters arrive in the other case: is Caps Lock on?"),
        _lt("Turn it off and scan again, or choose what is printed on the pack."),
    ),
    Rule(
        "PKG-08",
        "SERIAL_NEAR",
        PACKAGING,
        LABELLING,
        WARNING,
        _lt("No such serial number was announced, but one that is one sign off."),
        _lt("Did you mean that one? Choose what is printed on the pack."),
    ),
)
