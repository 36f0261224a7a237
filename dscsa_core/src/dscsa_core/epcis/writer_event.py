"""Events as EPCIS 1.2 XML elements, in the order of its section 9.5."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from xml.sax.saxutils import escape, quoteattr

from . import model
from .model import ErrorDeclaration, Event, Purchase, QuantityElement, Typed
from .vocabulary import RECEIVED

_TAGS = {
    model.OBJECT: "ObjectEvent",
    model.AGGREGATION: "AggregationEvent",
    model.TRANSACTION: "TransactionEvent",
    model.TRANSFORMATION: "TransformationEvent",
}
# Elements of the guideline: the statement, its words, the identifiers it names.
_DIRECT = ("directPurchase", "directPurchaseStatement", "indirectPurchaseEPCs")
_BEFORE = (
    RECEIVED, "receivedDirectPurchaseStatement", "prevReceivedinDirectPurchaseEPCs",
)  # fmt: skip


def time_text(moment: datetime | None) -> str:
    """ISO 8601 in UTC, fractions only where there are any."""
    if moment is None or moment.tzinfo is None:
        raise ValueError("a time with a zone is needed")
    text = moment.astimezone(UTC).isoformat()
    return text.replace("+00:00", "Z")


def tag(name: str, text: str) -> str:
    """An element with text alone."""
    return f"<{name}>{escape(text)}</{name}>"


def event_xml(event: Event) -> str:
    """One event as an element; ValueError for a kind 1.2 lacks or a missing time."""
    return "".join(_event(event))


def _event(event: Event) -> Iterator[str]:
    name = _TAGS.get(event.kind)
    if name is None:
        raise ValueError(f"EPCIS 1.2 in the R1.3 shape has no {event.kind} event")
    wrapped = event.kind == model.TRANSFORMATION
    yield f"<extension><{name}>" if wrapped else f"<{name}>"
    yield from _when(event)
    yield from _PARTS[event.kind](event)
    yield from _guideline_fields(event)
    yield f"</{name}></extension>\n" if wrapped else f"</{name}>\n"


def _when(event: Event) -> Iterator[str]:
    yield tag("eventTime", time_text(event.time))
    if event.record_time:
        yield tag("recordTime", time_text(event.record_time))
    yield tag("eventTimeZoneOffset", event.offset or "+00:00")
    if event.event_id or event.error:
        yield "<baseExtension>"
        if event.event_id:
            yield tag("eventID", event.event_id)
        if event.error:
            yield from _error(event.error)
        yield "</baseExtension>"


def _error(error: ErrorDeclaration) -> Iterator[str]:
    yield "<errorDeclaration>" + tag("declarationTime", time_text(error.time))
    if error.reason:
        yield tag("reason", _name("er", error.reason))
    if error.corrective_ids:
        ids = "".join(tag("correctiveEventID", text) for text in error.corrective_ids)
        yield f"<correctiveEventIDs>{ids}</correctiveEventIDs>"
    yield "</errorDeclaration>"


def _object(event: Event) -> Iterator[str]:
    yield _epcs("epcList", event.epcs)
    yield tag("action", event.action)
    yield from _what(event)
    yield _references(event)
    yield from _extension(event, "quantityList", _ilmd(event))


def _aggregation(event: Event) -> Iterator[str]:
    if event.parent:
        yield tag("parentID", event.parent)
    yield _epcs("childEPCs", event.epcs)
    yield tag("action", event.action)
    yield from _what(event)
    yield _references(event)
    yield from _extension(event, "childQuantityList")


def _transaction(event: Event) -> Iterator[str]:
    yield _references(event)
    if event.parent:
        yield tag("parentID", event.parent)
    yield _epcs("epcList", event.epcs)
    yield tag("action", event.action)
    yield from _what(event)
    yield from _extension(event, "quantityList")


def _transformation(event: Event) -> Iterator[str]:
    if event.inputs:
        yield _epcs("inputEPCList", event.inputs)
    yield _quantities("inputQuantityList", event.input_quantities)
    if event.outputs:
        yield _epcs("outputEPCList", event.outputs)
    yield _quantities("outputQuantityList", event.output_quantities)
    yield from _what(event)
    yield _references(event) + _parties(event) + _ilmd(event)


_PARTS = {
    model.OBJECT: _object,
    model.AGGREGATION: _aggregation,
    model.TRANSACTION: _transaction,
    model.TRANSFORMATION: _transformation,
}


def _name(kind: str, name: str) -> str:
    """The URN of a short CBV name; any other text as it is."""
    return name if ":" in name else f"urn:epcglobal:cbv:{kind}:{name}"


def _epcs(element: str, epcs: Iterable[str]) -> str:
    inner = "".join([f"<epc>{escape(epc)}</epc>" for epc in epcs])
    return f"<{element}>{inner}</{element}>"


def _what(event: Event) -> Iterator[str]:
    if event.step:
        yield tag("bizStep", _name("bizstep", event.step))
    if event.disposition:
        yield tag("disposition", _name("disp", event.disposition))
    if event.read_point:
        yield f"<readPoint>{tag('id', event.read_point)}</readPoint>"
    if event.location:
        yield f"<bizLocation>{tag('id', event.location)}</bizLocation>"


def _typed(element: str, kind: str, given: Iterable[Typed]) -> str:
    return "".join(
        f"<{element} type={quoteattr(_name(kind, one.type))}>"
        f"{escape(one.value)}</{element}>"
        for one in given
    )


def _references(event: Event) -> str:
    inner = _typed("bizTransaction", "btt", event.references)
    return f"<bizTransactionList>{inner}</bizTransactionList>" if inner else ""


def _parties(event: Event) -> str:
    sources = _typed("source", "sdt", event.sources)
    destinations = _typed("destination", "sdt", event.destinations)
    text = f"<sourceList>{sources}</sourceList>" if sources else ""
    if destinations:
        text += f"<destinationList>{destinations}</destinationList>"
    return text


def _ilmd(event: Event) -> str:
    if not (event.lot or event.expiry):
        return ""
    lot = tag("cbvmda:lotNumber", event.lot) if event.lot else ""
    if event.expiry:
        lot += tag("cbvmda:itemExpirationDate", event.expiry.isoformat())
    return f"<ilmd>{lot}</ilmd>"


def _quantities(element: str, elements: Iterable[QuantityElement]) -> str:
    inner = "".join(map(_quantity, elements))
    return f"<{element}>{inner}</{element}>" if inner else ""


def _quantity(element: QuantityElement) -> str:
    text = tag("epcClass", element.epc_class)
    if element.quantity is not None:
        text += tag("quantity", f"{element.quantity:.10g}")
        text += tag("uom", element.uom) if element.uom else ""
    return f"<quantityElement>{text}</quantityElement>"


def _extension(event: Event, quantity_tag: str, ilmd: str = "") -> Iterator[str]:
    inner = _quantities(quantity_tag, event.quantities) + _parties(event) + ilmd
    if inner:
        yield f"<extension>{inner}</extension>"


def _guideline_fields(event: Event) -> Iterator[str]:
    """What the guideline adds behind the standard's own elements."""
    told = event.purchase or Purchase()
    if event.direct_purchase:
        told = replace(told, qualifier=event.direct_purchase)
    yield from _purchase(_DIRECT, told)
    yield from _purchase(_BEFORE, event.received_purchase or Purchase())
    if event.drop_shipment is not None:
        flag = "true" if event.drop_shipment else "false"
        yield tag("gs1ushc:dropShipment", flag)
    if event.transaction_date:
        yield tag("gs1ushc:transactionDate", event.transaction_date.isoformat())


def _purchase(names: tuple[str, str, str], told: Purchase) -> Iterator[str]:
    """What is said of how goods were bought: a flag (R1.2), or words and numbers."""
    element, statement, epcs = (f"gs1ushc:{name}" for name in names)
    if told.qualifier.lower() in ("true", "false"):
        yield tag(element, told.qualifier)
        return
    inner = tag(statement, told.statement) if told.statement else ""
    inner += _epcs(epcs, told.epcs) if told.epcs else ""
    if told.qualifier or inner:
        opened = f"<{element} qualifier={quoteattr(told.qualifier)}"
        yield f"{opened}>{inner}</{element}>" if inner else f"{opened}/>"
