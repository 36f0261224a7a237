"""Words of the core, written by setup/lib/catalogue_words.py."""

from odoo.tools import LazyTranslate

_lt = LazyTranslate(__name__)

WORDS = (
    _lt('%(product)s, lot %(lot)s: %(found)s are here, %(expected)s are announced.'),
    _lt('Keep the surplus on hold. Tell the seller: keep it or send it back.'),
    _lt('Look once more in the tote, then tell the seller what is missing.'),
    _lt('%(product)s: %(expected)s ordered, %(found)s came with this delivery.'),
    _lt('Accept it, or ask the seller: keep it or send it back?'),
    _lt('The shipment names no purchase order.'),
    _lt('Choose the receipt it belongs to.'),
    _lt('The file lists %(expected)s packages; %(found)s were noted or scanned.'),
    _lt('Compare the invoice with the file, then tell the seller what differs.'),
    _lt('Controlled drug missing: %(product)s, lot %(lot)s, %(found)s are here, %(expected)s are announced.'),
    _lt('Count again with a second person, then call the pharmacist: a loss or theft has its own way and deadline, it is no data error.'),
    _lt('%(product)s: ordered are %(ordered)s × %(unit)s = %(expected)s packages, announced are %(found)s. Was another unit meant?'),
    _lt('Compare unit and price on the order. Accept it, or ask the seller.'),
)
