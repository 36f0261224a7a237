"""Words of the core, written by setup/lib/catalogue_words.py."""

from odoo.tools import LazyTranslate

_lt = LazyTranslate(__name__)

WORDS = (
    _lt('%(name)s (GTIN %(gtin)s) belongs to no product yet.'),
    _lt('Create its product, or choose one under Drugs to confirm. Nothing waits.'),
    _lt('The seller gives NDC %(found)s for GTIN %(gtin)s; %(expected)s is right.'),
    _lt('Compare with the pack. Keep it on hold until seller and pack agree.'),
    _lt('Nobody has said yet whether %(product)s needs transaction data (TI/TS).'),
    _lt('Set it on the product when you have a moment. Nothing waits for it.'),
    _lt('The file leaves out %(missing)s of GTIN %(gtin)s.'),
    _lt("Your own product's data are shown. Tell the seller when convenient."),
    _lt('The file writes the number %(key)s in two ways.'),
    _lt('Nothing to do: both mean the same product.'),
    _lt('%(value)s lacks leading zeros; %(proposal)s is probably meant.'),
    _lt('Confirm the proposed number. It is not taken without you.'),
)
