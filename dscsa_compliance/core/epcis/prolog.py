"""What stands before the root element: refused before any parser sees it.

A document type declaration without subset and external identifier is harmless and
common (GS1's own samples have one); everything else in it could make the parser
expand or fetch something.
"""

import re

from ..errors import EpcisError
from .source import Source

MAX_PROLOG = 1 << 20
_SKIP = re.compile(rb"\s+|<!--.*?-->|<\?.*?\?>", re.DOTALL)
_DOCTYPE = re.compile(
    rb"<!DOCTYPE\s+([^\s\[>]+)\s*((?:\"[^\"]*\"|'[^']*'|[^>\[\"'])*)([>\[])",
    re.IGNORECASE,
)
_EXTERNAL = re.compile(rb"\b(?:SYSTEM|PUBLIC)\b")
_EMPTY_SUBSET = re.compile(rb"(?:\s+|<!--.*?-->)*\]\s*>", re.DOTALL)
_ROOT = re.compile(rb"<(?:[^\s<>/?!:]+:)?([^\s<>/?!:]+)")


def check_prolog(source: Source) -> str:
    """Name of the root element, without prefix.

    Raises EpcisError ``epcis.external`` (external document type), ``epcis.entity``
    (internal subset), ``epcis.not_epcis`` (HTML) or ``epcis.xml`` (no root).
    """
    head = _head(source)
    at = 0
    while match := _SKIP.match(head, at):
        at = match.end()
    match = _DOCTYPE.match(head, at)
    if match:
        at = _check_doctype(head, match)
        while skip := _SKIP.match(head, at):
            at = skip.end()
    root = _ROOT.match(head, at)
    if not root:
        line = head.count(b"\n", 0, at) + 1
        raise EpcisError("epcis.xml", line=line, reason="no root element")
    name = root[1].decode("utf-8", "replace")
    if name.lower() == "html":
        raise EpcisError("epcis.not_epcis", looks_like="HTML")
    return name


def _check_doctype(head: bytes, match: re.Match) -> int:
    """Offset behind a harmless declaration."""
    if match[1].lower() == b"html":
        raise EpcisError("epcis.not_epcis", looks_like="HTML")
    if _EXTERNAL.search(match[2]):
        raise EpcisError("epcis.external")
    if match[3] == b">":
        return match.end()
    empty = _EMPTY_SUBSET.match(head, match.end())
    if not empty:
        raise EpcisError("epcis.entity")
    return empty.end()


def _head(source: Source) -> bytes:
    """The first megabyte at most, but no more than up to the root element."""
    parts, size = [], 0
    for chunk in source.chunks():
        parts.append(chunk)
        size += len(chunk)
        if size > MAX_PROLOG or b"<EPCIS" in chunk or b":EPCIS" in chunk:
            break
    return b"".join(parts)
