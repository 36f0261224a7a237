"""What an archive holds, once it was checked: its manifest and its tables."""

import zipfile
from collections.abc import Iterator
from typing import BinaryIO

from ..errors import CoreError
from . import manifest as paper
from .reading import BROKEN, Tap, dicts_of

_UNREADABLE: tuple[type[Exception], ...] = (*BROKEN, paper.ManifestFault)


def about(stream: BinaryIO) -> tuple[str, dict]:
    """(digest, manifest without its members).

    Raises CoreError ``file.archive_broken``.
    """
    try:
        with zipfile.ZipFile(stream) as container:
            data = container.read(paper.MANIFEST)
        manifest = paper.load(data)
    except _UNREADABLE as error:
        raise CoreError("file.archive_broken", name=paper.MANIFEST) from error
    return paper.digest_of(data), {**manifest, "members": []}


def dicts_in(stream: BinaryIO, member: str) -> Iterator[dict[str, str]]:
    """Rows of a table by the names in its head; none when it is missing.

    Raises CoreError ``file.archive_broken`` for one that breaks off.
    """
    try:
        with zipfile.ZipFile(stream) as container:
            if member not in container.namelist():
                return
            info = container.getinfo(member)
            with container.open(info) as source:
                yield from dicts_of(Tap(source, info.file_size))
    except BROKEN as error:
        raise CoreError("file.archive_broken", name=member) from error
