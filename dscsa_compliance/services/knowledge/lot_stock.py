"""Recalled lots in Odoo's own stock: how many stand where, and to whom they went.

All numbers are packages; a quantity in units is divided by the units of a package and
rounded up, since an opened package is recalled too.
"""

import math
from collections import defaultdict

from odoo.tools import SQL

from ..receiving.plan import units_of

_DEPARTURES = """
    SELECT l.lot_id, partner.commercial_partner_id,
           CASE WHEN src.usage IN ('internal', 'transit') THEN dst.usage
                ELSE src.usage END AS side,
           bool_or(m.scrap_id IS NOT NULL),
           sum(CASE WHEN src.usage IN ('internal', 'transit')
                    THEN l.quantity_product_uom
                    ELSE -l.quantity_product_uom END),
           sum(CASE WHEN src.usage NOT IN ('internal', 'transit')
                    THEN l.quantity_product_uom ELSE 0 END),
           min(l.date)::date, max(l.date)::date,
           string_agg(DISTINCT COALESCE(p.name, m.reference), ', ')
      FROM stock_move_line l
      JOIN stock_location src ON src.id = l.location_id
      JOIN stock_location dst ON dst.id = l.location_dest_id
      JOIN stock_move m ON m.id = l.move_id
      LEFT JOIN stock_picking p ON p.id = l.picking_id
      LEFT JOIN res_partner partner ON partner.id = p.partner_id
     WHERE l.state = 'done' AND l.company_id = %s AND l.lot_id = ANY(%s)
       AND (src.usage IN ('internal', 'transit'))
           <> (dst.usage IN ('internal', 'transit'))
     GROUP BY 1, 2, 3, m.scrap_id IS NOT NULL
"""


def lots_of(env, goods):
    """Lots in stock that are goods of a recall; of a serial-tracked one: packages.

    Where the notice names serials, the other lots are told by the register alone.
    """
    found = env["stock.lot"].search(
        [
            ("product_id", "in", goods.products.ids),
            ("company_id", "in", (False, goods.company.id)),
        ]
    )
    if goods.serials:
        found = found.filtered(
            lambda lot: (
                lot.product_id.tracking == "serial"
                and (lot.name or "") in goods.serials
            )
        )
    if not goods.lots:
        return found
    return found.filtered(lambda lot: (lot.dscsa_lot or lot.name or "") in goods.lots)


def untracked(env, goods):
    """Answers for stock of the drug without a lot: which lot it is nobody recorded."""
    rows = env["stock.quant"]._read_group(
        [
            ("product_id", "in", goods.products.ids),
            ("company_id", "=", goods.company.id),
            ("lot_id", "=", False),
            ("location_id.usage", "in", ("internal", "transit")),
            ("quantity", ">", 0),
        ],
        ["product_id", "location_id"],
        ["quantity:sum"],
    )
    return [
        {
            "bucket": "no_lots" if goods.has_lots else "shelf",
            "product_id": product.id,
            "product_name": product.display_name,
            "lot": "",
            "quantity": packages(quantity, product),
            "place": place.display_name,
        }
        for product, place, quantity in rows
    ]


def packages(quantity, product):
    """Packages a quantity makes up, an opened one counted as one."""
    return math.ceil(quantity / units_of(product) - 1e-6)


def shelf_packages(env, goods):
    """{lot: packages outside the hold places that nobody holds in place}."""
    return free_packages(env, goods.company, lots_of(env, goods))


def free_packages(env, company, lots):
    """The same for lots that are known."""
    found = {}
    for lot, (shelf, _places) in standing(env, company, lots).items():
        free = packages(shelf, lot.product_id) - held_in_place(env, company, lot)
        if free > 0:
            found[lot] = free
    return found


def standing(env, company, lots):
    """{lot: (quantity on shelves, {place: quantity on shelves})}."""
    rows = env["stock.quant"]._read_group(
        [
            ("lot_id", "in", lots.ids),
            ("company_id", "=", company.id),
            ("location_id.usage", "in", ("internal", "transit")),
            ("location_id.dscsa_role", "=", False),
            ("quantity", ">", 0),
        ],
        ["lot_id", "location_id"],
        ["quantity:sum"],
    )
    found = {}
    for lot, place, quantity in rows:
        _total, places = found.setdefault(lot, (0.0, {}))
        places[place] = quantity
        found[lot] = (sum(places.values()), places)
    return found


def apart(env, company, lots):
    """[(lot, place, quantity)] in hold places."""
    return env["stock.quant"]._read_group(
        [
            ("lot_id", "in", lots.ids),
            ("company_id", "=", company.id),
            ("location_id.dscsa_role", "!=", False),
            ("quantity", ">", 0),
        ],
        ["lot_id", "location_id"],
        ["quantity:sum"],
    )


def held_in_place(env, company, lot):
    """Packages of a lot on hold where they stand: fridge, safe."""
    held = env["dscsa.epc"].search(
        [
            ("company_id", "=", company.id),
            ("lot_id", "=", lot.id),
            ("status", "=", "in_stock"),
            ("hold", "!=", False),
        ]
    )
    return len(held.filtered(lambda epc: not epc.hold_location_id.dscsa_role))


def departures(env, company, lots):
    """Done moves out of and back into our places, netted.

    ``{(lot, way, partner): (quantity, first day, last day, papers)}``; ``way`` is
    ``sold``, ``returned``, ``destroyed`` or ``unknown`` (used up, counted away, handed
    out without a name). What came back is taken off its way.
    """
    if not lots:
        return {}
    env.flush_all()
    rows = env.execute_query(SQL(_DEPARTURES, company.id, lots.ids))
    return _netted(env, rows)


def _netted(env, rows):
    found = defaultdict(lambda: [0.0, None, None, []])
    for lot_id, partner_id, side, scrapped, out, back, first, last, papers in rows:
        way = _way(side, partner_id, scrapped)
        # what sellers delivered is the receipt; only what went back to them counts
        quantity = out + back if side == "supplier" else out
        if quantity <= 0:
            continue
        key = (
            env["stock.lot"].browse(lot_id),
            way,
            env["res.partner"].browse(partner_id or []),
        )
        entry = found[key]
        entry[0] += quantity
        entry[1] = min(filter(None, (entry[1], first)), default=None)
        entry[2] = max(filter(None, (entry[2], last)), default=None)
        entry[3].append(papers or "")
    return {key: tuple(entry) for key, entry in found.items()}


def _way(side, partner_id, scrapped):
    if scrapped:
        return "destroyed"
    if side == "supplier":
        return "returned"
    if side == "customer" and partner_id:
        return "sold"
    return "unknown"
