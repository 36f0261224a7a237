"""Who is at a bench, what changed since, and the next thing to do."""

from odoo import fields
from odoo.tools import SQL

_PICKING_VERSION = """
    SELECT p.write_date, p.state,
        (SELECT concat(count(*), '.', max(id), '.', max(undone_at), '.', sum(quantity))
           FROM dscsa_scan WHERE picking_id = p.id),
        (SELECT concat(count(*), '.', max(t.id), '.', max(t.write_date))
           FROM dscsa_transaction_picking_rel r
           JOIN dscsa_transaction t ON t.id = r.dscsa_transaction_id
          WHERE r.stock_picking_id = p.id),
        (SELECT concat(count(*), '.', max(write_date)) FROM dscsa_discrepancy
          WHERE picking_id = p.id),
        (SELECT concat(count(*), '.', max(write_date)) FROM dscsa_release
          WHERE picking_id = p.id)
      FROM stock_picking p WHERE p.id = %s
"""
_BENCH_VERSION = """
    SELECT b.write_date, b.state,
        (SELECT concat(count(*), '.', max(id), '.', max(undone_at))
           FROM dscsa_bench_scan WHERE bench_id = b.id)
      FROM dscsa_bench b WHERE b.id = %s
"""
_PEOPLE = """
    SELECT n.name, count(*), max(s.scanned_at)
      FROM dscsa_bench_scan s JOIN res_users u
        ON u.id = COALESCE(s.signed_by_id, s.user_id)
      JOIN res_partner n ON n.id = u.partner_id
     WHERE s.bench_id = %s AND s.undone_at IS NULL GROUP BY u.id, n.name
     ORDER BY max(s.scanned_at) DESC
"""
_VERSIONS = {"stock.picking": _PICKING_VERSION, "dscsa.bench": _BENCH_VERSION}


def version_of(record):
    """A text that changes when anything of the bench changes; one query."""
    record.env.flush_all()
    rows = record.env.execute_query(SQL(_VERSIONS[record._name], record.id))
    return "|".join(str(each) for each in rows[0]) if rows else ""


def people_at(bench):
    """``[{"name", "scans", "last_at"}]`` of a bench, who scanned last first."""
    rows = bench.env.execute_query(SQL(_PEOPLE, bench.id))
    return [
        {"name": name, "scans": scans, "last_at": fields.Datetime.to_string(last)}
        for name, scans, last in rows
    ]


def tell_others(record):
    """Hint to the screens that show this bench: ask again. Carries no content."""
    # the bus is no model of the users'; ids alone are told
    record.env["bus.bus"].sudo()._sendone(
        record, "dscsa_bench_changed", {"model": record._name, "id": record.id}
    )


def storage_first(env, lines):
    """Which goods go first, and where: fridge before safe; False without any."""
    words = []
    for storage in ("fridge", "safe"):
        names = {
            line["product"]
            for line in lines
            if line["storage"] == storage and (line["expected"] or line["scanned"])
        }
        if names:
            words.append(_first(env, storage, ", ".join(sorted(names))))
    return " ".join(words) or False


def _first(env, storage, names):
    if storage == "fridge":
        return env._("Into the fridge first: %(products)s.", products=names)
    return env._("Lock up in the safe: %(products)s.", products=names)
