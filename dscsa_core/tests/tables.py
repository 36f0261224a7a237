"""Tables of vectors: files of lines in ``vectors``, written by hand from the standards.

Columns are at least two blanks apart; ``#`` opens a remark. What cannot stand in such a
line is named: ``{empty}``, ``{blank}``, ``{GS}`` (FNC1 as scanners send it).
"""

import re
from collections.abc import Iterator
from pathlib import Path

FOLDER = Path(__file__).parent / "vectors"
_NAMED = {"{empty}": "", "{blank}": " ", "{GS}": "\x1d"}


def rows(name: str) -> Iterator[tuple[str, ...]]:
    """The columns of every line of ``vectors/<name>.txt``."""
    for line in (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield tuple(_named(column) for column in re.split(" {2,}", line))


def _named(text: str) -> str:
    for name, meant in _NAMED.items():
        text = text.replace(name, meant)
    return text


def fields(text: str) -> tuple[tuple[str, str], ...]:
    """``(01)…(21)…`` → pairs, by the brackets alone."""
    return tuple(tuple(part.split(")", 1)) for part in text.split("(")[1:])


def is_code(result: str) -> bool:
    """Whether a result is the code of a refusal."""
    return bool(re.fullmatch(r"[a-z0-9]+(\.[a-z_0-9]+)+", result))
