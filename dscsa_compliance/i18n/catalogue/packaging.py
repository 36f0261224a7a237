"""Words of the core, written by setup/lib/catalogue_words.py."""

from odoo.tools import LazyTranslate

_lt = LazyTranslate(__name__)

WORDS = (
    _lt('The barcode could not be read.'),
    _lt('Clean it and scan again, or type NDC, serial, lot and expiry.'),
    _lt('The scanner swallowed a separator: it can be read in more than one way.'),
    _lt('Which lot and serial are printed on the pack? Choose them.'),
    _lt('Letters arrive in the other case: is Caps Lock on?'),
    _lt('Turn it off and scan again, or choose what is printed on the pack.'),
    _lt('Signs arrive changed: is the scanner set to another keyboard layout?'),
    _lt('Set it to US English and scan again, or choose what is printed.'),
    _lt('No such serial number was announced, but one that is one sign off.'),
    _lt('Did you mean that one? Choose what is printed on the pack.'),
)
