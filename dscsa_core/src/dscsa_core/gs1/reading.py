"""A reading: what one text says about one package, logistic unit, item or place."""

from dataclasses import dataclass
from datetime import date

from ..errors import Gs1Error
from .dates import ReadDate, parse_yymmdd
from .element_string import CORE_AIS, Elements
from .epc_uri import OTHER as EPC_OTHER
from .epc_uri import Epc
from .keys import package_key, sscc_key

PACKAGE, LOGISTIC, GTIN, GLN, OTHER = "package", "logistic", "gtin", "gln", "other"
ELEMENT_STRING, BRACKETED, DIGITAL_LINK = "element_string", "bracketed", "digital_link"
EPC_URN, BARE = "epc_urn", "bare"

# Keys of assets, documents, services and the like: read, but nothing to receive.
_OTHER_KEYS = frozenset(
    ("253", "255", "401", "402", "8002", "8003", "8004", "8006", "8010", "8013")
    + ("8017", "8018", "8020", "8026")
)
_PLACES = ("414", "410", "411", "412", "413", "415", "416", "417")


@dataclass(frozen=True, slots=True)
class Reading:
    """One meaning of a text. Fields the text does not give are None.

    ``kind`` is ``package`` (GTIN and serial: unit, case), ``logistic`` (SSCC),
    ``gtin``, ``gln`` or ``other``; ``key`` the key text of the first two. ``expiry``
    is the last usable day, ``expiry_day_00`` says the label gave only the month.
    ``count`` is AI 37 or 30. ``elements`` are the (AI, value) pairs, ``source`` the
    form of the text.
    """

    kind: str
    key: str | None = None
    gtin: str | None = None
    serial: str | None = None
    lot: str | None = None
    expiry: date | None = None
    expiry_day_00: bool = False
    sscc: str | None = None
    gln: str | None = None
    extension: str | None = None
    count: int | None = None
    elements: Elements = ()
    source: str = ELEMENT_STRING

    @property
    def is_complete(self) -> bool:
        """Whether all parts of a product identifier are there (FD&C Act, 581(14))."""
        return None not in (self.gtin, self.serial, self.lot, self.expiry)

    @property
    def has_internal(self) -> bool:
        """Whether company-internal fields (AI 90 to 99) are among the elements."""
        return any(ai[0] == "9" for ai, _ in self.elements)

    @property
    def identity(self) -> tuple[object, ...]:
        """What a person can tell two readings of one text apart by."""
        return (self.kind, self.key, self.gtin, self.lot, self.expiry, self.count)


def reading_of(elements: Elements, today: date, source: str) -> Reading:
    """Meaning of elements; raises Gs1Error ``barcode.no_key`` (ais) without a key."""
    values = dict(elements)
    gtin, serial, sscc = values.get("01"), values.get("21"), values.get("00")
    if sscc is None and gtin is None and not _has_other_key(values):
        raise Gs1Error("barcode.no_key", ais=", ".join(values))
    expiry = _expiry(values, today)
    count = values.get("37", values.get("30"))
    gln = next((values[ai] for ai in _PLACES if ai in values), None)
    return Reading(
        kind=_kind(gtin, serial, sscc, gln),
        key=_key(gtin, serial, sscc),
        gtin=gtin or values.get("02"),
        serial=serial,
        lot=values.get("10"),
        expiry=expiry.value if expiry else None,
        expiry_day_00=bool(expiry and expiry.day_00),
        sscc=sscc,
        gln=gln,
        extension=values.get("254"),
        count=int(count) if count else None,
        elements=elements,
        source=source,
    )


def reading_of_epc(epc: Epc, source: str) -> Reading:
    """Meaning of an EPC; raises Gs1Error ``barcode.no_key`` when it is no GS1 key."""
    if epc.kind == EPC_OTHER:
        raise Gs1Error("barcode.no_key", ais=epc.key)
    gtin, serial, sscc = epc.gtin or None, epc.serial or None, epc.sscc or None
    gln = epc.gln or None
    return Reading(
        kind=_kind(gtin, serial, sscc, gln),
        key=_key(gtin, serial, sscc),
        gtin=gtin,
        serial=serial,
        lot=epc.lot or None,
        sscc=sscc,
        gln=gln,
        extension=epc.extension or None,
        source=source,
    )


def rank(elements: Elements) -> tuple[object, ...]:
    """Sort key of the ways to cut one text, the likeliest first.

    A label of a drug has the four parts of the product identifier, fields of drug
    labels only, and serials and lots of more than a few characters.
    """
    values = dict(elements)
    foreign = sum(ai not in CORE_AIS for ai in values)
    expiry = "17" in values or "7003" in values
    complete = expiry and not {"01", "10", "21"} - values.keys()
    short = sum(max(0, 4 - len(values.get(ai, "....."))) for ai in ("10", "21"))
    return (foreign, not complete, short, len(elements), elements)


def _has_other_key(values: dict[str, str]) -> bool:
    return any(ai in values for ai in (*_PLACES, *_OTHER_KEYS))


def _kind(
    gtin: str | None, serial: str | None, sscc: str | None, gln: str | None
) -> str:
    if sscc:
        return LOGISTIC
    if gtin:
        return PACKAGE if serial else GTIN
    return GLN if gln else OTHER


def _key(gtin: str | None, serial: str | None, sscc: str | None) -> str | None:
    if sscc:
        return sscc_key(sscc)
    return package_key(gtin, serial) if gtin and serial else None


def _expiry(values: dict[str, str], today: date) -> ReadDate | None:
    text = values.get("17") or values.get("7003", "")[:6]
    return parse_yymmdd(text, today) if text else None
