"""What a receipt's purchase order says of its goods, as values of the rules."""

from collections import defaultdict

from ..core.rules.ordering import ORDER_CODES, Ordered
from .receipt_facts import item_of, units_of


def orders_of(facts):
    """{item: Ordered} of one receipt; empty without a purchase order."""
    moves = facts.picking.move_ids.filtered(
        lambda each: each.purchase_line_id and each.state != "cancel"
    )
    announced = defaultdict(int)
    for (item, _lot), count in facts.expected.items():
        announced[item] += count
    found, sizes = {}, _case_sizes(facts, moves.product_id) if moves else {}
    for product, mine in moves.grouped("product_id").items():
        unit = mine.purchase_line_id.product_uom_id
        quantity = sum(mine.mapped("product_qty"))
        number = product.uom_id._compute_quantity(quantity, unit[:1], round=False)
        item = item_of(product.id, None)
        found[item] = Ordered(
            packages=quantity / units_of(product),
            number=number if len(unit) == 1 else 0,
            unit=unit.name if len(unit) == 1 else "",
            announced=announced[item],
            per_case=sizes.get(product, frozenset()),
        )
    return found


def differs_from_order(picking):
    """Whether scans of an open receipt differ from its order, not accepted yet."""
    if picking.dscsa_order_accepted:
        return False
    return bool(
        picking.env["dscsa.scan"].search_count(
            [
                ("picking_id", "=", picking.id),
                ("undone_at", "=", False),
                ("code", "in", list(ORDER_CODES)),
                ("severity", "!=", "note"),
            ],
            limit=1,
        )
    )


def _case_sizes(facts, products):
    """{product: packages in its cases}, as far as known."""
    cases = facts.env["dscsa.gtin"].search(
        [
            ("company_id", "=", facts.company.id),
            ("product_id", "in", products.ids),
            ("level", "!=", "package"),
            ("package_qty", ">", 1),
        ]
    )
    return {
        product: frozenset(mine.mapped("package_qty"))
        for product, mine in cases.grouped("product_id").items()
    }
