"""Whole files as manufacturers, wholesalers, logistics firms and vendors shape them.

Numbers, firms and drugs are invented. Each function gives the bytes of one file; what a
reader must make of it stands in ``test_epcis_senders``.
"""

import json

from .epcis_forms import xml_document
from .reader_samples import (
    STATEMENT,
    attributes,
    document,
    document_json,
    event,
    master,
    vocabulary,
)

A, B = "urn:epc:id:sgtin:0399990.054321.", "urn:epc:id:sgtin:0399990.060001."
CASE = "urn:epc:id:sgtin:0399990.554321."
PALLET, TOTE = (f"urn:epc:id:sscc:0399990.{n}" for n in (1123456789, 2000000001))
MAKER, PLANT = (f"urn:epc:id:sgln:0399990.{n}.0" for n in ("00001", "00002"))
SELLER, DEPOT = (f"urn:epc:id:sgln:0399770.{n}.0" for n in ("00001", "00002"))
PROVIDER = "urn:epc:id:sgln:0399880.00001.0"
BUYER, STORE = (f"urn:epc:id:sgln:0399991.{n}.0" for n in ("00002", "00003"))
_NAMES = {
    MAKER: "Alder Labs",
    PLANT: "Alder Labs Plant",
    SELLER: "Brook Wholesale",
    DEPOT: "Brook Wholesale Depot",
    PROVIDER: "Cedar Logistics",
    BUYER: "Elm Street Pharmacy",
    STORE: "Elm Street Pharmacy Store",
}


def _master(kind="US_FDA_NDC", ndcs=("99990-5432-1", "99990-6000-1")):
    drugs = (
        ("urn:epc:idpat:sgtin:0399990.054321.*", ndcs[0], "Testaprol"),
        ("urn:epc:idpat:sgtin:0399990.060001.*", ndcs[1], "Examplol"),
    )
    items = [(pattern, _drug(ndc, kind, name)) for pattern, ndc, name in drugs]
    places = [(urn, _place(name)) for urn, name in _NAMES.items()]
    return master(vocabulary("EPCClass", *items), vocabulary("Location", *places))


def _drug(ndc, kind, name):
    return attributes(
        additionalTradeItemIdentification=ndc,
        additionalTradeItemIdentificationTypeCode=kind,
        regulatedProductName=name,
        manufacturerOfTradeItemPartyName="Alder Labs",
    )


def _place(name):
    return attributes(
        name=name,
        streetAddressOne="9 Quarry Rd",
        city="Dover",
        state="DE",
        postalCode="19901",
        countryCode="US",
    )


def _sbdh(sender, receiver, authority="GS1"):
    def party(word, urn):
        inner = f'<sbdh:Identifier Authority="{authority}">{urn}</sbdh:Identifier>'
        return f"<sbdh:{word}>{inner}</sbdh:{word}>"

    return (
        f"<sbdh:StandardBusinessDocumentHeader>{party('Sender', sender)}"
        f"{party('Receiver', receiver)}</sbdh:StandardBusinessDocumentHeader>"
    )


def _epcs(name, urns):
    return f"<{name}>{''.join(f'<epc>{urn}</epc>' for urn in urns)}</{name}>"


def _ilmd(lot, expiry):
    return (
        f"<extension><ilmd><cbvmda:lotNumber>{lot}</cbvmda:lotNumber>"
        f"<cbvmda:itemExpirationDate>{expiry}</cbvmda:itemExpirationDate></ilmd>"
        "</extension>"
    )


def made(urns, lot="", expiry="", minute=1, tail=None):
    """Commissioning of these."""
    tail = _ilmd(lot, expiry) if lot and tail is None else tail
    return event(
        time=f"2026-11-19T15:{minute:02d}:00Z",
        body=_epcs("epcList", urns),
        tail=tail,
    )


def packed(parent, urns, minute=20):
    """Aggregation of these."""
    return event(
        kind="AggregationEvent",
        time=f"2026-11-19T15:{minute:02d}:00Z",
        body=f"<parentID>{parent}</parentID>{_epcs('childEPCs', urns)}",
        step="packing",
        disposition="in_progress",
        tail=None,
    )


