"""Check a whole archive: container, manifest, every member, rows, ledger.

Values come in as an open binary stream, a report with sentences goes out. Standard
library alone; memory does not grow with the archive but by its list of members.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from typing import BinaryIO, NamedTuple

from . import manifest as paper
from .chain import Anchor, ChainCheck
from .container import Broken, Unreadable, faults_of, open_container
from .reading import BROKEN, Tap, TooLong, dicts_of, rows_of

GOOD, PROBLEM, UNREADABLE = 0, 1, 2
# A manifest of a million members; what claims more is an attack.
MOST_MANIFEST = 1 << 29
# Deflate packs at most about 1:1032 (RFC 1951).
MOST_RATIO = 1100
FREE_BYTES = 1 << 20


class Report(NamedTuple):
    """What a check found. ``code`` is the exit code, all texts are sentences."""

    code: int
    problems: list[str]
    notes: list[str]
    facts: list[str]


class Wanted(NamedTuple):
    """What the caller knows from elsewhere: a cover sheet, a mail of the ledger."""

    anchor: Anchor | None = None
    digest: str = ""


NOTHING = Wanted()


def verify(
    stream: BinaryIO,
    wanted: Wanted = NOTHING,
    progress: Callable[[str], None] = lambda path: None,
) -> Report:
    """Check the archive on a seekable stream; never raises for a bad archive."""
    try:
        with open_container(stream) as container:
            return _Verification(container, stream, wanted, progress).run()
    except Unreadable as fault:
        return Report(UNREADABLE, [str(fault)], [], [])
    except Broken as fault:
        return Report(PROBLEM, [str(fault)], [], [])


class _Verification:
    def __init__(self, container, stream, wanted, progress):
        self.container, self.stream = container, stream
        self.wanted, self.progress = wanted, progress
        self.problems: list[str] = []
        self.notes: list[str] = []
        self.facts: list[str] = []
        self.rows = 0

    def run(self) -> Report:
        names = {info.filename for info in self.container.infolist()}
        if paper.MANIFEST not in names:
            text = "This is no whole DSCSA archive: it has no manifest.json."
            return Report(UNREADABLE, [text], [], [])
        self.problems += faults_of(self.container, self.stream)
        manifest = self._manifest(names)
        if manifest:
            self._compare(names, manifest)
            self._members(manifest)
            self._told(manifest)
        code = PROBLEM if self.problems else GOOD
        return Report(code, self.problems, self.notes, self.facts)

    def _manifest(self, names: set[str]) -> dict | None:
        """The manifest, or None and a problem."""
        data = self._small(paper.MANIFEST)
        if data is None:
            return None
        digest = paper.digest_of(data)
        noted = (
            self._small(paper.MANIFEST_DIGEST)
            if (paper.MANIFEST_DIGEST in names)
            else b""
        )
        if noted is not None and noted.decode("ascii", "replace").strip() != digest:
            self.problems.append(
                "manifest.json was changed: its SHA-256 is not the one in "
                "manifest.sha256."
            )
        if self.wanted.digest and self.wanted.digest.lower() != digest:
            self.problems.append(
                "The manifest is not the one of the cover sheet: its SHA-256 is "
                f"{digest}, the cover sheet says {self.wanted.digest.lower()}."
            )
        self.facts.append(f"SHA-256 of the manifest: {digest}")
        try:
            return paper.load(data)
        except paper.ManifestFault as fault:
            self.problems.append(str(fault))
            return None

    def _small(self, name: str) -> bytes | None:
        """Bytes of a member about the archive itself, or None and a problem."""
        info = self.container.getinfo(name)
        if info.file_size > MOST_MANIFEST or _swells(info):
            self.problems.append(f"{name} is far too large to be real.")
            return None
        try:
            with self.container.open(info) as member:
                return member.read(MOST_MANIFEST)
        except BROKEN as error:
            self.problems.append(f"{name} is damaged: {_reason(error)}.")
            return None

    def _compare(self, names: set[str], manifest: dict) -> None:
        """Nothing missing, nothing extra."""
        listed: set[str] = set()
        for member in manifest["members"]:
            if member["path"] in listed:
                self.problems.append(f"The manifest lists {member['path']} twice.")
            listed.add(member["path"])
        for path in sorted(listed - names):
            self.problems.append(f"{path} is missing: the manifest lists it.")
        for path in sorted(names - listed - paper.ABOUT_ITSELF):
            self.problems.append(f"{path} was added: the manifest does not list it.")

    def _members(self, manifest: dict) -> None:
        infos = {info.filename: info for info in self.container.infolist()}
        for member in manifest["members"]:
            info = infos.get(member["path"])
            if info is None:
                continue
            self.progress(member["path"])
            try:
                self.problems += self._member(info, member, manifest)
            except TooLong:
                self.problems.append(
                    f"{info.filename} holds more than the {member['size']} bytes the "
                    "manifest says. The rest was not read."
                )
            except BROKEN as error:
                self.problems.append(f"{info.filename} is damaged: {_reason(error)}.")

    def _member(self, info, member: dict, manifest: dict) -> Iterator[str]:
        path, size = member["path"], member["size"]
        if info.file_size != size:
            yield (
                f"{path} has {info.file_size} bytes, the manifest says {size}. It was "
                "changed."
            )
            return
        if _swells(info):
            yield f"{path} unpacks to far more than it can hold. It was not read."
            return
        with self.container.open(info) as source:
            tap = Tap(source, size)
            if path == paper.LEDGER:
                rows = yield from self._ledger(tap, manifest)
            else:
                rows = _count(tap) if "rows" in member else None
            tap.drain()
        yield from self._digests(member, tap)
        if rows is not None and rows != member.get("rows", rows):
            yield (
                f"{path} has {rows} rows, the manifest says {member['rows']}. Rows "
                "were taken out or put in."
            )
        self.rows += rows or 0

    def _digests(self, member: dict, tap: Tap) -> Iterator[str]:
        path = member["path"]
        if tap.digest != member["sha256"]:
            yield (
                f"{path} was changed: its SHA-256 is {tap.digest}, the manifest says "
                f"{member['sha256']}."
            )
        elif member.get("recorded") not in (None, tap.digest):
            yield (
                f"{path} is not as it was received: SHA-256 noted on receipt is "
                f"{member['recorded']}, that of the file is {tap.digest}. It was "
                "changed before the archive was made."
            )

    def _ledger(self, tap: Tap, manifest: dict):
        """Check the chain row by row; the number of rows."""
        check = ChainCheck(self.wanted.anchor)
        count = 0
        for row in dicts_of(tap):
            count += 1
            yield from check.row(row)
        yield from check.end(manifest.get("ledger"))
        self.facts += check.facts()
        return count

    def _told(self, manifest: dict) -> None:
        """Notes and facts for people."""
        if self.wanted.anchor and paper.LEDGER not in {
            member["path"] for member in manifest["members"]
        }:
            self.problems.append(
                "An anchor was given, but this archive holds no ledger to compare it "
                "with."
            )
        for gone in manifest["missing"]:
            self.notes.append(
                f"{gone.get('name') or gone.get('path')} was already missing when the "
                f"archive was made ({gone.get('reason') or 'no reason given'}). "
                f"SHA-256 noted on receipt: {gone.get('sha256') or 'none'}."
            )
        company = manifest.get("company") or {}
        kinds = [member.get("kind") for member in manifest["members"]]
        self.facts.insert(
            0,
            f"{manifest.get('name') or 'Archive'} of {company.get('name') or '?'}, "
            f"made {manifest.get('made_at') or '?'} UTC: {len(kinds)} files, among "
            f"them {kinds.count(paper.ORIGINAL)} originals; {self.rows} rows in "
            f"{kinds.count(paper.TABLE)} tables.",
        )


def _count(tap: Tap) -> int:
    """Rows of a table below its head."""
    return max(sum(1 for _row in rows_of(tap)) - 1, 0)


def _swells(info) -> bool:
    limit = max(info.compress_size * MOST_RATIO, FREE_BYTES)
    return info.file_size > limit


def _reason(error: Exception) -> str:
    if isinstance(error, UnicodeError):
        return "it holds signs that are no UTF-8"
    if isinstance(error, csv.Error):
        return "its rows are no table"
    return "its bytes are not those that were packed"
