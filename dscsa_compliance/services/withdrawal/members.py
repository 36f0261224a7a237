"""What lay in a box at a moment, as the packing of all files tells it."""

# an event that was declared an error never happened (EPCIS 1.2, section 7.4.1.2)
HAPPENED = "{0}.declared_by_id IS NULL AND NOT coalesce({0}.details ? 'error', FALSE)"

# what is there by now counts too: a packing told with a clock that goes wrong. Who did
# not pack a thing takes it out for nobody
MEMBERS = f"""
    WITH RECURSIVE members(id) AS (
        SELECT id FROM unnest(%(ids)s::bigint[]) AS id
        UNION
        SELECT inside.id FROM members m CROSS JOIN LATERAL (
            SELECT e.id FROM dscsa_epc e WHERE e.parent_id = m.id
            UNION
            SELECT x.epc_id FROM dscsa_event_epc p
            JOIN dscsa_event v ON v.id = p.event_id AND v.kind = 'aggregation'
                AND v.action <> 'DELETE' AND v.time <= %(moment)s
                AND {HAPPENED.format("v")}
            JOIN dscsa_document d ON d.id = v.document_id
            JOIN dscsa_event_epc x ON x.event_id = v.id AND x.role = 'c'
            WHERE p.epc_id = m.id AND p.role = 'p' AND NOT EXISTS (
                SELECT FROM dscsa_event_epc y
                JOIN dscsa_event w ON w.id = y.event_id AND w.kind = 'aggregation'
                    AND w.time > v.time AND w.time <= %(moment)s
                    AND {HAPPENED.format("w")}
                JOIN dscsa_document o ON o.id = w.document_id
                    AND o.sender IS NOT DISTINCT FROM d.sender
                WHERE y.role = 'c' AND y.epc_id = x.epc_id
                    OR y.role = 'p' AND y.epc_id = m.id AND w.action = 'DELETE'
                    AND NOT EXISTS (SELECT FROM dscsa_event_epc z
                        WHERE z.event_id = w.id AND z.role = 'c'))
        ) inside
    )
    SELECT id FROM members
"""
