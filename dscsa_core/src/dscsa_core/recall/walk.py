"""Where the reader of a notice stands, and what it has read so far."""

from .goods import Group
from .lots import Range
from .words import FILLERS, has_digit


class Walk:
    """One way through the pieces; ``mode``: what a number is taken for now."""

    def __init__(self, tokens: list[str], mode: str):
        self.tokens, self.place = tokens, 0
        self.start_mode = self.mode = mode
        self.groups = [Group()]
        self.asked: list[str] = []
        self.has_dates = False
        # numbers since the last separator, and what stands right before
        self.piece: list[str] = []
        self.after_label = False
        self.is_between = False
        # where the last doubtful word ended
        self.doubt_end = -1

    @property
    def token(self) -> str:
        return self.tokens[self.place]

    def _peek(self, step: int = 1) -> str:
        place = self.place + step
        return self.tokens[place] if 0 <= place < len(self.tokens) else ""

    def _at_filler(self) -> bool:
        if self.place >= len(self.tokens):
            return False
        word = self.token.lower()
        is_plural = word == "(" and self._peek().lower() == "s" and self._peek(2) == ")"
        return word in FILLERS or is_plural or word == ")" and self._peek(-1) == "s"

    def _end_piece(self):
        """Take the numbers since the last separator; of several, also all as one."""
        piece, self.piece = self.piece, []
        if not piece or not self.mode:
            return
        names, group = self.groups[-1].names[self.mode], self.groups[-1]
        whole = " ".join(piece)
        if not any(map(has_digit, piece)) and len(piece) > 1:
            self.asked.append(whole)
            return
        parts = [part for each in piece for part in each.split("/")]
        parts = [part for part in (*piece, *parts) if has_digit(part) and part != whole]
        for part in (*parts, whole):
            ends = [each.last for each in group.ranges[self.mode][-1:]]
            before = (names[-1:] or ends or [""])[0]
            short = _continued(before, part)
            names += [part, short] if short else [part]
        for each in piece:
            found = _tight_range(each)
            if found:
                group.ranges[self.mode].append(found)


def _tight_range(text: str) -> Range | None:
    """ "A100-A105" without blanks: a lot, and as likely a range of like numbers."""
    first, dash, last = text.rpartition("-")
    short = _continued(first, last)
    if short and dash:
        # "LF-7399-7405"
        return Range.of(first, short)
    # "LF-7401-LF-7403" has its hyphen in the middle
    parts = text.split("-")
    half, is_odd = divmod(len(parts), 2)
    begin, end = parts[:half], parts[half:]
    if is_odd or begin[:-1] != end[:-1] or begin == end:
        return None
    if _shape(begin[-1]) != _shape(end[-1]):
        return None
    return Range.of("-".join(begin), "-".join(end))


def _continued(before: str, text: str) -> str:
    """ "LF-7401, 02": the number a short one goes on from, or ""."""
    tail = before[-len(text) :]
    if text.isdecimal() and tail.isdecimal() and len(text) < len(before):
        return "" if before.isdecimal() else before[: -len(text)] + text
    return ""


def _shape(text: str) -> str:
    return "".join("9" if sign.isdigit() else "A" for sign in text)
