"""Words of the core, written by setup/lib/catalogue_words.py."""

from odoo.tools import LazyTranslate

_lt = LazyTranslate(__name__)

WORDS = (
    _lt('It may go up, with this mark. Look in the portal or ask for the file.'),
    _lt('It may go up, with this mark. Ask the seller for the data.'),
    _lt('It is marked, not held. Wrong drug in the tote, or data to come: call the seller.'),
    _lt('It may go up, with this mark. Tell the seller of the surplus.'),
    _lt('It may go up, with this mark. Confirm the seller.'),
    _lt('It may go up, with this mark. Ask the seller: is it for you?'),
    _lt('The goods may go up, with this mark. Ask for the statement, or note where it is: on the invoice, in a portal, in a letter.'),
    _lt('The goods are marked, not held. Call the seller.'),
    _lt('It may go up, with this mark. Ask the seller for corrected data.'),
    _lt('It may go up, with this mark. Compare with the pack; ask the seller which number is right.'),
    _lt('It may go up, with this mark. Type what is printed on the pack.'),
    _lt('It is marked, not held. Call the seller before it is used.'),
    _lt('It may go up, with this mark. Ask the seller which shipment is meant.'),
    _lt('They are marked, not held. Call the seller about them.'),
    _lt('Ask the seller for TI/TS of these packages.'),
    _lt('It is past its date. Show it to the pharmacist.'),
    _lt('They are past their date. Show them to the pharmacist.'),
    _lt('It is marked, not held. Show it to the pharmacist: is it suspect?'),
    _lt('Compare lot, serial and date with the warning before it is used, and ask the pharmacist.'),
    _lt('It is marked, not held. Look for the notice.'),
    _lt('It is marked, not held. Compare the date on the pack.'),
    _lt('It is marked, not held. Look at the pack.'),
    _lt('It is marked, not held. Ask the seller why.'),
    _lt('It is marked, not held. Follow the recall letter.'),
    _lt('Keep samples in their own place; no TI/TS is owed for them.'),
    _lt('Ask the seller for the real ship notice.'),
    _lt('Nothing to do: it is noted.'),
)
