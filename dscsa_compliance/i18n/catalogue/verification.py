"""Words of the core, written by setup/lib/catalogue_words.py."""

from odoo.tools import LazyTranslate

_lt = LazyTranslate(__name__)

WORDS = (
    _lt('The maker does not confirm this package: %(reason)s.'),
    _lt('Keep it on hold. The pharmacist decides whether it is suspect.'),
    _lt('The maker knows this package and says it is recalled.'),
    _lt('Keep it apart and follow the recall letter.'),
    _lt('The maker calls this package suspect.'),
    _lt('Stop. Keep it apart and tell the pharmacist at once.'),
    _lt('%(product)s, lot %(lot)s is on an alert: %(reason)s'),
    _lt('Keep it apart and tell the pharmacist.'),
)
