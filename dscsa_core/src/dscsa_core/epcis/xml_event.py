"""One event element of EPCIS XML 1.0 to 2.0 as a draft (see ``build``).

Names count by their local part when they have no namespace or an EPCIS one; anything
else is an extension and is kept raw. The lists of EPCs are read in one call each:
there may be a million of them.
"""

from lxml import etree

from ..errors import EpcisError
from .limits import Limits, too_large
from .notes import Notes
from .text import Texts
from .vocabulary import (
    DROP_SHIPMENT,
    EXPIRY_NAMES,
    FIELDS,
    GTIN_NAMES,
    LOT_NAMES,
    ORDER,
    RECEIVED,
    is_uri,
)
from .xml_parts import local_name, raw, text_of

FOREIGN, UNKNOWN = "(foreign)", "(unknown)"
TEXTS = frozenset(
    """eventTime recordTime eventTimeZoneOffset eventID action bizStep disposition
    parentID epcClass quantity""".split()
)
EPCS = frozenset(("epcList", "childEPCs", "inputEPCList", "outputEPCList"))
PLACES = frozenset(("readPoint", "bizLocation"))
ROWS = frozenset(
    ("quantityList", "childQuantityList", "inputQuantityList", "outputQuantityList")
)
TYPED = frozenset(("bizTransactionList", "sourceList", "destinationList"))
# Of the healthcare guideline, and vendors' elements known to come without a namespace.
HEALTHCARE = frozenset(
    ("eventID", "dropShipment", "directPurchase", RECEIVED, "transactionDate")
)
# Where the parts of a purchase statement go.
PURCHASES = {"directPurchase": "purchaseOf", RECEIVED: "receivedOf"}
_VENDOR = frozenset(("SAPExtension",))
QUANTITY_FIELDS = frozenset(("epcClass", "quantity", "uom"))


