"""All measurements of ``setup/bench``: one run, one table (or one JSON object).

Speed is reported, never asserted: the exit code is 0 whatever the figures are, 1 when
something could not be measured, 130 when it was stopped.
"""

import argparse
import json
import os
import signal
import sys
import tempfile

import bench_alert
import bench_bottle
import bench_ingest
import bench_ledger
import bench_licenses
import bench_receipt
import bench_retention
import bench_scan
import bench_station
import bench_table
from bench_process import BenchError, Databases

PARTS = {
    "ingest": bench_ingest.measure,
    "receipt": bench_receipt.measure,
    "scan": bench_scan.measure,
    "station": bench_station.measure,
    "licenses": bench_licenses.measure,
    "bottle": bench_bottle.measure,
    "ledger": bench_ledger.measure,
    "retention": bench_retention.measure,
    "alert": bench_alert.measure,
}


def options():
    parser = argparse.ArgumentParser(prog="setup/bench", allow_abbrev=False)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--large", action="store_true")
    parser.add_argument("--only", action="append", choices=PARTS)
    return parser.parse_args()


def tell(what):
    print(f"  {what} …", file=sys.stderr, flush=True)


def measure(parts, large):
    """{part: [figures]} of those parts."""
    with Databases() as databases, tempfile.TemporaryDirectory() as folder:
        return {
            part: PARTS[part](databases, folder, large=large, tell=tell)
            for part in PARTS
            if not parts or part in parts
        }


def stop(_signal, _frame):
    """Databases are dropped on the way out; a second signal must not cut that short."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    raise KeyboardInterrupt


def main():
    asked = options()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)
    load = os.getloadavg()[0]
    try:
        figures = measure(asked.only, asked.large)
    except BenchError as error:
        print(f"bench: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("bench: stopped; its databases are dropped", file=sys.stderr)
        return 130
    figures["targets"] = bench_table.TARGETS
    figures["machine"] = {
        "cores": os.cpu_count(),
        "load_before": load,
        "load": os.getloadavg()[0],
    }
    if asked.json:
        print(json.dumps(figures, indent=1))
    else:
        print(bench_table.text(figures))
    return 0


if __name__ == "__main__":
    sys.exit(main())
