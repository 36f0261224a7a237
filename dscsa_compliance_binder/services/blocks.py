"""What a printed part is made of."""

from dataclasses import dataclass, field
from typing import ClassVar


@dataclass(frozen=True)
class Text:
    """A paragraph, or a heading of a section."""

    text: str
    is_heading: bool = False
    new_page: bool = False
    kind: ClassVar[str] = "text"


@dataclass(frozen=True)
class Html:
    """Text that was written in an editor and sanitised when it was stored."""

    html: str
    kind: ClassVar[str] = "html"


@dataclass(frozen=True)
class Table:
    """Rows of texts under a head; ``empty`` is said when there are none."""

    head: list
    rows: list
    empty: str
    widths: list = field(default_factory=list)
    kind: ClassVar[str] = "table"


def texts(lines):
    """One paragraph a line."""
    return [Text(line) for line in lines if line]


def table_of(records, columns, empty="", widths=()):
    """A Table with a row for each record; ``columns``: (head, what of it) pairs."""
    rows = [[text_of(each) for _head, text_of in columns] for each in records]
    return Table([head for head, _text_of in columns], rows, empty, list(widths))
