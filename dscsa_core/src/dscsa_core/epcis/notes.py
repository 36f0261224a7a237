"""Findings gathered while a file is read, each said once."""

from collections import Counter

from ..catalogue import finding
from ..finding import Finding

MOST_OF_ONE_CODE = 50


class Notes:
    """Collects findings; the same code with the same facts is noted once.

    ``position`` is the event being read (0: header), which gives the place. At most
    ``MOST_OF_ONE_CODE`` different findings of a code are kept, the rest is counted,
    so a hostile or hopeless file cannot fill the memory.
    """

    def __init__(self) -> None:
        self.findings: list[Finding] = []
        self.position = 0
        self.naive_times = 0
        self._seen: set[tuple] = set()
        self._kept: Counter[str] = Counter()
        self._dropped: Counter[str] = Counter()

    def add(self, code: str, place: str = "", /, **facts: object) -> None:
        """Note a finding at ``place``, by default the event being read."""
        key = (code, *facts.values())
        if key in self._seen:
            return
        if self._kept[code] >= MOST_OF_ONE_CODE:
            self._dropped[code] += 1
            return
        self._seen.add(key)
        self._kept[code] += 1
        place = place or (f"event {self.position}" if self.position else "header")
        self.findings.append(finding(code, place, **facts))

    def close(self, zone: str) -> None:
        """Add what is only known at the end: counts over the whole file."""
        self.position = 0
        if self.naive_times:
            self.add("NAIVE_TIME", "file", count=self.naive_times, zone=zone)
        for code, count in sorted(self._dropped.items()):
            self.findings.append(
                finding("FINDINGS_MORE", "file", about=code, count=count)
            )
        self._dropped.clear()
