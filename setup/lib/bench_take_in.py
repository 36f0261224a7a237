"""Full ingest of one file: ``run_in_odoo.py DATABASE bench_take_in FILE``."""

import time
from pathlib import Path

from bench_measure import Memory, report


def main(env, path):
    """Take the file in and read it, with both commits, as the job does."""
    path = Path(path)
    env.cr.execute("CHECKPOINT")
    env.cr.commit()
    memory, began = Memory(), time.perf_counter()
    document, _new = env["dscsa.document"]._take_in(path.name, path)
    env.cr.commit()
    document._process()
    env.cr.commit()
    seconds = time.perf_counter() - began
    if document.state != "processed":
        raise RuntimeError(f"{path.name} was not read: {document.failure}")
    things = env["dscsa.epc"].search_count([("document_id", "=", document.id)])
    report(seconds=seconds, things=things, memory=memory.grown())
