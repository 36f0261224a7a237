"""Our validated receipt against Odoo alone: same orders, turn by turn.

The best turn of each side counts: whatever else the machine does only adds to it.
"""

from dataclasses import asdict

from bench_process import Worker
from bench_shipment import Shipment
from bench_world import BY_LOT, BY_SERIAL

# packages: turns
SIZES = {200: 5, 1_000: 3, 4_000: 2}
WARM_UP = 20
_TRACKING = {"lot": BY_LOT, "serial": BY_SERIAL}
# how the goods are packed: loose in totes, or in cases on pallets
TOTES = {"case_size": 0, "boxes": 200}
CASES = {"case_size": 20, "boxes": 50}


def measure(databases, folder, *, tell=print, **_options):
    """One row of figures for each size and way of tracking."""
    plain = databases.copy(databases.plain(), "alone")
    ours = databases.copy(databases.with_addon(), "received")
    workers = (
        Worker(plain, "bench_receive", folder),
        Worker(ours, "bench_receive", folder),
    )
    try:
        return list(_rows(workers, tell))
    finally:
        for worker in workers:
            worker.close()
        databases.drop("alone")
        databases.drop("received")


def _rows(workers, tell):
    marks = (f"{number:02d}" for number in range(100))
    for tracking, first in _TRACKING.items():
        _turn(workers, _shipment(WARM_UP, next(marks), first, TOTES))
        for packing in (TOTES, CASES):
            for size, turns in SIZES.items():
                if packing is CASES and size != max(SIZES):
                    continue
                tell(f"receipt of {size:,} packages by {tracking}")
                pairs = [
                    _turn(workers, _shipment(size, next(marks), first, packing))
                    for _turn_number in range(turns)
                ]
                yield _row(size, tracking, packing, pairs)


def _shipment(size, mark, first, packing):
    return Shipment(
        size, mark, products=10, lot_size=20, first_product=first, **packing
    )


def _turn(workers, shipment):
    """Seconds of Odoo alone and of ours."""
    return [worker.ask(**asdict(shipment))["seconds"] for worker in workers]


def _row(size, tracking, packing, pairs):
    alone, ours = (min(seconds) for seconds in zip(*pairs, strict=True))
    return {
        "packages": size,
        "tracking": tracking,
        "packing": "cases" if packing is CASES else "totes",
        "turns": len(pairs),
        "odoo_s": alone,
        "ours_s": ours,
        "ratio": ours / alone,
    }
