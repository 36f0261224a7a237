"""The same package, never seen here, told by two sellers: one of them is not true."""

from odoo.tools import SQL

# the name of another seller whose TI/TS for the register row ``e`` still counts; ``t``
# is the TI/TS the row has now
RIVAL = SQL(
    """(SELECT min(coalesce(his.name, o.seller_name, o.seller_gln, o.name))
        FROM dscsa_epc_transaction h
        JOIN dscsa_transaction o ON o.id = h.transaction_id AND o.direction = 'in'
        LEFT JOIN res_partner hs ON hs.id = o.seller_id
        LEFT JOIN res_partner his ON his.id = hs.commercial_partner_id
        LEFT JOIN res_partner ms ON ms.id = t.seller_id
        WHERE h.epc_id = e.id AND h.transaction_id <> t.id
            AND h.withdrawn_by_id IS NULL AND o.superseded_by_id IS NULL
            AND o.withdrawn_by_id IS NULL AND e.status IN ('announced', 'missing')
            AND CASE WHEN his.id IS NULL OR ms.id IS NULL
                THEN o.seller_gln IS DISTINCT FROM t.seller_gln
                ELSE his.id <> ms.commercial_partner_id END)"""
)


def add_rivals(env, rows):
    """Set ``rival`` of each row (dicts with ``id`` and ``status``) of the register.

    ``told_before``, where a row has it: whether any earlier TI/TS names it at all.

    A query of its own: as a part of a larger one it would be dear for every package.
    """
    ids = [
        row["id"]
        for row in rows
        if row["status"] in ("announced", "missing") and row.get("told_before", True)
    ]
    query = SQL(
        """SELECT e.id, %s FROM dscsa_epc e
        JOIN dscsa_transaction t ON t.id = e.transaction_id
        WHERE e.id = ANY(%s) AND EXISTS (
            SELECT FROM dscsa_epc_transaction x WHERE x.epc_id = e.id)""",
        RIVAL,
        ids,
    )
    found = dict(env.execute_query(query)) if ids else {}
    for row in rows:
        row["rival"] = found.get(row["id"]) or ""
