"""A shipping notice that is no EPCIS file: who sends what to whom, as told once.

X12 and tables say what is in a shipment, not what happened to each package before.
They are read into these values; ``events`` says the same in the one event model, so
that everything behind it (register, TI/TS, rules) is shared.
"""

from dataclasses import dataclass
from datetime import date, datetime

from ..epcis.model import Place, Typed

X12, CSV, XLSX = "x12", "csv", "xlsx"
# Formats that name no events and no EPC identifiers: nothing is missed in them that
# only EPCIS has.
PLAIN_FORMATS = frozenset((X12, CSV, XLSX))


@dataclass(frozen=True, slots=True)
class Goods:
    """Containers of one GTIN, lot and expiry.

    ``quantity`` of them are told by count alone, beside those named by ``serials``.
    ``holder`` is the SSCC of the tote or pallet they lie in, empty for none.
    """

    gtin: str
    lot: str = ""
    expiry: date | None = None
    quantity: int = 0
    serials: tuple[str, ...] = ()
    holder: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """One shipment. ``number`` names it for its sender, so that it can be taken back.

    ``day`` of the transaction, ``shipped_at`` aware UTC or None, ``offset`` the
    sender's clock. ``packing`` are pairs (outer SSCC, inner SSCC). ``orders`` pairs
    (order number, numbers into ``goods``), given when there are several orders.
    ``withdrawn``: the sender declares that this shipment does not happen; ``corrects``:
    that it says anew one of the same number.
    """

    number: str = ""
    goods: tuple[Goods, ...] = ()
    day: date | None = None
    shipped_at: datetime | None = None
    offset: str = ""
    seller: Place | None = None
    buyer: Place | None = None
    ship_from: Place | None = None
    ship_to: Place | None = None
    references: tuple[Typed, ...] = ()
    packing: tuple[tuple[str, str], ...] = ()
    units: tuple[str, ...] = ()
    orders: tuple[tuple[str, tuple[int, ...]], ...] = ()
    drop_shipment: bool | None = None
    direct_purchase: str = ""
    withdrawn: bool = False
    corrects: bool = False

    @property
    def places(self) -> tuple[Place, ...]:
        """All parties that are named."""
        named = (self.seller, self.buyer, self.ship_from, self.ship_to)
        return tuple(place for place in named if place)


def place_id(gln: str, name: str, postcode: str = "", other: str = "") -> str:
    """What tells a party from others: its GLN, else name and postcode, else a number.

    The same words always give the same text, whoever writes them.
    """
    if gln:
        return gln
    words = f"{_plain(name)}|{_plain(postcode)}"
    return words if words != "|" and _plain(name) else other


def _plain(text: str) -> str:
    return "".join(char for char in text.lower() if char.isascii() and char.isalnum())
