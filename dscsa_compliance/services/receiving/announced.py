"""Receive as announced: one reading for each sealed box, loose package and lot."""

import uuid
from collections import defaultdict

from odoo.exceptions import UserError
from odoo.tools import SQL

from ..scanning.box import recount
from ..scanning.standing import Standing
from .facts import ReceiptFacts, units_of


def take_announced(picking):
    """Write the readings; refused where the company scans each package or case.

    Goods are taken up to what the order still expects; a product of which more is
    announced than ordered has to be scanned, since nobody can know which came.
    """
    facts = ReceiptFacts(picking)
    _check(picking, facts)
    products = _products_to_take(facts)
    if products:
        _insert_things(facts, picking.env.uid, products)
        _insert_lots(facts, picking.env.uid, products)
        recount(facts)


def _check(picking, facts):
    if picking.state in ("done", "cancel"):
        raise UserError(picking.env._("%(name)s is closed.", name=picking.display_name))
    if not any(line.expected for line in facts.lines):
        raise UserError(
            picking.env._(
                "%(name)s: nothing is announced that is still to come. Add the "
                "seller's file first, or type lots and dates.",
                name=picking.display_name,
            )
        )
    if facts.depth == "announced" or (facts.depth == "case" and _all_sealed(facts)):
        return
    raise UserError(
        picking.env._(
            "Your company scans the goods. Scan the packages or their sealed cases; "
            "Settings > DSCSA > Scan Depth can allow receiving as announced."
        )
    )


def _all_sealed(facts):
    """Whether every announced package lies in a case or pallet."""
    facts.env.flush_all()
    loose = facts.env["dscsa.epc"].search_count(
        [
            ("transaction_id", "in", facts.transactions.ids),
            ("kind", "=", "package"),
            ("status", "in", ("announced", "missing")),
            ("parent_id", "=", False),
        ],
        limit=1,
    )
    return not loose and all(line.has_serials for line in facts.lines)


def _products_to_take(facts):
    """Products whose announced packages all fit on the order."""
    picking = facts.picking
    announced, demand = defaultdict(float), defaultdict(float)
    for line in facts.lines:
        product = picking.env["product.product"].browse(line.product_id or ())
        announced[product] += line.expected * (units_of(product) if product else 1)
    for move in picking.move_ids.filtered(lambda m: m.state not in ("done", "cancel")):
        demand[move.product_id] += move.product_qty
    known = {product for product in announced if product}
    too_many = [
        product
        for product in known
        if demand.get(product) and announced[product] > demand[product] + 1e-6
    ]
    if too_many:
        names = ", ".join(product.display_name for product in too_many)
        raise UserError(
            picking.env._(
                "More of %(products)s is announced than this receipt expects. Scan "
                "what is here.",
                products=names,
            )
        )
    return known


_ROOTS = """
    WITH RECURSIVE up AS (
        SELECT e.id AS leaf, e.id, e.parent_id, 0 AS depth
          FROM dscsa_epc e
         WHERE e.transaction_id IN %(transactions)s AND e.kind = 'package'
           AND e.status IN ('announced', 'missing')
           AND NOT EXISTS (SELECT 1 FROM dscsa_scan s
                            WHERE s.picking_id = %(picking)s AND s.key = e.key
                              AND s.undone_at IS NULL)
        UNION ALL
        SELECT up.leaf, p.id, p.parent_id, depth + 1
          FROM up JOIN dscsa_epc p ON p.id = up.parent_id WHERE depth < 16
    ), top AS (
        SELECT DISTINCT ON (leaf) leaf, id FROM up ORDER BY leaf, depth DESC
    )
    INSERT INTO dscsa_scan (
        company_id, picking_id, client_uuid, raw, key, kind, epc_id, product_id,
        gtin, serial, quantity, seal_broken, severity, user_id, scanned_at, contents,
        is_announced, create_uid, create_date, write_uid, write_date)
    SELECT e.company_id, %(picking)s, gen_random_uuid()::text, e.key, e.key, e.kind,
           e.id, e.product_id, e.gtin, e.serial, 1, FALSE, 'note', %(user)s, %(now)s,
           CASE WHEN e.kind <> 'package' THEN '[]'::jsonb END, TRUE,
           %(user)s, %(now)s, %(user)s, %(now)s
      FROM (SELECT DISTINCT id FROM top) t JOIN dscsa_epc e ON e.id = t.id
     WHERE NOT EXISTS (SELECT 1 FROM dscsa_scan s
                        WHERE s.picking_id = %(picking)s AND s.key = e.key
                          AND s.undone_at IS NULL)
     ORDER BY e.id
    RETURNING id
"""


def _insert_things(facts, user_id, _products):
    env = facts.env
    env.execute_query(
        SQL(
            _ROOTS,
            transactions=tuple(facts.transactions.ids),
            picking=facts.picking.id,
            user=user_id,
            now=env.cr.now(),
        )
    )
    env["dscsa.scan"].invalidate_model()


def _insert_lots(facts, user_id, products):
    """Lots that the TI counts without serials."""
    have = Standing(facts).counts()
    ids = {product.id for product in products}
    values = []
    for line in facts.lines:
        counted = have[line.item, line.lot]
        rest = line.expected - counted["matched"] - counted["other"]
        if line.has_serials or rest <= 0 or line.product_id not in ids:
            continue
        values.append(
            {
                "company_id": facts.company.id,
                "picking_id": facts.picking.id,
                "client_uuid": str(uuid.uuid4()),
                "raw": f"(01){line.gtin}(10){line.lot}",
                "kind": "package",
                "product_id": line.product_id,
                "gtin": line.gtin,
                "lot": line.lot,
                "expiry": line.expiry,
                "quantity": rest,
                "severity": "note",
                "is_announced": True,
                "user_id": user_id,
            }
        )
    facts.env["dscsa.scan"].create(values)
