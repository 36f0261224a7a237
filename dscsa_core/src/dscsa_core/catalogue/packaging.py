"""The pack in hand: barcode, print, seal."""

from ..finding import WARNING
from .rule import LABELLING, PACKAGING, Rule, _lt

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
        "PKG-09",
        "SCAN_OTHER_LAYOUT",
        PACKAGING,
        LABELLING,
        WARNING,
        _lt("Signs arrive changed: is the scanner set to another keyboard layout?"),
        _lt("Set it to US English and scan again, or choose what is printed."),
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
