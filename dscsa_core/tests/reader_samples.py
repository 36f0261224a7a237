"""EPCIS texts for the reader's tests; labeler 99990 is not assigned to anybody."""

import io
import json

from dscsa_core.epcis.limits import Limits
from dscsa_core.epcis.reader import open_document

UNIT, CASE = "urn:epc:id:sgtin:0399990.012345", "urn:epc:id:sgtin:0399990.112345"
SSCC = "urn:epc:id:sscc:0399990.4000000001"
MAKER, BUYER = "urn:epc:id:sgln:0399990.00001.0", "urn:epc:id:sgln:0399991.00002.0"
NAMESPACES = (
    'xmlns:cbvmda="urn:epcglobal:cbv:mda" xmlns:gs1ushc="http://epcis.gs1us.org/hc/ns" '
    'xmlns:sbdh="http://www.unece.org/cefact/namespaces/'
    'StandardBusinessDocumentHeader" '
    'xmlns:v="http://vendor.example/ns"'
)
SBDH = f"""<sbdh:StandardBusinessDocumentHeader>
<sbdh:Sender><sbdh:Identifier Authority="GS1">{MAKER}</sbdh:Identifier></sbdh:Sender>
<sbdh:Receiver><sbdh:Identifier Authority="GS1">{BUYER}</sbdh:Identifier>
</sbdh:Receiver><sbdh:DocumentIdentification>
<sbdh:InstanceIdentifier>F-1</sbdh:InstanceIdentifier>
</sbdh:DocumentIdentification></sbdh:StandardBusinessDocumentHeader>"""
STATEMENT = """<gs1ushc:dscsaTransactionStatement>
<gs1ushc:affirmTransactionStatement>true</gs1ushc:affirmTransactionStatement>
<gs1ushc:legalNotice> Seller has
complied. </gs1ushc:legalNotice></gs1ushc:dscsaTransactionStatement>"""
ILMD = """<extension><ilmd><cbvmda:lotNumber>L7</cbvmda:lotNumber>
<cbvmda:itemExpirationDate>2028-05-31</cbvmda:itemExpirationDate></ilmd></extension>"""


def units(count):
    """The first serials of the unit GTIN."""
    return [f"{UNIT}.{number}" for number in range(1, count + 1)]


def epcs(values):
    return "".join(f"<epc>{value}</epc>\n" for value in values)


def event(
    *,
    kind="ObjectEvent",
    time="2026-11-19T15:00:00Z",
    offset="-05:00",
    body=None,
    action="ADD",
    step="commissioning",
    disposition="active",
    tail=ILMD,
):
    """One event element; every part can be replaced, None leaves it out."""
    body = f"<epcList>{epcs(units(2))}</epcList>" if body is None else body
    parts = [
        ("eventTime", time),
        ("eventTimeZoneOffset", offset),
        ("", body),
        ("action", action),
        ("bizStep", step and f"urn:epcglobal:cbv:bizstep:{step}"),
        ("disposition", disposition and f"urn:epcglobal:cbv:disp:{disposition}"),
        ("", f"<readPoint><id>{MAKER}</id></readPoint>"),
        ("", f"<bizLocation><id>{MAKER}</id></bizLocation>"),
        ("", tail),
    ]
    inner = "".join(
        f"<{name}>{value}</{name}>" if name else value
        for name, value in parts
        if value is not None
    )
    return f"<{kind}>{inner}</{kind}>"


def document(*events, header=SBDH, version="1.2", uri=None, attributes=""):
    """A whole XML document around event elements."""
    uri = uri or f"urn:epcglobal:epcis:xsd:{version[0]}"
    return (
        f'<epcis:EPCISDocument xmlns:epcis="{uri}" {NAMESPACES} '
        f'schemaVersion="{version}" creationDate="2026-11-20T08:00:00Z" {attributes}>'
        f"<EPCISHeader>{header}</EPCISHeader>"
        f"<EPCISBody><EventList>{''.join(events)}</EventList></EPCISBody>"
        "</epcis:EPCISDocument>"
    )


def object_json(**fields):
    """One event object of EPCIS 2.0."""
    return {
        "type": "ObjectEvent",
        "eventTime": "2026-11-19T15:00:00Z",
        "eventTimeZoneOffset": "-05:00",
        "epcList": units(2),
        "action": "ADD",
        "bizStep": "commissioning",
        **fields,
    }


def document_json(*events, **fields):
    """A whole EPCIS 2.0 document."""
    return {
        "@context": ["https://ref.gs1.org/standards/epcis/epcis-context.jsonld"],
        "type": "EPCISDocument",
        "schemaVersion": "2.0",
        "creationDate": "2026-11-20T08:00:00Z",
        "sender": MAKER,
        "receiver": BUYER,
        "epcisBody": {"eventList": list(events)},
        **fields,
    }


def read(content, limits=None, **options):
    """(reader, events) of a text, an object (as JSON) or bytes."""
    if not isinstance(content, str | bytes):
        content = json.dumps(content)
    content = content.encode() if isinstance(content, str) else content
    reader = open_document(io.BytesIO(content), limits=limits or Limits(), **options)
    return reader, list(reader.events())


def codes(reader):
    """The codes of all findings."""
    return {finding.code for finding in reader.findings}


PATTERN = "urn:epc:idpat:sgtin:0399990.012345.*"


def attributes(**given):
    """Vocabulary attributes of the CBV by name."""
    return "".join(
        f'<attribute id="urn:epcglobal:cbv:mda#{name}">{value}</attribute>'
        for name, value in given.items()
    )


def vocabulary(kind, *elements):
    """A Vocabulary of (id, content) elements."""
    inner = "".join(
        f'<VocabularyElement id="{name}">{content}</VocabularyElement>'
        for name, content in elements
    )
    return (
        f'<Vocabulary type="urn:epcglobal:epcis:vtype:{kind}">'
        f"<VocabularyElementList>{inner}</VocabularyElementList></Vocabulary>"
    )


def master(*vocabularies):
    """Master data as the header has them."""
    return (
        "<extension><EPCISMasterData><VocabularyList>"
        f"{''.join(vocabularies)}</VocabularyList></EPCISMasterData></extension>"
    )


NDC = {
    "additionalTradeItemIdentification": "9990-1234-5",
    "additionalTradeItemIdentificationTypeCode": "US_FDA_NDC",
    "regulatedProductName": "Testol",
    "manufacturerOfTradeItemPartyName": "Maker of Tests",
    "dosageFormType": "TABLET",
    "strengthDescription": "5 mg",
    "netContentDescription": "30 tablets",
}
ADDRESS = {
    "name": "Shelf and Sons",
    "streetAddressOne": "1 Test Road",
    "streetAddressTwo": "Unit 2",
    "city": "Exampleton",
    "state": "OH",
    "postalCode": "43000",
    "countryCode": "US",
}
