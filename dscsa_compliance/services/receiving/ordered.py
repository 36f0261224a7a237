"""What a receipt's purchase order says of its goods, as values of the rules."""

from collections import defaultdict

from dscsa_core.rules.ordering import ORDER_CODES, Ordered

from .facts import item_of, units_of


def orders_of(facts):
    """{item: Ordered} of one receipt; empty without a purchase order."""
    moves = facts.picking.move_ids.filtered(
        lambda each: each.purchase_line_id and each.state != "cancel"
    )
    announced = defaultdict(int)
    for (item, _lot), count in facts.expected.items():
        announced[item] += count
    by_product = moves.grouped("product_id")
    sizes = _case_sizes(facts, _differing(by_product, announced))
    found = {}
    for product, mine in by_product.items():
        unit = mine.purchase_line_id.product_uom_id
        quantity = _quantity(mine)
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


def _quantity(moves):
    return sum(moves.mapped("product_qty"))


def _differing(by_product, announced):
    """Products of which not the ordered number is announced: sizes may explain it."""
    return [
        product
        for product, mine in by_product.items()
        if announced[item_of(product.id, None)]
        not in (0, _quantity(mine) / units_of(product))
    ]


def differs_from_order(picking, tally):
    """Whether scans of an open receipt differ from its order, not accepted yet."""
    return not picking.dscsa_order_accepted and tally.differs(ORDER_CODES)


def _case_sizes(facts, products):
    """{product: packages in its cases}, as far as known."""
    if not products:
        return {}
    cases = facts.env["dscsa.gtin"].search_fetch(
        [
            ("company_id", "=", facts.company.id),
            ("product_id", "in", [product.id for product in products]),
            ("level", "!=", "package"),
            ("package_qty", ">", 1),
        ]
    )
    return {
        product: frozenset(mine.mapped("package_qty"))
        for product, mine in cases.grouped("product_id").items()
    }
