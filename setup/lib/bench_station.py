"""A receipt at the scan station: 300 scans of 5,000 announced packages, and polling.

``run_in_odoo.py DATABASE bench_station FOLDER`` is the measuring half. Each scan is a
request of its own with its commit, beside a bare INSERT of the same row into a table
with the same columns and indexes, committed too.
"""

import sys
from statistics import median

from bench_measure import report
from bench_process import measured, run
from bench_scan import announced, stopwatch

ANNOUNCED, SCANS, POLLS, WARM_UP = 5_000, 300, 100, 5
_FLOOR = "CREATE TABLE bench_scan_floor (LIKE dscsa_scan INCLUDING ALL)"
_ROW = """
    INSERT INTO bench_scan_floor
    SELECT (s).* FROM (
        SELECT jsonb_populate_record(d, jsonb_build_object('id', %s::int,
            'client_uuid', %s, 'key', %s)) AS s
          FROM dscsa_scan d ORDER BY id LIMIT 1) one
"""


def measure(databases, folder, *, tell=print, **_options):
    """The figures of scans and polls."""
    tell(f"station: {SCANS} scans of {ANNOUNCED:,} announced packages")
    database = databases.copy(databases.with_addon(), "station")
    command = [sys.executable, "run_in_odoo.py", database, "bench_station", folder]
    figures = measured(run(command, "the station"), "the station")
    databases.drop("station")
    return [figures]


def main(env, folder):
    """Announce, scan, poll, and insert bare rows."""
    shipment, name = announced(env, folder, ANNOUNCED, "98")
    env.cr.execute(_FLOOR)
    env.cr.commit()
    env.cr.execute("ANALYZE")
    env.cr.commit()
    timed = stopwatch(env)
    picking = env["stock.picking"].search([("name", "=", name)]).id
    opened = timed(lambda env: open_first(env, shipment, picking))
    scans = [timed(scan(picking, shipment, n)) for n in range(1, SCANS + WARM_UP)]
    floor = [timed(bare(n)) for n in range(SCANS)]
    same, changed = polls(timed, picking)
    report(
        announced=ANNOUNCED,
        scans=SCANS,
        open_ms=opened,
        scan_median_ms=median(scans[WARM_UP:]),
        scan_max_ms=max(scans[WARM_UP:]),
        floor_median_ms=median(floor),
        poll_same_ms=median(same),
        poll_changed_ms=median(changed),
    )


def open_first(env, shipment, picking):
    """The first scan at the empty screen."""
    label = shipment.package(0).label
    answer = env["dscsa.station"].dscsa_open("receive", label, "bench-station-0")
    if answer["id"] != picking:
        raise RuntimeError(f"the first scan was answered: {answer['sentence']}")


def scan(picking, shipment, number):
    """One label of the shipment, far apart from the one before."""
    label = shipment.package(number * 37 % shipment.packages).label

    def work(env):
        bench = env["stock.picking"].browse(picking)
        answer = bench.dscsa_scan(label, f"bench-station-{number}")
        if answer["overview"]["scanned"] != number + 1:
            raise RuntimeError(f"scan {number} was answered: {answer['sentence']}")

    return work


def bare(number):
    """The same row without anything that knows what it means."""

    def work(env):
        env.cr.execute(_ROW, (number, f"floor-{number}", f"floor-{number}"))

    return work


def polls(timed, picking):
    """Milliseconds of polls when nothing changed, and when something did."""
    versions = []

    def first(env):
        versions.append(env["stock.picking"].browse(picking).dscsa_poll()["version"])

    def again(env):
        if env["stock.picking"].browse(picking).dscsa_poll(versions[0]):
            raise RuntimeError("the poll told of a change that was none")

    changed = [timed(first) for _poll in range(POLLS // 5)]
    return [timed(again) for _poll in range(POLLS)], changed
