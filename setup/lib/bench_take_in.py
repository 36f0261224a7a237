"""Full ingest of a file: ``run_in_odoo.py DATABASE bench_take_in WARM_UP FILE``."""

import time
from pathlib import Path

from bench_measure import Memory, report


def main(env, warm_up, path):
    """Take the file in and read it, with both commits, as the job does.

    A small file before it makes the process what a running job is: caches filled, the
    partners and GTINs known. The floor does the same.
    """
    take_in(env, Path(warm_up))
    env.cr.execute("CHECKPOINT")
    env.cr.commit()
    env.invalidate_all()
    memory, began = Memory(), time.perf_counter()
    document = take_in(env, Path(path))
    seconds, grown = time.perf_counter() - began, memory.grown()
    things = env["dscsa.epc"].search_count([("document_id", "=", document.id)])
    report(seconds=seconds, things=things, memory=grown)


def take_in(env, path):
    document, _new = env["dscsa.document"]._take_in(path.name, path)
    env.cr.commit()
    document._process()
    env.cr.commit()
    if document.state != "processed":
        raise RuntimeError(f"{path.name} was not read: {document.failure}")
    return document