def _typed(name, tag, word, pairs):
    inner = "".join(
        f'<{tag} type="urn:epcglobal:cbv:{word}:{kind}">{text}</{tag}>'
        for kind, text in pairs
    )
    return f"<{name}>{inner}</{name}>" if pairs else ""


def shipped(urns, *, parties, references, more="", minute=40):
    """Shipping: parties are owner and place of the seller, then of the buyer."""
    owner, place, buyer, store = parties
    tail = _typed("bizTransactionList", "bizTransaction", "btt", references)
    sources = [("owning_party", owner), ("location", place)]
    targets = [("owning_party", buyer), ("location", store)]
    inner = _typed("sourceList", "source", "sdt", sources)
    inner += _typed("destinationList", "destination", "sdt", targets)
    return event(
        time=f"2026-11-19T15:{minute:02d}:00Z",
        body=_epcs("epcList", urns),
        action="OBSERVE",
        step="shipping",
        disposition="in_transit",
        tail=f"{tail}<extension>{inner}</extension>{more}",
    ).replace(f"<bizLocation><id>{MAKER}</id></bizLocation>", "")


def po(number, gln="0399991000022"):
    """The text of an order by the CBV."""
    return f"urn:epcglobal:cbv:bt:{gln}:{number}"


_MADE = [A + f"S{n}" for n in range(1, 7)]


def manufacturer():
    """R1.3: six packages, two cases, a pallet; bought directly."""
    cases = [CASE + "C1", CASE + "C2"]
    events = (
        made(_MADE, "L7", "2028-03-31"),
        made(cases, "L7", "2028-03-31", 2),
        packed(cases[0], _MADE[:3]),
        packed(cases[1], _MADE[3:], 21),
        made([PALLET], minute=22),
        packed(PALLET, cases, 23),
        shipped(
            [PALLET],
            parties=(MAKER, PLANT, BUYER, STORE),
            references=[("po", po("PO-7")), ("desadv", po("D-7", "0399990000016"))],
            more="<gs1ushc:dropShipment>false</gs1ushc:dropShipment>",
        ),
    )
    header = (
        f"{_sbdh(MAKER, BUYER)}{_master()}"
        "<gs1ushc:guidelineVersion>GS1 US DSCSA R1.3</gs1ushc:guidelineVersion>"
    )
    return document(*events, header=header + STATEMENT)


def wholesaler():
    """R1.2: two drugs, two lots, loose in a tote; two event lists, an invoice."""
    events = (
        made(_MADE[:2], "L7", "2028-03-31"),
        made([_MADE[2], CASE + "C9"], "L8", "2028-04-30", 2),
        made([B + "S1"], "M1", "2027-12-31", 3),
        "</EventList><EventList>",
        packed(TOTE, [*_MADE[:3], B + "S1"]),
        shipped(
            [TOTE],
            parties=(SELLER, DEPOT, BUYER, STORE),
            references=[("po", "PO-8"), ("inv", po("I-8", "0399770000014"))],
        ),
    )
    header = _sbdh(SELLER, BUYER, "SGLN") + _master(
        "FDA_NDC_11", ("99990543201", "99990600001")
    )
    return document(*events, header=header + STATEMENT)


def logistics_provider():
    """Shipped by a provider for the maker; the buyer's wholesaler is not in between."""
    events = (
        made(_MADE[:2], "L7", "2028-03-31"),
        shipped(
            _MADE[:2],
            parties=(MAKER, PROVIDER, BUYER, STORE),
            references=[("po", po("PO-9"))],
            more="<gs1ushc:dropShipment>true</gs1ushc:dropShipment>",
        ),
    )
    return document(*events, header=_sbdh(PROVIDER, BUYER) + _master() + STATEMENT)


def vendor():
    """Software of a vendor: SOAP, BOM, CR LF, another prefix, one line an element."""
    text = wholesaler().replace("epcis:EPCISDocument", "ns0:EPCISDocument")
    text = text.replace("xmlns:epcis=", "xmlns:ns0=").replace("><", ">\r\n<")
    envelope = "http://schemas.xmlsoap.org/soap/envelope/"
    return (
        f'\ufeff<s:Envelope xmlns:s="{envelope}"><s:Header/><s:Body>{text}</s:Body>'
        "</s:Envelope>"
    )


