"""What a validated receipt brought, as one fact: totals by product and lot."""

from collections import Counter


def note_received(receipt):
    """Note that a receipt was taken in; ``receipt``: services.receipt.Receipt."""
    picking, plan = receipt.picking, receipt.plan
    content = {
        "receipt": picking.name or "",
        "seller": receipt.facts.seller.display_name or "",
        "order": picking.origin or "",
        "transactions": receipt.facts.transactions.mapped("name"),
        "lines": _totals(plan),
    }
    receipt.env["dscsa.ledger.mixin"]._ledger_note("received", picking, content)


def note_booked(picking, plan):
    """Note what of a receipt was booked in stock later, when its product was known."""
    content = {"receipt": picking.name or "", "booked later": _totals(plan)}
    picking.env["dscsa.ledger.mixin"]._ledger_note("received", picking, content)


def _totals(plan):
    """[[product, GTIN, lot, expiry, packages received, of these on hold]]."""
    received, held = Counter(), Counter()
    for each in [*plan.decisions, *plan.nameless]:
        package = each.package
        key = (
            each.product.display_name or "",
            package.gtin or "",
            package.real_lot or "",
            str(package.real_expiry or ""),
        )
        received[key] += package.count
        held[key] += package.count if each.hold else 0
    return [
        [*key, str(count), str(held[key])] for key, count in sorted(received.items())
    ]