class XmlEvents:
    """Reads event elements of one document; ``markers`` collects the release's."""

    def __init__(self, notes: Notes, texts: Texts, limits: Limits, markers: set[str]):
        self._notes, self._texts, self._limits = notes, texts, limits
        self._markers = markers
        self._names: dict[str, str] = {}
        self._shapes: set[tuple] = set()
        self.namespaces: set[str] = {""}

    def draft(self, kind: str, node: etree._Element) -> dict:
        """The raw fields of an event element."""
        draft: dict = {}
        shape = self._fill(draft, node, 0)
        if (kind, *shape) not in self._shapes and self._check(kind, shape):
            self._shapes.add((kind, *shape))
        return draft

    def _fill(self, draft: dict, node: etree._Element, depth: int) -> list[str]:
        """Put the children of ``node`` into the draft and return their names."""
        shape, names = [], self._names
        for child in node:
            name = names.get(child.tag) or self._name(child.tag)
            shape.append(name)
            if name in TEXTS:
                draft[name] = child.text
            elif name in EPCS:
                known, values = draft.get(name), self._epcs(child)
                draft[name] = known + values if known else values
            elif name in PLACES:
                draft[name] = self._id(child)
            else:
                self._rare(draft, child, name, depth)
        return shape

    def _name(self, tag: object) -> str:
        """The field a tag stands for, ``(foreign)`` or ``(unknown)``; remembered."""
        if not isinstance(tag, str):
            return FOREIGN
        namespace, _, local = tag.rpartition("}")
        namespace, local = namespace[1:], local.rpartition(":")[2]
        own = namespace in self.namespaces or namespace.startswith(
            "urn:epcglobal:epcis"
        )
        if not own or local in _VENDOR:
            name = FOREIGN
        elif local in FIELDS:
            name = local
        else:
            name = UNKNOWN
        if len(self._names) < 10_000:
            self._names[tag] = name
        return name

    def _check(self, kind: str, shape: list[str]) -> bool:
        """Order and repetition of the fields; True when nothing is wrong."""
        order = ORDER[kind]
        fields = [name for name in shape if name in FIELDS]
        right = UNKNOWN not in shape
        for name in dict.fromkeys(fields):
            if name not in order:
                self._notes.add("ELEMENT_UNKNOWN", name=name, inside=kind)
                right = False
            elif fields.count(name) > 1:
                self._notes.add("ELEMENT_REPEATED", name=name)
                right = False
        places = [order[name] for name in fields if name in order]
        for before, after in zip(places, places[1:], strict=False):
            if after < before:
                names = list(order)
                self._notes.add("ELEMENT_ORDER", name=names[after], after=names[before])
                return False
        return right

    def _epcs(self, node: etree._Element) -> list[str]:
        """The identifiers in a list element; one C call when nothing is odd."""
        count = len(node)
        if not count:
            return self._texts.identifiers((node.text or "").split())
        if count > self._limits.max_epcs:
            raise too_large(self._limits.max_epcs, "identifiers in one list")
        text = etree.tostring(node, method="text", encoding="unicode", with_tail=False)
        values = text.split()
        if len(values) == count and text.isascii():
            # Equal blanks between all of them leave no room for blanks inside.
            between = len(node[0].tail or "") * (count - 1)
            around = len(node.text or "") + len(node[-1].tail or "")
            if sum(map(len, values)) + between + around == len(text):
                return values
        return self._texts.identifiers([child.text for child in node])

    def _id(self, node: etree._Element) -> str | None:
        for child in node:
            tag = child.tag
            if tag == "id" or local_name(child) == "id":
                return child.text
        return node.text

    def _rare(self, draft: dict, node: etree._Element, name: str, depth: int) -> None:
        if name in ROWS:
            draft.setdefault(name, []).extend(self._quantities(node))
        elif name in TYPED:
            rows = [(row.get("type") or "", text_of(row)) for row in node]
            draft.setdefault(name, []).extend(rows)
        elif name in ("extension", "baseExtension"):
            self._extension(draft, node, depth)
        elif name == "ilmd":
            self._ilmd(draft, node)
        elif name == "errorDeclaration":
            draft[name] = self._error(node)
        elif name in (FOREIGN, UNKNOWN):
            self._foreign(draft, node, name)
        else:
            self._kept(draft, node, name)

    def _extension(self, draft: dict, node: etree._Element, depth: int) -> None:
        if depth > self._limits.max_depth:
            raise EpcisError("epcis.depth", limit=self._limits.max_depth)
        self._fill(draft, node, depth + 1)

    def _kept(self, draft: dict, node: etree._Element, name: str) -> None:
        """Sensor data, persistent disposition, certification: raw, for the record."""
        if name == "sensorElementList":
            draft["sensors"] = True
        if name == "persistentDisposition":
            for field, local in (("statesSet", "set"), ("statesUnset", "unset")):
                told = [text_of(one) for one in node if local_name(one) == local]
                draft.setdefault(field, []).extend(told)
        if name == "certificationInfo" and not is_uri((node.text or "").strip()):
            self._notes.add("CERTIFICATION_INVALID", value=text_of(node)[:80])
        self._keep(draft, name, raw(node, self._limits))

    def _keep(self, draft: dict, name: str, text: str) -> None:
        draft.setdefault("extensions", []).append((name, text))

    def _foreign(self, draft: dict, node: etree._Element, name: str) -> None:
        """An extension: healthcare fields, lot and expiry, else kept raw."""
        local = local_name(node)
        if not self._mark(draft, node, local, 1):
            if name is UNKNOWN and local not in HEALTHCARE:
                self._notes.add("ELEMENT_UNKNOWN", name=local, inside="event")
            if local in HEALTHCARE:
                self._healthcare(draft, node, local)
            elif local.lower() in DROP_SHIPMENT:
                draft.setdefault("dropShipment", text_of(node))
            elif len(node):
                products = _products(node)
                for child in node.iterdescendants(etree.Element):
                    if gtin := products[child.getparent()]:
                        self._item(draft, child, gtin)
                    else:
                        self._mark(draft, child, local_name(child), 2)
                    if local_name(child).lower() in DROP_SHIPMENT:
                        draft.setdefault("dropShipment", text_of(child))
        self._keep(draft, str(node.tag), raw(node, self._limits))

    def _healthcare(self, draft: dict, node: etree._Element, local: str) -> None:
        text = text_of(node)
        if local in PURCHASES:
            draft.setdefault(PURCHASES[local], _purchase(node))
            text = node.get("qualifier") or text
        if local == "directPurchase":
            qualifier = node.get("qualifier")
            self._markers.add("R1.3" if qualifier is not None else "R1.2")
        elif local == "dropShipment":
            self._markers.add("R1.3")
        draft.setdefault(local, text)

    def _mark(self, draft: dict, node: etree._Element, local: str, rank: int) -> bool:
        """Remember a lot or expiry date; ``rank`` 0 ILMD, 1 event, 2 deep inside."""
        lower = local.lower()
        lot = lower in LOT_NAMES
        if (not lot and lower not in EXPIRY_NAMES) or len(node):
            return False
        what = "lot" if lot else "expiry"
        draft.setdefault("marks", []).append((what, node.text or "", rank))
        return True

    def _item(self, draft: dict, node: etree._Element, gtin: str) -> None:
        """A lot or expiry in a list that names its product."""
        told: dict = {}
        if self._mark(told, node, local_name(node), 2):
            what, text, _rank = told["marks"][0]
            draft.setdefault("items", []).append((gtin, what, text))

    def _ilmd(self, draft: dict, node: etree._Element) -> None:
        for child in node:
            local = local_name(child)
            if local == "extension":
                self._ilmd(draft, child)
                continue
            known = self._mark(draft, child, local, 0)
            if "}" not in child.tag:
                self._notes.add("ILMD_FIELD", name=local)
            if not known:
                self._keep(draft, child.tag, raw(child, self._limits))

    def _quantities(self, node: etree._Element) -> list[tuple]:
        rows = []
        for element in node:
            row = {local_name(child): child.text for child in element}
            for name in row.keys() - QUANTITY_FIELDS:
                self._notes.add("ELEMENT_UNKNOWN", name=name, inside="quantityElement")
            rows.append((row.get("epcClass"), row.get("quantity"), row.get("uom")))
        return rows

    def _error(self, node: etree._Element) -> tuple[str, str, list[str]]:
        found = {local_name(child): child for child in node}
        time, reason = found.get("declarationTime"), found.get("reason")
        ids = found.get("correctiveEventIDs")
        return (
            "" if time is None else text_of(time),
            "" if reason is None else text_of(reason),
            [text_of(child) for child in ids] if ids is not None else [],
        )


def _purchase(node: etree._Element) -> tuple[str, list[str]]:
    """(statement, identifiers) of an element about how goods were bought."""
    statement, epcs = "", []
    for child in node.iterdescendants(etree.Element):
        name = local_name(child)
        if name.endswith("tatement") and not len(child):
            statement = statement or text_of(child)
        elif name == "epc":
            epcs.append(text_of(child))
    return statement, epcs


def _products(top: etree._Element) -> dict[etree._Element | None, str]:
    """By element inside ``top`` with children: the product number that holds there."""
    found: dict[etree._Element | None, str] = {top: _product(top, "")}
    for node in top.iterdescendants(etree.Element):
        if len(node):
            found[node] = _product(node, found[node.getparent()])
    return found


def _product(node: etree._Element, around: str) -> str:
    for child in node:
        if local_name(child).lower() in GTIN_NAMES:
            return text_of(child).strip()
    return around
