"""Requests and responses as values; ``wire`` makes bytes of them and reads them.

Names of fields are those of the messages. Empty texts and None: not said.
"""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Party:
    """A firm as a message names it."""

    name: str = ""
    address: str = ""
    gln: str = ""


@dataclass(frozen=True, slots=True)
class License:
    """A license of the requester, so that the one asked can look it up."""

    state: str = ""
    number: str = ""
    valid_until: str = ""


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to answer; ``preferred``: mail or telephone, which is there then."""

    name: str = ""
    preferred: str = "mail"
    mail: str = ""
    telephone: str = ""


@dataclass(frozen=True, slots=True)
class Requester:
    """Who asks, with what shows that it is an authorized trading partner."""

    name: str
    contact: Contact
    address: str = ""
    gln: str = ""
    department: str = ""
    role: str = ""
    credential: str = ""
    licenses: tuple[License, ...] = ()


@dataclass(frozen=True, slots=True)
class AnswerTo:
    """Where the answer goes: one of them at least."""

    mail: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Authority:
    """On whose behalf is asked; called back at ``call_back`` before an answer goes."""

    agency: str = ""
    officer: str = ""
    call_back: str = ""
    level: str = ""
    badge: str = ""
    case: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One package: GTIN or NDC, and serial."""

    serial: str = ""
    gtin: str = ""
    ndc: str = ""
    lot: str = ""
    expiry: date | None = None
    quantity: int | None = None


@dataclass(frozen=True, slots=True)
class File:
    """A file that goes with the message."""

    name: str = ""
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """A document of the trade: its kind (po, invoice …) and number."""

    kind: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class Request:
    """``trace-request/1``. ``reason`` of REASONS, ``wanted`` of WANTED.

    ``is_test``: a drill; its answers leave the drill nowhere.
    """

    request_id: str
    sent_at: datetime
    requester: Requester
    answer_to: AnswerTo
    reason: str
    items: tuple[Item, ...]
    is_test: bool = False
    wanted: str = "transactions"
    authority: Authority | None = None
    own_number: str = ""
    fda_incident_number: str = ""
    circumstances: str = ""
    documents: tuple[Paper, ...] = ()
    answer_by: datetime | None = None
    files: tuple[File, ...] = ()


@dataclass(frozen=True, slots=True)
class Transaction:
    """One change of ownership as its papers have it: 581(26)."""

    seller: Party
    buyer: Party
    product: str = ""
    strength: str = ""
    dosage_form: str = ""
    ndc: str = ""
    container_size: str = ""
    containers: int | None = None
    lot: str = ""
    expiry: date | None = None
    transaction_date: date | None = None
    shipment_date: date | None = None
    statement: bool | None = None
    direct_purchase: bool | None = None


@dataclass(frozen=True, slots=True)
class Answered:
    """What is answered to one item. ``result`` of RESULTS."""

    item: Item
    result: str
    why: str = ""
    transactions: tuple[Transaction, ...] = ()


@dataclass(frozen=True, slots=True)
class Response:
    """``trace-response/1``. ``status`` is what the sender calls it; see ``answers``."""

    response_id: str
    request_id: str
    sent_at: datetime
    responder: Party
    status: str
    items: tuple[Answered, ...] = ()
    is_test: bool = False
    files: tuple[File, ...] = ()
    remarks: str = ""
    refusal: str = ""
