"""The rows of ``answers.csv``: what each answer means, who acts, and what is repeated.

``told``: which part of an answer the row is about, ``key`` its folded spelling; an
empty key: nothing is said there, ``*``: anything no other row names. Of ``status`` a
key of one digit is a whole class. ``steps``: codes of what a screen offers, in this
order; ``finding``: the catalogue code of the hold that follows; ``repeat``: the machine
may ask the same again.
"""

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from types import MappingProxyType

CONFIRMED, CONFIRMED_STOP, CONFIRMED_REMARK, NOT_CONFIRMED, NOT_CHECKED = OUTCOMES = (
    *("confirmed", "confirmed_stop", "confirmed_remark"),
    *("not_confirmed", "not_checked"),
)
GREEN, AMBER, RED = LEVELS = ("green", "amber", "red")
STEPS = (
    *("scan_again", "suspect_question", "suspect_case", "notification_rules"),
    *("recall_question", "expired", "keep_evidence", "person_looks"),
    *("ask_again", "ask_again_later", "by_telephone"),
)
# spellings differ from maker to maker: No_match, no match, NoMatch
_LOOSE = re.compile(r"[ _-]")


@dataclass(frozen=True, slots=True)
class Row:
    """One meaning; ``code`` is one of the catalogue (``vrs.…``)."""

    outcome: str
    level: str
    code: str
    steps: tuple[str, ...]
    finding: str
    repeat: bool


def folded(text: str) -> str:
    """A word without case, blank, hyphen and underscore."""
    return _LOOSE.sub("", text).lower()


def row_of(told: str, key: str = "") -> Row | None:
    """The row of this very key, as it is folded."""
    return ROWS.get((told, key))


def row_or_any(told: str, key: str = "") -> Row:
    """The row of a key, or that of whatever is not named."""
    return ROWS.get((told, key)) or ROWS[told, "*"]


def row_of_status(status: object) -> Row:
    """The row of an HTTP status that is not 200, or of a word for what went wrong."""
    if isinstance(status, str):
        return row_or_any("fault", status)
    text = str(status)
    return row_of("status", text) or row_or_any("status", _class_of(text))


def _class_of(status: str) -> str:
    return status[0] if re.fullmatch(r"[1-5]\d\d", status, re.ASCII) else "*"


def _read() -> Mapping[tuple[str, str], Row]:
    source = files(__package__).joinpath("answers.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(io.StringIO(source, newline=""))
    return MappingProxyType({(row["told"], row["key"]): _row(row) for row in rows})


def _row(row: Mapping[str, str]) -> Row:
    return Row(
        row["outcome"],
        row["level"],
        f"vrs.{row['code']}",
        tuple(row["steps"].split()),
        row["finding"],
        row["repeat"] == "yes",
    )


ROWS = _read()
