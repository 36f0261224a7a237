"""States told of things, worked out anew of all files in order of what happened.

The state of a box holds for what lay in it then, that of a lot for all its packages. A
lighter word never takes the place of a heavier one; only who told a state ends it.
"""

from collections import defaultdict

from dscsa_core.epcis.lines import class_of
from dscsa_core.epcis.told import (
    DESTROYED,
    EXPIRED,
    FIT,
    RECALLED,
    RETURNED,
    STATES,
    STOLEN,
)

from odoo.tools import SQL

from ..withdrawal.members import HAPPENED, MEMBERS

_OF_ALL = frozenset({RECALLED, STOLEN, EXPIRED})
_WEIGHT = {state: weight for weight, state in enumerate(STATES)}
_EVENTS = f"""
    WITH RECURSIVE above(id) AS (
        SELECT id FROM dscsa_stage_time
        UNION
        SELECT up.id FROM above a CROSS JOIN LATERAL (
            SELECT e.parent_id FROM dscsa_epc e
            WHERE e.id = a.id AND e.parent_id IS NOT NULL
            UNION
            SELECT p.epc_id FROM dscsa_event_epc c
            JOIN dscsa_event v ON v.id = c.event_id AND v.kind = 'aggregation'
            JOIN dscsa_event_epc p ON p.event_id = v.id AND p.role = 'p'
            WHERE c.epc_id = a.id AND c.role = 'c'
        ) up(id)
    )
    SELECT v.id, coalesce(v.time, d.created_at, d.create_date), v.details ->> 'told',
        d.id, coalesce(d.sender, ''), array_agg(DISTINCT l.epc_id)
    FROM above a JOIN dscsa_event_epc n ON n.epc_id = a.id
    JOIN dscsa_event v ON v.id = n.event_id AND v.company_id = %(company)s
        AND v.details ? 'told' AND {HAPPENED.format("v")}
    JOIN dscsa_document d ON d.id = v.document_id AND d.direction = 'in'
        AND NOT EXISTS (SELECT FROM dscsa_transaction t
            WHERE t.document_id = d.id AND t.direction = 'out')
    JOIN dscsa_event_epc l ON l.event_id = v.id
    GROUP BY v.id, d.id
"""
_ANY = """
    SELECT EXISTS (SELECT FROM dscsa_event v WHERE v.company_id = %(company)s
        AND v.details ? 'told')
"""
_LOTS = f"""
    SELECT v.id, coalesce(v.time, d.created_at, d.create_date), v.details ->> 'told',
        d.id, coalesce(d.sender, ''), v.details -> 'quantities'
    FROM dscsa_event v JOIN dscsa_document d ON d.id = v.document_id
        AND d.direction = 'in'
    WHERE v.company_id = %(company)s AND v.details ? 'told'
        AND v.details ? 'quantities' AND {HAPPENED.format("v")}
    ORDER BY 2, 1
"""
_OF_LOT = """
    SELECT e.id FROM dscsa_stage_time s JOIN dscsa_epc e USING (id)
    WHERE e.kind = 'package' AND e.gtin = %(gtin)s
        AND (%(lot)s = '' OR e.lot = %(lot)s)
"""
# of other things that an event names, not all that was told is read here
_MEMBERS = f"{MEMBERS} WHERE id IN (SELECT id FROM dscsa_stage_time)"
# what had come back to the seller is sold again
_SHIPPED = """
    SELECT e.id, t.shipment_at FROM dscsa_stage_time s JOIN dscsa_epc e USING (id)
    JOIN dscsa_transaction t ON t.id = e.transaction_id
    LEFT JOIN dscsa_event v ON v.id = t.event_id
    WHERE t.shipment_at IS NOT NULL AND v.declared_by_id IS NULL
        AND coalesce(v.details ->> 'told', '') = ''
"""
_BEFORE = """
    SELECT e.id, e.told_state, e.told_by_id FROM dscsa_stage_time s
    JOIN dscsa_epc e USING (id) WHERE e.told_state IS NOT NULL
"""
_WRITE = """
    UPDATE dscsa_epc e SET told_state = nullif(x.state, ''),
        told_by_id = nullif(x.document, 0)
    FROM unnest(%(ids)s, %(states)s::varchar[], %(documents)s) AS x(id, state, document)
    WHERE e.id = x.id
"""


