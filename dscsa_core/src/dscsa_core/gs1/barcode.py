"""One scanned or typed text → the readings it allows.

Most texts allow one. Where a scanner dropped the separators several may be right:
then the keys expected of the shipment decide, or all readings go to a person. There
is never a guess.

>>> from datetime import date
>>> scan = read_scan("(01)00361414567894(21)400806", today=date(2026, 11, 22))
>>> scan.reading.key
'010036141456789421400806'
"""

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from ..errors import Gs1Error
from ..finding import BLOCK, INFO, WARNING, Finding
from .bare import looks_bare, parse_bare, parse_retail
from .digital_link import is_web_uri, parse_any_link
from .element_string import (
    GS,
    Elements,
    every_split,
    parse_bracketed,
    parse_separated,
)
from .epc_uri import parse_epc
from .likeness import is_typed_otherwise
from .other_codes import (
    has_lines_of_codes,
    holds_several_codes,
    name_of_other,
    names_drug_only,
    without_repetition,
)
from .reading import (
    BARE,
    BRACKETED,
    DIGITAL_LINK,
    ELEMENT_STRING,
    EPC_URN,
    Reading,
    rank,
    reading_of,
    reading_of_epc,
)
from .scan_text import (
    DEFAULT_SEPARATORS,
    ScanText,
    normalise_separators,
    separate_by_signs,
    strip_symbology,
)

__all__ = ["DEFAULT_SEPARATORS", "MAX_READINGS", "Reading", "Scan", "read_scan"]

MAX_READINGS = 16
MAX_TEXT = 2048
# of a text that is no code: enough to recognise it in a sentence
_SHOWN = 40
# AI 01 and fourteen digits: no element string with a key has less.
_SHORTEST = 16
# More candidates than are shown, so that the cut keeps the likeliest.
_MAX_CANDIDATES = 128


@dataclass(frozen=True, slots=True)
class Scan:
    """A text as it came, what it may mean, and what is wrong or noteworthy.

    ``readings`` are ordered by likelihood; empty exactly when ``problem`` is set.
    ``notes`` are findings of level info or warning.
    """

    raw: str
    readings: tuple[Reading, ...] = ()
    problem: Finding | None = None
    notes: tuple[Finding, ...] = ()

    @property
    def reading(self) -> Reading | None:
        """The reading, if there is exactly one."""
        return self.readings[0] if len(self.readings) == 1 else None

    @property
    def is_ambiguous(self) -> bool:
        """A person, or the shipment, has to choose."""
        return len(self.readings) > 1

    @property
    def complete_readings(self) -> tuple[Reading, ...]:
        """Those with a whole product identifier, to be shown first."""
        return tuple(reading for reading in self.readings if reading.is_complete)


def read_scan(
    text: str,
    *,
    today: date,
    separators: Sequence[str] = DEFAULT_SEPARATORS,
    expected: Container[str] | None = None,
) -> Scan:
    """Read one text; never raises for bad input.

    ``separators`` are the texts that stand for FNC1; ``expected`` holds the key texts
    announced: if exactly one reading is among them, it is the answer.
    """
    try:
        readings, notes = _read(text, today, separators, expected)
    except Gs1Error as error:
        found = _cause(text, error, today)
        return Scan(text, problem=Finding(found.code, BLOCK, facts=found.facts))
    if len(readings) > 1 and expected is not None:
        announced = [reading for reading in readings if _is_in(reading, expected)]
        if len({reading.key for reading in announced}) == 1:
            # The package is sure now. A cut that gives all the law asks of its label
            # beats one whose lot swallowed the expiry; two such cuts stay open.
            readings = [r for r in announced if r.is_complete] or announced
            notes.append(Finding("barcode.expected_decided", INFO))
    # the law asks four parts of every label: what lacks one is no rival of what has all
    readings = [r for r in readings if r.is_complete] or readings
    if any(reading.expiry_day_00 for reading in readings):
        notes.append(Finding("barcode.expiry_day_00", INFO))
    return Scan(text, tuple(readings), notes=tuple(notes))


_Found = tuple[list[Reading], list[Finding]]


def _read(
    text: str,
    today: date,
    separators: Sequence[str],
    expected: Container[str] | None,
) -> _Found:
    if len(text) > MAX_TEXT:
        raise Gs1Error("barcode.too_long", length=len(text), limit=MAX_TEXT)
    text = without_repetition(text.strip())
    if has_lines_of_codes(text, today):
        raise Gs1Error("barcode.several_codes")
    scan = strip_symbology(text)
    if not scan.data:
        raise Gs1Error("barcode.empty")
    certain = _read_certain(scan, today)
    if certain:
        return certain, []
    data = normalise_separators(scan.data, separators)
    if not data:
        raise Gs1Error("barcode.empty")
    if not scan.is_gs1:
        _refuse_others(scan.data)
        if looks_bare(data):
            return _with_source(parse_bare(data), today, BARE), []
    by_signs = separate_by_signs(scan.data, separators)
    separated = _read_separated(by_signs, today)
    if separated:
        return [separated], []
    return _read_element_string(data, by_signs, today, expected)


def _refuse_others(data: str) -> None:
    if names_drug_only(data):
        # the sentence says "NDC" itself
        head = "NDC" if data.lstrip().upper().startswith("NDC") else ""
        value = data.strip()[len(head) :].strip(" :#.")
        raise Gs1Error("barcode.ndc_alone", value=value)
    name = name_of_other(data)
    if name:
        raise Gs1Error("barcode.other_standard", name=name)


