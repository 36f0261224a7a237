"""Events that their sender declares an error: they count as if never told.

Whichever file came first: a declaration finds the event it repeats in files that are
here, and waits for those that are not (EPCIS 1.2, section 7.4.1.2).
"""

from odoo.tools import SQL

from .senders import Sender

_PAIRS = """
    SELECT x.id, x.document_id, v.id, v.document_id FROM dscsa_event x
    JOIN dscsa_event v ON v.company_id = x.company_id AND {same}
        AND NOT coalesce(v.details ? 'error', FALSE) AND v.declared_by_id IS NULL
        AND {which}
    WHERE x.company_id = %(company)s AND x.details ? 'error'
"""
_ANY = """
    SELECT coalesce(bool_or(document_id = %(document)s), FALSE),
        coalesce(bool_or(document_id <> %(document)s), FALSE) FROM dscsa_event
    WHERE company_id = %(company)s AND details ? 'error'
"""
_DECLARES = "x.document_id = %(document)s"
_WAS_DECLARED = "v.document_id = %(document)s AND x.document_id <> %(document)s"
_BY_ID = "v.event_ref = x.event_ref"
# the id decides where both have one; else what is said: all of it
_BY_CONTENT = """
    (v.event_ref IS NULL OR x.event_ref IS NULL) AND v.kind = x.kind
    AND v.time = x.time AND coalesce(v.action, '') = coalesce(x.action, '')
    AND coalesce(v.step, '') = coalesce(x.step, '')
    AND v.details -> 'quantities' IS NOT DISTINCT FROM x.details -> 'quantities'
    AND coalesce(v.lot, '') = coalesce(x.lot, '')
    AND v.expiry IS NOT DISTINCT FROM x.expiry
    AND (SELECT array_agg(DISTINCT (l.epc_id, l.role)) FROM dscsa_event_epc l
        WHERE l.event_id = v.id) IS NOT DISTINCT FROM (
        SELECT array_agg(DISTINCT (l.epc_id, l.role)) FROM dscsa_event_epc l
        WHERE l.event_id = x.id)
"""
_MARK = """
    UPDATE dscsa_event v SET declared_by_id = x.id
    FROM unnest(%(declarations)s, %(events)s) AS x(id, event_id) WHERE v.id = x.event_id
"""
_THINGS = """
    SELECT epc_id FROM dscsa_event_epc WHERE event_id = ANY(%(events)s)
    UNION SELECT e.id FROM dscsa_transaction t JOIN dscsa_epc e
        ON e.transaction_id = t.id WHERE t.event_id = ANY(%(events)s)
    UNION SELECT h.epc_id FROM dscsa_transaction t JOIN dscsa_epc_transaction h
        ON h.transaction_id = t.id WHERE t.event_id = ANY(%(events)s)
"""


def mark_declared(document):
    """Mark what one document declares, or what was declared of it; the things."""
    env, found, senders = document.env, {}, {}
    env.flush_all()
    for declaration, by, event, of in _pairs(document):
        sender = senders.setdefault(by, Sender(document.browse(by)))
        if by == of or sender.is_same(document.browse(of)):
            found.setdefault(event, declaration)
    if not found:
        return []
    values = {"declarations": list(found.values()), "events": list(found)}
    env.cr.execute(SQL(_MARK, **values))
    env["dscsa.event"].invalidate_model(["declared_by_id"])
    return [row[0] for row in env.execute_query(SQL(_THINGS, events=list(found)))]


def _pairs(document):
    """[(declaration, its document, event, its document)], those by id first."""
    env = document.env
    values = {"document": document.id, "company": document.company_id.id}
    ((mine, others),) = env.execute_query(SQL(_ANY, **values))
    which = [_DECLARES] * mine + [_WAS_DECLARED] * others
    for same in (_BY_ID, _BY_CONTENT):
        for side in which:
            query = SQL(_PAIRS.format(same=same, which=side), **values)
            yield from env.execute_query(query)
