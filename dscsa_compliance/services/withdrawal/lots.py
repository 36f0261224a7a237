"""Lot and date as announced: of several files of one sender the one written last.

What the label said is another fact (``seen_lot``, ``seen_expiry``). A TI line keeps
what it was given; the packages go to a line of the corrected lot, and the line they
were on knows them as told elsewhere.
"""

from odoo.tools import SQL

from .members import HAPPENED

# within a file the first word counts, as the core has it; a stranger's word counts
# for nothing, wherever it came in between
_TOLD = f"""
    CREATE TEMP TABLE dscsa_stage_lots ON COMMIT DROP AS
    WITH told AS (
        SELECT s.id, v.id AS event_id, v.lot, v.expiry, v.document_id,
            coalesce(d.created_at, d.create_date) AS created_at,
            {HAPPENED.format("v")} AS happened, (own.id = d.id OR own.sender IS NOT
                DISTINCT FROM d.sender OR own.partner_id = d.partner_id) AS is_mine,
            n.id IS NOT NULL AND (coalesce(n.lot, ''), n.expiry) IS DISTINCT FROM
                (coalesce(e.lot, ''), e.expiry) AS is_elsewhere
        FROM dscsa_stage_time s JOIN dscsa_epc e USING (id)
        JOIN dscsa_event_epc l ON l.epc_id = e.id AND l.role IN ('e', 'o')
        JOIN dscsa_event v ON v.id = l.event_id AND v.document_id IS NOT NULL
            AND (v.lot IS NOT NULL OR v.expiry IS NOT NULL)
            AND NOT coalesce(v.details ? 'error', FALSE)
        JOIN dscsa_document d ON d.id = v.document_id
        JOIN dscsa_document own ON own.id = coalesce((SELECT t.document_id
            FROM dscsa_transaction t WHERE t.id = e.transaction_id), e.document_id)
        LEFT JOIN dscsa_transaction_line n ON n.id = e.line_id
        WHERE e.kind = 'package'
    )
    SELECT id,
        (array_agg(lot ORDER BY created_at DESC, document_id DESC, event_id)
            FILTER (WHERE is_mine AND happened AND lot IS NOT NULL))[1] AS lot,
        (array_agg(expiry ORDER BY created_at DESC, document_id DESC,
            event_id) FILTER (WHERE is_mine AND happened AND expiry IS NOT NULL))[1]
            AS expiry
    FROM told GROUP BY id
    HAVING count(DISTINCT document_id) > 1 OR NOT bool_and(happened) OR %(removed)s
        OR bool_or(is_elsewhere)
"""
_WRITE = """
    UPDATE dscsa_epc e SET lot = coalesce(s.lot, e.lot),
        expiry = coalesce(s.expiry, e.expiry)
    FROM dscsa_stage_lots s WHERE e.id = s.id AND (s.lot IS NOT NULL
        OR s.expiry IS NOT NULL) AND (e.lot, e.expiry) IS DISTINCT FROM
        (coalesce(s.lot, e.lot), coalesce(s.expiry, e.expiry))
"""
_MOVING = """
    SELECT l.id, coalesce(s.lot, l.lot), coalesce(s.expiry, l.expiry),
        array_agg(e.id ORDER BY e.id)
    FROM dscsa_stage_lots s JOIN dscsa_epc e USING (id)
    JOIN dscsa_transaction_line l ON l.id = e.line_id
    WHERE (l.lot, l.expiry) IS DISTINCT FROM
        (coalesce(s.lot, l.lot), coalesce(s.expiry, l.expiry))
    GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
"""
# both lines know these packages: the one they are on counts them
_KNOWN = """
    INSERT INTO dscsa_epc_transaction (company_id, epc_id, transaction_id, line_id)
    SELECT e.company_id, e.id, e.transaction_id, %(line)s FROM dscsa_epc e
    WHERE e.id = ANY(%(ids)s) AND NOT EXISTS (SELECT FROM dscsa_epc_transaction h
        WHERE h.epc_id = e.id AND h.line_id = %(line)s)
    RETURNING epc_id
"""
_PUT = """
    UPDATE dscsa_epc SET line_id = %(line)s, judged_document_id = NULL
    WHERE id = ANY(%(ids)s)
"""
_COPIED = (
    "gtin_id", "product_id", "gtin", "ndc", "name", "strength", "dosage_form",
    "container_size", "manufacturer",
)  # fmt: skip


def settle_lots(env, *, removed=False):
    """Lot, date and TI line of the staged packages; ids of what changed line."""
    env.cr.execute(SQL("DROP TABLE IF EXISTS dscsa_stage_lots"))
    env.cr.execute(SQL(_TOLD, removed=removed))
    env.cr.execute(SQL(_WRITE))
    moved = []
    for line_id, lot, expiry, ids in env.execute_query(SQL(_MOVING)):
        line = env["dscsa.transaction.line"].browse(line_id)
        _put(env, line, lot, expiry, ids)
        moved += ids
    env["dscsa.epc"].invalidate_model()
    return moved


def _put(env, line, lot, expiry, ids):
    """Packages of a TI line on one of the same goods and the corrected lot."""
    right = line.transaction_id.line_ids.filtered(
        lambda x: (x.gtin, x.lot or None, x.expiry or None) == (line.gtin, lot, expiry)
    )[:1]
    if not right:
        values = line.read(_COPIED, load=None)[0] | {
            "transaction_id": line.transaction_id.id,
            "lot": lot,
            "expiry": expiry,
            "quantity": 0,
        }
        del values["id"]
        right = line.create(values)
    env.flush_all()
    env.execute_query(SQL(_KNOWN, line=line.id, ids=ids))
    right.quantity += len(env.execute_query(SQL(_KNOWN, line=right.id, ids=ids)))
    env.flush_all()
    env.cr.execute(SQL(_PUT, line=right.id, ids=ids))
