"""What a code means: the record behind every finding and error of the core."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files

# Families of requirements 5.3, and what reading, lists and the bench add to them.
FAMILIES = {
    "document": "the file itself: header, statement, times",
    "reading": "faults met while a file is read, and why one cannot be read at all",
    "location": "who sells, ships and receives",
    "product": "which product a number means",
    "serial": "numbers of packages, and states their senders tell",
    "aggregation": "what lies in which case or pallet",
    "receiving": "at the bench: goods against data, serials seen before",
    "quantity": "at the bench: counts",
    "tracing": "orders, proofs and their links",
    "packaging": "the pack in hand: barcode, print, seal",
    "verification": "questions to a verification service, and its answers",
    "transport": "how messages come and go",
    "gs1": "keys, identifiers and scans that break their GS1 rule; see ``gs1.codes``",
    "lists": "public lists of licenses, and services asked about one license",
    "ledger": "is what was kept still what was kept",
    "outbound": "what leaves: its case, its evidence, and what a file can say of it",
    "investigation": "suspect and illegitimate product: what a step still needs",
}

# HDA exception categories, 2023 edition. Own names; empty = no exchange concerned.
HDA = ("data", "no_data", "no_product", "packaging", "unavailable", "")

_NAMES = re.compile(r"%\((\w+)\)s")


@dataclass(frozen=True, slots=True)
class Rule:
    """One numbered rule: a line of ``rules.csv``.

    ``number`` (``DOC-03``) is stable and unique; ``code`` is what a Finding or a
    CoreError carries; ``family`` one of FAMILIES; ``hda`` one of HDA; ``level`` a level
    of ``finding``. ``sentence`` says what is wrong, ``next_step`` what to do now; both
    are templates with ``%(name)s`` facts, for a pharmacy technician to read.
    """

    number: str
    code: str
    family: str
    hda: str
    level: str
    sentence: str
    next_step: str

    @property
    def facts(self) -> tuple[str, ...]:
        """Names of the facts the two texts show, in order of appearance."""
        names = _NAMES.findall(self.sentence + self.next_step)
        return tuple(dict.fromkeys(names))


def read_rules() -> Iterator[Rule]:
    """The lines of the table in their order; TypeError for one that is not whole."""
    source = files(__package__).joinpath("rules.csv")
    rows = csv.reader(io.StringIO(source.read_text(encoding="utf-8")))
    next(rows)
    return (Rule(*row) for row in rows)
