"""A request and its response, with numbers of our own."""

from datetime import UTC, date, datetime

from dscsa_core.gs1.ndc import gtin_of_ndc
from dscsa_core.investigation.trace.message import (
    Answered,
    AnswerTo,
    Authority,
    Contact,
    File,
    Item,
    License,
    Paper,
    Party,
    Request,
    Requester,
    Response,
    Transaction,
)

NDC = "99990-412-10"
GTIN = gtin_of_ndc(NDC)
CASE = gtin_of_ndc(NDC, 5)
SENT = datetime(2026, 12, 2, 23, 20, tzinfo=UTC)
MAKER = Party("Alder Laboratories", "9 Mill Rd, Boise, ID", "0399990000006")
SELLER = Party("Rim Supply", "2 Depot St, Ogden, UT", "0399990000013")
US = Party("Canyon Drug", "4 Rim Rd, Twin Falls, ID", "0399990000020")
REQUEST = Request(
    request_id="5b2ce8c4-2f0e-4f55-9a3b-7e0d2f5c9a10",
    sent_at=SENT,
    requester=Requester(
        *(US.name, Contact("R. Alder", "mail", "ralder@canyon.example", "")),
        *(US.address, US.gln, "Pharmacy", "dispenser"),
        licenses=(License("ID", "P-4411", "2027-06-30"),),
    ),
    answer_to=AnswerTo("ralder@canyon.example"),
    reason="suspect",
    items=(Item("8H2KT0", GTIN, NDC, "QX7401", date(2028, 3, 31), 1),),
    own_number="DOUBT/2026/0004",
    circumstances="The label bubbles; é, “quoted”.",
    documents=(Paper("invoice", "5512"),),
    files=(File("front.jpg", "ab" * 32),),
)
AUTHORITY = Authority("Idaho Board of Pharmacy", "L. Moss", "+1 208 555 0177")


def hop(seller, buyer, day, **more):
    facts = {"transaction_date": day, "lot": "QX7401", "statement": True, **more}
    return Transaction(seller, buyer, "Testamol Tablets", ndc=NDC, **facts)


HOPS = (
    hop(MAKER, SELLER, date(2026, 11, 20), direct_purchase=True, containers=24),
    hop(SELLER, US, date(2026, 11, 24), containers=2, expiry=date(2028, 3, 31)),
)


def response(items, **more):
    facts = {
        "response_id": "0c9cbb1a-37a4-4c0e-8b0c-2f4d1b6f5e21",
        "request_id": REQUEST.request_id,
        "sent_at": SENT,
        "responder": SELLER,
        "status": "complete",
        **more,
    }
    return Response(items=tuple(items), **facts)


def found(item, hops=HOPS):
    return Answered(Item(item.serial, item.gtin, item.ndc), "found", "", hops)
