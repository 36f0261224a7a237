"""Which box a thing lies in, by the last word of all files in order of what happened.

Only what is on its way moves: received goods keep the box they came in. What a later
file ships by itself, without its box, is in none.
"""

from odoo.tools import SQL

from ..receiving.facts import ReceiptFacts
from ..scanning.box import recount
from .members import HAPPENED

# who did not pack a thing takes it out for nobody
_LAST = f"""
    WITH told AS (
        SELECT s.id, v.id AS event_id, v.time, v.action, p.epc_id AS holder,
            d.sender, coalesce(d.created_at, d.create_date) AS created_at, d.partner_id,
            {HAPPENED.format("v")} AS happened
        FROM dscsa_stage_time s
        JOIN dscsa_event_epc c ON c.epc_id = s.id AND c.role = 'c'
        JOIN dscsa_event v ON v.id = c.event_id AND v.kind = 'aggregation'
        JOIN dscsa_document d ON d.id = v.document_id
        LEFT JOIN dscsa_event_epc p ON p.event_id = v.id AND p.role = 'p'
    ), packed AS (
        SELECT DISTINCT ON (id) * FROM told WHERE action <> 'DELETE' AND happened
        ORDER BY id, time DESC NULLS LAST, created_at DESC, event_id DESC
    )
    SELECT e.id, e.parent_id AS old_id, CASE WHEN NOT EXISTS (
        SELECT FROM dscsa_event_epc q
        JOIN dscsa_event w ON w.id = q.event_id AND w.kind = 'aggregation'
            AND w.action = 'DELETE' AND {HAPPENED.format("w")}
            AND (w.time > a.time
                OR w.time = a.time AND w.document_id = x.document_id AND w.id > x.id)
        JOIN dscsa_document o ON o.id = w.document_id
            AND (o.sender = a.sender OR o.partner_id = a.partner_id
                OR o.id = x.document_id)
        WHERE q.epc_id = a.holder AND q.role = 'p' AND (
            NOT EXISTS (SELECT FROM dscsa_event_epc z
                WHERE z.event_id = w.id AND z.role = 'c')
            OR EXISTS (SELECT FROM dscsa_event_epc z WHERE z.event_id = w.id
                AND z.role = 'c' AND z.epc_id = e.id))
    ) AND NOT EXISTS (
        SELECT FROM dscsa_event_epc q
        JOIN dscsa_event w ON w.id = q.event_id AND w.step = 'shipping'
            AND w.action <> 'DELETE' AND w.time > a.time AND {HAPPENED.format("w")}
            AND w.document_id <> x.document_id
        WHERE q.epc_id = e.id AND q.role = 'e' AND NOT EXISTS (
            SELECT FROM dscsa_event_epc z
            WHERE z.event_id = w.id AND z.epc_id = a.holder)
    ) THEN a.holder END AS holder
    FROM (SELECT DISTINCT id FROM told) t JOIN dscsa_epc e USING (id)
    LEFT JOIN packed a USING (id) LEFT JOIN dscsa_event x ON x.id = a.event_id
    WHERE e.status IN ('announced', 'missing')
"""
_MOVE = f"""
    UPDATE dscsa_epc e SET parent_id = l.holder FROM ({_LAST}) l
    WHERE e.id = l.id AND l.holder IS DISTINCT FROM e.parent_id
    RETURNING l.old_id, l.holder
"""
# a box that was emptied as a whole names nothing of what lay in it
_TOUCHED = """
    INSERT INTO dscsa_stage_time
    SELECT e.id FROM dscsa_stage_time s JOIN dscsa_epc e ON e.parent_id = s.id
    WHERE NOT EXISTS (SELECT FROM dscsa_stage_time o WHERE o.id = e.id)
"""


def settle_packing(env):
    """Put the staged things, and what lies in them, where they are by now."""
    env.cr.execute(SQL(_TOUCHED))
    boxes = {box for row in env.execute_query(SQL(_MOVE)) for box in row if box}
    if not boxes:
        return
    env["dscsa.epc"].invalidate_model(["parent_id"])
    # a receipt that counted a box as sealed expects its packages one by one
    scans = env["dscsa.scan"].search(
        [("epc_id", "in", list(boxes)), ("undone_at", "=", False)]
    )
    for picking in scans.picking_id:
        if picking.state not in ("done", "cancel"):
            recount(ReceiptFacts(picking))
