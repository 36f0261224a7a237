"""A shipment that names only a pallet whose contents an earlier file told.

Some makers send packing and shipping in files of their own. What the register knows
to lie in such a pallet or case, and is on its way still, is what was shipped.
"""

from dataclasses import replace

from dscsa_core.epcis.transactions import Line

from odoo.tools import SQL

_INSIDE = """
    WITH RECURSIVE inside(id, top) AS (
        SELECT id, id FROM unnest(%(tops)s) AS id
        UNION
        SELECT e.id, i.top FROM inside i JOIN dscsa_epc e ON e.parent_id = i.id
    )
    SELECT e.gtin, coalesce(e.lot, ''), e.expiry, array_agg(e.id ORDER BY e.id),
        array_agg(DISTINCT i.top)
    FROM inside i JOIN dscsa_epc e ON e.id = i.id
    WHERE e.kind = 'package' AND e.status = 'announced' AND e.id <> i.top
        AND (e.transaction_id IS NULL OR e.transaction_id = %(transaction)s)
    GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
"""
# packing that came after the shipment of the box it tells of
_LATE = """
    WITH RECURSIVE inside(id, transaction_id) AS (
        SELECT e.id, e.transaction_id FROM dscsa_epc e
        JOIN dscsa_transaction t ON t.id = e.transaction_id
            AND t.superseded_by_id IS NULL AND t.withdrawn_by_id IS NULL
            AND t.document_id <> %(document)s
        JOIN dscsa_document d ON d.id = t.document_id
        JOIN dscsa_document mine ON mine.id = %(document)s
            AND (d.sender = mine.sender OR d.partner_id = mine.partner_id)
        WHERE e.id = ANY(%(known)s) AND e.kind <> 'package'
            AND e.status = 'announced' AND e.withdrawn_by_id IS NULL
        UNION
        SELECT e.id, i.transaction_id FROM inside i JOIN dscsa_epc e
            ON e.parent_id = i.id AND coalesce(e.transaction_id, i.transaction_id)
                = i.transaction_id
    )
    SELECT i.transaction_id, e.gtin, coalesce(e.lot, ''), e.expiry,
        array_agg(e.id ORDER BY e.id)
    FROM inside i JOIN dscsa_epc e USING (id)
    WHERE e.kind = 'package' AND e.status = 'announced' AND e.transaction_id IS NULL
        AND e.withdrawn_by_id IS NULL AND NOT EXISTS (
            SELECT FROM dscsa_epc_transaction h WHERE h.epc_id = e.id)
    GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
"""
_TEXTS = ("ndc", "name", "strength", "dosage_form", "container_size", "manufacturer")


class KnownContents:
    """Completes TI/TS from the register; nothing changes when it knows no more."""

    def __init__(self, env, register):
        self.env, self._register = env, register

    def complete(self, record, transaction):
        """Give the packages inside to ``record``; the transaction as it is then."""
        ids = self._register.ids
        number_of = {
            ids[number]: number for number in (*transaction.empty, *transaction.sealed)
        }
        rows = self._rows(record, list(number_of))
        if not rows:
            return transaction
        lines, opened = list(transaction.lines), set()
        for gtin, lot, expiry, epc_ids, tops in rows:
            opened.update(number_of[top] for top in tops)
            lines.append(self._add(record, lines, (gtin, lot, expiry), epc_ids))
        lines = list({(x.gtin, x.lot, x.expiry): x for x in lines}.values())
        record.package_count = sum(line.quantity for line in lines)
        return replace(
            transaction,
            lines=tuple(lines),
            empty=[n for n in transaction.empty if n not in opened],
            sealed=[n for n in transaction.sealed if n not in opened],
        )

    def complete_earlier(self, document):
        """Give what this document packs to the earlier shipments of its boxes."""
        known = self._register.known
        if not known:
            return
        query = SQL(_LATE, known=known, document=document.id)
        for transaction_id, *key, epc_ids in self.env.execute_query(query):
            record = self.env["dscsa.transaction"].browse(transaction_id)
            line = self._line_of(record, tuple(key))
            given = Line(*key, line.quantity, line.quantity) if line else None
            self._add(record, [given] if given else [], tuple(key), epc_ids)
            record.package_count = sum(record.line_ids.mapped("quantity"))

    def _line_of(self, record, key):
        return record.line_ids.filtered(
            lambda x: (x.gtin, x.lot or "", x.expiry or None) == key
        )[:1]

    def _rows(self, record, tops):
        if not tops:
            return []
        query = SQL(_INSIDE, tops=tops, transaction=record.id)
        return self.env.execute_query(query)

    def _add(self, record, lines, key, epc_ids):
        """Put these packages on a line of the TI; the line as the core has it."""
        gtin, lot, expiry = key
        told = next((x for x in lines if (x.gtin, x.lot, x.expiry) == key), None)
        quantity = (told.quantity if told else 0) + len(epc_ids)
        row = self._line_of(record, key)
        known = self.env["dscsa.gtin"]._map_known([gtin]).get(gtin)
        texts = {name: (known and known[name]) or "" for name in _TEXTS}
        if row:
            row.quantity = quantity
        else:
            row = row.create(
                {
                    "transaction_id": record.id,
                    "gtin": gtin,
                    "gtin_id": known and known.id,
                    "product_id": known and known.product_id.id,
                    "lot": lot,
                    "expiry": expiry,
                    "quantity": quantity,
                    **texts,
                }
            )
        self._give(row, epc_ids)
        if told:
            return replace(told, quantity=quantity)
        return Line(gtin, lot, expiry, quantity, quantity, **texts)

    def _give(self, row, epc_ids):
        row.flush_recordset()
        self.env.cr.execute(
            SQL(
                """UPDATE dscsa_epc SET transaction_id = %s, line_id = %s
                WHERE id = ANY(%s) AND line_id IS DISTINCT FROM %s""",
                row.transaction_id.id,
                row.id,
                epc_ids,
                row.id,
            )
        )
