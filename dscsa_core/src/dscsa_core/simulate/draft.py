"""A delivery while it is being made: packages, paper, and what lies in the tote."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypedDict, Unpack

from ..epcis.model import Event, Item, Place
from ..gs1.epc_encode import sgln_uri, sgtin_uri, sscc_uri
from ..gs1.keys import check_digit

PREFIX = "0399999"
PREFIX_LENGTH = 7
_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"

EventChange = Callable[[list[Event]], list[Event]]
TextChange = Callable[[str], str]


def gtin_of(number: int) -> str:
    """GTIN of an invented product, by a number of up to five digits."""
    body = f"0{PREFIX}{number:05d}"
    return f"{body}{check_digit(body)}"


def gln_of(number: int) -> str:
    """GLN of an invented business, by a number of up to seven digits."""
    body = f"0399{number:07d}0"
    return f"{body}{check_digit(body)}"


@dataclass(frozen=True, slots=True)
class Pack:
    """One package; in the file, or (as its label) in the tote."""

    gtin: str
    serial: str
    lot: str
    expiry: date

    @property
    def uri(self) -> str:
        return sgtin_uri(self.gtin, self.serial, PREFIX_LENGTH)


@dataclass
class Draft:
    """What faults change before the files are written.

    ``packs`` are announced, ``tote`` is what comes; ``event_changes`` and
    ``text_changes`` are applied to the file in order.
    """

    rng: random.Random
    seller: Place
    buyer: Place
    shipped_at: datetime
    created: datetime
    po: str
    invoice: str
    items: list[Item]
    packs: list[Pack]
    tote: list[Pack]
    statement: bool | None = True
    sender: Place | None = None
    comes_later: bool = False
    spoiled: set[str] = field(default_factory=set)
    event_changes: list[EventChange] = field(default_factory=list)
    text_changes: list[TextChange] = field(default_factory=list)

    def serial(self) -> str:
        """A serial number nothing else has."""
        return "".join(self.rng.choices(_ALPHABET, k=12))

    def lot(self) -> str:
        """A lot number nothing else has."""
        return "".join(self.rng.choices(_ALPHABET, k=6))

    def any(self) -> int:
        """The position of a package that comes as announced, chosen by the seed."""
        good = [
            position
            for position, pack in enumerate(self.tote)
            if pack in self.packs and pack.serial not in self.spoiled
        ]
        position = self.rng.choice(good)
        self.spoiled.add(self.tote[position].serial)
        return position

    @property
    def sscc(self) -> str:
        """URI of the tote; the same for the same delivery."""
        number = sum(map(ord, self.invoice)) * 1000 + len(self.packs)
        body = f"0{PREFIX}{number % 10**9:09d}"
        return sscc_uri(f"{body}{check_digit(body)}", PREFIX_LENGTH)


class Address(TypedDict, total=False):
    """Where an invented business is; names as in ``Place``."""

    street: str
    city: str
    state: str
    zip: str
    country: str


def place_of(number: int, name: str, **address: Unpack[Address]) -> Place:
    """Master data of an invented business."""
    gln = gln_of(number)
    return Place(sgln_uri(gln, PREFIX_LENGTH), gln=gln, name=name, **address)
