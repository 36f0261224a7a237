"""``setup/simulate --provider``: a verification provider for exercises, on loopback."""

import argparse
import sys
from datetime import UTC, datetime

from dscsa_core.errors import CoreError
from dscsa_core.gs1.dates import parse_yymmdd
from dscsa_core.gs1.keys import MAX_SERIAL, Gtin, is_cset82
from dscsa_core.testing.provider import MODES, TOKEN, Package, Provider

SAMPLES = (
    "00399990771206,EXERCISE1,PX2206,280430",
    "00399990771206,RECALLED1,PX2206,280430,Recalled",
    "00399990771206,SUSPECT1,PX2206,280430,Suspect,Not_for_re-distribution",
)


def main(arguments):
    """Listen until somebody presses Ctrl-C; 2 for wrong use."""
    parser = _parser()
    given = parser.parse_args(arguments)
    try:
        packages = tuple(map(_package, given.package or SAMPLES))
        provider = Provider(
            packages,
            lambda: datetime.now(UTC),
            mode=given.mode,
            port=given.port,
            seconds=given.seconds,
        )
    except (ValueError, OverflowError) as error:
        parser.error(str(error))
    except OSError as error:
        parser.error(f"port {given.port}: {error.strerror}")
    _tell(provider)
    try:
        provider.serve_forever()
    except KeyboardInterrupt:
        print()
    finally:
        provider.gone.set()
        provider.server_close()
    return 0


def _parser():
    parser = argparse.ArgumentParser(prog="setup/simulate --provider")
    shown = ", ".join(f"{name} ({what})" for name, what in MODES.items())
    parser.add_argument("--mode", choices=MODES, default="right", help=shown)
    parser.add_argument("--port", type=int, default=0, help="a free one by default")
    parser.add_argument("--seconds", type=float, default=3.0, help="how slow is slow")
    parser.add_argument(
        "--package",
        action="append",
        metavar="GTIN,SERIAL,LOT,YYMMDD[,REMARK[,REASON]]",
        help="a package it knows; several times for several",
    )
    return parser


def _package(text):
    parts = [part.strip() for part in text.split(",")]
    if not 4 <= len(parts) <= 6:
        raise ValueError(f"{text}: GTIN, serial, lot and YYMMDD are needed")
    gtin, serial, lot, exp, *rest = parts
    try:
        gtin = Gtin.parse(gtin).value
        parse_yymmdd(exp, datetime.now(UTC).date())
    except CoreError as error:
        raise ValueError(f"{text}: {error}") from error
    if not all(is_cset82(each) and len(each) <= MAX_SERIAL for each in (serial, lot)):
        raise ValueError(f"{text}: no serial or lot of a package")
    return Package(gtin, serial, lot, exp, *rest)


def _tell(provider):
    print(f"{provider.url}  {provider.mode}: {MODES[provider.mode]}")
    print(f"token of POST /api/verify, header X-Access-Token: {TOKEN}")
    for each in provider.packages:
        print(f"  {each.gtin} {each.serial} {each.lot} {each.exp} {each.remark}")
    print("Ctrl-C ends it.", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
