"""Lot and expiry of each thing: its own, else that of the case around it.

A sealed homogeneous case holds one product of one lot (FD&C Act 581(7)), so what is
said of the case holds for the packages in it.
"""

from array import array
from collections.abc import Iterable, Sequence

from ..tally import Tally
from .aggregation import MAX_DEPTH, Tree
from .things import FIRST_GTIN, NO_FACT, Things

UNTOLD = -1


class Lots:
    """``own[i]`` is the number of the (lot, expiry) told of thing i itself;
    ``effective[i]`` the one that holds, inherited where the own one has gaps.
    """

    def __init__(self, things: Things, tally: Tally) -> None:
        self.things, self.tally = things, tally
        self.own = array("i", [NO_FACT]) * len(things)
        self.effective = array("i", [UNTOLD]) * len(things)
        self._reported: set[int] = set()

    def tell(self, numbers: Iterable[int], fact: int) -> None:
        """An event says this of these things; the first word counts."""
        own = self.own
        for thing in numbers:
            if not own[thing]:
                own[thing] = fact
            elif own[thing] != fact:
                self._differ(own[thing], fact, thing)
                own[thing] = self._filled(own[thing], fact)

    def _filled(self, fact: int, other: int) -> int:
        """A fact with its gaps filled from another one of the same lot."""
        return (
            fact if self._lots_differ(fact, other) else self.things.merged(fact, other)
        )

    def _differ(self, expected: int, found: int, thing: int) -> None:
        facts, key = self.things.facts, self.things.keys[thing]
        (lot, expiry), (other_lot, other_expiry) = facts[expected], facts[found]
        if lot and other_lot and lot != other_lot:
            self.tally.add("LOT_MISMATCH", key, expected=lot, found=other_lot)
        if expiry and other_expiry and expiry != other_expiry:
            self.tally.add("EXPIRY_MISMATCH", key, expected=expiry, found=other_expiry)

    def settle(self, packages: Sequence[int], tree: Tree) -> None:
        """Fix the effective facts of packages as they lie now."""
        own, parent, classes = self.own, tree.parent, self.things.classes
        effective = self.effective
        first_in: dict[int, int] = {}
        mixed: dict[int, None] = {}
        for thing in packages:
            fact, holder = own[thing], parent[thing]
            if holder >= 0 and classes[holder] >= FIRST_GTIN:
                first = first_in.setdefault(holder, fact)
                if first != fact:
                    if self._lots_differ(first, fact):
                        mixed[holder] = None
                    elif not self.things.facts[first][0]:
                        first_in[holder] = fact
            effective[thing] = fact
        self._inherit(packages, tree, mixed)
        self._report(first_in, mixed)

    def _inherit(
        self, packages: Sequence[int], tree: Tree, mixed: dict[int, None]
    ) -> None:
        """Fill what is missing from the cases around, unless they hold several lots."""
        incomplete = {n for n, pair in enumerate(self.things.facts) if not all(pair)}
        effective, known = self.effective, {}
        for thing in packages:
            if effective[thing] in incomplete:
                holder = tree.parent[thing]
                if holder not in known:
                    known[holder] = self._of_case(holder, tree, mixed)
                effective[thing] = self._filled(effective[thing], known[holder])

    def _of_case(self, holder: int, tree: Tree, mixed: dict[int, None]) -> int:
        """What is told of a case or the cases around it; nothing if not homogeneous."""
        classes, fact, depth = self.things.classes, NO_FACT, 0
        while holder >= 0 and classes[holder] >= FIRST_GTIN and depth <= MAX_DEPTH:
            inside = {classes[child] for child in tree.children(holder)}
            if holder in mixed or len(inside) > 1:
                return NO_FACT
            fact = self.things.merged(fact, self.own[holder])
            holder, depth = tree.parent[holder], depth + 1
        return fact

    def _report(self, first_in: dict[int, int], mixed: dict[int, None]) -> None:
        """Cases of several lots, and cases told another lot than what lies in them."""
        for holder, fact in first_in.items():
            if holder in self._reported:
                continue
            self._reported.add(holder)
            case = self.own[holder]
            if holder in mixed:
                self.tally.add("MIXED_LOT_IN_CASE", self.things.keys[holder])
            elif case and fact and case != fact:
                self._differ(fact, case, holder)

    def _lots_differ(self, first: int, second: int) -> bool:
        one, other = self.things.facts[first][0], self.things.facts[second][0]
        return bool(one and other and one != other)