def query():
    """The answer to a query holds what a document would."""
    text = wholesaler()
    body = text.partition("<EPCISBody>")[2].partition("</EPCISBody>")[0]
    lists = body.replace("</EventList><EventList>", "")
    header = text.partition("<EPCISHeader>")[2].partition("</EPCISHeader>")[0]
    head = text.partition("<EPCISHeader>")[0]
    inner = (
        "<q:QueryResults><queryName>SimpleEventQuery</queryName><resultsBody>"
        f"{lists}</resultsBody></q:QueryResults>"
    )
    head = head.replace("EPCISDocument", "EPCISQueryDocument").replace(
        "xmlns:epcis=", 'xmlns:q="urn:epcglobal:epcis-query:xsd:1" xmlns:epcis='
    )
    return (
        f"{head}<EPCISHeader>{header}</EPCISHeader><EPCISBody>{inner}</EPCISBody>"
        "</epcis:EPCISQueryDocument>"
    )


def version_1_0():
    """EPCIS 1.0 knew neither lot nor parties: what is not said stays open."""
    events = (
        made(_MADE[:2]),
        event(
            body=_epcs("epcList", _MADE[:2]),
            time="2026-11-19T15:40:00Z",
            action="OBSERVE",
            step="shipping",
            disposition="in_transit",
            tail=_typed(
                "bizTransactionList", "bizTransaction", "btt", [("po", "PO-1")]
            ),
        ),
    )
    return document(*events, header="", version="1.0")


def version_1_1():
    """EPCIS 1.1: a quantity of a lot, without serials."""
    lot = (
        "<extension><quantityList><quantityElement>"
        "<epcClass>urn:epc:class:lgtin:0399990.054321.L7</epcClass>"
        "<quantity>24</quantity></quantityElement></quantityList>"
    )
    text = shipped(
        [],
        parties=(SELLER, DEPOT, BUYER, STORE),
        references=[("po", po("PO-11"))],
    ).replace("<extension>", lot)
    return document(text, header=_sbdh(SELLER, BUYER) + _master(), version="1.1")


def version_2_0():
    """EPCIS 2.0 in XML: names as web addresses, things as Digital Links."""
    link = "https://id.gs1.org/01/00399990543216/21/S{}"
    text = "".join(
        (
            made([link.format(1), link.format(2)], "L7", "2028-03-31"),
            shipped(
                [link.format(1), _MADE[1]],
                parties=(SELLER, DEPOT, BUYER, STORE),
                references=[("po", po("PO-20"))],
            ),
        )
    )
    for nested in ("<extension>", "</extension>"):
        text = text.replace(nested, "")
    text = text.replace(
        "urn:epcglobal:cbv:bizstep:", "https://ref.gs1.org/cbv/BizStep-"
    )
    return xml_document(text, "2.0")


def _in_json(step, minute, urns, **more):
    return {
        "type": "ObjectEvent",
        "eventTime": f"2026-11-19T15:{minute:02d}:00Z",
        "eventTimeZoneOffset": "-05:00",
        "epcList": urns,
        "bizStep": step,
        "readPoint": {"id": DEPOT},
        **more,
    }


def json_ld():
    """EPCIS 2.0 in JSON-LD: short names, a CURIE, Digital Links, header behind."""
    link = "https://id.gs1.org/01/00399990543216/21/S{}"

    ilmd = {"cbvmda:lotNumber": "L7", "cbvmda:itemExpirationDate": "2028-03-31"}
    given = document_json(
        _in_json(
            "commissioning", 1, [link.format(1), _MADE[1]], action="ADD", ilmd=ilmd
        ),
        _in_json(
            "cbv:BizStep-shipping",
            40,
            [_MADE[0], link.format(2)],
            action="OBSERVE",
            bizTransactionList=[{"type": "po", "bizTransaction": po("PO-20")}],
            sourceList=[
                {"type": "owning_party", "source": SELLER},
                {"type": "location", "source": DEPOT},
            ],
            destinationList=[
                {"type": "owning_party", "destination": BUYER},
                {"type": "location", "destination": STORE},
            ],
        ),
    )
    return json.dumps(given)
