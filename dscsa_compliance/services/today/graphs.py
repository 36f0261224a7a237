"""What people would rather look at than read: three small graphs."""

from datetime import timedelta

from odoo.tools import SQL

from ..receiving.facts import today_of, zone_of
from .ages import names_of_ages, open_by_age

WEEKS = 8
DAYS = 30
# the latest packages say enough; a wholesaler may receive millions in a month
PACKAGES = 20_000
_BY_WEEK = """
    SELECT (date_trunc('week', date_done at time zone 'UTC'
                       at time zone %(zone)s)::date - %(first)s::date) / 7,
           CASE WHEN EXISTS (SELECT FROM dscsa_transaction_picking_rel r
                              WHERE r.stock_picking_id = p.id) THEN 'with'
                WHEN dscsa_reason_id IS NOT NULL THEN 'exempt'
                ELSE 'without' END, count(*)
      FROM stock_picking p WHERE id IN %(found)s GROUP BY 1, 2
"""
_BY_STATUS = """
    SELECT CASE WHEN hold IS NOT NULL THEN 'hold' ELSE status END, count(*)
      FROM (SELECT e.hold, e.status FROM stock_picking p
              JOIN dscsa_epc e ON e.picking_id = p.id
             WHERE p.company_id IN %(companies)s AND p.state = 'done'
               AND p.date_done >= %(since)s AND e.kind = 'package'
               AND e.company_id IN %(companies)s
             LIMIT %(limit)s) AS latest
     GROUP BY 1 ORDER BY 2 DESC
"""


def base_graphs(env):
    """Graphs of what the user may read."""
    graphs = []
    if env["dscsa.discrepancy"].has_access("read"):
        graphs.append(_ages(env))
    if env["stock.picking"].has_access("read"):
        graphs.append(_deliveries(env))
    if env["dscsa.epc"].has_access("read"):
        graphs.append(_packages(env))
    return [graph for graph in graphs if graph]


def _ages(env):
    drawers = open_by_age(env)
    if not any(drawers):
        return None
    return {
        "key": "ages",
        "title": env._("Open discrepancies by age"),
        "sentence": env._(
            "%(count)s open, %(old)s of them older than a week.",
            count=sum(drawers),
            old=drawers[-1],
        ),
        "labels": names_of_ages(env),
        "levels": ["amber", "amber", "red", "red"],
        "series": [_series(env._("Open"), "amber", drawers)],
        "action": "dscsa_compliance.dscsa_discrepancy_action",
        "domain": [("state", "=", "open"), ("severity", "!=", "note")],
    }


def _deliveries(env):
    """Receipts of goods in scope a week, with and without TI/TS of any form."""
    today = today_of(env.company.sudo())
    first = today - timedelta(days=today.weekday() + 7 * (WEEKS - 1))
    weeks = _by_week(env, first)
    if not weeks:
        return None
    kinds = (
        ("with", env._("With TI/TS"), "green"),
        ("exempt", env._("None needed"), "grey"),
        ("without", env._("Without TI/TS"), "red"),
    )
    return {
        "key": "deliveries",
        "title": env._("Deliveries per week"),
        "sentence": env._(
            "Deliveries in %(weeks)s weeks: %(count)s; without TI/TS: %(without)s.",
            count=sum(map(sum, weeks.values())),
            weeks=WEEKS,
            without=sum(weeks["without"]),
        ),
        "labels": [f"{first + timedelta(days=7 * n):%m/%d}" for n in range(WEEKS)],
        "stacked": True,
        "series": [_series(label, level, weeks[kind]) for kind, label, level in kinds],
        "action": "dscsa_compliance.stock_picking_dscsa_action",
        "context": {"search_default_dscsa_done": 1},
    }


def _by_week(env, first):
    """{with, exempt, without: receipts of each week from ``first`` on}, or nothing."""
    found = env["stock.picking"]._search(
        [
            ("company_id", "in", env.companies.ids),
            ("picking_type_code", "=", "incoming"),
            ("state", "=", "done"),
            ("date_done", ">=", first),
            ("move_ids.product_id.dscsa_scope", "=", "in_scope"),
        ]
    )
    zone = str(zone_of(env.company.sudo()))
    rows = env.execute_query(
        SQL(_BY_WEEK, zone=zone, first=first, found=found.subselect())
    )
    if not rows:
        return None
    weeks = {kind: [0] * WEEKS for kind in ("with", "exempt", "without")}
    for week, kind, number in rows:
        if 0 <= week < WEEKS:
            weeks[kind][week] += number
    return weeks


def _packages(env):
    """What became of the packages received lately; never a count of the register."""
    since = today_of(env.company.sudo()) - timedelta(days=DAYS)
    companies = tuple(env.companies.ids)
    rows = env.execute_query(
        SQL(_BY_STATUS, companies=companies, since=since, limit=PACKAGES)
    )
    if not rows:
        return None
    names = dict(env["dscsa.epc"]._fields["status"]._description_selection(env))
    names["hold"] = env._("On hold")
    numbers = [number for _status, number in rows]
    return {
        "key": "packages",
        "title": env._("Packages of the last %(days)s days", days=DAYS),
        "sentence": _looked_at(env, sum(numbers)),
        "labels": [names.get(status, status) for status, _number in rows],
        "levels": [_level(status) for status, _number in rows],
        "series": [_series(env._("Packages"), "green", numbers)],
        "action": "dscsa_compliance.dscsa_epc_action",
    }


def _looked_at(env, total):
    if total < PACKAGES:
        return env._(
            "Packages received one by one: %(count)s. Portal and paper are not in it.",
            count=total,
        )
    return env._("Packages looked at: %(count)s. More were received.", count=total)


def _series(label, level, values):
    return {"label": label, "level": level, "values": values}


def _level(status):
    return {"in_stock": "green", "hold": "amber", "missing": "red"}.get(status, "grey")
