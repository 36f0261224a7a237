"""What a TI/TS says of goods, as texts: its lines and a print of its packages."""

from odoo.tools import SQL

_LINES = """
    SELECT transaction_id, id, lot > '' AS has_lot, expiry IS NOT NULL AS has_expiry,
        coalesce(gtin, ''), coalesce(ndc, ''), coalesce(lot, ''),
        coalesce(expiry::text, ''), coalesce(quantity, 0)::text, coalesce(name, ''),
        coalesce(strength, ''), coalesce(dosage_form, ''), coalesce(container_size, ''),
        coalesce(manufacturer, '')
    FROM dscsa_transaction_line WHERE transaction_id = ANY(%s)
    ORDER BY transaction_id, 5, 6, 7, 8, 9, id
"""
# packages announced by a TI/TS, now or earlier. Lot and date are those it gave: where
# it gave none, a receipt may have filled them. No join with the lines: just written,
# the tables have no statistics, and the planner would loop
_PACKAGES = """
    SELECT tx, count(*)::text, encode(sha256(convert_to(
        string_agg(said, E'\\n' ORDER BY said COLLATE "C"), 'UTF8')), 'hex')
    FROM (
        SELECT m.tx, m.key || '|' || CASE WHEN substr(m.key, 3, 14) = m.gtin
                THEN '' ELSE coalesce(m.gtin, '') END || '|'
            || CASE WHEN m.line_id IS NULL OR m.line_id = ANY(%(no_lot)s) THEN ''
                ELSE coalesce(m.lot, '') END || '|'
            || CASE WHEN m.line_id IS NULL OR m.line_id = ANY(%(no_expiry)s) THEN ''
                ELSE coalesce(m.expiry::text, '') END
            || CASE WHEN coalesce(m.serial, '') = CASE WHEN substr(m.key, 17, 2) = '21'
                THEN substr(m.key, 19) ELSE '' END THEN ''
                ELSE '|' || coalesce(m.serial, '') END AS said
        FROM (
            SELECT e.transaction_id AS tx, e.line_id, e.key, e.gtin, e.lot, e.expiry,
                e.serial
            FROM dscsa_epc e
            WHERE e.transaction_id = ANY(%(ids)s) AND e.kind = 'package'
            UNION ALL
            SELECT h.transaction_id, h.line_id, e.key, e.gtin, e.lot, e.expiry, e.serial
            FROM dscsa_epc_transaction h JOIN dscsa_epc e ON e.id = h.epc_id
            WHERE h.transaction_id = ANY(%(ids)s) AND e.kind = 'package'
                AND e.transaction_id IS DISTINCT FROM h.transaction_id
        ) m
    ) rows GROUP BY tx
"""


def goods_of(transactions):
    """{id: {"lines": [[gtin, NDC, lot, expiry, containers, name, …]], "packages":
    how many the register has, "register": their print (``print_of`` of the core, of
    key, GTIN where it is not the key's, lot, expiry, serial where it is not the
    key's)}}.
    """
    env, ids = transactions.env, list(transactions.ids)
    env.flush_all()
    goods = {i: {"lines": [], "packages": "0", "register": ""} for i in ids}
    no_lot, no_expiry = [], []
    for tx, line_id, has_lot, has_expiry, *texts in env.execute_query(SQL(_LINES, ids)):
        goods[tx]["lines"].append(texts)
        if not has_lot:
            no_lot.append(line_id)
        if not has_expiry:
            no_expiry.append(line_id)
    query = SQL(_PACKAGES, ids=ids, no_lot=no_lot, no_expiry=no_expiry)
    for tx, count, text in env.execute_query(query):
        goods[tx] |= {"packages": count, "register": text}
    return goods


def sharing(transactions):
    """TI/TS that announced packages of these, now or earlier."""
    rows = transactions.env.execute_query(
        SQL(
            """WITH mine AS (
                SELECT id FROM dscsa_epc WHERE transaction_id = ANY(%(ids)s)
                UNION SELECT epc_id FROM dscsa_epc_transaction
                WHERE transaction_id = ANY(%(ids)s))
            SELECT transaction_id FROM dscsa_epc e JOIN mine USING (id)
            WHERE transaction_id IS NOT NULL
            UNION SELECT h.transaction_id FROM dscsa_epc_transaction h
            JOIN mine ON mine.id = h.epc_id""",
            ids=list(transactions.ids),
        )
    )
    return transactions.browse(row[0] for row in rows)


def touched_by(document, epc_ids):
    """TI/TS whose packages a file may have changed: its own and earlier ones."""
    ids = [epc_id for epc_id in epc_ids if epc_id]
    rows = document.env.execute_query(
        SQL(
            """SELECT transaction_id FROM dscsa_epc
            WHERE id = ANY(%(ids)s) AND transaction_id IS NOT NULL
            UNION SELECT transaction_id FROM dscsa_epc_transaction
            WHERE epc_id = ANY(%(ids)s)""",
            ids=ids,
        )
    )
    earlier = document.env["dscsa.transaction"].browse(row[0] for row in rows)
    return earlier | document.transaction_ids
