"""What differs from the order of a receipt, told while the receipt is still open."""

from dscsa_core.rules.ordering import ORDER_CODES

from .facts import ReceiptFacts
from .plan import Plan


def report_order(picking):
    """Open rows of what differs from the order of a receipt that is still open."""
    facts = ReceiptFacts(picking)
    found = Plan.make(facts).reportable()
    chosen = [i for i, f in enumerate(found["findings"]) if f.code in ORDER_CODES]
    return facts.env["dscsa.discrepancy"]._report(
        [found["findings"][i] for i in chosen],
        company=facts.company,
        picking=facts.picking,
        partner=facts.seller,
        severities={place: found["severities"][i] for place, i in enumerate(chosen)},
        about=ORDER_CODES,
    )
