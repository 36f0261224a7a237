"""A stock move with the one line that moves its goods, as values."""

from odoo.fields import Command


def move_values(product, quantity, way, line, **both):
    """Values of a move of so many base units of a product.

    ``way``: from where to where; ``line``: lot, owner and case of what goes; ``both``:
    what move and line say alike.
    """
    source, target = way
    both |= {
        "product_id": product.id,
        "location_id": source.id,
        "location_dest_id": target.id,
    }
    line = {
        **both,
        "product_uom_id": product.uom_id.id,
        "quantity": quantity,
        **line,
    }
    return {
        **both,
        "product_uom": product.uom_id.id,
        "product_uom_qty": quantity,
        "move_line_ids": [Command.create(line)],
    }
