"""Who is at a bench that is no transfer."""

from odoo import fields
from odoo.tools import SQL

from odoo.addons.dscsa_compliance.services.scanning.contract import Person

_PEOPLE = """
    SELECT n.name, count(*), max(s.scanned_at)
      FROM dscsa_bench_scan s JOIN res_users u
        ON u.id = COALESCE(s.signed_by_id, s.user_id)
      JOIN res_partner n ON n.id = u.partner_id
     WHERE s.bench_id = %s AND s.undone_at IS NULL GROUP BY u.id, n.name
     ORDER BY max(s.scanned_at) DESC
"""


def people_at(bench):
    """Who scanned at a bench, last first."""
    rows = bench.env.execute_query(SQL(_PEOPLE, bench.id))
    return [
        Person(name=name, scans=scans, last_at=fields.Datetime.to_string(last))
        for name, scans, last in rows
    ]
