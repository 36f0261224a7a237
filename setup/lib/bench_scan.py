"""Answer to one scan, and look-up of one serial, with a register of a million.

``run_in_odoo.py DATABASE bench_scan FOLDER`` is the measuring half: the register is
filled by SQL with earlier receipts (500 products, 5,000 lots, cases of 24 on pallets,
all received), then a shipment of 4,000 packages is announced and scanned.
"""

import sys
import time
from math import ceil
from pathlib import Path
from statistics import median

from bench_measure import report
from bench_process import measured, run
from bench_shipment import Shipment
from bench_world import BY_LOT

REGISTERED, ANNOUNCED, SCANS, LOOK_UPS, WARM_UP = 1_000_000, 4_000, 100, 100, 5
_IN_CASE, _ON_PALLET = 24, 960

# key and serial are those of Shipment.package's shape, scattered as real ones are
_FILL = """
    INSERT INTO dscsa_epc (id, company_id, key, kind, gtin, serial, lot, expiry,
        parent_id, status, picking_id, product_id, gtin_id, transaction_id, line_id,
        document_id)
    SELECT 10000000 + n, %(company)s, '01' || gtin || '21' || serial, kind, gtin,
        serial, lot, current_date + 400 + (n %% 300)::int, parent, 'in_stock', NULL,
        %(product)s, NULL, %(transaction)s, NULL, %(document)s
    FROM (
        SELECT n, CASE WHEN n %% 25 = 0 THEN 'case' ELSE 'package' END AS kind,
            CASE WHEN n %% 25 = 0 THEN '5' ELSE '0' END || '0399871'
                || lpad((n / 2000 %% 500)::text, 5, '0') || '0' AS gtin,
            'R1' || lpad(((n * 6364136223) %% 10000000000)::text, 10, '0') AS serial,
            'RL' || lpad((n / 200)::text, 6, '0') AS lot,
            CASE WHEN n %% 25 = 0 THEN NULL ELSE 10000000 + n / 25 * 25 END AS parent
        FROM generate_series(0::bigint, %(count)s - 1) n
    ) made
"""


def measure(databases, folder, *, tell=print, **_options):
    """The figures of all scans and look-ups."""
    tell(f"scans with {REGISTERED:,} packages in the register")
    database = databases.copy(databases.with_addon(), "scan")
    command = [sys.executable, "run_in_odoo.py", database, "bench_scan", folder]
    figures = measured(run(command, "the scans"), "the scans")
    databases.drop("scan")
    return [figures]


def announced(env, folder, count, number):
    """A delivery of so many packages, scanned one by one: what it is, its receipt."""
    import bench_receive

    shipment = Shipment(
        count,
        number,
        products=10,
        lot_size=20,
        case_size=0,
        boxes=200,
        first_product=BY_LOT,
    )
    env.company.dscsa_scan_depth = "package"
    return shipment, bench_receive.prepare(env, shipment, Path(folder))


def stopwatch(env):
    """A function that does work as one request of the administrator and times it."""
    from odoo import api

    user, registry = env.ref("base.user_admin").id, env.registry

    def timed(work):
        """Milliseconds of one request, its commit included."""
        began = time.perf_counter()
        with registry.cursor() as cr:
            work(api.Environment(cr, user, {}))
        return (time.perf_counter() - began) * 1000

    return timed


def main(env, folder):
    """Fill, announce, scan, look up."""
    shipment, name = announced(env, folder, ANNOUNCED, "99")
    fill(env)
    env.cr.commit()
    timed = stopwatch(env)
    picking = env["stock.picking"].search([("name", "=", name)]).id
    scans = [timed(scan(picking, shipment, n)) for n in range(SCANS + WARM_UP)]
    look_ups = [timed(look_up(shipment, n)) for n in range(LOOK_UPS + WARM_UP)]
    report(
        registered=env["dscsa.epc"].search_count([]),
        announced=ANNOUNCED,
        scans=SCANS,
        **spread("scan", scans[WARM_UP:]),
        **spread("look_up", look_ups[WARM_UP:]),
    )


def fill(env):
    """A million rows of earlier receipts."""
    values = {
        "company": env.company.id,
        "count": REGISTERED,
        "product": env["product.product"].search([], limit=1).id,
        "transaction": env["dscsa.transaction"].search([], limit=1).id + 1_000_000,
        "document": env["dscsa.document"].search([], limit=1).id + 1_000_000,
    }
    env.cr.execute(_FILL, values)
    env.cr.commit()
    env.cr.execute("ANALYZE")


def scan(picking_id, shipment, number):
    """One label of the shipment, far apart from the one before."""
    label = shipment.package(number * 37 % shipment.packages).label

    def work(env):
        answer = (
            env["stock.picking"].browse(picking_id).dscsa_scan(label, f"bench-{number}")
        )
        if answer["level"] != "green" or answer["overview"]["scanned"] != number + 1:
            raise RuntimeError(f"scan {number} was answered: {answer}")

    return work


def look_up(shipment, number):
    """The register's row of one serial, as the search box asks for it."""
    serial = shipment.package(number * 41 % shipment.packages).serial

    def work(env):
        found = env["dscsa.epc"].web_search_read(
            [("serial", "=", serial)],
            {"key": {}, "lot": {}, "expiry": {}, "product_id": {}, "status": {}},
            limit=80,
        )
        if found["length"] != 1:
            raise RuntimeError(f"serial {serial} was found {found['length']} times")

    return work


def spread(name, values):
    """Median and the value that 95 of 100 stay below."""
    ordered = sorted(values)
    return {
        f"{name}_median_ms": median(ordered),
        f"{name}_p95_ms": ordered[ceil(len(ordered) * 0.95) - 1],
    }
