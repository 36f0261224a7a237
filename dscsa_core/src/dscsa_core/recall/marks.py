"""Marks between the numbers of a notice: dates, "all lots", "through"."""

from .lots import Like, Range, name_key
from .walk import Walk
from .words import (
    ALL,
    AND,
    BEGINS,
    DATED,
    ENDS,
    EXPIRY,
    FILLERS,
    GOODS,
    LOT,
    NOTHING,
    OPEN,
    RANGE,
    SEPARATORS,
    WITH,
    date_length,
    has_digit,
    is_month_and_year,
    is_plain_date,
)


class Marks(Walk):
    """The half of the reader that knows what is no number by itself."""

    # dates ------------------------------------------------------------------------
    def _after_fillers(self) -> int:
        place = self.place + 1
        while place < len(self.tokens) and (
            self.tokens[place].lower() in FILLERS | EXPIRY | RANGE
            or self.tokens[place].lower() in ("or", "before")
        ):
            place += 1
        return place

    def _expiry(self):
        """The date behind "Exp.", and more of them in a row."""
        self._end_piece()
        start = self.place
        self.after_label, self.has_dates = False, True
        self.place = self._after_fillers()
        if self.place < len(self.tokens) and self.token.lower() in NOTHING:
            self.place += 1
            return
        if self.groups[-1].every and date_length(self.tokens, self.place):
            # "all lots that expire before" are not all
            self.asked.append(" ".join(self.tokens[start : self.place + 1]))
        used = date_length(self.tokens, self.place)
        if used < 2 and is_month_and_year(self.tokens, self.place):
            used = 2
        if not used and self.place < len(self.tokens) and has_digit(self.token):
            return
        self.place += used
        while used:
            step = 1 if self.place < len(self.tokens) and self._joins() else 0
            used = date_length(self.tokens, self.place + step) if step else 0
            if used and not self._is_certain_date(self.place + step, used):
                break
            self.place += step + used if used else 0

    def _joins(self) -> bool:
        return self.token == "," or self.token.lower() in AND | RANGE

    def _is_certain_date(self, place: int, used: int) -> bool:
        return used > 1 or is_plain_date(self.tokens[place])

    def _date(self) -> bool:
        """A date without a word before it: behind a lot, or to be asked about."""
        if self.after_label or not self.mode:
            return False
        used = date_length(self.tokens, self.place)
        if not used or not self._is_certain_date(self.place, used):
            return False
        is_known = self.has_dates or self.piece or self.groups[-1].has_names
        is_known = is_known or self._peek(-1).lower() in DATED
        self._end_piece()
        if not is_known:
            self.asked.append(" ".join(self.tokens[self.place : self.place + used]))
        self.place += used
        return True

    # all lots -----------------------------------------------------------------------
    def _all(self, word: str) -> bool:
        """ "All lots", "all unexpired lots", "Lots: all"."""
        if word not in ALL:
            return False
        end = self.place + 1
        if not self.after_label:
            ahead = [each.lower() for each in self.tokens[end:][:6]]
            what = next((n for n, w in enumerate(ahead) if w in LOT | GOODS), None)
            if any(has_digit(each) for each in ahead[:what]):
                return False
            # "All" and nothing else
            is_alone = len(self.tokens) == 1 and self.start_mode
            if what is None and not is_alone:
                return False
            self.asked += [each for each in ahead[:what] if each in OPEN]
            end += 0 if what is None else what + 1
        self._end_piece()
        self.groups[-1].every = True
        self.mode, self.after_label = self.mode or "lot", False
        self.place = end
        while self._at_filler():
            self.place += 1
        return True

    def _enumerator(self) -> bool:
        """ "a)" and "1)" before goods number them; they are no lots."""
        is_short = len(self.token) == 1 or len(self.token) == 2 and self.token.isdigit()
        following = self._peek(2)
        is_one = is_short and self._peek() == ")" and not self.after_label
        if is_one and self.piece:
            # "(A100 b)" closes what was opened before
            signs = [each for each in self.tokens[: self.place] if each in "()"]
            is_one = signs[-1:] != ["("]
        if not (is_one and following and following not in SEPARATORS):
            return False
        self._end_piece()
        self.place += 2
        return True

    # beginnings and ends --------------------------------------------------------------
    def _like(self, word: str) -> bool:
        """ "Lots beginning with QX", "all lots ending in 7"."""
        is_head = word in BEGINS
        if self.mode != "lot" or not (is_head or word in ENDS):
            return False
        place = self.place + 1
        while place < len(self.tokens) and self.tokens[place].lower() in WITH:
            place += 1
        text = self.tokens[place] if place < len(self.tokens) else ""
        if not (text.isupper() or text.isdecimal()) or is_plain_date(text):
            return False
        self._end_piece()
        key = name_key(text)
        group = self.groups[-1]
        group.ranges["lot"].append(Like(key if is_head else "", "" if is_head else key))
        # "all lots beginning with" are not all
        group.every, self.after_label = False, False
        self.place = place + 1
        return True

    def _ask(self, text: str):
        """A doubtful word; with those right before it, it is one question."""
        if self.asked and self.doubt_end == self.place - 1:
            text = f"{self.asked.pop()} {text}"
        self.asked.append(text)
        self.doubt_end = self.place

    # ranges ---------------------------------------------------------------------------
    def _range(self, word: str) -> bool:
        """ "A100 through A105", "between A100 and A105"."""
        if word in ("between", "from") and self.mode:
            if date_length(self.tokens, self.place + 1):
                self._expiry()
                return True
            self.is_between = True
            self.place += 1
            return True
        is_word = word in RANGE or self.is_between and word in AND
        if not (is_word and self.mode and self.piece):
            return False
        step = 2 if word == "up" and self._peek().lower() == "to" else 1
        last = self._peek(step)
        if not has_digit(last) or is_plain_date(last):
            return False
        first = self.piece.pop()
        found = Range.of(first, last)
        if found:
            self.groups[-1].ranges[self.mode].append(found)
        else:
            self.asked.append(f"{first} {self.token} {last}")
            self.piece += [first, last]
        self.place += step + 1
        self.is_between = self.after_label = False
        return True
