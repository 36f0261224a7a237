"""Parties and business references of a shipping event, as the sender wrote them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from ..errors import Gs1Error
from ..gs1.epc_uri import parse_location
from .model import Event, Place, Typed

_BT = "urn:epcglobal:cbv:bt:"
_ISSUED = re.compile(
    r"(?:urn:epc:id:[sp]gln:)?(\d[\d.]*|N/A)?:(.+)", re.IGNORECASE | re.DOTALL
)
_GDTI = re.compile(r"urn:epc:id:gdti:\d+\.\d*\.(.+)", re.IGNORECASE | re.DOTALL)
# Misspelt in a wholesaler's own sample.
_TYPE_NAMES = {"locaton": "location"}


@dataclass(frozen=True, slots=True)
class Party:
    """A party as given: ``id`` the identifier in the file, the rest from master data.

    ``gln`` is 13 digits with a right check digit, or empty; ``extension`` says which
    door or shelf of it. ``fault`` is the code of
    what is wrong with the identifier (``gs1.gln.check_digit``), or empty.
    """

    id: str
    gln: str = ""
    name: str = ""
    street: str = ""
    street2: str = ""
    city: str = ""
    state: str = ""
    zip: str = ""
    country: str = ""
    fault: str = ""
    extension: str = ""

    @property
    def has_address(self) -> bool:
        """Business name and address, as TI asks for (FDCA s.581(26)(I), (J))."""
        return bool(self.name and self.street and self.city)


@dataclass(frozen=True, slots=True)
class Reference:
    """A business document: short type (``po``), its number alone, the text as given."""

    type: str
    number: str
    issuer: str = ""
    value: str = ""


class Places:
    """Master data of places, found by identifier, else by location number."""

    def __init__(self, places: Iterable[Place]) -> None:
        self._by_id: dict[str, Place] = {}
        self._by_key: dict[tuple[str, str], Place] = {}
        for place in places:
            self._by_id.setdefault(place.id, place)
            gln, extension, _fault = _location(place.id)
            gln = gln or place.gln
            if gln:
                self._by_key.setdefault((gln, extension), place)

    def party(self, text: str) -> Party:
        """The party an identifier stands for, with name and address where given."""
        gln, extension, fault = _location(text)
        place = self._by_id.get(text) or (gln and self._by_key.get((gln, extension)))
        if not place:
            return Party(text, gln, fault=fault, extension=extension)
        return Party(
            text,
            gln or place.gln,
            place.name,
            place.street,
            place.street2,
            place.city,
            place.state,
            place.zip,
            place.country,
            fault,
            extension,
        )


def _location(text: str) -> tuple[str, str, str]:
    """(GLN, extension, code of the fault) of a location identifier."""
    try:
        epc = parse_location(text)
    except Gs1Error as error:
        return "", "", error.code
    return epc.gln, epc.extension, ""


@dataclass(frozen=True, slots=True)
class Parties:
    """Who sells to whom, from where to where; None where the event is silent.

    ``shipper`` and ``receiver`` are possessing parties that are not the owners;
    ``buyer_of_header``: the buyer is whom the file is sent to.
    """

    seller: Party | None = None
    buyer: Party | None = None
    ship_from: Party | None = None
    ship_to: Party | None = None
    shipper: Party | None = None
    receiver: Party | None = None
    buyer_of_header: bool = False


def parties_of(event: Event, places: Places, receiver: str = "") -> Parties:
    """The parties of a shipping event; ``ship_from`` else the place of reading.

    Where the event names nobody who gets the goods it is the ``receiver`` of the file.
    """
    sources, destinations = _by_type(event.sources), _by_type(event.destinations)

    def party(text: str) -> Party | None:
        return places.party(text) if text else None

    known = destinations.keys() & {"owning_party", "possessing_party"}
    shipper, holder = (
        given.get("possessing_party", "") for given in (sources, destinations)
    )
    return Parties(
        party(sources.get("owning_party", "")),
        party(destinations.get("owning_party", "") or ("" if known else receiver)),
        party(sources.get("location") or shipper or event.read_point),
        party(destinations.get("location") or holder),
        party(shipper if shipper != sources.get("owning_party") else ""),
        party(holder if holder != destinations.get("owning_party") else ""),
        bool(receiver and not known),
    )


def _by_type(given: Iterable[Typed]) -> dict[str, str]:
    found: dict[str, str] = {}
    for item in given:
        name = item.type.strip().lower()
        if item.value.strip():
            found.setdefault(_TYPE_NAMES.get(name, name), item.value.strip())
    return found


def references_of(events: Iterable[Event]) -> tuple[Reference, ...]:
    """Business documents of all these events, each once."""
    return tuple(dict.fromkeys(_references(events)))


def _references(events: Iterable[Event]) -> Iterator[Reference]:
    for event in events:
        for item in event.references:
            if item.value.strip():
                yield reference_of(item)


def reference_of(item: Typed) -> Reference:
    """Cut the document number out of a reference.

    Forms met: ``urn:epcglobal:cbv:bt:<GLN>:<number>``, with an SGLN or nothing in
    place of the GLN, a GDTI, and the bare number. Slashes and zeros are kept.
    """
    value = item.value.strip()
    kind, issuer, number = item.type.strip().lower(), "", value
    if value.lower().startswith(_BT):
        number = value[len(_BT) :]
        issued = _ISSUED.fullmatch(number)
        if issued:
            issuer, number = _gln_of(issued[1] or ""), issued[2]
        number = unquote(number)
    elif gdti := _GDTI.fullmatch(value):
        number = unquote(gdti[1])
    return Reference(kind, number.strip(), issuer, value)


def _gln_of(text: str) -> str:
    return _location(text)[0]
