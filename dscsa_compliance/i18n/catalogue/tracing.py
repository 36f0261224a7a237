"""Words of the core, written by setup/lib/catalogue_words.py."""

from odoo.tools import LazyTranslate

_lt = LazyTranslate(__name__)

WORDS = (
    _lt('No transaction data (TI/TS) for this delivery yet, in any form.'),
    _lt("Look in the seller's portal or ask for the file. Goods wait on hold."),
    _lt('The transaction data (TI) of this shipment lack: %(missing)s.'),
    _lt('Ask the seller to complete them.'),
    _lt('The transaction data (TI) give %(count)s packages by lot, without serials.'),
    _lt('Enough for a small pharmacy; others ask the seller for serials.'),
    _lt('Seller and shipper differ, and the file does not call it a drop shipment.'),
    _lt('Check that you ordered from %(seller)s.'),
    _lt('This return is linked to no delivery it came with.'),
    _lt('Choose the receipt the goods came in with.'),
)
