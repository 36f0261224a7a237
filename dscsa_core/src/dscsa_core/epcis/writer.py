"""Write EPCIS 1.2 XML as GS1 US's DSCSA guideline R1.3, or R1.2 before it, shows it.

Streams: events may be a generator, nothing but the event in hand is kept. The same
values give the same bytes. Element order is that of EPCIS 1.2, section 9.5.

>>> with open("shipment.xml", "wb") as out:
...     write_document(out, header=header, items=items, places=places, events=events)
"""

from collections.abc import Iterable, Iterator
from typing import BinaryIO
from xml.sax.saxutils import escape, quoteattr

from .model import R12, R13, Event, Header, Item, Place
from .writer_event import event_xml, tag, time_text

# The literal of the R1.3 guideline's example; it names the statute's subsection.
LEGAL_NOTICE = (
    "Seller has complied with each applicable subsection of FDCA Sec. 581(27)(A)-(G)."
)
GUIDELINE = "GS1 US DSCSA R1.3"
# Who numbers the parties of the header: the guideline's marks of its two releases.
_AUTHORITIES = {R12: "GLN", R13: "GS1"}

_MDA = "urn:epcglobal:cbv:mda#"
_VTYPE = "urn:epcglobal:epcis:vtype:"
_ROOT = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<epcis:EPCISDocument xmlns:epcis="urn:epcglobal:epcis:xsd:1"'
    ' xmlns:cbvmda="urn:epcglobal:cbv:mda"'
    ' xmlns:gs1ushc="http://epcis.gs1us.org/hc/ns"'
    ' xmlns:sbdh="http://www.unece.org/cefact/namespaces/'
    'StandardBusinessDocumentHeader"'
    ' schemaVersion="1.2" creationDate={created}>\n'
)
_ITEM_FIELDS = (
    ("additionalTradeItemIdentification", "ndc"),
    ("additionalTradeItemIdentificationTypeCode", "ndc_type"),
    ("regulatedProductName", "name"),
    ("manufacturerOfTradeItemPartyName", "manufacturer"),
    ("dosageFormType", "dosage_form"),
    ("strengthDescription", "strength"),
    ("netContentDescription", "container_size"),
)
_PLACE_FIELDS = (
    ("name", "name"),
    ("streetAddressOne", "street"),
    ("streetAddressTwo", "street2"),
    ("city", "city"),
    ("state", "state"),
    ("postalCode", "zip"),
    ("countryCode", "country"),
)


def write_document(
    out: BinaryIO,
    *,
    header: Header,
    items: Iterable[Item] = (),
    places: Iterable[Place] = (),
    events: Iterable[Event],
    legal_notice: str = LEGAL_NOTICE,
    release: str = R13,
) -> int:
    """Write one document; the number of events in it.

    ``header`` gives sender, receiver, instance id, time of creation and the
    transaction statement (None leaves it out); its own items and places are not
    used. ``release`` sets the marks of the header; events are written as they are.
    ValueError: an event kind that 1.2 lacks, or a missing time.
    """
    created = time_text(header.created)
    out.write(_ROOT.format(created=quoteattr(created)).encode())
    for text in _parties(header, created, _AUTHORITIES[release]):
        out.write(text.encode())
    for text in _told(header, items, places, legal_notice, release):
        out.write(text.encode())
    out.write(b"<EPCISBody><EventList>\n")
    count = 0
    for event in events:
        out.write(event_xml(event).encode())
        count += 1
    out.write(b"</EventList></EPCISBody>\n</epcis:EPCISDocument>\n")
    return count


def _parties(header: Header, created: str, authority: str) -> Iterator[str]:
    yield "<EPCISHeader><sbdh:StandardBusinessDocumentHeader>"
    yield tag("sbdh:HeaderVersion", "1.0")
    for role, party in (("Sender", header.sender), ("Receiver", header.receiver)):
        identifier = f'<sbdh:Identifier Authority="{authority}">{escape(party)}'
        yield f"<sbdh:{role}>{identifier}</sbdh:Identifier></sbdh:{role}>"
    yield "<sbdh:DocumentIdentification>"
    yield tag("sbdh:Standard", "EPCglobal") + tag("sbdh:TypeVersion", "1.0")
    yield tag("sbdh:InstanceIdentifier", header.instance_id)
    yield tag("sbdh:Type", "Events") + tag("sbdh:CreationDateAndTime", created)
    yield "</sbdh:DocumentIdentification></sbdh:StandardBusinessDocumentHeader>\n"


def _told(
    header: Header,
    items: Iterable[Item],
    places: Iterable[Place],
    legal_notice: str,
    release: str,
) -> Iterator[str]:
    """Master data, guideline and statement."""
    yield "<extension><EPCISMasterData><VocabularyList>\n"
    yield from _vocabulary("EPCClass", items, _ITEM_FIELDS)
    yield from _vocabulary("Location", places, _PLACE_FIELDS)
    yield "</VocabularyList></EPCISMasterData></extension>\n"
    if release == R13:
        yield tag("gs1ushc:guidelineVersion", GUIDELINE)
    if header.statement is not None:
        affirmed = "true" if header.statement else "false"
        yield "<gs1ushc:dscsaTransactionStatement>"
        yield tag("gs1ushc:affirmTransactionStatement", affirmed)
        yield tag("gs1ushc:legalNotice", legal_notice)
        yield "</gs1ushc:dscsaTransactionStatement>"
    yield "</EPCISHeader>\n"


def _vocabulary(
    kind: str,
    elements: Iterable[Item | Place],
    fields: tuple[tuple[str, str], ...],
) -> Iterator[str]:
    opened = False
    for element in elements:
        if not opened:
            yield f'<Vocabulary type="{_VTYPE}{kind}"><VocabularyElementList>\n'
            opened = True
        yield f"<VocabularyElement id={quoteattr(element.id)}>"
        for name, text in _attributes(element, fields):
            yield f"<attribute id={quoteattr(name)}>{escape(text)}</attribute>"
        yield "</VocabularyElement>\n"
    if opened:
        yield "</VocabularyElementList></Vocabulary>\n"


def _attributes(
    element: Item | Place, fields: tuple[tuple[str, str], ...]
) -> Iterator[tuple[str, str]]:
    """The named fields, then attributes of the sender that have no field here."""
    written = set()
    for name, attribute in fields:
        text = getattr(element, attribute)
        if text:
            written.add(_MDA + name)
            yield _MDA + name, text
    for name, text in element.attributes:
        if name not in written and text:
            yield name, text
