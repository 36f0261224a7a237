"""``dscsa-check FILE… [--json] [--profile NAME]``: look at files without a database.

The shell around the core: it opens files and knows the time. What a file does to the
process that reads it is a refusal of that file; the next ones are looked at.
Exit code 0: all files accepted, 1: some refused, 2: wrong use.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from typing import BinaryIO

from .check import empty_report, left_out, refuse
from .errors import CoreError
from .guarded.errors import MachineFault, ReadingInterrupted
from .guarded.reading import check_file
from .notice.model import X12
from .severity import PROFILES, default_rows
from .unpack import members

_IN_MEMORY = 1 << 22
# what the table does not name holds nothing, as in the product
_BY_LEVEL = {"info": "note", "warning": "amber", "block": "amber"}
_MARKS = {"note": "note", "amber": "check", "hold": "HOLD", "stop": "STOP"}


def main(argv: Sequence[str] | None = None) -> int:
    """Check the files named on the command line and print one report each."""
    try:
        options = _parser().parse_args(argv)
    except SystemExit as stop:
        return int(stop.code or 0)
    refused, severities = 0, _severities(options.profile)
    for name in options.files:
        for report in _reports(name, options.on):
            _judge(report, severities, options.profile)
            refused += not report["accepted"]
            try:
                text = _json(report) if options.json else _text(report)
                sys.stdout.write(f"{text}\n")
                sys.stdout.flush()
            except BrokenPipeError:
                return 1
    return 1 if refused else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="dscsa-check",
        description="Read EPCIS files (XML 1.0-2.0, JSON-LD) and X12 ship notices, "
        "also in ZIP or gzip, and say what their DSCSA transaction data hold and lack.",
        epilog="Exit code 0: all accepted, 1: some refused, 2: wrong use.",
    )
    parser.add_argument("files", nargs="+", metavar="FILE")
    parser.add_argument(
        "--json", action="store_true", help="one JSON object a line and file"
    )
    parser.add_argument(
        "--on",
        type=date.fromisoformat,
        metavar="YYYY-MM-DD",
        help="judge expiry dates as of this day (default: today)",
    )
    parser.add_argument(
        "--profile",
        choices=PROFILES,
        default="pharmacy",
        help="whose goods these are: how grave a finding is depends on it "
        "(default: a pharmacy that receives from a wholesaler)",
    )
    return parser


def _severities(profile: str) -> dict[str, str]:
    """{code: note, amber, hold or stop} of the table the product begins with."""
    return {row["code"]: row[profile] for row in default_rows()}


def _judge(report: dict, severities: dict[str, str], profile: str) -> None:
    """Give each finding the ``severity`` it has for this profile."""
    for found in report["findings"]:
        usual = "note" if profile == "practitioner" else _BY_LEVEL[found["level"]]
        found["severity"] = severities.get(found["code"]) or usual


def _reports(name: str, day: date | None) -> Iterator[dict]:
    """One report for a file, one for each file in an archive."""
    now = datetime.now(UTC)  # noqa: TID251 - the shell of the core has the clock
    today = day or now.astimezone().date()
    try:
        with open(name, "rb") as stream:
            for member in members(stream, name, _spool):
                path = f"{name}/{member.path}" if member.path else name
                if member.file is not None:
                    with member.file as file:
                        yield _checked(file, path, today, now)
                elif member.fault:
                    yield left_out(path, member.fault)
    except CoreError as error:
        yield refuse(empty_report(name), error)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        fault = CoreError("file.open", reason=reason)
        yield refuse(empty_report(name), fault)


def _checked(file: BinaryIO, path: str, today: date, now: datetime) -> dict:
    """The report on one file, read where it can harm nothing."""
    try:
        return check_file(file, path, today, now)
    except CoreError as error:
        fault = error
    except (MachineFault, ReadingInterrupted) as error:
        fault = CoreError("file.open", reason=str(error) or "no process to read it in")
    return refuse(empty_report(path), fault)


def _spool():
    return tempfile.SpooledTemporaryFile(_IN_MEMORY)


def _json(report: dict) -> str:
    text = json.dumps(report, ensure_ascii=False)
    return "".join(
        sign if sign.isprintable() else f"\\u{ord(sign):04x}" for sign in text
    )


def _text(report: dict) -> str:
    """A report for people: what it is, what it holds, what to look at."""
    verdict = "accepted" if report["accepted"] else "REFUSED"
    lines = [f"{report['file']}: {verdict}"]
    if report["error"]:
        lines.append(f"  {report['error']['message']} [{report['error']['code']}]")
    if report["format"]:
        lines.append(f"  {_contents(report)}")
    for transaction in report["transactions"]:
        lines += _transaction_text(transaction)
    for found in report["findings"]:
        place = f" ({found['place']})" if found["place"] else ""
        mark = _MARKS[found["severity"]]
        lines.append(f"  {mark:>5}  {found['message']}{place} [{found['code']}]")
    return "\n".join(map(_visible, lines))


def _visible(line: str) -> str:
    """A line in which nothing of a file steers the terminal or begins a new line."""
    return "".join(
        sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in line
    )


def _contents(report: dict) -> str:
    epcs, version = report["epcs"], report["version"] or "?"
    events = sum(report["events"].values())
    release = f", guideline {report['guideline']}" if report["guideline"] else ""
    counts = (
        _count(events, "event", "events"),
        _count(epcs["sgtin"], "package or case", "packages and cases"),
        _count(epcs["sscc"], "pallet or tote", "pallets or totes"),
    )
    form = report["format"].upper()
    name = f"{form} {version}" if report["format"] == X12 else f"EPCIS {version} {form}"
    return f"{name}{release}: {', '.join(counts)}"


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def _transaction_text(transaction: dict) -> list[str]:
    said = {True: "yes", False: "NO", None: "missing"}[transaction["statement"]]
    order = transaction["po"] or "not named"
    lines = [
        f"  Shipment of {transaction['date']}, order {order}, statement (TS): {said}",
        f"    from {_party_text(transaction['seller'])}",
        f"    to   {_party_text(transaction['buyer'])}",
    ]
    for line in transaction["lines"]:
        name = line["name"] or "(no name)"
        lines.append(
            f"    {line['quantity']:>6} x {name}, GTIN {line['gtin']}, "
            f"lot {line['lot'] or '?'}, expiry {line['expiry'] or '?'}"
        )
    return lines


def _party_text(party: dict | None) -> str:
    if not party:
        return "(not named)"
    parts = [party["name"] or "(no name)", party["city"], party["state"]]
    return f"{', '.join(filter(None, parts))} [{party['gln'] or party['id']}]"


if __name__ == "__main__":
    sys.exit(main())
