"""Master data of a file: trade items and places, by vocabulary attributes.

Attribute names are CBV's (``urn:epcglobal:cbv:mda#name``); only the part behind the
last ``#``, ``:`` or ``/`` counts, since vendors use addresses of their own.
"""

import re
from dataclasses import replace
from sys import intern
from typing import TypeVar

from ..gs1.keys import check_digit
from .model import Item, Place
from .notes import Notes

# of one element told in many parts
_MOST_ATTRIBUTES = 1000
_TAIL = re.compile(r"[#:/]")
_GTIN_URN = re.compile(r"urn:epc:(?:idpat|id|class):l?s?gtin:(\d+)\.(\d+)", re.ASCII)
_GTIN_LINK = re.compile(r"/01/(\d{14})(?!\d)", re.ASCII)
_GLN_URN = re.compile(r"urn:epc:id(?:pat)?:[sp]gln:(\d+)\.(\d*)", re.ASCII)
_GLN_LINK = re.compile(r"/41[47]/(\d{13})(?!\d)|\(414\)(\d{13})(?!\d)", re.ASCII)
_DIGITS = re.compile(r"\d+", re.ASCII)
_ITEM = {
    "regulatedProductName": "name",
    "additionalTradeItemIdentification": "ndc",
    "additionalTradeItemIdentificationTypeCode": "ndc_type",
    "manufacturerOfTradeItemPartyName": "manufacturer",
    "dosageFormType": "dosage_form",
    "strengthDescription": "strength",
    "netContentDescription": "container_size",
    "drugName": "name",
    "functionalName": "name",
    "tradeItemDescription": "name",
    "descriptionShort": "name",
    "manufacturer": "manufacturer",
    "dosageForm": "dosage_form",
    "strength": "strength",
    "containerSize": "container_size",
    "additionalTradeItemIdentificationValue": "ndc",
}
_PLACE = {
    "name": "name",
    "streetAddressOne": "street",
    "streetAddressTwo": "street2",
    "city": "city",
    "state": "state",
    "postalCode": "zip",
    "countryCode": "country",
}


def gtin_of(identifier: str) -> str:
    """GTIN-14 of a class URN, pattern, Digital Link or plain number; else empty."""
    match = _GTIN_URN.match(identifier)
    if match:
        prefix, reference = match[1], match[2]
        body = reference[:1] + prefix + reference[1:]
        return f"{body}{check_digit(body)}" if len(body) == 13 else ""
    match = _GTIN_LINK.search(identifier)
    if match:
        return match[1]
    plain = _DIGITS.fullmatch(identifier)
    return identifier if plain and len(identifier) == 14 else ""


def gln_of(identifier: str) -> str:
    """GLN of an SGLN or PGLN URN, Digital Link or plain number; else empty."""
    match = _GLN_URN.match(identifier)
    if match:
        body = match[1] + match[2]
        return f"{body}{check_digit(body)}" if len(body) == 12 else ""
    match = _GLN_LINK.search(identifier)
    if match:
        return match[1] or match[2]
    plain = _DIGITS.fullmatch(identifier)
    return identifier if plain and len(identifier) == 13 else ""


_Element = TypeVar("_Element", Item, Place)


class MasterData:
    """Gathers the vocabulary elements of one file; equal ones are kept once."""

    def __init__(self, notes: Notes, markers: set[str]) -> None:
        self._notes, self._markers = notes, markers
        self._items: dict[str, Item] = {}
        self._places: dict[str, Place] = {}
        # attributes of elements that came in several parts, gathered without copying
        self._gathered: dict[tuple[type, str], dict[tuple[str, str], None]] = {}
        self.count = 0

    @property
    def items(self) -> tuple[Item, ...]:
        """Trade items in file order."""
        return tuple(map(self._complete, self._items.values()))

    @property
    def places(self) -> tuple[Place, ...]:
        """Locations and parties in file order."""
        return tuple(map(self._complete, self._places.values()))

    def _complete(self, element: _Element) -> _Element:
        told = self._gathered.get((type(element), element.id))
        return element if told is None else replace(element, attributes=tuple(told))

    def add(self, kind: str, identifier: str, attributes: list[tuple[str, str]]):
        """One vocabulary element: vocabulary type, id and (attribute id, text)."""
        self.count += 1
        if not identifier:
            self._notes.add("MASTERDATA_NO_ID", "header", kind=_tail(kind))
            return
        # names repeat with every element: kept once
        attributes = [(intern(name), text) for name, text in attributes if name]
        if "class" in kind.lower() or "gtin" in identifier.lower():
            self._put(self._items, self._item(identifier, attributes))
        elif not kind.endswith("Transaction"):
            self._put(self._places, self._place(identifier, attributes))

    def _put(self, known: dict[str, _Element], new: _Element) -> None:
        old = known.get(new.id)
        known[new.id] = new if old is None else self._merge(old, new)

    def _item(self, identifier: str, attributes: list[tuple[str, str]]) -> Item:
        fields = _fields(_ITEM, attributes)
        kind = fields.get("ndc_type", "")
        if kind in ("FDA_NDC_11", "US_FDA_NDC"):
            self._markers.add("R1.2" if kind == "FDA_NDC_11" else "R1.3")
        gtin = gtin_of(identifier)
        return Item(identifier, gtin, **fields, attributes=tuple(attributes))

    def _place(self, identifier: str, attributes: list[tuple[str, str]]) -> Place:
        fields = _fields(_PLACE, attributes)
        gln = gln_of(identifier)
        return Place(identifier, gln, **fields, attributes=tuple(attributes))

    def _merge(self, old: _Element, new: _Element) -> _Element:
        """The first word counts; later elements fill what it left empty."""
        self._gather(old, new)
        filled = {}
        for name in new.__slots__:
            before, after = getattr(old, name), getattr(new, name)
            if name == "attributes":
                continue
            if after and not before:
                filled[name] = after
            elif after and before != after:
                self._notes.add(
                    "MASTERDATA_CONFLICT",
                    "header",
                    id=old.id,
                    first=before,
                    second=after,
                )
        return replace(old, **filled) if filled else old

    def _gather(self, old: _Element, new: _Element) -> None:
        key = (type(old), old.id)
        if key not in self._gathered:
            self._gathered[key] = dict.fromkeys(old.attributes[:_MOST_ATTRIBUTES])
        told = self._gathered[key]
        for attribute in new.attributes:
            if len(told) == _MOST_ATTRIBUTES:
                break
            told[attribute] = None


def _tail(name: str) -> str:
    return _TAIL.split(name)[-1]


def _fields(names: dict[str, str], attributes: list[tuple[str, str]]) -> dict[str, str]:
    """Fields by attribute; of several for one field, the first in ``names`` wins."""
    given: dict[str, str] = {}
    for name, text in attributes:
        given.setdefault(_tail(name), text)
    fields: dict[str, str] = {}
    for name, field in names.items():
        if given.get(name) and field not in fields:
            fields[field] = given[name]
    return fields