class LotStates:
    """States told of lots as a whole in one company, by (GTIN, lot)."""

    def __init__(self, env, company):
        self.env, self.company = env, company
        env.flush_all()
        self.events = list(env.execute_query(SQL(_LOTS, company=company.id)))

    def by_lot(self):
        """{(GTIN, lot or ''): state} of what concerns every package of a lot.

        What was destroyed, sold or came back is a count out of it.
        """
        found = {}
        for _id, _moment, state, _document, sender, quantities in self.events:
            for name, *_rest in quantities:
                gtin, lot, _expiry = class_of(name)
                if gtin:
                    told = found.setdefault((gtin, lot or ""), _Told())
                    told.tell(state, 0, sender)
        return {k: told.state for k, told in found.items() if told.state in _OF_ALL}


class _Told:
    """What is told of one thing, word by word in order of time."""

    def __init__(self):
        self.state, self.document, self.sender = "", 0, ""

    def tell(self, state, document, sender):
        if state == FIT:
            if self.state != DESTROYED and sender == self.sender:
                self.__init__()
        elif not self.state or _WEIGHT[state] >= _WEIGHT[self.state]:
            self.state, self.document, self.sender = state, document, sender

    def shipped(self):
        if self.state == RETURNED:
            self.__init__()


def settle_told(document):
    """Write the states of the staged things; ``{state: {document: ids newly so}}``."""
    env, told = document.env, defaultdict(_Told)
    before = {row[0]: row[1:] for row in env.execute_query(SQL(_BEFORE))}
    words = _words(env, document.company_id)
    documents = set()
    for _moment, _event, act in sorted(words, key=lambda word: word[:2]):
        documents.add(act(told))
    # told by a file whose words cannot be read again: they stay
    kept = {i for i, (_state, by) in before.items() if by not in documents and by}
    changed = {
        i: told[i]
        for i in {*told, *before} - kept
        if (told[i].state, told[i].document) != before.get(i, ("", 0))
    }
    if changed:
        values = {
            "ids": list(changed),
            "states": [each.state for each in changed.values()],
            "documents": [each.document for each in changed.values()],
        }
        env.cr.execute(SQL(_WRITE, **values))
        env["dscsa.epc"].invalidate_model(["told_state", "told_by_id"])
    new = defaultdict(lambda: defaultdict(list))
    for epc_id, each in changed.items():
        if each.state and each.state != before.get(epc_id, ("",))[0]:
            new[each.state][each.document].append(epc_id)
    return new


def _words(env, company):
    """[(moment, event id, function that applies it)] of the staged things."""
    words = []
    ((is_any,),) = env.execute_query(SQL(_ANY, company=company.id))
    if not is_any:
        return words
    for event, moment, state, document, sender, ids in env.execute_query(
        SQL(_EVENTS, company=company.id)
    ):
        query = SQL(_MEMBERS, ids=ids, moment=moment)
        things = [row[0] for row in env.execute_query(query)]
        words.append((moment, event, _teller(things, state, document, sender)))
    for event, moment, state, document, sender, quantities in LotStates(
        env, company
    ).events:
        for name, *_rest in quantities:
            gtin, lot, _expiry = class_of(name)
            if gtin:
                query = SQL(_OF_LOT, gtin=gtin, lot=lot or "")
                things = [row[0] for row in env.execute_query(query)]
                words.append((moment, event, _teller(things, state, document, sender)))
    for epc_id, moment in env.execute_query(SQL(_SHIPPED)) if words else ():
        words.append((moment, 0, lambda told, i=epc_id: told[i].shipped()))
    return words


def _teller(things, state, document, sender):
    def tell(told):
        for thing in things:
            told[thing].tell(state, document, sender)
        return document

    return tell
