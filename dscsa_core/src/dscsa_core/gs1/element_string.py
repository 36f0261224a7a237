"""Element strings ⇄ (AI, value) pairs: separated, bracketed or run together.

A variable field ends at the separator (ASCII 29, FNC1) or at the end. Where a scanner
dropped the separators, ``every_split`` finds all ways to read the text; it never picks.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from ..errors import Gs1Error
from .ai_rules import Element, check_elements
from .ai_table import Ai, ai_of, check_value, find_ai, is_value, known_ai

GS = "\x1d"
BLANKS = dict.fromkeys(map(ord, " \t\r\n\u00a0"))
Elements = tuple[Element, ...]

# What stands on drug packages and logistic labels; tried before the whole table.
CORE_AIS = frozenset(
    ("00", "01", "02", "10", "11", "13", "15", "16", "17", "21", "30", "37")
    + ("240", "241", "7003", "715")
)
MAX_REPAIR_LENGTH = 240
MAX_ELEMENTS = 64
_MAX_STEPS = 6000
_BRACKET = re.compile(r"\((\d{2,4})\)", re.ASCII)
_SQUARE = re.compile(r"\[(\d{2,4})\]", re.ASCII)


def parse_separated(text: str, today: date) -> Elements:
    """Read a text with separators by the letter of the standard.

    Raises Gs1Error ``barcode.ai_unknown`` (text, position) or what ``check_value``
    and ``check_elements`` raise.
    """
    elements: list[Element] = []
    offset = 0
    for segment in text.split(GS):
        elements += _read_segment(segment, offset, today)
        offset += len(segment) + 1
    return _checked(elements)


def _checked(elements: Iterable[Element]) -> Elements:
    found = tuple(elements)
    if not found:
        raise Gs1Error("barcode.empty")
    if len(found) > MAX_ELEMENTS:
        raise Gs1Error("barcode.too_long", length=len(found), limit=MAX_ELEMENTS)
    check_elements(found)
    return found


def _read_segment(segment: str, offset: int, today: date) -> Iterator[Element]:
    position = 0
    while position < len(segment):
        ai = find_ai(segment, position)
        if not ai:
            place = offset + position + 1
            raise Gs1Error(
                "barcode.ai_unknown", text=segment[position:], position=place
            )
        start = position + len(ai.code)
        position = start + ai.max_length if ai.fixed else len(segment)
        value = segment[start:position]
        check_value(ai, value, today)
        yield ai.code, value


def parse_bracketed(text: str, today: date) -> Elements:
    """Read the printed form ``(01)…(21)…``, or that of symbol makers ``[01]…[21]…``.

    A bracket that opens no known AI is data, and so is one behind a backslash;
    blanks and separators at the end of a field are dropped. Errors as
    ``parse_separated``.
    """
    text = text.translate(BLANKS)
    bracket = _SQUARE if text[:1] == "[" else _BRACKET
    marks = [
        mark
        for mark in bracket.finditer(text)
        if known_ai(mark[1]) and text[mark.start() - 1 : mark.start()] != "\\"
    ]
    if not marks or marks[0].start():
        raise Gs1Error("barcode.ai_unknown", text=text, position=1)
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    elements = []
    for mark, end in zip(marks, ends, strict=True):
        value = text[mark.end() : end].replace("\\(", "(").rstrip(GS)
        check_value(ai_of(mark[1]), value, today)
        elements.append((mark[1], value))
    return _checked(elements)


def join_elements(elements: Iterable[Element]) -> str:
    """Element string with FNC1 (as GS) behind each variable field but the last."""
    parts: list[str] = []
    for ai_code, value in elements:
        ai = known_ai(ai_code)
        parts += ai_code, value, "" if ai and ai.fixed else GS
    return "".join(parts).removesuffix(GS)


def every_split(text: str, today: date, limit: int) -> tuple[list[Elements], bool]:
    """All valid readings of a text that may have lost separators, and whether more.

    Separators still there are kept as ends. Work is bounded: at most ``limit``
    readings with the AIs of drug labels, then the same with all AIs.
    """
    if len(text) > MAX_REPAIR_LENGTH:
        return [], False
    found: dict[Elements, None] = {}
    capped = False
    for only in (CORE_AIS, None):
        splitter = _Splitter(text, today, only)
        for elements in splitter:
            if len(found) >= limit:
                capped = True
                break
            found[elements] = None
        capped = capped or splitter.exhausted
    return list(found), capped


class _Splitter:
    """Walks all readings of one text over the positions that can reach its end."""

    def __init__(self, text: str, today: date, only: frozenset[str] | None) -> None:
        self.text, self.today, self.only = text, today, only
        self.exhausted = False
        self._steps = 0
        self._ends = self._reachable()

    def _reachable(self) -> list[list[tuple[Ai, int]]]:
        """For each position the (AI, end) choices from which the end is reached."""
        size = len(self.text)
        choices: list[list[tuple[Ai, int]]] = [[] for _ in range(size + 1)]
        alive = [False] * size + [True]
        for position in range(size - 1, -1, -1):
            if self.text[position] == GS:
                alive[position] = alive[position + 1]
                continue
            ai = find_ai(self.text, position)
            if ai and (self.only is None or ai.code in self.only):
                choices[position] = [
                    (ai, end) for end in self._value_ends(ai, position) if alive[end]
                ]
                alive[position] = bool(choices[position])
        return choices

    def _value_ends(self, ai: Ai, position: int) -> Iterable[int]:
        start = position + len(ai.code)
        stop = self.text.find(GS, start)
        stop = len(self.text) if stop < 0 else stop
        stop = min(stop, start + ai.max_length)
        if ai.plain and not ai.fixed:
            match = ai.pattern.match(self.text, start, stop)
            return range(match.end(), start, -1) if match else ()
        lengths = range(stop, stop - 1 if ai.fixed else start, -1)
        return (
            end for end in lengths if is_value(ai, self.text[start:end], self.today)
        )

    def __iter__(self) -> Iterator[Elements]:
        return self._walk(0, ())

    def _walk(self, position: int, done: Elements) -> Iterator[Elements]:
        while self.text[position : position + 1] == GS:
            position += 1
        if position == len(self.text):
            if _go_together(done):
                yield done
            return
        seen = {ai for ai, _ in done}
        for ai, end in self._ends[position]:
            self._steps += 1
            if self._steps > _MAX_STEPS:
                self.exhausted = True
                return
            if ai.code not in seen:
                value = self.text[position + len(ai.code) : end]
                yield from self._walk(end, (*done, (ai.code, value)))


def _go_together(elements: Elements) -> bool:
    try:
        check_elements(elements)
    except Gs1Error:
        return False
    return bool(elements)
