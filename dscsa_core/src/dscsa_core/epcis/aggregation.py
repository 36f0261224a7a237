"""Which thing lies in which, as events pack and unpack (EPCIS 1.2, section 7.4.3)."""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain

from ..tally import Tally
from .journal import Journal
from .model import QuantityElement
from .things import FIRST_GTIN, Things

MAX_DEPTH = 32


@dataclass(slots=True)
class Load:
    """What a shipment holds: numbers of things.

    ``packages`` are serialised things that hold nothing; ``sealed`` cases (indicator
    digit 1 to 8) of unknown content; ``empty`` logistic units of unknown content;
    ``others`` anything else; ``nodes`` things that hold something; ``quantities``
    what is in them without serials.
    """

    packages: array = field(default_factory=lambda: array("i"))
    sealed: array = field(default_factory=lambda: array("i"))
    empty: array = field(default_factory=lambda: array("i"))
    others: array = field(default_factory=lambda: array("i"))
    nodes: array = field(default_factory=lambda: array("i"))
    quantities: list[QuantityElement] = field(default_factory=list)

    def numbers(self) -> Iterator[int]:
        """Every thing in it, whatever its level; some of them twice."""
        return chain(self.nodes, self.packages, self.sealed, self.empty, self.others)


class Tree:
    """The state of packing at one moment of the replay.

    ``parent[i]`` is the number of the thing that holds thing i, -1 for none.
    ``packs[p]`` is the last journal row that packed into p, ``before[row]`` the one
    before it; a child in them counts only while ``parent`` agrees, so taking out
    costs nothing.
    """

    def __init__(self, things: Things, journal: Journal, tally: Tally) -> None:
        self.things, self.journal, self.tally = things, journal, tally
        self.parent = array("i", [-1]) * len(things)
        self.packs: dict[int, int] = {}
        self.before = array("i", [-1]) * len(journal.times)
        self.loose: dict[int, list[QuantityElement]] = {}
        # the same packing told under another id fills nothing twice
        self._packed: set[int] = set()
        self._seen = array("i", [0]) * len(things)
        self._walk = 0

    def children(self, holder: int) -> Sequence[int]:
        """What lies directly in a thing now, in the order it was put in."""
        row = self.packs.get(holder, -1)
        parent, of = self.parent, self.journal.of
        if row >= 0 and self.before[row] < 0:
            return [child for child in of(row) if parent[child] == holder]
        inside: list[int] = []
        while row >= 0:
            inside.extend(c for c in reversed(of(row)) if parent[c] == holder)
            row = self.before[row]
        return list(dict.fromkeys(reversed(inside)))

    def pack(self, row: int) -> None:
        """Put the children of a row into its parent; the later packing counts."""
        holder, children = self.journal.parents[row], self.journal.of(row)
        if holder < 0:
            self._tell("PARENT_MISSING", children)
            return
        above = self._above(holder)
        if len(above) >= MAX_DEPTH:
            self._tell("PACKED_TOO_DEEP", [holder], limit=MAX_DEPTH)
            return
        parent = self.parent
        for child in children:
            before = parent[child]
            if before != holder:
                if before >= 0:
                    self._tell("TWO_PARENTS", [child])
                if child in above:
                    self._tell("PACKED_IN_ITSELF", [child])
                    continue
                parent[child] = holder
        self.before[row] = self.packs.get(holder, -1)
        self.packs[holder] = row
        content = self.journal.contents[row]
        if row in self.journal.quantities and content not in self._packed:
            self._packed.add(content)
            self.loose.setdefault(holder, []).extend(self.journal.quantities[row])

    def _above(self, thing: int) -> set[int]:
        """The thing and all that holds it, at most ``MAX_DEPTH`` of them."""
        above: set[int] = set()
        while thing >= 0 and len(above) < MAX_DEPTH:
            above.add(thing)
            thing = self.parent[thing]
        return above

    def unpack(self, row: int, *, everything: bool) -> None:
        """Take the children of a row out of its parent, or all that is in it."""
        holder, parent = self.journal.parents[row], self.parent
        if everything:
            self.empty(holder)
            return
        strangers = []
        for child in self.journal.of(row):
            if holder < 0 or parent[child] == holder:
                parent[child] = -1
            elif parent[child] >= 0:
                strangers.append(child)
        self._tell("UNPACKED_ELSEWHERE", strangers)
        gone = self.journal.quantities.get(row, ())
        self.loose[holder] = [q for q in self.loose.get(holder, ()) if q not in gone]

    def empty(self, holder: int) -> None:
        """Take everything out of a thing."""
        for child in self.children(holder):
            self.parent[child] = -1
        self.packs.pop(holder, None)
        self.loose.pop(holder, None)

    def retire(self, thing: int) -> None:
        """A thing out of use lies in nothing and holds nothing."""
        self.parent[thing] = -1
        self.empty(thing)

    def explode(self, tops: Iterable[int], units: frozenset[str]) -> Load:
        """All that lies in these things now, each thing once.

        ``units`` are GTINs known to be saleable packages whatever their indicator.
        """
        load, things, packages = Load(), self.things, array("i")
        for thing in self._leaves(tops, load.nodes):
            kind = things.classes[thing]
            if kind >= FIRST_GTIN:
                gtin = things.gtins[kind]
                unit = gtin[0] == "0" or gtin in units
                (packages if unit else load.sealed).append(thing)
            else:
                (load.empty if kind else load.others).append(thing)
        load.packages = packages
        for thing in load.nodes:
            load.quantities.extend(self.loose.get(thing, ()))
        return load

    def _leaves(self, tops: Iterable[int], nodes: array) -> Iterator[int]:
        """Things that hold nothing, each once; those that hold go to ``nodes``."""
        self._walk += 1
        walk, seen, packs = self._walk, self._seen, self.packs
        stack = [(top, 0) for top in reversed(list(tops))]
        while stack:
            thing, depth = stack.pop()
            if seen[thing] == walk:
                continue
            seen[thing] = walk
            inside = self.children(thing) if thing in packs else ()
            if not inside and not self.loose.get(thing):
                yield thing
                continue
            nodes.append(thing)
            if depth >= MAX_DEPTH:
                self._tell("PACKED_TOO_DEEP", [thing], limit=MAX_DEPTH)
                continue
            stack.extend([(child, depth + 1) for child in reversed(inside)])

    def _tell(self, code: str, things: Iterable[int], **facts: object) -> None:
        for thing in things:
            self.tally.add(code, self.things.keys[thing], **facts)
