"""What is reported on Form FDA 3911."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType
from typing import NamedTuple

from ..words import rows_of

INITIAL, FOLLOW_UP, TERMINATION = REPORTS = ("initial", "follow_up", "termination")
# the form of August 2015, and the draft of 2025 that has one item more
FORM_2015, FORM_2025 = VERSIONS = ("2015", "2025")


class Choice(NamedTuple):
    """One answer of a list: FDA's code (empty where none is known) and its words."""

    code: str
    label: str


def _choices() -> dict[str, dict[str, Choice]]:
    lists: dict[str, dict[str, Choice]] = {}
    for row in rows_of("form3911/codes.csv"):
        choice = Choice(row["code"], row["label"])
        lists.setdefault(row["list"], {})[row["key"]] = choice
    return lists


# list -> key -> Choice; classifications have the keys of ``signs.KINDS``
CODES: Mapping[str, Mapping[str, Choice]] = MappingProxyType(_choices())


@dataclass(frozen=True, slots=True)
class Product:
    """One product of a report. Expiries are days, or what is printed instead."""

    name: str = ""
    ingredients: str = ""
    strength: str = ""
    dosage_form: str = ""
    description: str = "finished"
    ndc: str = ""
    quantity: int | None = None
    unit: str = ""
    lots: tuple[str, ...] = ()
    serials: tuple[str, ...] = ()
    expiries: tuple[date | str, ...] = ()

    @property
    def full_name(self) -> str:
        """Name, strength and form in one text; what the name says, it says once."""
        rest = (self.strength.strip(), self.dosage_form.strip())
        name = self.name.strip()
        # whole words: 25 mg is not said by 125 mg
        said = f" {name} ".casefold()
        more = (text for text in rest if f" {text} ".casefold() not in said)
        return " ".join(filter(None, (name, *more)))

    @property
    def called(self) -> str:
        """How its numbers are told from those of other products."""
        return self.ndc or self.name or "?"


@dataclass(frozen=True, slots=True)
class Address:
    """A company as item 20 (21) wants it."""

    name: str = ""
    address1: str = ""
    city: str = ""
    state: str = ""
    zip: str = ""
    country: str = "US"
    address2: str = ""


@dataclass(frozen=True, slots=True)
class Contact:
    """FDA's answer with the incident number goes to ``email``."""

    name: str = ""
    telephone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """Facts of one report; texts empty and days None where nobody knows yet.

    ``determined_at`` is on the clock of the company. Keys: ``classification`` of
    ``signs.KINDS``, ``drug_use``, ``company_category`` and ``other_reports`` of CODES;
    ``other_words`` says which, for ``other``.
    """

    products: tuple[Product, ...] = ()
    determined_at: datetime | None = None
    initial_date: date | None = None
    classification: str = ""
    drug_use: str = "human"
    incident_number: str = ""
    incident_location: str = ""
    event: str = ""
    termination_reason: str = ""
    other_reports: tuple[str, ...] = ("none",)
    other_words: str = ""
    company: Address = field(default_factory=Address)
    company_category: str = "dispenser"
    facility_identifier: str = ""
    contact: Contact = field(default_factory=Contact)
