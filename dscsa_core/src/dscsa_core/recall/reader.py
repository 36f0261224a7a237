"""Goes through the pieces of a notice once, from left to right."""

from .codes import codes_at, looks_like_code, with_pack
from .goods import Goods, Group, Notice
from .letters import plain
from .lots import Like, name_key
from .marks import Marks
from .noise import without_noise
from .table import unfolded
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
    SPEECH,
    UNITS,
    has_digit,
    is_date_end,
    is_plain_date,
    is_quantity,
    tokens_of,
    wildcards_of,
)

MAX_LENGTH = 20_000


class Reader(Marks):
    """Goes through the pieces once; ``mode``: what a number is taken for now."""

    def __init__(self, text: str, mode: str):
        self.is_cut = len(text) > MAX_LENGTH
        text, doubtful = plain(text[:MAX_LENGTH])
        text, other = without_noise(unfolded(text))
        super().__init__(tokens_of(text), mode)
        self.wild = wildcards_of(text)
        self.asked += [*doubtful, *other, *self.wild]
        self.is_behind_date = False
        # codes stand behind their lots
        self.is_lots_first = False

    def notice(self) -> Notice:
        while self.place < len(self.tokens):
            self._step()
        self._end_piece()
        if self.is_cut:
            self.asked.append("…")
        self._open_wild()
        self._gather()
        read = [group for group in self.groups if group.codes or group.has_names]
        goods = [group.goods() for group in read]
        asked = self._without_doubt(goods)
        return Notice(tuple(goods), tuple(dict.fromkeys(asked)))

    def _open_wild(self):
        """Of a number with signs left open take all that begin so, with those beside
        which it stands; where that is not known, with all lots."""
        if not self.wild:
            return
        places: dict[str, list[list]] = {}
        for group in self.groups:
            for kind, names in group.names.items():
                for key in set(map(name_key, names)):
                    places.setdefault(key, []).append(group.ranges[kind])
        lots = [group.ranges["lot"] for group in self.groups if self.mode == "lot"]
        for text in dict.fromkeys(self.wild):
            like = Like(name_key(text.rstrip("*xX")), "")
            for ranges in places.get(name_key(text.rstrip("*")), lots):
                ranges.append(like)

    def _gather(self):
        """Lots a notice tells apart from its only drug are of that drug; of several
        drugs nobody knows which."""
        with_codes = [group for group in self.groups if group.codes]
        loose = [group for group in self.groups if not group.codes and group.has_names]
        if self.start_mode or not (with_codes and loose):
            return
        self.groups = with_codes
        for group in loose:
            if len(with_codes) == 1:
                with_codes[0].add(group)
            else:
                goods = group.goods()
                self.asked += [*goods.lots.shown(), *goods.serials.shown()]
                self.asked += ["all lots"] if group.every else []

    def _without_doubt(self, goods: list[Goods]) -> list[str]:
        """``asked``, with the codes that stand without lots where others have some."""
        asked = list(self.asked)
        if any(each.lots or each.serials for each in goods):
            bare = [each for each in goods if not (each.lots or each.serials)]
            asked += [code for each in bare for code in each.codes]
        for each in goods:
            # a word beside numbers is hardly a lot
            words = [name for name in each.lots.names if not has_digit(name)]
            asked += words if len(words) < len(each.lots.names) else []
        return asked

    # one step ---------------------------------------------------------------------
    def _step(self):
        word, start = self.token.lower(), self.place
        if self.token in SEPARATORS:
            self._separator()
        elif self._is_label(word):
            self._label(word)
        elif word in EXPIRY:
            self._expiry()
        elif self._is_taken(word):
            pass
        elif not word.strip("-/_") or word in AND and not self.is_between:
            self._end_piece()
            self.place += 1
        else:
            self._plain(word)
        if self.place > start:
            self.is_behind_date = is_date_end(self.tokens, self.place)

    def _is_taken(self, word: str) -> bool:
        """Whether what stands here is known by its form, and passed."""
        return (
            self._enumerator()
            or self._all(word)
            or self._like(word)
            or self._code()
            or self._date()
            or self._range(word)
        )

    def _separator(self):
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
        known = LOT | SERIAL | CODE | EXPIRY | ALL | AND | HARMLESS - SPEECH
        return word.isalpha() and not word.isupper() and lower not in known

    # labels -----------------------------------------------------------------------
    def _is_label(self, word: str) -> bool:
        parts = word.split("/")
        known = LOT | SERIAL | CODE | EXPIRY
        return (
            word in SERIAL | LOT or parts[0] in known - EXPIRY and set(parts) <= known
        )

    def _label(self, word: str):
        self._end_piece()
        word = word if word in SERIAL | LOT else word.split("/", maxsplit=1)[0]
        if word not in CODE:
            self._begin_names(word)
        self.place += 1
        while self._at_filler():
            self.place += 1
        if word in CODE:
            self._codes_due()
        else:
            # "lots of Testamol 10 mg" names the drug, not a lot
            of_drug = self._peek(-1).lower() == "of" and self._is_word(self._peek(0))
            self.after_label = not of_drug
            while (
                of_drug and self.place < len(self.tokens) and self._is_word(self.token)
            ):
                self.place += 1

    @staticmethod
    def _is_word(text: str) -> bool:
        return text.isalpha() and not text.isupper() and len(text) > 3

    def _begin_names(self, word: str):
        self.mode = "lot" if word in LOT else "serial"
        group = self.groups[-1]
        if self.is_lots_first and group.codes and group.has_names:
            self.groups.append(Group())
        elif self.mode == "serial" and group.has_names and self._is_besides():
            # serials of these lots, or serials too? the wider is meant until asked
            self._ask(" ".join((self._peek(-1), self.token)))
            self.groups.append(Group(codes=list(group.codes)))

    def _is_besides(self) -> bool:
        """Whether the word before says that what follows is more of the same kind."""
        return self._peek(-1).lower() in AND | {"also"}

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
            self.place += following.lower() in HARMLESS | UNITS
        elif has_digit(token):
            self._number(token)
        elif word in HARMLESS:
            self.after_label = is_due and word in FILLERS
        elif word in NOTHING or word in OPEN:
            self._ask(token)
        elif token.isupper() or self._is_head(is_due):
            self.piece.append(token)
            if not (is_due or self._is_head(True) or self._stands_alone()):
                self._ask(token)
        elif self._stands_alone() and len(self.tokens) == 1:
            self.piece.append(token)
        else:
            self._ask(token)

    def _number(self, token: str):
        """ "LF-7398, -7399" goes on from the number before."""
        if self.is_behind_date and token.isdecimal() and len(token) <= 4:
            # in a row of a table without names: hardly a lot, a count
            self._ask(token)
        self.piece.append(token.lstrip("-"))

    def _prose(self, token: str, following: str):
        """A number behind a code that may be a lot nobody calls so."""
        behind = any(group.codes for group in self.groups)
        is_number = token.isdecimal() and len(token) <= 3
        is_number = is_number or is_quantity(token, following) or is_plain_date(token)
        if behind and has_digit(token) and not is_number:
            self.asked.append(token)

    def _is_head(self, is_due: bool) -> bool:
        """Whether the word before is the head of a lot: "Lot qx 7401"."""
        first, before = self._peek(-1), self._peek(-2)
        begins = self.start_mode == self.mode and (not before or before in SEPARATORS)
        most = 4 if is_due else 3 if begins else 0
        return has_digit(self._peek(0)) and (len(first) <= most or first.isupper())

    def _stands_alone(self) -> bool:
        """Whether the word before is the only one between two separators."""
        before, after = self._peek(-2), self._peek(0)
        parting = SEPARATORS | AND | EXPIRY | {""}
        return (
            self.start_mode == self.mode and {before.lower(), after.lower()} <= parting
        )
