"""``setup/simulate``: writes one invented delivery into a folder."""

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path

from dscsa_core.catalogue import sentence
from dscsa_core.errors import CoreError
from dscsa_core.simulate import FAULTS, Options, make


def main(arguments=None):
    """Write the files and say what to do with them; 2 for wrong use."""
    options = _parser().parse_args(arguments)
    if options.list:
        for fault in FAULTS.values():
            print(f"{fault.name:20} {fault.code:24} {fault.what}")
        return 0
    try:
        delivery = make(_options(options))
    except CoreError as error:
        return _wrong(sentence(error.code, error.facts))
    except ValueError as error:
        return _wrong(f"{error}; see --list")
    return _write(delivery, Path(options.out))


def _parser():
    parser = argparse.ArgumentParser(prog="setup/simulate")
    parser.add_argument("--fault", action="append", default=[], metavar="NAME,…")
    parser.add_argument("--packages", type=int, default=12)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", default="simulated", metavar="FOLDER")
    parser.add_argument("--seller", default="Sample Wholesale")
    parser.add_argument("--buyer", default="Sample Pharmacy")
    parser.add_argument("--buyer-gln", default="", metavar="GLN")
    parser.add_argument("--po", default="")
    parser.add_argument("--invoice", default="")
    parser.add_argument("--list", action="store_true", help="show every fault")
    return parser


def _options(given):
    faults = [name for text in given.fault for name in text.split(",") if name]
    return Options(
        datetime.now(UTC),
        packages=given.packages,
        seed=given.seed,
        faults=tuple(faults),
        seller=given.seller,
        buyer=given.buyer,
        buyer_gln=given.buyer_gln,
        po=given.po,
        invoice=given.invoice,
    )


def _write(delivery, folder):
    try:
        for name, content in delivery.files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
            print(path)
    except OSError as error:
        return _wrong(f"cannot write into {folder}: {error.strerror}")
    print()
    print(delivery.files["README.txt"].decode(), end="")
    return 0


def _wrong(text):
    print(f"setup/simulate: {text}", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
