"""Scans and the act that ends them: nothing sent in time is lost between the two."""

from odoo.exceptions import ConcurrencyError
from odoo.tools import SQL

_SCANS = {
    "stock.picking": ("stock_picking", "dscsa_scan", "picking_id"),
    "dscsa.bench": ("dscsa_bench", "dscsa_bench_scan", "bench_id"),
}


def share(record):
    """Called by a scan: scans do not wait for each other, but for who closes.

    When the record was changed meanwhile, the database has Odoo do the call again.
    """
    table, _scans, _column = _SCANS[record._name]
    _lock(
        record, SQL("SELECT FROM %s WHERE id = %s FOR SHARE", _name(table), record.id)
    )


def take(record):
    """Called by who closes: waits for scans that are being written.

    What our transaction cannot see of them (it began earlier) has Odoo do the whole
    call again.
    """
    table, scans, column = _SCANS[record._name]
    name = _name(table)
    _lock(
        record, SQL("SELECT FROM %s WHERE id = %s FOR NO KEY UPDATE", name, record.id)
    )
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
