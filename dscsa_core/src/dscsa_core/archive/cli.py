"""``dscsa-verify ARCHIVE``: the checker's command line, standard library alone.

The shell around the checks: the one module here that opens files.
Exit code 0: nothing wrong, 1: a problem was found, 2: it could not be read.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from .chain import Anchor, anchor_of
from .verify import UNREADABLE, Report, Wanted, verify

_VERDICTS = {
    0: "GOOD: the archive is as it was made.",
    1: "PROBLEM: the archive is not as it was made.",
    2: "NOT READ: this could not be checked.",
}


def main(argv: Sequence[str] | None = None) -> int:
    """Check the archive named on the command line and print what was found."""
    try:
        options = _parser().parse_args(argv)
    except SystemExit as stop:
        return int(stop.code or 0)
    wanted = Wanted(options.anchor, (options.digest or "").strip().lower())
    try:
        with open(options.archive, "rb") as stream:
            report = verify(stream, wanted, _progress(options.quiet))
    except OSError as error:
        reason = error.strerror or type(error).__name__
        text = f"{options.archive} cannot be opened: {reason}."
        report = Report(UNREADABLE, [text], [], [])
    _print(report)
    return report.code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="dscsa-verify",
        description="Check a DSCSA archive: is every file in it, and unchanged since "
        "it was made?",
        epilog="Exit code 0: nothing wrong, 1: a problem was found, 2: not readable.",
    )
    parser.add_argument("archive", metavar="ARCHIVE", help="the ZIP file")
    parser.add_argument(
        "--anchor",
        type=_anchor,
        metavar="NUMBER:SEAL",
        help="an entry of the ledger and its seal, from a mail or an older cover sheet",
    )
    parser.add_argument(
        "--digest",
        metavar="SHA-256",
        help="the digest of the manifest, as printed on the cover sheet",
    )
    parser.add_argument("--quiet", action="store_true", help="show no progress")
    return parser


def _anchor(text: str) -> Anchor:
    try:
        return anchor_of(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def _progress(quiet: bool):
    if quiet or not sys.stderr.isatty():
        return lambda path: None
    return lambda path: sys.stderr.write(f"\r\033[K{path[:76]}")


def _print(report: Report) -> None:
    if sys.stderr.isatty():
        sys.stderr.write("\r\033[K")
    lines = [_VERDICTS[report.code]]
    lines += [f"  ! {text}" for text in report.problems]
    lines += [f"  - {text}" for text in report.notes]
    lines += [f"  {text}" for text in report.facts]
    if report.code == 0 and report.facts:
        lines.append(
            "  Compare the SHA-256 with the cover sheet: only that shows that the "
            "whole archive was not made anew."
        )
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    sys.exit(main())
