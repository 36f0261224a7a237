"""Counts faults of the same kind, so that a million of them stay one finding."""

from collections.abc import Iterable, Iterator, Sequence

from .catalogue import finding
from .finding import Finding

EXAMPLES, KEPT, GROUPS = 3, 50, 200
_MORE = "…"


class Tally:
    """Faults by code, place and facts; each keeps a count and the first few keys.

    A finding made of it has the facts ``count``, ``examples`` (text, at most three),
    ``keys`` (the first fifty key texts) and ``value`` (the first of them), beside the
    facts given with the fault.
    Past two hundred findings of one code the last one counts the rest.
    """

    def __init__(self) -> None:
        self._groups: dict[tuple, list] = {}
        self._opened: dict[str, list] = {}

    def add(self, code: str, key: str, place: str = "", /, **facts: object) -> None:
        """Count one fault of the thing ``key``."""
        what = (code, place, tuple(sorted(facts.items())))
        group = self._groups.get(what) or self._open(what)
        group[0] += 1
        if len(group[1]) < KEPT and key not in group[1]:
            group[1].append(key)

    def _open(self, what: tuple) -> list:
        opened = self._opened.setdefault(what[0], [])
        if len(opened) < GROUPS:
            opened.append([0, []])
            self._groups[what] = opened[-1]
        return opened[-1]

    def findings(self) -> Iterator[Finding]:
        """One finding per group, in the order the groups were opened."""
        for (code, place, facts), (count, keys) in self._groups.items():
            shown = {"examples": examples(keys, count), "value": keys[0]}
            yield finding(
                code, place, count=count, keys=tuple(keys), **(shown | dict(facts))
            )


def label(key: str) -> str:
    """A key as people read it: GTIN and serial, the SSCC digits, or the text itself."""
    if key.startswith("01") and key[16:18] == "21":
        return f"{key[2:16]}/{key[18:]}"
    if key.startswith("00") and len(key) == 20:
        return key[2:]
    return key


def examples(keys: Sequence[str], count: int | None = None) -> str:
    """The first few keys as text; an ellipsis when there are more."""
    shown = ", ".join(map(label, keys[:EXAMPLES]))
    more = (len(keys) if count is None else count) > EXAMPLES
    return f"{shown}, {_MORE}" if more else shown


def group(code: str, keys: Iterable[str], place: str = "", **facts: object) -> Finding:
    """One finding over all ``keys``; only the first fifty are kept in it."""
    tally = Tally()
    for key in keys:
        tally.add(code, key, place, **facts)
    return next(tally.findings())
