"""The nightly look at a million records beside a bare UPDATE of as many rows.

The floor: one UPDATE a table that writes the four columns of the job, with its commit.
Ours (``run_in_odoo.py DATABASE bench_retention``): the job of one night over the same
rows in the same database, every row of which changes, with all its commits; then a
second night, in which nothing changes.
"""

import sys
import time

import psycopg2
from bench_measure import Memory, report
from bench_process import BenchError, measured, run

RECORDS = 1_000_000
YEARS = 8
TABLES = ("dscsa_transaction", "dscsa_document")
_MAKE = """
    INSERT INTO dscsa_transaction (name, company_id, direction, proof, statement,
           transaction_date, invoice_numbers, create_date, write_date)
    SELECT 'Benchwell ' || n, %(company)s, 'in', 'paper', 'yes',
           current_date - (n %% (365 * %(years)s))::int, 'B' || n,
           now() - (n %% (365 * %(years)s)) * interval '1 day', now()
      FROM generate_series(1, %(rows)s) AS n;
    INSERT INTO dscsa_document (name, company_id, direction, channel, state, sha256,
           size, create_date, write_date)
    SELECT 'benchwell-' || n || '.xml', %(company)s, 'in', 'upload', 'processed',
           md5(n::text) || md5('b' || n), 4096,
           now() - (n %% (365 * %(years)s)) * interval '1 day', now()
      FROM generate_series(1, %(rows)s) AS n"""
_FLOOR = """
    UPDATE {table} SET retain_until = create_date::date + interval '3 years',
           retention_flag = 'kept', retention_blocks = NULL, retention_class = 'other'
     WHERE company_id = %s"""


def measure(databases, _folder, *, tell=print, **_options):
    """One row of figures."""
    tell(f"retention of {RECORDS:,} records")
    database = databases.copy(databases.with_addon(), "retention")
    command = [sys.executable, "run_in_odoo.py", database, "bench_retention"]
    figures = measured(run(command, "the nightly job"), "the nightly job")
    databases.drop("retention")
    if figures["records"] < RECORDS or figures["marked"] < RECORDS:
        raise BenchError("the job did not mark every record")
    return [figures | {"ratio": figures["job_s"] / figures["floor_s"]}]


def main(env):
    """Make the rows, then the floor, the job, and the job of a second night."""
    from odoo.addons.dscsa_compliance_retention.services.nightly import Nightly

    company = env.company
    make(env, company)
    floor_s = sum(floor(env, company, table) for table in TABLES)
    tidy(env)
    memory, began = Memory(), time.perf_counter()
    Nightly(env).run_company(company)
    job_s = time.perf_counter() - began
    grown = memory.grown()
    night = env["dscsa.retention.run"].search([("company_id", "=", company.id)])
    marked, flags = night.changed_count, (night.near_count, night.past_count)
    night.unlink()
    env.cr.commit()
    tidy(env)
    began = time.perf_counter()
    Nightly(env).run_company(company)
    report(
        records=RECORDS,
        marked=marked,
        near=flags[0],
        past=flags[1],
        floor_s=floor_s,
        job_s=job_s,
        again_s=time.perf_counter() - began,
        memory_mb=grown,
    )


def make(env, company):
    """Records of eight years, by SQL."""
    values = {"company": company.id, "rows": RECORDS // 2, "years": YEARS}
    env.cr.execute(_MAKE, values)
    env.cr.commit()
    tidy(env)


def floor(env, company, table):
    """Seconds of the bare UPDATE with its commit."""
    began = time.perf_counter()
    env.cr.execute(_FLOOR.format(table=table), [company.id])
    env.cr.commit()
    return time.perf_counter() - began


def tidy(env):
    """What autovacuum would do in between, outside the clock."""
    env.cr.commit()
    connection = psycopg2.connect(dbname=env.cr.dbname)
    connection.autocommit = True
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"VACUUM ANALYZE {table}")
        cursor.execute("CHECKPOINT")
    connection.close()
