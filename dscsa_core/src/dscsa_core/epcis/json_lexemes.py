"""Bounds of a JSON text's tokens, held before a parser of C code sees the bytes.

The parser makes numbers out of whatever it is given: one of thousands of digits, or of
an exponent beyond decimal's range, raises inside its callbacks, from where it may not
come back. So what no EPCIS file has is refused while the text is still only bytes.
"""

import re
from collections import deque
from collections.abc import Iterable, Iterator

from ..errors import EpcisError
from .limits import Limits, too_large

MAX_NUMBER = 64
MAX_EXPONENT = 3
# Possessive throughout: each byte is looked at once. Group 1 tells a text that ends
# here from one that goes on behind the last byte.
_INSIDE = re.compile(rb'[^"\\]*+(?:\\.[^"\\]*+)*+', re.DOTALL)
_TEXT = re.compile(rb'"' + _INSIDE.pattern + rb'("|\\?\Z)', re.DOTALL)
_NUMBER = re.compile(
    rb"(?<![0-9+.eE-])[0-9+.eE-]{%d}|[eE][+-]?0*+[0-9]{%d}"
    % (MAX_NUMBER + 1, MAX_EXPONENT + 1)
)
_NUMBER_BYTES = b"0123456789+.eE-"
_BRACKETS = re.compile(rb"[\]\[{}]")


class Lexemes:
    """Passes the pieces of one text on, each after it was looked at; linear.

    A token may lie across any number of pieces: the length of a text so far, and the
    beginning of a number, are kept from one piece to the next.
    """

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._inside = self._escaped = False
        self._length = self._depth = self._signs = self._bytes = 0
        self._number = b""

    def checked(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        """The pieces as they are.

        Raises EpcisError ``epcis.number``, ``epcis.size``, ``epcis.depth`` or
        ``epcis.dense``.
        """
        for piece in pieces:
            plain = self._without_texts(self._behind_text(piece))
            self._check_numbers(plain)
            self._check_depth(plain)
            self._check_density(plain, len(piece))
            yield piece

    def _behind_text(self, piece: bytes) -> bytes:
        """What follows the text that began in an earlier piece."""
        if not self._inside or not piece:
            return piece
        inside = _INSIDE.match(piece, int(self._escaped))
        end = inside.end() if inside else 0
        self._inside = piece[end : end + 1] != b'"'
        self._escaped = self._inside and end < len(piece)
        self._length += end
        if self._length > self._limits.max_text:
            raise too_large(self._limits.max_text, "signs in one number or text")
        return b"" if self._inside else piece[end + 1 :]

    def _without_texts(self, piece: bytes) -> bytes:
        """The piece with nothing between the quotes; the last text may go on."""
        plain = _TEXT.sub(b'""', piece)
        if plain.endswith(b'""') and not _ends_closed(piece):
            self._inside, self._length = True, 0
            self._escaped = (len(piece) - len(piece.rstrip(b"\\"))) % 2 == 1
        return plain

    def _check_numbers(self, plain: bytes) -> None:
        plain = self._number + plain
        if _NUMBER.search(plain):
            raise EpcisError("epcis.number", limit=MAX_NUMBER)
        self._number = plain[len(plain.rstrip(_NUMBER_BYTES)) :]

    def _check_depth(self, plain: bytes) -> None:
        depth, limit = self._depth, self._limits.max_depth
        brackets = _BRACKETS.findall(plain)
        self._signs += len(brackets)
        for bracket in brackets:
            depth += 1 if bracket in b"[{" else -1
            if depth > limit:
                raise EpcisError("epcis.depth", limit=limit)
        self._depth = depth

    def _check_density(self, plain: bytes, size: int) -> None:
        self._signs += plain.count(b",")
        self._bytes += size
        self._limits.check_signs(self._signs, self._bytes)


def _ends_closed(piece: bytes) -> bool:
    """Whether a piece that ends with a text ends behind its closing quote."""
    if not piece.endswith(b'"'):
        return False
    # rare: the quote may also be an escaped one, or begin a text
    (last,) = deque(_TEXT.finditer(piece), maxlen=1)
    return last[1] == b'"'
