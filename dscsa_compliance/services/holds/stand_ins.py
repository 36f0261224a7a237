"""Register rows for goods that came by lot: while they are held they need one each.

Their keys have a form of their own and are never printed.
"""

from odoo.tools import SQL

_INSERT = """
    INSERT INTO dscsa_epc (company_id, kind, status, key, gtin, lot, expiry,
                           product_id, lot_id, picking_id)
    SELECT %(company)s, 'package', 'in_stock', %(head)s || nextval(
               'dscsa_epc_id_seq'), %(gtin)s, %(lot)s, %(expiry)s,
           %(product)s, %(lot_id)s, %(picking)s
      FROM generate_series(1, %(count)s)
    RETURNING id
"""


def nameless(env, company, lot, packages):
    """How many of so many packages of a lot on the shelf are in no register row."""
    known = env["dscsa.epc"].search_count(
        [
            ("company_id", "=", company.id),
            ("lot_id", "=", lot.id),
            ("kind", "=", "package"),
            ("status", "=", "in_stock"),
            ("hold", "=", False),
        ]
    )
    return max(0, packages - known)


def stand_ins(env, company, lot, count, name, picking=None):
    """Rows for ``count`` packages of a lot; ``name`` of what holds them."""
    known = lot.dscsa_gtin or env["dscsa.gtin"]._package_gtin(lot.product_id, company)
    gtin = known or "0" * 14
    lot_name = lot.dscsa_lot or lot.name
    rows = env.execute_query(
        SQL(
            _INSERT,
            company=company.id,
            head=f"01{gtin}10{lot_name}/{name}.",
            gtin=gtin if gtin.strip("0") else None,
            lot=lot_name,
            expiry=lot.dscsa_expiry_date or None,
            product=lot.product_id.id,
            lot_id=lot.id,
            picking=picking.id if picking else None,
            count=count,
        )
    )
    env["dscsa.epc"].invalidate_model()
    return env["dscsa.epc"].browse(row[0] for row in rows)
