"""What the ledger costs an ingest, and how long a check of its chain takes.

``run_in_odoo.py DATABASE bench_ledger WARM_UP FILE…`` is the measuring half: files of
the same size are read by turns with and without facts, then a chain is filled, sealed
and checked.
"""

import sys
import time
from contextlib import ExitStack
from pathlib import Path
from unittest.mock import patch

from bench_measure import report
from bench_process import measured, run
from bench_shipment import Shipment

PACKAGES, WARM_UP, PAIRS, FACTS = 10_000, 12_000, 4, 100_000


def measure(databases, folder, *, tell=print, **_options):
    """The figures of the ledger's cost and of its check."""
    tell(f"ingest of {PACKAGES:,} packages with and without facts, {FACTS:,} facts")
    files = [Shipment(WARM_UP, "L0").write(Path(folder) / "ledger-warm-up.xml")]
    for number in range(2 * PAIRS):
        shipment = Shipment(PACKAGES, f"L{number + 1}")
        files.append(shipment.write(Path(folder) / f"ledger-{number}.xml"))
    database = databases.copy(databases.with_addon(), "ledger")
    command = [sys.executable, "run_in_odoo.py", database, "bench_ledger"]
    figures = measured(run([*command, *map(str, files)], "the ledger"), "the ledger")
    databases.drop("ledger")
    for path in files:
        path.unlink()
    return [figures]


def main(env, warm_up, *paths):
    """Read the files by turns, then fill, seal and check a chain."""
    import bench_take_in

    bench_take_in.take_in(env, Path(warm_up))
    env.cr.execute("CHECKPOINT")
    env.cr.commit()
    without, full = [], []
    for number, path in enumerate(paths):
        env.invalidate_all()
        # the first of a pair is the other one each time
        has_facts = number % 4 in (1, 2)
        with ExitStack() as stack:
            if not has_facts:
                _no_facts(stack)
            began = time.perf_counter()
            bench_take_in.take_in(env, Path(path))
            (full if has_facts else without).append(time.perf_counter() - began)
    report(
        packages=PACKAGES,
        floor_s=min(without),
        full_s=min(full),
        cost=min(full) / min(without) - 1,
        **_chain(env),
    )


def _no_facts(stack):
    """As if there were no ledger."""
    from odoo.addons.dscsa_compliance_ledger.models import (
        dscsa_ledger,
        dscsa_ledger_mixin,
    )

    mixin, ledger = dscsa_ledger_mixin.DscsaLedgerMixin, dscsa_ledger.DscsaLedger
    for owner, name in ((mixin, "_ledger_touch"), (ledger, "_insert")):
        stack.enter_context(patch.object(owner, name, lambda *_args, **_options: None))


def _chain(env):
    """Seconds for sealing and checking so many facts."""
    from odoo.addons.dscsa_compliance_ledger.services.ledger.check_chain import (
        ChainCheck,
    )
    from odoo.addons.dscsa_compliance_ledger.services.ledger.sealer import (
        BATCH,
        Sealer,
    )

    content = {"lot": "L" * 20, "text": "x" * 400}
    env["dscsa.ledger"]._insert(
        (env.company.id, "signed", "", None, f"Fact {number}", content, False)
        for number in range(FACTS)
    )
    env.cr.commit()
    began = time.perf_counter()
    while Sealer(env).run_apart() == BATCH:
        pass
    sealed = time.perf_counter() - began
    env.cr.commit()
    began, check, place, count = time.perf_counter(), ChainCheck(env, env.company), 0, 0
    while place is not None:
        found, seen, place = check.batch(place)
        count += seen
        if found:
            raise RuntimeError(f"The chain does not hold: {found[0]}")
    return {
        "facts": count,
        "seal_s": sealed,
        "check_s": time.perf_counter() - began,
    }
