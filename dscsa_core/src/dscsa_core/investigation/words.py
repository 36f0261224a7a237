"""What screens and papers call things of a matter of suspect product: ``words.csv``.

English, to be translated by whoever shows them; ``every`` names all texts there are.
What goes to FDA (``form3911``) is English always and not among them.
"""

import csv
import io
from collections.abc import Iterator, Mapping
from importlib.resources import files
from types import MappingProxyType


def rows_of(name: str) -> list[dict[str, str]]:
    """The rows of a table of this package, by column."""
    source = files(__package__).joinpath(name)
    text = source.read_text(encoding="utf-8")
    return list(csv.DictReader(io.StringIO(text, newline="")))


WORDS: Mapping[str, str] = MappingProxyType(
    {row["code"]: row["text"] for row in rows_of("words.csv")}
)


def every() -> Iterator[str]:
    """All texts of the tables, for translators."""
    yield from WORDS.values()
    for name in ("signs.csv", "kinds.csv"):
        for row in rows_of(name):
            yield from (row[column] for column in ("text", "help") if column in row)
