"""What stands before the root element: refused before any parser sees it.

A document type declaration without subset and external identifier is harmless and
common (GS1's own samples have one); everything else in it could make the parser
expand or fetch something. It is walked from mark to mark, each byte once.
"""

import re

from ..errors import EpcisError
from .source import Source

MAX_PROLOG = 1 << 20
_BLANKS = re.compile(rb"\s*+")
_BETWEEN = ((b"<!--", b"-->"), (b"<?", b"?>"))
_DOCTYPE = b"<!doctype"
_STOPS = re.compile(rb"[>\[\"']")
_EXTERNAL = (b"SYSTEM", b"PUBLIC")
_ROOT = re.compile(rb"<(?:[^\s<>/?!:]++:)?+([^\s<>/?!:]++)")


def check_prolog(source: Source) -> str:
    """Name of the root element, without prefix.

    Raises EpcisError ``epcis.external`` (external document type), ``epcis.entity``
    (internal subset), ``epcis.not_epcis`` (HTML) or ``epcis.xml`` (no root).
    """
    head = _head(source)
    at = _skip(head, 0)
    if head[at : at + len(_DOCTYPE)].lower() == _DOCTYPE:
        at = _skip(head, _behind_doctype(head, at + len(_DOCTYPE)))
    root = _ROOT.match(head, at)
    if not root:
        line = head.count(b"\n", 0, at) + 1
        raise EpcisError("epcis.xml", line=line)
    name = root[1].decode("utf-8", "replace")
    if name.lower() == "html":
        raise EpcisError("epcis.not_epcis", looks_like="HTML")
    return name


def _skip(head: bytes, at: int, between: tuple = _BETWEEN) -> int:
    """Offset behind blanks, comments and instructions; what never ends is kept."""
    while True:
        at = _behind_blanks(head, at)
        ends = [end for start, end in between if head.startswith(start, at)]
        end = head.find(ends[0], at) if ends else -1
        if end < 0:
            return at
        at = end + len(ends[0])


def _behind_doctype(head: bytes, at: int) -> int:
    """Offset behind a harmless declaration; ``at`` is behind its first word."""
    stop = declared = at
    while found := _STOPS.search(head, stop):
        stop, mark = found.end(), found[0]
        if mark in b"\"'":
            stop = head.find(mark, stop) + 1 or len(head)
            continue
        words = head[declared : stop - 1]
        if words.lower().split(None, 1)[:1] == [b"html"]:
            raise EpcisError("epcis.not_epcis", looks_like="HTML")
        if any(word in words for word in _EXTERNAL):
            raise EpcisError("epcis.external")
        return stop if mark == b">" else _behind_subset(head, stop)
    return at


def _behind_blanks(head: bytes, at: int) -> int:
    blanks = _BLANKS.match(head, at)
    return blanks.end() if blanks else at


def _behind_subset(head: bytes, at: int) -> int:
    """Offset behind a subset in which nothing but comments stands."""
    at = _skip(head, at, _BETWEEN[:1])
    end = _behind_blanks(head, at + 1)
    if head[at : at + 1] != b"]" or head[end : end + 1] != b">":
        raise EpcisError("epcis.entity")
    return end + 1


def _head(source: Source) -> bytes:
    """The first megabyte at most, but no more than up to the root element."""
    parts, size = [], 0
    for chunk in source.chunks():
        parts.append(chunk)
        size += len(chunk)
        if size > MAX_PROLOG or b"<EPCIS" in chunk or b":EPCIS" in chunk:
            break
    return b"".join(parts)
