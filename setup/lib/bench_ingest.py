"""Ingest against its bare floor, turn by turn, each in a process of its own."""

import sys
from pathlib import Path

from bench_process import BenchError, measured, run
from bench_shipment import Shipment

SIZES, LARGE = (1_000, 10_000, 100_000), 1_000_000
TURNS, LARGE_TURNS, WARM_UP = 3, 1, 12_000
# marks of the files; the text of a file differs from turn to turn, its size does not
_MARKS = ("F1", "F2", "F3")


def sizes(large):
    return (*SIZES, LARGE) if large else SIZES


def measure(databases, folder, *, large=False, tell=print):
    """One row of figures for each size."""
    rows = []
    for size in sizes(large):
        tell(f"ingest of {size:,} packages")
        turns = LARGE_TURNS if size == LARGE else TURNS
        rows.append(_row(databases, folder, size, turns))
    return rows


def _row(databases, folder, size, turns):
    floors, fulls = [], []
    warm_up = Shipment(WARM_UP, "F0").write(Path(folder) / "warm-up.xml")
    for mark in _MARKS[:turns]:
        path = Shipment(size, mark).write(Path(folder) / f"{mark}-{size}.xml")
        database = databases.copy(databases.with_addon(), "ingest")
        floor, full = _turn(database, str(warm_up), str(path))
        if floor["things"] != full["things"]:
            raise BenchError(
                f"{path.name}: the floor wrote {floor['things']} things, the product "
                f"{full['things']}"
            )
        floors.append(floor)
        fulls.append(full)
        megabytes = path.stat().st_size / 1e6
        path.unlink()
        databases.drop("ingest")
    best = min(fulls, key=lambda figures: figures["seconds"])
    floor = min(floors, key=lambda figures: figures["seconds"])
    return {
        "packages": size,
        "file_mb": megabytes,
        "turns": turns,
        "floor_s": floor["seconds"],
        "full_s": best["seconds"],
        "ratio": best["seconds"] / floor["seconds"],
        "packages_per_s": size / best["seconds"],
        "floor_memory_mb": max(each["memory"] for each in floors),
        "memory_mb": max(each["memory"] for each in fulls),
    }


def _turn(database, *files):
    python = sys.executable
    floor = run([python, "bench_floor.py", database, *files], "the bare floor")
    full = run(
        [python, "run_in_odoo.py", database, "bench_take_in", *files], "the ingest"
    )
    return measured(floor, "the bare floor"), measured(full, "the ingest")
