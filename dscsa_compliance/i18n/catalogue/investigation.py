"""Words of the core, written by setup/lib/catalogue_words.py."""

from odoo.tools import LazyTranslate

_lt = LazyTranslate(__name__)

WORDS = (
    _lt('The determination is dated %(at)s, and it is only %(now)s.'),
    _lt('Enter when it was really decided: the 24 hours run from then.'),
    _lt('The time %(at)s says nothing about its time zone.'),
    _lt('Enter it again with the clock of the pharmacy.'),
    _lt('%(at)s is no time a clock can run from.'),
    _lt('Enter when it was really decided.'),
)
