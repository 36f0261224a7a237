"""Bytes → segments. The separators are those each ISA segment declares."""

import re
from collections.abc import Iterator
from typing import BinaryIO

from .model import Segment, Separators, X12Error, X12Limits

_ISA_ELEMENTS = 16
_BLANKS = " \t\r\n\0\x1a"
_FALLBACK = "cp1252"
_START = re.compile(
    rb"(?:\xef\xbb\xbf)?[ \t\r\n\0]*"
    rb"(?:ISA[^0-9A-Za-z \r\n]|ST([^0-9A-Za-z \r\n])856\1|GS([^0-9A-Za-z \r\n])SH\2)",
    re.IGNORECASE,
)
# what a translator leaves when it cuts the envelope off
_BARE = re.compile(r"(?:GS([^\w\s])SH\1|ST([^\w\s])\d{3}\2)")
_NEXT = r"([^\w\s]|\r\n|\n|\r|[\x1c-\x1f])\s*(?:ST|BSN|BHT|HL){sign}"
_HEAD_LENGTH = 300
_TRAILERS = ("SE", "GE", "IEA")


def is_x12(head: bytes) -> bool:
    """Whether a file that begins with these bytes is an X12 interchange."""
    return _START.match(head) is not None


def read_text(stream: BinaryIO, limits: X12Limits) -> str:
    """The whole file as text; X12 knows no encodings, so UTF-8 is tried first."""
    data = stream.read(limits.max_bytes + 1)
    if len(data) > limits.max_bytes:
        raise X12Error("x12.size", limit=f"{limits.max_bytes >> 20} MB")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode(_FALLBACK, "replace")
    # a line break at the end may be what ends the last segment
    return text.lstrip(_BLANKS).rstrip(" \t\0\x1a")


def in_capitals(text: str) -> str:
    """A file that something turned into small letters as a whole, as it was meant."""
    return text if any(map(str.isupper, text)) else text.upper()


def segments(text: str, limits: X12Limits) -> Iterator[tuple[Segment, Separators]]:
    """Every segment with the separators that hold for it.

    Raises X12Error ``x12.isa`` where an interchange header is expected and is none,
    ``x12.size`` for endless segments or too many of them, ``x12.dense`` for very many
    that are next to nothing.
    """
    position, number, signs = 0, 0, None
    budget = _Budget(limits, text)
    while position < len(text):
        if text.startswith("ISA", position) and _follows_header(text, position, signs):
            signs = _separators(text, position)
        elif signs is None:
            signs = _bare_separators(text, position)
        if signs is None:
            raise X12Error("x12.isa", found=text[position : position + 20])
        budget.ask(signs)
        end = text.find(signs.segment, position)
        is_cut, end = end < 0, len(text) if end < 0 else end
        number += 1
        budget.spend(end - position, text.count(signs.element, position, end))
        tag, *elements = _unwrapped(text[position:end], signs).split(signs.element)
        tag = tag.strip().upper()
        budget.read(tag, end)
        # the last one without its terminator was cut, unless it is the very end
        if tag and not (is_cut and tag not in _TRAILERS):
            yield Segment(tag, tuple(elements), number), signs
        position = end + len(signs.segment)
        while position < len(text) and text[position] in _BLANKS:
            position += 1


class _Budget:
    """How much may be cut apart, asked before it is."""

    def __init__(self, limits: X12Limits, text: str) -> None:
        self._limits, self._text, self._is_asked = limits, text, False
        self._segments = self._elements = self._levels = 0

    def ask(self, signs: Separators) -> None:
        """Once, with the first signs: what all of the file would come to.

        Others that follow are held to the same bounds segment by segment.
        """
        if not self._is_asked:
            self._is_asked = True
            self._bound(
                self._text.count(signs.segment),
                self._text.count(signs.element),
                len(self._text),
            )

    def spend(self, length: int, elements: int) -> None:
        """A segment that is about to be cut."""
        self._segments += 1
        self._elements += elements
        self._most(length, self._limits.max_segment, "signs a segment")
        self._most(elements, self._limits.max_elements, "elements a segment")
        self._bound(self._segments, self._elements, len(self._text))

    def read(self, tag: str, end: int) -> None:
        """One that was cut: of levels, work follows when the last one is there."""
        if tag == "HL":
            limits = self._limits
            self._levels += 1
            beyond = self._levels - limits.free_levels
            _dense(beyond * limits.bytes_per_level > end, limits.free_levels)

    def _bound(self, segments: int, elements: int, size: int) -> None:
        limits = self._limits
        self._most(segments, limits.max_segments, "segments")
        self._most(elements, limits.max_all_elements, "elements")
        beyond = segments - limits.free_segments
        _dense(beyond * limits.bytes_per_segment > size, limits.free_segments)

    def _most(self, found: int, most: int, unit: str) -> None:
        if found > most:
            raise X12Error("x12.size", limit=f"{most:,} {unit}")


def _dense(is_dense: bool, limit: int) -> None:
    if is_dense:
        raise X12Error("x12.dense", limit=f"{limit:,}")


def _unwrapped(segment: str, signs: Separators) -> str:
    """Some senders break lines at a width, in the middle of anything."""
    if signs.segment.strip("\r\n"):
        segment = segment.replace("\r", "").replace("\n", "")
    return segment.strip(_BLANKS)


def _bare_separators(text: str, position: int) -> Separators | None:
    """The signs of a file that begins with its group or set; they are plain to see."""
    bare = _BARE.match(text, position)
    if not bare:
        return None
    sign = bare[1] or bare[2]
    follows = re.compile(_NEXT.format(sign=re.escape(sign)))
    found = follows.search(text, bare.end(), position + _HEAD_LENGTH)
    if not found or found[1] == sign:
        return None
    component = next(each for each in ">:^|" if each not in (sign, found[1]))
    return Separators(sign, component, found[1])


def _follows_header(text: str, position: int, signs: Separators | None) -> bool:
    """A header in the middle of a file may bring other separators."""
    sign = text[position + 3 : position + 4]
    return signs is None or bool(sign) and not sign.isalnum() and sign not in _BLANKS


def _separators(text: str, position: int) -> Separators:
    """Cut the header by its own element separator; some senders trim the blanks."""
    sign = text[position + 3 : position + 4]
    end = position
    for _element in range(_ISA_ELEMENTS):
        end = text.find(sign, end + 1, position + 400) if sign else -1
        if end < 0:
            raise X12Error("x12.isa", found=text[position : position + 20])
    component, terminator = text[end + 1 : end + 2], text[end + 2 : end + 3]
    if terminator == "\r" and text[end + 3 : end + 4] == "\n":
        terminator = "\r\n"
    taken = {sign, component}
    if not component or not terminator or terminator.isalnum() or terminator in taken:
        raise X12Error("x12.isa", found=text[position : position + 20])
    elements = text[position:end].split(sign)
    repetition = elements[11].strip()
    if len(repetition) != 1 or repetition.isalnum() or elements[12].strip() < "00402":
        repetition = ""
    return Separators(sign, component, terminator, repetition)
