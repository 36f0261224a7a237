"""The things a document speaks of: one number for each identifier.

Compact on purpose: a million packages must fit beside the reader. Facts are kept
in arrays parallel to ``keys``; what repeats (GTIN, lot with expiry) is a number
into a small table.
"""

import re
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
_OF_GS1 = re.compile(r"urn:epc:|https?://.*/(?:8003|8004|253|401|402)/", re.I)
_GTIN_END = len("urn:epc:id:sgtin:") + 14


class _SpellingReader(KeyReader):
    """Remembers how the file spells each GTIN (where its company prefix ends), and
    the last identifier that told a lot or expiry.
    """

    __slots__ = ("spellings", "telling")

    def __init__(self) -> None:
        super().__init__()
        self.spellings: defaultdict[str, set[str]] = defaultdict(set)
        self.telling: Epc | None = None

    def epc(self, uri: str) -> Epc:
        epc = super().epc(uri)
        if epc.gtin and uri.startswith("urn:epc:id:sgtin:"):
            self.spellings[epc.gtin].add(uri[:_GTIN_END])
        if epc.serial and (epc.lot or epc.expiry):
            self.telling = epc
        return epc


class Things:
    """Identifiers by number, in order of first mention.

    ``keys[i]`` is the key text (the URI itself for identifiers that are neither
    SGTIN nor SSCC); ``classes[i]`` a number into ``gtins``: 0 other, 1 SSCC, from 2
    on an SGTIN of that GTIN. ``facts`` are the (lot, expiry) pairs met; number 0 is
    the empty pair. ``told`` are (thing, fact) numbers by turns: what links and
    bracketed texts say themselves. ``faulty`` are things that a finding names.
    """

    def __init__(self, tally: Tally) -> None:
        self.keys: list[str] = []
        self.classes = array("i")
        self.gtins = ["", ""]
        self.facts: list[tuple[str, date | None]] = [("", None)]
        self.told = array("i")
        self.faulty: set[int] = set()
        self._reader, self._tally = _SpellingReader(), tally
        self._index: dict[str, int] | None = {}
        self._gtin_index: dict[str, int] = {}
        self._fact_index: dict[tuple[str, date | None], int] = {("", None): NO_FACT}

    def indices(self, texts: Iterable[str], place: str = "") -> list[int]:
        """Numbers of these EPC URIs, new ones given a number."""
        found, read_key, get = [], self._reader.key, self._numbers().get
        for text in texts:
            try:
                key = read_key(text)
            except Gs1Error as error:
                found.append(self._unreadable(text, error, place))
                continue
            number = get(key)
            found.append(self._add(key) if number is None else number)
            if self._reader.telling:
                self._tell(found[-1])
        return found

    def _tell(self, number: int) -> None:
        epc, self._reader.telling = self._reader.telling, None
        if epc:
            self.told.extend((number, self.fact(epc.lot, epc.expiry)))

    def _unreadable(self, text: str, error: Gs1Error, place: str) -> int:
        """A faulty identifier stays an identifier of its own, and a finding."""
        facts = {name: fact for name, fact in error.facts.items() if name != "value"}
        self._tally.add(error.code, text, place, **facts)
        index = self._numbers()
        number = index.get(text)
        if number is None:
            number = index[text] = len(self.keys)
            self.keys.append(text)
            self.classes.append(_OTHER)
        self.faulty.add(number)
        return number

    def _numbers(self) -> dict[str, int]:
        if self._index is None:
            self._index = {key: number for number, key in enumerate(self.keys)}
        return self._index

    def close(self) -> None:
        """Free the way from key to number (a third of all memory) until asked again."""
        self._index = None

    def _add(self, key: str) -> int:
        number = self._numbers()[key] = len(self.keys)
        self.keys.append(key)
        # whatever the door gives out in these forms is what it looks like
        if key[:2] == "01" and key[16:18] == "21" and is_digits(key[2:16]):
            gtin = key[2:16]
            kind = self._gtin_index.get(gtin)
            if kind is None:
                kind = self._gtin_index[gtin] = len(self.gtins)
                self.gtins.append(gtin)
        else:
            is_sscc = key[:2] == "00" and len(key) == 20 and is_digits(key)
            kind = _SSCC if is_sscc else _OTHER
        self.classes.append(kind)
        return number

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

    def gtin(self, number: int) -> str:
        """GTIN-14 of a package or case, empty for anything else."""
        return self.gtins[self.classes[number]]

    def find(self, key: str) -> int | None:
        """Number of a key text, None when the document does not name it."""
        return self._numbers().get(key)

    def unknown(self) -> list[int]:
        """Things that are neither package, case nor pallet nor anything of GS1's."""
        return [
            number
            for number, kind in enumerate(self.classes)
            if kind == _OTHER
            and number not in self.faulty
            and not _OF_GS1.match(self.keys[number])
        ]

    def split_gtins(self) -> Iterator[str]:
        """GTINs the file spells with different company prefixes."""
        for gtin, spellings in self._reader.spellings.items():
            if len(spellings) > 1:
                yield gtin

    def __len__(self) -> int:
        return len(self.keys)
