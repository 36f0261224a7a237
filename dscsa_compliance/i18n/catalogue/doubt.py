"""Words of the core, written by setup/lib/catalogue_words.py."""

from odoo.tools import LazyTranslate

_lt = LazyTranslate(__name__)

WORDS = (
    _lt('In doubt: %(reason)s'),
    _lt('Keep it apart. The pharmacist finds out and decides the case.'),
)
