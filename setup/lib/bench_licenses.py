"""A list of 200,000 licenses beside a bare COPY of its rows.

The floor (``bench_licenses.py DATABASE FILE``): the finished rows, prepared before the
clock starts, COPY into a table with the columns and indexes of the product's, commit.
Ours (``run_in_odoo.py DATABASE bench_licenses FILE``): the bytes of the file → hash,
checks, normalised rows, COPY, the file kept, compared with 300 sellers of which 150
have a license on file, commit.
"""

import io
import random
import sys
import time
from itertools import islice
from pathlib import Path

from bench_measure import Memory, report
from bench_process import BenchError, measured, run

ROWS, SELLERS, TURNS = 200_000, 300, 3
_STATES = "AL AZ CA CO CT FL GA IL IN IA KS KY LA MN MO NV NJ NY NC OH OR PA TN".split()
_NAMES = (
    "Type Facility_Name Doing_Business_As Facility_Street Facility_City Facility_State "
    "License_Number License_State License_Expiration_Date Facility_Contact_Name "
    "Facility_Contact_Phone Facility_Contact_Email Reporting_Year"
).split()


def sites(mark):
    """Endless sites, each with the States that license it; by a fixed seed."""
    chance, number = random.Random(f"licenses {mark}"), 0
    while True:
        number += 1
        held = chance.sample(_STATES, chance.randint(1, len(_STATES)))
        yield number, held[0], held


def write_list(path, mark):
    """A report in FDA's layout; sites have one license to 23 of them."""
    lines = ["\t".join(_NAMES)]
    for number, home, held in sites(mark):
        site = f"Benchwell {number} Drug Supply, Inc.\tBenchwell {number} Rx\t"
        site += f"{number} North Quay Road, Suite {number % 40}\tCity{number % 500}\t"
        for state in held:
            end = f"{number % 12 + 1:02d}/28/{2027 + number % 4}"
            lines.append(
                f"WDD\t{site}US-{home}\t{mark}-{number:06d}.{state}\tUS-{state}\t{end}\t"
                f"A. Berg\t218-555-0101\tdesk{number}@benchwell.example\t2026"
            )
        if len(lines) > ROWS:
            break
    path.write_bytes("\n".join([*lines[: ROWS + 1], ""]).encode("cp1252"))
    return path


def measure(databases, folder, *, large=False, tell=print):
    """One row of figures."""
    tell(f"list of {ROWS:,} licenses")
    floors, fulls = [], []
    for turn in range(TURNS):
        path = write_list(Path(folder) / f"licenses-{turn}.txt", f"B{turn}")
        database = databases.copy(databases.with_addon(), "licenses")
        floor = run([sys.executable, "bench_licenses.py", database, path], "the COPY")
        script = ["run_in_odoo.py", database, "bench_licenses", path]
        full = run([sys.executable, *script], "taking the list in")
        floors.append(measured(floor, "the COPY"))
        fulls.append(measured(full, "taking the list in"))
        databases.drop("licenses")
    if any(each["rows"] != ROWS for each in (*floors, *fulls)):
        raise BenchError("a list was not taken in whole")
    floor = min(each["seconds"] for each in floors)
    best = min(fulls, key=lambda each: each["seconds"])
    return [
        {
            "rows": ROWS,
            "sellers": SELLERS,
            "proposals": best["proposals"],
            "floor_s": floor,
            "full_s": best["seconds"],
            "compare_s": best["compare_s"],
            "ratio": best["seconds"] / floor,
            "memory_mb": max(each["memory"] for each in fulls),
        }
    ]


def main(env, path):
    """Take the list in and compare it, with the commit."""
    source = env.ref("dscsa_compliance_lookup.source_wdd")
    make_sellers(env, Path(path).stem)
    env.cr.commit()
    env.cr.execute("CHECKPOINT")
    env.cr.commit()
    memory, began = Memory(), time.perf_counter()
    run_ = source._take_in("list.txt", Path(path).read_bytes())
    env.cr.commit()
    seconds = time.perf_counter() - began
    if run_.result != "done":
        raise RuntimeError(f"{path} was not taken in: {run_.message}")
    began = time.perf_counter()
    run_.snapshot_id._compare()
    again = time.perf_counter() - began
    proposals = env["dscsa.license.proposal"].search_count([])
    report(
        seconds=seconds,
        compare_s=again,
        rows=run_.row_count,
        proposals=proposals,
        memory=memory.grown(),
    )


def make_sellers(env, stem):
    """Sellers at the addresses of the first sites; every second with its license."""
    mark = f"B{stem.rpartition('-')[2]}"
    states = {state.code: state.id for state in env.ref("base.us").state_ids}
    listed = list(islice(sites(mark), SELLERS))
    partners = env["res.partner"].create(
        [
            {
                "name": f"Benchwell {number} Drug Supply LLC",
                "is_company": True,
                "street": f"{number} N. Quay Rd Ste {number % 40}",
                "city": f"City{number % 500}",
                "state_id": states[home],
                "supplier_rank": 1,
            }
            for number, home, _held in listed
        ]
    )
    common = {"type_id": env.ref("dscsa_compliance_license.license_type_wholesale").id}
    env["dscsa.license"].create(
        [
            {
                **common,
                "partner_id": partner.id,
                "number": f"{mark} {number:06d}-{home}",
                "state_id": states[home],
            }
            for partner, (number, home, _held) in zip(partners, listed, strict=True)
            if number % 2
        ]
    )


def copy_rows(database, path):
    """The floor."""
    import psycopg2
    from dscsa_core.licenses import wdd
    from dscsa_core.licenses.listing import Row

    rows = ["1\t" + "\t".join(row) + "\n" for row in wdd.read(Path(path).read_bytes())]
    prepared = io.BytesIO("".join(rows).encode())
    names = ", ".join(f'"{name}"' for name in ("snapshot_id", *Row._fields))
    connection = psycopg2.connect(dbname=database)
    cursor = connection.cursor()
    cursor.execute("CREATE TABLE floor_row (LIKE dscsa_snapshot_row INCLUDING ALL)")
    connection.commit()
    cursor.execute("CHECKPOINT")
    connection.commit()
    began = time.perf_counter()
    cursor.copy_expert(f"COPY floor_row ({names}) FROM STDIN WITH (NULL '')", prepared)
    connection.commit()
    report(seconds=time.perf_counter() - began, rows=len(rows))


if __name__ == "__main__":
    copy_rows(*sys.argv[1:])
