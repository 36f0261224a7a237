"""Facts sealed into a chain: their canonical text, their digests, their links.

Standard library only, so that an archive can be checked where nothing is installed.
A fact's digest is taken over texts, never over numbers of a database: partners are
merged and databases are moved, a text stays. A link is taken over the link before it,
the position and the fact's digest; a chain begins at position 1 after ``GENESIS``.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import NamedTuple

GENESIS = "0" * 64
_FACT, _LINK = "dscsa-fact-1", "dscsa-link-1"
FACT_FIELDS = ("kind", "model", "subject", "content", "at", "user_name")


class Fact(NamedTuple):
    """One sealed or waiting row of a ledger; texts, ``position`` 0 while it waits."""

    kind: str
    model: str
    subject: str
    content: str
    at: str
    user_name: str
    digest: str
    position: int = 0
    previous: str = ""
    link: str = ""


def canonical(content: Mapping) -> str:
    """The one text of a content: JSON, keys in order, no spaces, ASCII only.

    Values are texts, lists of texts or mappings of such; everything else is refused
    with TypeError, as numbers and dates have more than one spelling.
    """
    return _dump(_texts(content))


def _dump(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True)


def _texts(value):
    if isinstance(value, str):
        # zero bytes cannot be stored, so they are no part of a text
        return value.replace("\0", "")
    if isinstance(value, Mapping):
        return {_key(name): _texts(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_texts(each) for each in value]
    raise TypeError(f"a fact is made of texts, not of {type(value).__name__}")


def _key(name):
    if not isinstance(name, str):
        raise TypeError(f"a fact is made of texts, not of {type(name).__name__}")
    return name


def digest_of(fact) -> str:
    """SHA-256 (hex) of a fact: anything with the attributes of ``FACT_FIELDS``."""
    return _sha256([_FACT, *(getattr(fact, name) or "" for name in FACT_FIELDS)])


def link_of(previous: str, position: int, digest: str) -> str:
    """SHA-256 (hex) that ties a fact's digest to its place after ``previous``."""
    return _sha256([_LINK, previous, str(position), digest])


def print_of(rows: Iterable[Iterable[str]]) -> str:
    """SHA-256 (hex) of rows of texts whatever their order: a print of a list.

    A row is its texts joined by ``|``; rows are sorted by their bytes and joined by
    line feeds. PostgreSQL makes the same print of the register of packages.
    """
    lines = sorted("|".join(row).encode() for row in rows)
    return hashlib.sha256(b"\n".join(lines)).hexdigest()


def _sha256(parts):
    return hashlib.sha256(_dump(parts).encode()).hexdigest()
