"""A warning of ten thousand serials beside a bare index look-up of as many.

The floor: one SELECT of the named serials by the register's index. Ours
(``run_in_odoo.py DATABASE bench_alert``): reading the pasted table, then finding its
packages among all of the register, judged one by one.
"""

import sys
import time

import psycopg2
from bench_measure import Memory, report
from bench_process import BenchError, measured, run
from dscsa_core.gs1.keys import check_digit

SERIALS, HITS = 10_000, 2_500
PACKAGES, LARGE, DRUGS = 1_000_000, 10_000_000, 100
_MAKE = """
    INSERT INTO dscsa_epc (company_id, kind, key, gtin, serial, lot, status)
    SELECT %(company)s, 'package', '01' || gtin || '21S' || n, gtin, 'S' || n,
           'L' || n %% 500, 'in_stock'
      FROM (SELECT n, (%(gtins)s::varchar[])[1 + n %% %(drugs)s] AS gtin
              FROM generate_series(%(first)s, %(last)s) AS n) AS made"""
_FLOOR = """
    SELECT count(*) FROM unnest(%s) AS named(serial)
      JOIN dscsa_epc e ON e.company_id = %s AND e.serial = named.serial"""
_BATCH = 1_000_000


def measure(databases, _folder, *, large=False, tell=print, **_options):
    """One row of figures a size of the register."""
    rows = []
    for packages in (PACKAGES, LARGE) if large else (PACKAGES,):
        tell(f"a warning of {SERIALS:,} serials among {packages:,} packages")
        database = databases.copy(databases.with_addon(), "alert")
        script = [sys.executable, "run_in_odoo.py", database, "bench_alert"]
        figures = measured(run([*script, str(packages)], "a warning"), "a warning")
        databases.drop("alert")
        if figures["found"] != HITS:
            raise BenchError(f"{figures['found']} packages found, not {HITS}")
        rows.append(figures | {"ratio": figures["match_s"] / figures["floor_s"]})
    return rows


def _matching(env, goods):
    """What finds the goods of a warning in the register, to be called."""
    from odoo.addons.dscsa_compliance_investigation.services.alert.matching import (
        Matching,
    )
    from odoo.addons.dscsa_compliance_investigation.services.alert.watched import (
        watchlist_of,
    )

    alert = env["dscsa.alert"].create({"reason": "Bench"})
    alert._add(goods)
    env.flush_all()

    def match():
        env.invalidate_all()
        return Matching(env, env.company).of_alert(alert, watchlist_of(alert))

    return match


def main(env, packages=str(PACKAGES)):
    """Make the register, then the floor, the reading and the finding."""
    from dscsa_core.investigation.alert import read_alert

    company, gtins = env.company, [_gtin(number) for number in range(DRUGS)]
    make(env, company, gtins, int(packages))
    serials = [f"S{DRUGS * n + 7}" for n in range(HITS)]
    serials += [f"X{n}" for n in range(SERIALS - HITS)]
    text = "\n".join(["GTIN\tSerial", *(f"{gtins[7]}\t{each}" for each in serials)])
    floor_s = _fastest(lambda: floor(env, company, serials))
    memory, began = Memory(), time.perf_counter()
    goods = read_alert(text)
    read_s = time.perf_counter() - began
    match = _matching(env, goods)

    found = match()
    report(
        packages=int(packages),
        serials=SERIALS,
        found=len(found),
        floor_s=floor_s,
        read_s=read_s,
        match_s=_fastest(match),
        memory_mb=memory.grown(),
    )


def make(env, company, gtins, packages):
    """Packages of a hundred drugs, by SQL."""
    for first in range(1, packages + 1, _BATCH):
        last = min(first + _BATCH - 1, packages)
        values = {"company": company.id, "gtins": gtins, "drugs": DRUGS}
        env.cr.execute(_MAKE, values | {"first": first, "last": last})
        env.cr.commit()
    connection = psycopg2.connect(dbname=env.cr.dbname)
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE dscsa_epc")
        cursor.execute("CHECKPOINT")
    connection.close()


def floor(env, company, serials):
    """The bare look-up."""
    env.cr.execute(_FLOOR, [serials, company.id])


def _fastest(what, times=3):
    took = []
    for _turn in range(times):
        began = time.perf_counter()
        what()
        took.append(time.perf_counter() - began)
    return min(took)


def _gtin(number):
    body = f"003999{number:07d}"
    return f"{body}{check_digit(body)}"
