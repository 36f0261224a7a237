"""Events told once, written as EPCIS 1.2 XML, 2.0 XML and JSON-LD.

``KINDS`` has one event of each kind with what every sender gives, ``EXTRAS`` what may
be added to any of them. The order of elements is that of the standard's schemas (EPCIS
1.2, section 9.5; 2.0, sections 9.5 and 10).
"""

from xml.sax.saxutils import escape

from .reader_samples import NAMESPACES

TIME, OFFSET = "2026-11-19T15:00:00Z", "-05:00"
UNIT = "urn:epc:id:sgtin:0399990.054321."
CASE, SSCC = "urn:epc:id:sgtin:0399990.554321.C1", "urn:epc:id:sscc:0399990.1123456789"
LOT = "urn:epc:class:lgtin:0399990.054321.L7"
PLACE, PARTY = "urn:epc:id:sgln:0399990.77777.D2", "urn:epc:id:pgln:0399990.77777"
OTHER = "urn:epc:id:pgln:0399991.00002"
_ORDER = (
    *("eventTime", "recordTime", "eventTimeZoneOffset", "eventID", "errorDeclaration"),
    *("certificationInfo", "parentID", "epcList", "childEPCs", "inputEPCList"),
    *("inputQuantityList", "outputEPCList", "outputQuantityList", "transformationID"),
    *("action", "bizStep", "disposition", "readPoint", "bizLocation"),
    *("bizTransactionList", "quantityList", "childQuantityList", "sourceList"),
    *(
        "destinationList",
        "sensorElementList",
        "persistentDisposition",
        "ilmd",
        "v:note",
    ),
)
# In 1.2 these are children of ``extension`` or ``baseExtension``.
_LATER = ("quantityList", "childQuantityList", "sourceList", "destinationList", "ilmd")
_BASE = ("eventID", "errorDeclaration")
_EPCS = ("epcList", "childEPCs", "inputEPCList", "outputEPCList")
_QUANTITIES = (
    *("quantityList", "childQuantityList", "inputQuantityList", "outputQuantityList"),
)
_TYPED = {
    "bizTransactionList": ("bizTransaction", "btt"),
    "sourceList": ("source", "sdt"),
    "destinationList": ("destination", "sdt"),
}
_BASICS = {
    "eventTime": TIME,
    "eventTimeZoneOffset": OFFSET,
    "bizStep": "packing",
    "disposition": "in_progress",
    "readPoint": PLACE,
    "bizLocation": PLACE,
}
_UNITS = [UNIT + "S1", UNIT + "a%2Fb"]

KINDS = {
    "ObjectEvent": {"epcList": _UNITS, "action": "OBSERVE"},
    "AggregationEvent": {"parentID": CASE, "childEPCs": _UNITS, "action": "ADD"},
    "TransactionEvent": {
        "bizTransactionList": [("po", "urn:epcglobal:cbv:bt:0399991000022:PO/7")],
        "parentID": SSCC,
        "epcList": _UNITS,
        "action": "ADD",
    },
    "TransformationEvent": {
        "inputEPCList": [UNIT + "S1"],
        "outputEPCList": [UNIT + "S2", UNIT + "S3"],
    },
    "AssociationEvent": {"parentID": CASE, "childEPCs": _UNITS, "action": "DELETE"},
}
KINDS = {kind: {**_BASICS, **own} for kind, own in KINDS.items()}

EXTRAS = {
    "nothing more": {},
    "references": {
        "bizTransactionList": [
            ("po", "urn:epcglobal:cbv:bt:0399991000022:PO/7"),
            ("inv", "urn:epcglobal:cbv:bt:0399990777772:I-7"),
            ("desadv", "urn:uuid:6f0c2a52-1111-4222-8333-444455556666"),
        ]
    },
    "parties": {
        "sourceList": [("owning_party", PARTY), ("location", PLACE)],
        "destinationList": [("owning_party", OTHER), ("possessing_party", OTHER)],
    },
    "a step of one's own": {"bizStep": "https://alder.example/steps/irradiating"},
    "record time": {"recordTime": "2026-11-19T16:00:00Z"},
    "number of the event": {"eventID": "urn:uuid:0b6f7a52-1111-4222-8333-44445555666a"},
    "taken back": {
        "eventID": "urn:uuid:0b6f7a52-1111-4222-8333-44445555666b",
        "errorDeclaration": {
            "declarationTime": "2026-11-20T09:00:00Z",
            "reason": "incorrect_data",
            "correctiveEventIDs": ["urn:uuid:0b6f7a52-1111-4222-8333-44445555666c"],
        },
    },
    "field of a vendor": {"v:note": "seal 4471 < & >"},
}
# Of 2.0 alone.
EXTRAS_20 = {
    "state that stays": {"persistentDisposition": {"set": ["recalled"]}},
    "temperatures": {
        "sensorElementList": [
            ("Temperature", "4.5", "CEL"),
            ("Temperature", "5", "CEL"),
        ]
    },
    "certificate": {"certificationInfo": "https://certs.example/7"},
}