def _cause(text: str, error: Gs1Error, today: date) -> Gs1Error:
    """Two codes in one text, or another keyboard, are the whole fault of a text."""
    if len(text) > MAX_TEXT:
        return error
    if holds_several_codes(text, today):
        return Gs1Error("barcode.several_codes")
    if error.code.startswith("barcode.") and is_typed_otherwise(text):
        return Gs1Error("barcode.keyboard")
    return error


def _read_separated(data: str, today: date) -> Reading | None:
    """The reading of a text whose separators are there, by the letter."""
    if GS not in data:
        return None
    try:
        return reading_of(parse_separated(data, today), today, ELEMENT_STRING)
    except Gs1Error:
        return None


def _read_certain(scan: ScanText, today: date) -> list[Reading]:
    """Readings of the forms that say themselves where each field ends."""
    data = scan.data
    if data[:4].lower() == "urn:":
        return [reading_of_epc(parse_epc(data), EPC_URN)]
    if is_web_uri(data):
        return _with_source([parse_any_link(data, today)], today, DIGITAL_LINK)
    if data[0] == "(" or data[:4] in ("[01]", "[00]"):
        return _with_source([parse_bracketed(data, today)], today, BRACKETED)
    if scan.retail_length:
        elements = parse_retail(data, scan.retail_length, today)
        return _with_source([elements], today, BARE)
    return []


def _with_source(found: Iterable[Elements], today: date, source: str) -> list[Reading]:
    return [reading_of(elements, today, source) for elements in found]


def _read_element_string(
    data: str, by_signs: str, today: date, expected: Container[str] | None
) -> _Found:
    """By the letter of the standard, or else every way the fields can be cut."""
    standard: Elements | None = None
    fault: Gs1Error | None = None
    try:
        standard = parse_separated(data, today)
    except Gs1Error as error:
        fault = _cause(by_signs, error, today)
    if standard and GS in data:
        return _with_source([standard], today, ELEMENT_STRING), []
    splits, capped = every_split(data, today, _MAX_CANDIDATES)
    if not splits and by_signs != data:
        splits, capped = every_split(by_signs, today, _MAX_CANDIDATES)
    found = _without_internal(_readings(splits, today), expected)
    if standard:
        found = _rivals(reading_of(standard, today, ELEMENT_STRING), found, expected)
    several = fault and fault.code == "barcode.several_codes"
    if not found or (several and not any(_is_in(r, expected) for r in found)):
        raise _better_fault(fault, data)
    notes = [] if standard and len(found) == 1 else [_lost(len(found))]
    if len(found) > MAX_READINGS or (capped and not standard):
        notes.append(Finding("barcode.capped", WARNING, facts={"limit": MAX_READINGS}))
    return _cut(found, expected), notes


def _readings(splits: Iterable[Elements], today: date) -> list[Reading]:
    """One reading for each identity, likeliest first; cuts without a key are none."""
    found: dict[tuple[object, ...], Reading] = {}
    for elements in sorted(splits, key=rank):
        try:
            reading = reading_of(elements, today, ELEMENT_STRING)
        except Gs1Error:
            continue
        found.setdefault(reading.identity, reading)
    return list(found.values())


def _without_internal(
    found: list[Reading], expected: Container[str] | None
) -> list[Reading]:
    """Cuts into company-internal fields (90 to 99) only where there are no others.

    Those fields have no form that a check could fail on: any end of any text fits.
    """
    plain = [reading for reading in found if not reading.has_internal]
    keys = {reading.key for reading in plain}
    announced = [r for r in found if _is_in(r, expected) and r.key not in keys]
    return plain + announced if plain else found


def _rivals(
    standard: Reading, others: list[Reading], expected: Container[str] | None
) -> list[Reading]:
    """The standard reading and those that rival it.

    A text that keeps the standard is taken at its word, unless another cut yields a
    whole product identifier or an announced package, where its last field swallowed
    the others. Any serial with a 10 or 21 in it would be ambiguous otherwise.
    """
    rivals = [
        other
        for other in others
        if other.identity != standard.identity
        and (other.is_complete or _is_in(other, expected))
    ]
    return sorted((standard, *rivals), key=lambda reading: rank(reading.elements))


def _cut(found: list[Reading], expected: Container[str] | None) -> list[Reading]:
    """The readings to show; an announced one is never cut off."""
    rest = found[MAX_READINGS:]
    return found[:MAX_READINGS] + [other for other in rest if _is_in(other, expected)]


def _is_in(reading: Reading, expected: Container[str] | None) -> bool:
    return expected is not None and reading.key is not None and reading.key in expected


def _lost(count: int) -> Finding:
    return Finding("barcode.separators_lost", INFO, facts={"count": count})


def _better_fault(fault: Gs1Error | None, data: str) -> Gs1Error:
    """Say "no GS1 code" of a text too short for any key or with no field at all."""
    unknown = fault and fault.code == "barcode.ai_unknown"
    short = len(data) < _SHORTEST and fault and fault.code == "barcode.value"
    if fault and not short and not (unknown and fault.facts["position"] == 1):
        return fault
    shown = data.replace(GS, "|")
    if len(shown) > _SHOWN:
        shown = f"{shown[:_SHOWN]}…"
    return Gs1Error("barcode.not_gs1", value=shown)
