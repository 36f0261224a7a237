"""Goes through the pieces of a notice once, from left to right."""

from .codes import codes_at, looks_like_code, with_pack
from .goods import Goods, Group, Notice
from .lots import Range
from .marks import Marks
from .words import (
    ALL,
    AND,
    CODE,
    EXPIRY,
    FILLERS,
    HARMLESS,
    LOT,
    NOTHING,
    OPEN,
    SEPARATORS,
    SERIAL,
    has_digit,
    is_quantity,
    tokens_of,
    wildcards_of,
)

MAX_LENGTH = 20_000


class Reader(Marks):
    """Goes through the pieces once; ``mode``: what a number is taken for now."""

    def __init__(self, text: str, mode: str):
        self.is_cut = len(text) > MAX_LENGTH
        self.tokens = tokens_of(text[:MAX_LENGTH])
        self.start_mode = self.mode = mode
        self.place = 0
        self.groups = [Group()]
        self.asked: list[str] = wildcards_of(text[:MAX_LENGTH])
        self.has_dates = False
        # numbers since the last separator, and what stands right before
        self.piece: list[str] = []
        self.after_label = False
        self.is_between = False
        # codes stand behind their lots
        self.is_lots_first = False

    def notice(self) -> Notice:
        while self.place < len(self.tokens):
            self._step()
        self._end_piece()
        if self.is_cut:
            self.asked.append("…")
        read = [group for group in self.groups if group.codes or group.has_names]
        goods = [group.goods() for group in read]
        asked = self._without_doubt(goods)
        return Notice(tuple(goods), tuple(dict.fromkeys(asked)))

    def _without_doubt(self, goods: list[Goods]) -> list[str]:
        """``asked``, with the codes that stand without lots where others have some."""
        asked = list(self.asked)
        if any(each.lots or each.serials for each in goods):
            bare = [each for each in goods if not (each.lots or each.serials)]
            asked += [code for each in bare for code in each.codes]
        return asked

    @property
    def token(self) -> str:
        return self.tokens[self.place]

    def _peek(self, step: int = 1) -> str:
        place = self.place + step
        return self.tokens[place] if 0 <= place < len(self.tokens) else ""

    # one step ---------------------------------------------------------------------
    def _step(self):
        word = self.token.lower()
        if self.token in SEPARATORS:
            self._separator()
        elif self._is_label(word):
            self._label(word)
        elif word in EXPIRY:
            self._expiry()
        elif self._all(word) or self._code() or self._date() or self._range(word):
            pass
        elif word in ("-", "/") or word in AND and not self.is_between:
            self._end_piece()
            self.place += 1
        else:
            self._plain(word)

    def _separator(self):
        if self.token == ")" and self._is_enumerator():
            self.piece.pop()
        if not (self.after_label and self.token in "()"):
            self._end_piece()
        self.is_between = False
        if self.token in "\n\t":
            self.after_label = False
        if self.token == "\n" and not self.start_mode and self._is_prose(self._peek()):
            self.mode = ""
        self.place += 1

    @staticmethod
    def _is_prose(word: str) -> bool:
        """Whether a line that begins with this word speaks of the next drug."""
        lower = word.lower()
        known = LOT | SERIAL | CODE | EXPIRY | ALL | AND | HARMLESS
        return word.isalpha() and not word.isupper() and lower not in known

    def _is_enumerator(self) -> bool:
        """ "a)" and "1)" before goods number them; they are no lots."""
        first = self.piece[0] if len(self.piece) == 1 else ""
        is_short = len(first) == 1 or len(first) == 2 and first.isdecimal()
        following = self._peek()
        return is_short and bool(following) and following not in SEPARATORS

    # labels -----------------------------------------------------------------------
    def _is_label(self, word: str) -> bool:
        parts = word.split("/")
        known = LOT | SERIAL | CODE | EXPIRY
        return word in SERIAL or parts[0] in known - EXPIRY and set(parts) <= known

    def _label(self, word: str):
        self._end_piece()
        word = word if word in SERIAL else word.split("/", maxsplit=1)[0]
        if word not in CODE:
            self._begin_names(word)
        self.place += 1
        while self._at_filler():
            self.place += 1
        if word in CODE:
            self._codes_due()
        else:
            self.after_label = True

    def _begin_names(self, word: str):
        self.mode = "lot" if word in LOT else "serial"
        group = self.groups[-1]
        if self.is_lots_first and group.codes and group.has_names:
            self.groups.append(Group())

    def _at_filler(self) -> bool:
        if self.place >= len(self.tokens):
            return False
        word = self.token.lower()
        is_plural = word == "(" and self._peek().lower() == "s" and self._peek(2) == ")"
        return word in FILLERS or is_plural or word == ")" and self._peek(-1) == "s"

    def _codes_due(self):
        codes, used = codes_at(self.tokens, self.place)
        if used:
            self._take_codes(codes, used)
        elif self.place < len(self.tokens) and has_digit(self.token):
            self.asked.append(self.token)
            self.place += 1

    def _code(self) -> bool:
        """A code without a word before it; after the word "lot" it is a lot."""
        if self.after_label or not has_digit(self.token):
            return False
        last = self.groups[-1].codes[-1:]
        pack = with_pack(last[0], self.token) if last and not self.piece else ""
        if pack:
            self._take_codes([pack], 1)
            return True
        if self.start_mode and not looks_like_code(self.token.split("/")[0]):
            return False
        codes, used = codes_at(self.tokens, self.place)
        if used == 1 and not (self.piece and self.mode):
            self._take_codes(codes, used)
            return True
        if looks_like_code(self.token) and not used and not self.mode:
            self.asked.append(self.token)
        return False

    def _take_codes(self, codes: list[str], used: int):
        self._end_piece()
        group = self.groups[-1]
        if group.has_names and not group.codes and len(self.groups) == 1:
            self.is_lots_first = True
        is_new = not set(codes) <= set(group.codes)
        if group.has_names and is_new and not self.is_lots_first:
            group = Group()
            self.groups.append(group)
        group.codes += codes
        self.after_label = False
        self.place += used

    # numbers and other words --------------------------------------------------------
    def _plain(self, word: str):
        token, following = self.token, self._peek()
        self.place += 1
        if not self.mode:
            self._prose(token, following)
            return
        is_due, self.after_label = self.after_label, False
        if not is_due and is_quantity(token, following):
            self.place += following.lower() in HARMLESS
        elif has_digit(token):
            # "LF-7398, -7399" goes on from the number before
            self.piece.append(token.lstrip("-"))
        elif word in NOTHING:
            self.asked.append(token)
        elif word in HARMLESS:
            self.after_label = is_due and word in FILLERS
        elif word in OPEN:
            self.asked.append(token)
        elif token.isupper() or self._is_head(is_due):
            self.piece.append(token)
        elif self._stands_alone():
            self.piece.append(token)
            # a word among numbers is hardly a lot
            self.asked += [token] if len(self.tokens) > 1 else []
        else:
            self.asked.append(token)

    def _prose(self, token: str, following: str):
        """A number behind a code that may be a lot nobody calls so."""
        behind = any(group.codes for group in self.groups)
        is_number = token.isdecimal() and len(token) <= 3
        is_number = is_number or is_quantity(token, following)
        if behind and has_digit(token) and not is_number:
            self.asked.append(token)

    def _is_head(self, is_due: bool) -> bool:
        """Whether the word before is the head of a lot: "Lot qx 7401"."""
        first, before = self._peek(-1), self._peek(-2)
        begins = self.start_mode == self.mode and (not before or before in SEPARATORS)
        return has_digit(self._peek(0)) and (is_due or begins and len(first) <= 3)

    def _stands_alone(self) -> bool:
        """Whether the word before is the only one between two separators."""
        before, after = self._peek(-2), self._peek(0)
        return self.start_mode == self.mode and not (
            (before and before not in SEPARATORS and before.lower() not in AND)
            or (after and after not in SEPARATORS and after.lower() not in AND)
        )

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
    if not dash or "-" in first or _shape(first) != _shape(last) or first == last:
        return None
    return Range.of(first, last)


def _continued(before: str, text: str) -> str:
    """ "LF-7401, 02": the number a short one goes on from, or ""."""
    tail = before[-len(text) :]
    if text.isdecimal() and tail.isdecimal() and len(text) < len(before):
        return "" if before.isdecimal() else before[: -len(text)] + text
    return ""


def _shape(text: str) -> str:
    return "".join("9" if sign.isdigit() else "A" for sign in text)