def with_quantities(kind: str) -> dict:
    """The quantities an event of this kind may have beside its EPCs."""
    many = [(LOT, "12", ""), (LOT, "2.5", "KGM")]
    if kind == "TransformationEvent":
        return {"inputQuantityList": many[:1], "outputQuantityList": many[1:]}
    both = kind in ("AggregationEvent", "AssociationEvent")
    return {"childQuantityList" if both else "quantityList": many}


# --- JSON ------------------------------------------------------------------------


def as_json(kind: str, event: dict) -> dict:
    """One event of JSON-LD."""
    return {"type": kind, **{name: _json(name, event[name]) for name in event}}


def _json(name, value):
    if name in ("readPoint", "bizLocation"):
        return {"id": value}
    if name in _TYPED:
        return [{"type": kind, _TYPED[name][0]: text} for kind, text in value]
    if name in _QUANTITIES:
        return [_quantity(*one) for one in value]
    if name == "ilmd":
        return {f"cbvmda:{field}": text for field, text in value.items()}
    if name == "sensorElementList":
        return [
            {"sensorReport": [{"type": kind, "value": float(number), "uom": unit}]}
            for kind, number, unit in value
        ]
    return value


def _quantity(name, number, unit):
    given = {"epcClass": name, "quantity": float(number)}
    return {**given, "uom": unit} if unit else given


# --- XML -------------------------------------------------------------------------


def as_xml(kind: str, event: dict, version: str) -> str:
    """One event element of EPCIS 1.2 or 2.0."""
    order = _ORDER
    if kind == "TransactionEvent":
        # What it is about comes first there.
        order = (*order[:6], "bizTransactionList", *order[6:])
    parts = {name: _xml(name, event[name], version) for name in order if name in event}
    if version == "1.2":
        parts = _nested(parts, kind)
    text = f"<{kind}>{''.join(parts.values())}</{kind}>"
    if version == "1.2" and kind == "TransformationEvent":
        return f"<extension>{text}</extension>"
    return text


def _nested(parts, kind):
    """1.2: what came later than 1.0 is nested."""
    later = _LATER if kind != "TransformationEvent" else ()
    own, base, extension, note = {}, "", "", parts.pop("v:note", "")
    for name, text in parts.items():
        if name in _BASE:
            base += text
        elif name in later:
            extension += text
        else:
            own[name] = text
        if name == "eventTimeZoneOffset":
            own["base"] = ""
    own["base"] = base and f"<baseExtension>{base}</baseExtension>"
    own["extension"] = extension and f"<extension>{extension}</extension>"
    return {**own, "note": note}


def _xml(name, value, version):
    if name in ("bizStep", "disposition") and ":" not in value:
        word = "bizstep" if name == "bizStep" else "disp"
        value = f"urn:epcglobal:cbv:{word}:{value}"
    if isinstance(value, str):
        inner = f"<id>{value}</id>" if name in ("readPoint", "bizLocation") else None
        return f"<{name}>{inner or escape(value)}</{name}>"
    return f"<{name}>{_inner_xml(name, value)}</{name}>"


def _inner_xml(name, value):
    if name in _EPCS:
        return "".join(f"<epc>{one}</epc>" for one in value)
    if name in _QUANTITIES:
        return "".join(_quantity_xml(*one) for one in value)
    if name in _TYPED:
        tag, word = _TYPED[name]
        return "".join(
            f'<{tag} type="urn:epcglobal:cbv:{word}:{kind}">{text}</{tag}>'
            for kind, text in value
        )
    if name == "ilmd":
        return "".join(f"<cbvmda:{f}>{t}</cbvmda:{f}>" for f, t in value.items())
    if name == "sensorElementList":
        return "".join(
            f'<sensorElement><sensorReport type="gs1:{kind}" value="{number}" '
            f'uom="{unit}"/></sensorElement>'
            for kind, number, unit in value
        )
    if name == "persistentDisposition":
        return "".join(f"<set>urn:epcglobal:cbv:disp:{s}</set>" for s in value["set"])
    numbers = value["correctiveEventIDs"]
    return (
        f"<declarationTime>{value['declarationTime']}</declarationTime>"
        f"<reason>urn:epcglobal:cbv:er:{value['reason']}</reason><correctiveEventIDs>"
        + "".join(f"<correctiveEventID>{one}</correctiveEventID>" for one in numbers)
        + "</correctiveEventIDs>"
    )


def _quantity_xml(name, number, unit):
    inner = f"<epcClass>{name}</epcClass><quantity>{number}</quantity>"
    inner += f"<uom>{unit}</uom>" if unit else ""
    return f"<quantityElement>{inner}</quantityElement>"


def xml_document(events: str, version: str, root: str = "epcis") -> str:
    """A document of nothing but these events."""
    return (
        f'<{root}:EPCISDocument xmlns:{root}="urn:epcglobal:epcis:xsd:{version[0]}" '
        f'{NAMESPACES} xmlns:gs1="https://gs1.org/voc/" schemaVersion="{version}" '
        f'creationDate="2026-11-20T08:00:00Z"><EPCISBody><EventList>{events}'
        f"</EventList></EPCISBody></{root}:EPCISDocument>"
    )
