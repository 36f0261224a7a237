"""All warnings a company watches for, asked about one package in the hand or on paper.

A warning may name ten thousand serials in as many rows: rows are found by what they
name, never looked through one by one while lot and serial of a package are known.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from ..recall.lots import twin_key
from .alert import HIT, LIKE, OTHER, Watched


@dataclass(frozen=True, slots=True)
class Watch:
    """Goods of one warning. ``items``: the words by which they are called (see
    ``rules.receiving``), none when nobody knows which product is meant; ``why``: its
    number and reason; ``ref``: whatever the caller knows it by.
    """

    items: frozenset[str]
    goods: Watched
    why: str
    ref: object = None


@dataclass(frozen=True, slots=True)
class Hit:
    """How a package stands to the warnings; false when none is about it."""

    kind: str = OTHER
    why: str = ""
    ref: object = None
    is_bare: bool = False

    def __bool__(self) -> bool:
        return bool(self.kind)


@dataclass(slots=True)
class _Rows:
    """The rows about one product (or about none): by what they name, and the rest."""

    by_name: dict[str, list[Watch]] = field(default_factory=lambda: defaultdict(list))
    rest: list[Watch] = field(default_factory=list)
    every: list[Watch] = field(default_factory=list)

    def add(self, watch: Watch) -> None:
        self.every.append(watch)
        lots, serials = watch.goods.lots, watch.goods.serials
        is_listed = bool(lots.names or serials.names)
        if not is_listed or any(n.every or n.ranges for n in (lots, serials)):
            self.rest.append(watch)
            return
        for name in {twin_key(text) for text in (*lots.names, *serials.names)}:
            self.by_name[name].append(watch)

    def about(self, lot: str, serial: str) -> Iterator[Watch]:
        """Those that may be about a package; all, where a part of it is unknown."""
        if not (lot.strip() and serial.strip()):
            yield from self.every
            return
        yield from self.rest
        for name in {twin_key(lot), twin_key(serial)}:
            yield from self.by_name.get(name, ())


class Watchlist:
    """The open warnings of a company; false when there is none."""

    def __init__(self, watches: Iterable[Watch] = ()):
        self._by_item: dict[str, _Rows] = defaultdict(_Rows)
        for watch in watches:
            for item in watch.items or ("",):
                self._by_item[item].add(watch)

    def __bool__(self) -> bool:
        return bool(self._by_item)

    @property
    def items(self) -> frozenset[str]:
        """How the goods of all warnings are called; the empty word: any goods."""
        return frozenset(self._by_item)

    def found(
        self,
        items: Iterable[str],
        lots: Iterable[str],
        serial: str,
        expiry: date | None = None,
    ) -> Hit:
        """The heaviest that is said of a package by any of its lots (as printed, as
        told), the oldest warning first.
        """
        if not self:
            return Hit()
        found = Hit()
        names = list(dict.fromkeys(filter(None, lots))) or [""]
        for item in (*dict.fromkeys(items), ""):
            rows = self._by_item.get(item)
            if not rows:
                continue
            for lot in names:
                for watch in rows.about(lot, serial):
                    kind = watch.goods.match(lot, serial, expiry)
                    if kind == HIT:
                        return Hit(kind, watch.why, watch.ref)
                    if kind == LIKE and (not found or found.is_bare):
                        bare = watch.goods.is_bare
                        found = Hit(kind, watch.why, watch.ref, bare)
        return found
