"""What each finding means by default for a profile of company: one table.

A row a code, a column a profile: ``note``, ``amber``, ``hold`` or ``stop``. The product
keeps them as data that a company may change; the checker judges by them.
"""

import csv
import io
from importlib.resources import files

PROFILES = ("pharmacy_small", "pharmacy", "practitioner", "wholesaler")


def default_rows() -> list[dict[str, str]]:
    """The rows of the table by column: ``code``, one for each profile, and the rest."""
    source = files(__package__).joinpath("severity.csv")
    text = source.read_text(encoding="utf-8")
    return list(csv.DictReader(io.StringIO(text, newline="")))
