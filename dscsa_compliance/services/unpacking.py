"""A case or pallet that its sender unpacked in a later file: it stands for no content.

Only what is still on its way, was told by the same sender and was not packed anew
since is taken out; it has to be scanned by itself then.
"""

from odoo.tools import SQL

from .receipt_facts import ReceiptFacts
from .scan_box import recount

_UNPACK = """
    UPDATE dscsa_epc c SET parent_id = NULL
      FROM dscsa_event v
      JOIN dscsa_event_epc p ON p.event_id = v.id AND p.role = 'p'
      JOIN dscsa_document mine ON mine.id = v.document_id
     WHERE v.document_id = %(document)s
       AND v.kind = 'aggregation' AND v.action = 'DELETE'
       AND c.parent_id = p.epc_id AND c.status IN ('announced', 'missing')
       AND (NOT EXISTS (SELECT FROM dscsa_event_epc x
                         WHERE x.event_id = v.id AND x.role = 'c')
            OR EXISTS (SELECT FROM dscsa_event_epc x
                        WHERE x.event_id = v.id AND x.role = 'c' AND x.epc_id = c.id))
       AND EXISTS (SELECT FROM dscsa_document told
                    WHERE told.id = c.document_id AND told.id <> mine.id
                      AND (told.sender = mine.sender
                           OR told.partner_id = mine.partner_id))
       AND NOT EXISTS (
            SELECT FROM dscsa_event_epc y
              JOIN dscsa_event w ON w.id = y.event_id AND w.kind = 'aggregation'
               AND w.action IN ('ADD', 'OBSERVE') AND w.time > v.time
              JOIN dscsa_event_epc z ON z.event_id = w.id AND z.role = 'p'
             WHERE y.epc_id = c.id AND y.role = 'c' AND z.epc_id = p.epc_id)
    RETURNING p.epc_id
"""


def unpack(document):
    """Take out what the document says was taken out of its case or pallet."""
    env = document.env
    rows = env.execute_query(SQL(_UNPACK, document=document.id))
    if not rows:
        return
    env["dscsa.epc"].invalidate_model(["parent_id"])
    # a receipt that counted the box as sealed expects its packages one by one
    scans = env["dscsa.scan"].search(
        [("epc_id", "in", [row[0] for row in rows]), ("undone_at", "=", False)]
    )
    for picking in scans.picking_id:
        if picking.state not in ("done", "cancel"):
            recount(ReceiptFacts(picking))
