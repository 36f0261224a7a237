"""What a row of a list of licenses or registrations is, whichever file it is from."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from .dates import read_date
from .tables import Table


class Row(NamedTuple):
    """One license of one site as printed, with keys; ``""`` for what is not given.

    All texts: ``line`` is the number of the line in the file, ``expires`` an ISO date,
    ``number`` a license number or a FEI, ``state`` the State that issued it (empty for
    FDA), ``region`` the State of the address, ``place_key`` street, city and State.
    """

    line: str
    category: str
    number: str
    number_key: str
    state: str
    name: str
    name_key: str
    other_name: str
    other_key: str
    street: str
    city: str
    region: str
    zip: str
    place_key: str
    expires: str
    duns: str
    registrant: str
    registrant_duns: str
    activities: str


class Listing:
    """The rows of a file; what was odd is known once all of them were read."""

    def __init__(self, table: Table, rows: Iterator[Row]) -> None:
        self._table, self._rows = table, rows

    def __iter__(self) -> Iterator[Row]:
        return self._rows

    @property
    def notes(self) -> dict[str, object]:
        """Rows read, rows left out, columns nobody knows, encoding."""
        table = self._table
        return {
            "rows": table.rows,
            "bad": table.bad,
            "unknown": ", ".join(table.unknown),
            "encoding": table.encoding,
        }


Aliases = Mapping[str, str]


@lru_cache(4096)
def iso(text: str) -> str:
    """A date as ISO text; empty when it cannot be read."""
    day = read_date(text)
    return day.isoformat() if day else ""
