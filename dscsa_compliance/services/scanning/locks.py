"""Scans and the act that ends them: nothing sent in time is lost between the two.

The model of a bench says ``_bench_scans``: (table of its scans, their link to it).
"""

from odoo.exceptions import ConcurrencyError
from odoo.tools import SQL


def share(record):
    """Called by a scan: scans do not wait for each other, but for who closes.

    When the record was changed meanwhile, the database has Odoo do the call again.
    """
    table = _name(record._table)
    _lock(record, SQL("SELECT FROM %s WHERE id = %s FOR SHARE", table, record.id))


def take(record):
    """Called by who closes: waits for scans that are being written.

    What our transaction cannot see of them (it began earlier) has Odoo do the whole
    call again.
    """
    table = _name(record._table)
    _lock(
        record, SQL("SELECT FROM %s WHERE id = %s FOR NO KEY UPDATE", table, record.id)
    )
    scans, column = record._bench_scans
    query = SQL(
        "SELECT id FROM %s WHERE %s = %s AND undone_at IS NULL",
        _name(scans),
        _name(column),
        record.id,
    )
    seen = {row[0] for row in record.env.execute_query(query)}
    with record.env.registry.cursor() as fresh:
        fresh.execute(query)
        stored = {row[0] for row in fresh.fetchall()}
    if stored - seen:
        raise ConcurrencyError("scanned while it was being closed")


def _lock(record, query):
    record.env.flush_all()
    record.env.cr.execute(query)


def _name(text):
    return SQL.identifier(text)
