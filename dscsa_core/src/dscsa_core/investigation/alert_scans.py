"""Lines of a warning that are a scanned code: what one package's barcode says."""

import re
from collections.abc import Sequence
from datetime import date

from ..gs1.barcode import read_scan
from ..gs1.keys import MAX_SERIAL
from ..gs1.reading import PACKAGE, Reading

# with ASCII a separator between elements is no blank
_SCANNED = re.compile(
    r"(?:\][A-Za-z]\d)?01\d{14}[^\s]{3,200}"
    r"|urn:epc:[^\s]{10,200}"
    r"|https?://[^\s]{1,200}/01/\d{14}[^\s]{0,200}",
    re.ASCII,
)
# only the century of an expiry would need the day, and none is read here
_ANY_DAY = date(2020, 1, 1)


def scans_in(lines: Sequence[str]) -> tuple[list[Reading], list[str]]:
    """(packages of the lines that are one scan, all lines, those taken blank).

    A line that may as well be a long serial stays too; so does one of several readings.
    """
    found: list[Reading] = []
    rest: list[str] = []
    for line in lines:
        text = line.strip(" \t>•*")
        reading = _package(text) if _SCANNED.fullmatch(text) else None
        if reading:
            found.append(reading)
        rest.append("" if reading and len(text) > MAX_SERIAL else line)
    return found, rest


def _package(text: str) -> Reading | None:
    readings = read_scan(text, today=_ANY_DAY).readings
    if len(readings) != 1 or readings[0].kind != PACKAGE:
        return None
    return readings[0]
