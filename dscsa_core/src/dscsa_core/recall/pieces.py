"""A notice of any length, read in pieces: each goes on where the last one ended."""

import re
from collections.abc import Iterator

from .goods import Goods, Group, Notice
from .reader import Reader

# well below what a Reader takes, since plain signs may be more than the copied ones
PIECE = 8_000
_ENDS = (re.compile(r"\n"), re.compile(r"[,;|]"), re.compile(r"\s"))


class _Piece(Reader):
    """A Reader that knows the drug and the kind of numbers of the piece before."""

    def __init__(self, text: str, mode: str, before: "_Piece | None"):
        super().__init__(text, mode)
        self.carried: Group | None = None
        if before and not before.is_lots_first:
            self.mode = mode or before.mode
            last = before.groups[-1]
            self.groups[0].codes = list(last.codes)
            # with lots of its own the last drug is told; another one begins anew
            self.carried = self.groups[0] if last.has_names else None

    def _take_codes(self, codes: list[str], used: int) -> None:
        group = self.groups[-1]
        self._end_piece()
        if group is self.carried and not group.has_names:
            group.codes, self.carried = [], None
        super()._take_codes(codes, used)

    def told(self, before: "_Piece | None") -> Notice:
        """What this piece says, without what only the one before said."""
        known = set(self.groups[0].codes) if before else set()
        notice = self.notice()
        goods: list[Goods] = []
        gone: set[str] = set()
        for each in notice.goods:
            if _is_bare(each, known):
                gone.update(each.codes)
            else:
                goods.append(each)
        asked = (text for text in notice.asked if text not in gone)
        return Notice(tuple(goods), tuple(asked))


def read_pieces(text: str, mode: str = "") -> Iterator[Notice]:
    """What a text of any length says, a Notice for each piece of it; linear.

    ``mode``: "lot" or "serial" for what stands in a field of its own for them.
    Lots of a piece that names no drug are of the last drug before, unless lots stand
    before their drugs in this text: then they have no codes.
    """
    before: _Piece | None = None
    for piece in pieces_of(text):
        reader = _Piece(piece, mode, before)
        yield reader.told(before)
        before = reader


def pieces_of(text: str) -> Iterator[str]:
    """Parts of at most ``PIECE`` signs that end with a line, or at a comma, or a blank.

    Together they are the text; only a single word longer than that is cut.
    """
    start = 0
    while len(text) - start > PIECE:
        end = next(filter(None, (_last(each, text, start) for each in _ENDS)), 0)
        end = end or start + PIECE
        yield text[start:end]
        start = end
    yield text[start:]


def _last(sign: re.Pattern, text: str, start: int) -> int:
    """Behind the last such sign of a piece; 0 when there is none."""
    ends = (found.end() for found in sign.finditer(text, start, start + PIECE))
    return max(ends, default=0)


def _is_bare(goods: Goods, known: set[str]) -> bool:
    return set(goods.codes) <= known and not (goods.lots or goods.serials)
