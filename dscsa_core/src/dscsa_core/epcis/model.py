"""One event model for EPCIS 1.0 to 2.0, XML and JSON-LD.

Values are plain and frozen; identifiers stay texts as the file has them
(whitespace trimmed). ``time`` is aware UTC; ``offset`` keeps the zone the sender
wrote (``-05:00``), which never shifts the time (EPCIS 1.2, section 7.3.5).
"""

from dataclasses import dataclass
from datetime import date, datetime

OBJECT, AGGREGATION, TRANSACTION = "object", "aggregation", "transaction"
QUANTITY, TRANSFORMATION, ASSOCIATION = "quantity", "transformation", "association"
KINDS = (OBJECT, AGGREGATION, TRANSACTION, QUANTITY, TRANSFORMATION, ASSOCIATION)

# Releases of GS1 US's DSCSA guideline, and a file with marks of both.
R12, R13, MIXED = "R1.2", "R1.3", "mixed"


@dataclass(frozen=True, slots=True)
class QuantityElement:
    """So many (``quantity`` in ``uom``; none = pieces) of a class, without serials."""

    epc_class: str
    quantity: float | None = None
    uom: str = ""


@dataclass(frozen=True, slots=True)
class Typed:
    """A typed reference: business transaction (``po``), source or destination.

    ``type`` is the short CBV name (``po``, ``desadv``, ``inv``, ``owning_party``,
    ``location``) or the text as given when it is none of the CBV's.
    """

    type: str
    value: str


@dataclass(frozen=True, slots=True)
class ErrorDeclaration:
    """The sender takes an event back (``reason`` short CBV name)."""

    time: datetime | None
    reason: str
    corrective_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Purchase:
    """What a seller says of how goods were bought: the statement (FDCA s.582(c)(1)),
    and the identifiers it does, or does not, hold for.
    """

    qualifier: str = ""
    statement: str = ""
    epcs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """One EPCIS event. ``position`` counts from 1 in file order over all event lists.

    ``epcs`` are the object/transaction/child EPCs; a transformation has ``inputs``
    and ``outputs`` instead. ``step`` and ``disposition`` are short CBV names
    (``shipping``, ``in_transit``) or the text as given. ``lot`` and ``expiry`` are
    what the event says of its EPCs, wherever the sender put it (ILMD or extension).
    ``items`` are (GTIN, lot, expiry) of a vendor's list: each speaks for its own GTIN.
    ``purchase`` is the direct purchase statement, its EPCs those bought otherwise;
    ``received_purchase`` what the seller before said.
    ``states`` and ``states_ended`` are what a persistent disposition sets and ends.
    ``extensions`` are (Clark name or JSON key, raw text) pairs, kept for the record.
    """

    position: int
    kind: str
    time: datetime | None
    offset: str = ""
    record_time: datetime | None = None
    event_id: str = ""
    action: str = ""
    step: str = ""
    disposition: str = ""
    states: tuple[str, ...] = ()
    states_ended: tuple[str, ...] = ()
    read_point: str = ""
    location: str = ""
    parent: str = ""
    epcs: tuple[str, ...] = ()
    inputs: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ()
    quantities: tuple[QuantityElement, ...] = ()
    input_quantities: tuple[QuantityElement, ...] = ()
    output_quantities: tuple[QuantityElement, ...] = ()
    references: tuple[Typed, ...] = ()
    sources: tuple[Typed, ...] = ()
    destinations: tuple[Typed, ...] = ()
    lot: str = ""
    expiry: date | None = None
    drop_shipment: bool | None = None
    direct_purchase: str = ""
    items: tuple[tuple[str, str, date | None], ...] = ()
    purchase: Purchase | None = None
    received_purchase: Purchase | None = None
    transaction_date: date | None = None
    error: ErrorDeclaration | None = None
    extensions: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """Master data of a trade item class; ``gtin`` is 14 digits or empty."""

    id: str
    gtin: str = ""
    name: str = ""
    ndc: str = ""
    ndc_type: str = ""
    manufacturer: str = ""
    dosage_form: str = ""
    strength: str = ""
    container_size: str = ""
    attributes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """Master data of a location or party; ``gln`` is 13 digits or empty."""

    id: str
    gln: str = ""
    name: str = ""
    street: str = ""
    street2: str = ""
    city: str = ""
    state: str = ""
    zip: str = ""
    country: str = ""
    attributes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Header:
    """What a file says of itself. ``statement`` None = the file is silent on it.

    ``guideline`` is the GS1 US release the markers show: ``R1.2``, ``R1.3``,
    ``mixed`` or empty (not a US file).
    """

    format: str
    version: str = ""
    created: datetime | None = None
    sender: str = ""
    receiver: str = ""
    instance_id: str = ""
    guideline: str = ""
    statement: bool | None = None
    legal_notice: str = ""
    items: tuple[Item, ...] = ()
    places: tuple[Place, ...] = ()
