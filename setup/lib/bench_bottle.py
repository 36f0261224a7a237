""" "Take this bottle" with a million packages: scanned, by NDC and lot, by NDC alone.

``run_in_odoo.py DATABASE bench_bottle`` is the measuring half. The register is filled
by SQL: 2,000 deliveries of 20 TI lines of 25 packages, every tenth package scanned. One
look is what the screen asks for: found, worded, noted in the ledger, committed.
"""

import sys
import time
from datetime import timedelta

from bench_measure import report
from bench_process import measured, run
from bench_scan import spread

PACKAGES, LOOKS, WARM_UP = 1_000_000, 60, 5
_FIRST = 10_000_000
_PREFIX = "0399871"

_TRANSACTIONS = """
    INSERT INTO dscsa_transaction (id, company_id, name, direction, proof, statement,
        transaction_date, seller_id, seller_name, invoice_numbers, portal, create_date)
    SELECT %(first)s + n, %(company)s, 'Bench ' || n, 'in',
        CASE WHEN n %% 2 = 0 THEN 'file' ELSE 'portal' END, 'yes',
        current_date - (n %% 600)::int, %(seller)s, 'Bench Wholesale', n::text,
        'Bench Connect', now()
    FROM generate_series(0::bigint, %(count)s / 500 - 1) n
"""
_LINES = """
    INSERT INTO dscsa_transaction_line (id, transaction_id, company_id, gtin, ndc, name,
        lot, expiry, quantity)
    SELECT %(first)s + n, %(first)s + n / 20, %(company)s, gtin, substr(gtin, 4, 10),
        'Benchazole ' || n %% 500, 'BL' || lpad(n::text, 6, '0'), current_date + 500, 25
    FROM generate_series(0::bigint, %(count)s / 25 - 1) n
    JOIN bench_gtin ON bench_gtin.number = n %% 500
"""
_PACKAGES = """
    INSERT INTO dscsa_epc (id, company_id, key, kind, gtin, serial, lot, expiry, status,
        picking_id, transaction_id, line_id)
    SELECT %(first)s + n, %(company)s, '01' || gtin || '21' || serial, 'package', gtin,
        serial, lot, current_date + 500, 'in_stock', %(picking)s,
        %(first)s + n / 500, %(first)s + n / 25
    FROM (
        SELECT n, gtin,
            'B1' || lpad(((n * 6364136223) %% 10000000000)::text, 10, '0') AS serial,
            'BL' || lpad((n / 25)::text, 6, '0') AS lot
        FROM generate_series(0::bigint, %(count)s - 1) n
        JOIN bench_gtin ON bench_gtin.number = n / 25 %% 500
    ) made
"""
_SCANS = """
    INSERT INTO dscsa_scan (company_id, picking_id, client_uuid, raw, key, kind, epc_id,
        gtin, serial, lot, quantity, user_id, scanned_at)
    SELECT company_id, picking_id, 'bench-' || id, key, key, kind, id, gtin, serial,
        lot, 1, %(user)s, now()
    FROM dscsa_epc WHERE id >= %(first)s AND id %% 10 = 0
"""


def measure(databases, _folder, *, tell=print, **_options):
    """The figures of all looks."""
    tell(f"“take this bottle” with {PACKAGES:,} packages")
    database = databases.copy(databases.with_addon(), "bottle")
    command = [sys.executable, "run_in_odoo.py", database, "bench_bottle"]
    figures = measured(run(command, "the bottles"), "the bottles")
    databases.drop("bottle")
    return [figures]


def fill(env):
    """Deliveries, packages and scans; the receipt they stand on."""
    warehouse = env["stock.warehouse"].search([], limit=1)
    picking = env["stock.picking"].create(
        {
            "picking_type_id": warehouse.in_type_id.id,
            "location_id": env.ref("stock.stock_location_suppliers").id,
            "location_dest_id": warehouse.lot_stock_id.id,
        }
    )
    values = {
        "first": _FIRST,
        "company": env.company.id,
        "seller": env["res.partner"].search([("name", "=", "Bench Wholesale")]).id,
        "count": PACKAGES,
        "picking": picking.id,
        "user": env.ref("base.user_admin").id,
    }
    env.flush_all()
    make_gtins(env)
    for statement in (_TRANSACTIONS, _LINES, _PACKAGES, _SCANS):
        env.cr.execute(statement, values)
    env.cr.execute(
        "UPDATE stock_picking SET state = 'done', date_done = now() WHERE id = %s",
        [picking.id],
    )
    env.cr.commit()
    env.cr.execute("ANALYZE")
    env.cr.commit()


def make_gtins(env):
    """500 product numbers with their check digits, for the statements above."""
    from dscsa_core.numbers import gtin14_of

    env.cr.execute("CREATE TEMP TABLE bench_gtin (number int PRIMARY KEY, gtin text)")
    rows = [(number, gtin14_of(f"0{_PREFIX}{number:05d}?")) for number in range(500)]
    env.cr.execute_values("INSERT INTO bench_gtin VALUES %s", rows)


def main(env):
    """Fill, then look at bottles far apart from each other."""
    from odoo import api

    user, registry = env.ref("base.user_admin").id, env.registry
    fill(env)

    def timed(text, kind):
        """Milliseconds of one look, its commit included."""
        began = time.perf_counter()
        with registry.cursor() as cr:
            look = api.Environment(cr, user, {})["dscsa.bottle"].dscsa_look(text)
            if look["kind"] != kind:
                raise RuntimeError(f"{text} was answered as {look['kind']}")
        return (time.perf_counter() - began) * 1000

    numbers = range(LOOKS + WARM_UP)
    scans = [timed(label(env, n), "package") for n in numbers]
    lots = [timed(f"NDC {ndc(n)} lot BL{line(n):06d}", "lot") for n in numbers]
    drugs = [timed(f"NDC {ndc(n)}", "ndc") for n in numbers]
    report(
        registered=env["dscsa.epc"].search_count([]),
        printed_s=printed(env, user),
        **spread("scanned", scans[WARM_UP:]),
        **spread("by_lot", lots[WARM_UP:]),
        **spread("by_ndc", drugs[WARM_UP:]),
    )


def line(number):
    """The TI line of one look, far from the one before."""
    return number * 613 % (PACKAGES // 25)


def ndc(number):
    """Ten digits of the NDC on that line."""
    return f"99871{line(number) % 500:05d}"


def label(env, number):
    """What a scanner sends for a package of that line."""
    epc = env["dscsa.epc"].browse(_FIRST + line(number) * 25 + number % 25)
    until = (epc.expiry or env.cr.now().date() + timedelta(days=500)).strftime("%y%m%d")
    return f"]d201{epc.gtin}21{epc.serial}\x1d17{until}10{epc.lot}"


def printed(env, user):
    """Seconds of one page on paper, from the look to the PDF."""
    look = env(user=user)["dscsa.bottle"].dscsa_look(label(env, 1))
    began = time.perf_counter()
    env["ir.actions.report"]._render_qweb_pdf(
        "dscsa_compliance_answering.report_bottle", res_ids=[look["id"]]
    )
    return time.perf_counter() - began
