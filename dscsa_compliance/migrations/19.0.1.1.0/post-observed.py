from openupgradelib import openupgrade

# what the bench read of packages that are here, from the scans that received them; a
# reading taken as announced is none
_SEEN = """
    UPDATE dscsa_epc e SET seen_lot = s.lot, seen_expiry = s.expiry
      FROM (
        SELECT DISTINCT ON (picking_id, key) picking_id, company_id, key, lot, expiry
          FROM dscsa_scan
         WHERE undone_at IS NULL AND kind = 'package' AND key IS NOT NULL
           AND NOT COALESCE(is_announced, FALSE)
         ORDER BY picking_id, key, id) s
     WHERE s.picking_id = e.picking_id AND s.company_id = e.company_id
       AND s.key = e.key AND e.status NOT IN ('announced', 'missing')
       AND e.seen_lot IS NULL AND e.seen_expiry IS NULL
"""
# held goods without a serial: their row is what was typed
_TYPED = """
    UPDATE dscsa_epc SET seen_lot = lot, seen_expiry = expiry
     WHERE serial IS NULL AND kind = 'package' AND picking_id IS NOT NULL
       AND transaction_id IS NULL AND seen_lot IS NULL
"""
# free goods were in order by the file they came with; held ones are compared once more
_JUDGED = """
    UPDATE dscsa_epc e SET judged_document_id = t.document_id
      FROM dscsa_transaction t
     WHERE t.id = e.transaction_id AND e.picking_id IS NOT NULL AND e.hold IS NULL
       AND e.status NOT IN ('announced', 'missing') AND e.judged_document_id IS NULL
"""
# the lot and date of the announcement that counts
_ANNOUNCED = """
    UPDATE dscsa_epc e SET lot = COALESCE(NULLIF(l.lot, ''), e.lot),
                           expiry = COALESCE(l.expiry, e.expiry)
      FROM dscsa_transaction_line l
     WHERE l.id = e.line_id AND e.kind = 'package'
       AND (e.lot, e.expiry) IS DISTINCT FROM
           (COALESCE(NULLIF(l.lot, ''), e.lot), COALESCE(l.expiry, e.expiry))
"""


@openupgrade.migrate()
def migrate(env, version):
    """Give every package the two facts: as announced, as read of its label."""
    for query in (_SEEN, _TYPED, _JUDGED, _ANNOUNCED):
        env.cr.execute(query)
