"""The things a document speaks of: one number for each identifier.

Compact on purpose: a million packages must fit beside the reader. Facts are kept
in arrays parallel to ``keys``; what repeats (GTIN, lot with expiry) is a number
into a small table.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from ..errors import Gs1Error
from ..gs1.epc_uri import Epc
from ..gs1.key_reader import KeyReader
from ..gs1.keys import is_digits
from ..tally import Tally

SGTIN, SSCC, OTHER = "sgtin", "sscc", "other"
KINDS = (OTHER, SSCC, SGTIN)
_OTHER, _SSCC, FIRST_GTIN = 0, 1, 2
NO_FACT = 0
_GTIN_END = len("urn:epc:id:sgtin:") + 14


class _SpellingReader(KeyReader):
    """Remembers how the file spells each GTIN (where its company prefix ends)."""

    __slots__ = ("spellings",)

    def __init__(self) -> None:
        super().__init__()
        self.spellings: defaultdict[str, set[str]] = defaultdict(set)

    def epc(self, uri: str) -> Epc:
        epc = super().epc(uri)
        if epc.gtin and uri.startswith("urn:epc:id:sgtin:"):
            self.spellings[epc.gtin].add(uri[:_GTIN_END])
        return epc


class Things:
    """Identifiers by number, in order of first mention.

    ``keys[i]`` is the key text (the URI itself for identifiers that are neither
    SGTIN nor SSCC); ``classes[i]`` a number into ``gtins``: 0 other, 1 SSCC, from 2
    on an SGTIN of that GTIN. ``facts`` are the (lot, expiry) pairs met; number 0 is
    the empty pair.
    """

    def __init__(self, tally: Tally) -> None:
        self.keys: list[str] = []
        self.classes = array("i")
        self.gtins = ["", ""]
        self.facts: list[tuple[str, date | None]] = [("", None)]
        self._reader, self._tally = _SpellingReader(), tally
        self._index: dict[str, int] | None = {}
        self._gtin_index: dict[str, int] = {}
        self._fact_index = {("", None): NO_FACT}

    def indices(self, texts: Iterable[str], place: str = "") -> list[int]:
        """Numbers of these EPC URIs, new ones given a number."""
        found, read_key, get = [], self._reader.key, self._numbers().get
        for text in texts:
            try:
                key = read_key(text)
            except Gs1Error as error:
                key = self._unreadable(text, error, place)
            number = get(key)
            found.append(self._add(key) if number is None else number)
        return found

    def _unreadable(self, text: str, error: Gs1Error, place: str) -> str:
        """A faulty identifier stays an identifier of its own, and a finding."""
        facts = {name: fact for name, fact in error.facts.items() if name != "value"}
        self._tally.add(error.code, text, place, **facts)
        return text

    def _numbers(self) -> dict[str, int]:
        if self._index is None:
            self._index = {key: number for number, key in enumerate(self.keys)}
        return self._index

    def close(self) -> None:
        """Free the way from key to number (a third of all memory) until asked again."""
        self._index = None

    def _add(self, key: str) -> int:
        number = self._index[key] = len(self.keys)
        self.keys.append(key)
        if key[:2] == "01" and key[16:18] == "21":
            gtin = key[2:16]
            kind = self._gtin_index.get(gtin)
            if kind is None:
                kind = self._add_gtin(gtin)
        else:
            is_sscc = key[:2] == "00" and len(key) == 20 and is_digits(key)
            kind = _SSCC if is_sscc else _OTHER
        self.classes.append(kind)
        return number

    def _add_gtin(self, gtin: str) -> int:
        if not is_digits(gtin):
            return _OTHER
        kind = self._gtin_index[gtin] = len(self.gtins)
        self.gtins.append(gtin)
        return kind

    def fact(self, lot: str, expiry: date | None) -> int:
        """Number of a (lot, expiry) pair."""
        pair = (lot, expiry)
        number = self._fact_index.get(pair)
        if number is None:
            number = self._fact_index[pair] = len(self.facts)
            self.facts.append(pair)
        return number

    def merged(self, first: int, second: int) -> int:
        """The first pair, its gaps filled from the second."""
        if first == second or not second:
            return first
        (lot, expiry), (other_lot, other_expiry) = self.facts[first], self.facts[second]
        return self.fact(lot or other_lot, expiry or other_expiry)

    def kind(self, number: int) -> str:
        """``sgtin``, ``sscc`` or ``other``."""
        return KINDS[min(self.classes[number], FIRST_GTIN)]

    def find(self, key: str) -> int | None:
        """Number of a key text, None when the document does not name it."""
        return self._numbers().get(key)

    def split_gtins(self) -> Iterator[str]:
        """GTINs the file spells with different company prefixes."""
        for gtin, spellings in self._reader.spellings.items():
            if len(spellings) > 1:
                yield gtin

    def __len__(self) -> int:
        return len(self.keys)
