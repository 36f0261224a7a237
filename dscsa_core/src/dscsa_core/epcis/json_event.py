"""One event object of EPCIS 2.0 JSON-LD, or of converted XML, as a draft."""

from .context import Context
from .json_parts import get, items, raw, text
from .json_stream import local
from .limits import Limits
from .notes import Notes
from .text import Texts
from .vocabulary import (
    DROP_SHIPMENT,
    EXPIRY_NAMES,
    FIELDS,
    GTIN_NAMES,
    LOT_NAMES,
    ORDER,
    is_uri,
)
from .xml_event import (
    EPCS,
    HEALTHCARE,
    PLACES,
    PURCHASES,
    QUANTITY_FIELDS,
    ROWS,
    TEXTS,
    TYPED,
)

_KEYWORDS = frozenset(("type", "isA", "@type", "@context", "id", "@id"))
_ROW_NAMES = {
    "bizTransactionList": "bizTransaction",
    "sourceList": "source",
    "destinationList": "destination",
}


class JsonEvents:
    """Reads event objects of one document; ``markers`` collects the release's."""

    def __init__(self, notes: Notes, texts: Texts, limits: Limits, markers: set[str]):
        self._notes, self._texts, self._limits = notes, texts, limits
        self._markers = markers

    def draft(self, kind: str, event: dict, context: Context) -> dict:
        """The raw fields of an event object."""
        draft: dict = {}
        inner = context.inside(event.get("@context"))
        self._fill(draft, kind, event, inner)
        return draft

    def _fill(self, draft: dict, kind: str, event: dict, context: Context) -> None:
        for key, value in event.items():
            if key in _KEYWORDS or context.is_declaration(key):
                continue
            name = context.field(key)
            if name in TEXTS:
                draft[name] = text(value)
            elif name in EPCS:
                draft.setdefault(name, []).extend(self._epcs(value))
            elif name in PLACES:
                place = get(value, "id")
                draft[name] = text(value if place is None else place)
            elif name in FIELDS and not name.endswith("xtension"):
                if name not in ORDER[kind]:
                    self._notes.add("ELEMENT_UNKNOWN", name=name, inside=kind)
                self._rare(draft, name, value, context)
            elif name in ("extension", "baseExtension"):
                self._extension(draft, kind, value, context)
            else:
                self._foreign(draft, key, value, context)

    def _extension(
        self, draft: dict, kind: str, value: object, context: Context
    ) -> None:
        for one in items(value):
            if isinstance(one, dict):
                self._fill(draft, kind, one, context)

    def _epcs(self, value: object) -> list[str]:
        values = items(value, "epc")
        if all(type(one) is str for one in values):
            joined = "".join(values)
            if joined.isascii() and joined.split() == [joined] and all(values):
                return values
        return self._texts.identifiers([text(one) for one in values])

    def _rare(self, draft: dict, name: str, value: object, context: Context) -> None:
        if name in ROWS:
            draft[name] = [self._quantity(row) for row in self._quantities(value)]
        elif name in TYPED:
            draft[name] = [
                self._typed(row, _ROW_NAMES[name])
                for row in items(value, _ROW_NAMES[name])
            ]
        elif name == "ilmd":
            self._ilmd(draft, value, context)
        elif name == "errorDeclaration":
            ids = get(value, "correctiveEventIDs")
            draft[name] = (
                text(get(value, "declarationTime")),
                text(get(value, "reason")),
                [text(one) for one in items(ids, "correctiveEventID")],
            )
        else:
            if name == "certificationInfo":
                self._certification(value)
            elif name == "sensorElementList" and value:
                draft["sensors"] = True
            elif name == "persistentDisposition":
                for field, key in (("statesSet", "set"), ("statesUnset", "unset")):
                    draft[field] = [text(one) for one in items(get(value, key))]
            self._keep(draft, name, value)

    def _quantities(self, value: object) -> list:
        return [row for row in items(value, "quantityElement") if row not in ("", None)]

    def _quantity(self, row: object) -> tuple[str, str, str]:
        if isinstance(row, dict):
            for key in row:
                if local(key) not in QUANTITY_FIELDS:
                    self._notes.add(
                        "ELEMENT_UNKNOWN", name=key[:80], inside="quantityList"
                    )
        return (
            text(get(row, "epcClass")),
            text(get(row, "quantity")),
            text(get(row, "uom")),
        )

    def _typed(self, row: object, name: str) -> tuple[str, str]:
        value = get(row, name)
        return text(get(row, "type")), text(row if value is None else value)

    def _certification(self, value: object) -> None:
        for one in items(value):
            if not isinstance(one, str) or not is_uri(one.strip()):
                shown = one if isinstance(one, str) else raw(one, self._limits)
                self._notes.add("CERTIFICATION_INVALID", value=shown[:80])

    def _keep(self, draft: dict, name: str, value: object) -> None:
        kept = draft.setdefault("extensions", [])
        kept.append((name, raw(value, self._limits)))

    def _foreign(self, draft: dict, key: str, value: object, context: Context) -> None:
        """An extension: healthcare fields, lot and expiry, else kept raw."""
        name = local(key)
        if name in HEALTHCARE:
            self._healthcare(draft, name, value)
        elif name.lower() in DROP_SHIPMENT:
            draft.setdefault("dropShipment", text(value))
        elif not self._mark(draft, name, value, 1):
            self._deep(draft, value)
            if not context.is_extension(key):
                self._notes.add("ELEMENT_UNKNOWN", name=key[:80], inside="event")
        self._keep(draft, context.clark(key), value)

    def _healthcare(self, draft: dict, name: str, value: object) -> None:
        if name in PURCHASES:
            draft.setdefault(PURCHASES[name], _purchase(value))
            qualifier = text(get(value, "qualifier"))
            if name == "directPurchase":
                self._markers.add("R1.3" if qualifier else "R1.2")
            value = qualifier or ("" if isinstance(value, dict) else value)
        elif name == "dropShipment":
            self._markers.add("R1.3")
        draft.setdefault(name, text(value))

    def _mark(self, draft: dict, name: str, value: object, rank: int) -> bool:
        """Remember a lot or expiry date; ``rank`` 0 ILMD, 1 event, 2 deep inside."""
        lower = name.lower()
        if lower not in LOT_NAMES and lower not in EXPIRY_NAMES:
            return False
        what = "lot" if lower in LOT_NAMES else "expiry"
        draft.setdefault("marks", []).append((what, text(value), rank))
        return True

    def _deep(self, draft: dict, value: object) -> None:
        """Lots and dates inside an extension; a list may say of which product."""
        waiting = [(value, "")]
        while waiting:
            inside, gtin = waiting.pop()
            if isinstance(inside, list):
                waiting.extend((one, gtin) for one in inside)
            if not isinstance(inside, dict):
                continue
            names = {local(key).lower(): text(one) for key, one in inside.items()}
            own = next((names[name] for name in GTIN_NAMES & names.keys()), gtin)
            for key, member in inside.items():
                self._member(draft, local(key), member, own)
                waiting.append((member, own))

    def _member(self, draft: dict, name: str, value: object, gtin: str) -> None:
        if name.lower() in DROP_SHIPMENT:
            draft.setdefault("dropShipment", text(value))
        told: dict = {} if gtin else draft
        if self._mark(told, name, value, 2) and gtin:
            what, found, _rank = told["marks"][0]
            draft.setdefault("items", []).append((gtin.strip(), what, found))

    def _ilmd(self, draft: dict, value: object, context: Context) -> None:
        for one in items(value):
            if not isinstance(one, dict):
                continue
            for key, member in one.items():
                if context.is_declaration(key):
                    continue
                if local(key) == "extension":
                    self._ilmd(draft, member, context)
                    continue
                known = self._mark(draft, local(key), member, 0)
                if not context.is_extension(key):
                    self._notes.add("ILMD_FIELD", name=key[:80])
                if not known:
                    self._keep(draft, context.clark(key), member)


def _purchase(value: object) -> tuple[str, list[str]]:
    """(statement, identifiers) of a member about how goods were bought."""
    statement, epcs = "", []
    for name, member in value.items() if isinstance(value, dict) else ():
        if local(name).endswith("tatement"):
            statement = statement or text(member)
        elif local(name).endswith("EPCs"):
            epcs += [text(one) for one in items(member, "epc")]
    return statement, epcs
