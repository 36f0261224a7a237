"""What is known of goods that are about to leave, and the cases they can be."""

from dataclasses import dataclass

# cases (capabilities of what leaves): each says what is owed, and on what evidence
SALE = "sale"
# we ship what another sold; another ships what we sold
DROP_SHIPMENT, DROP_SOLD = "drop_shipment", "drop_sold"
PATIENT_NEED = "patient_need"
DISPENSED = "dispensed"
OFFICE_USE = "office_use"
AFFILIATE = "affiliate"
HEALTH_GROUP = "health_group"
RETURN = "return"
REVERSE = "reverse"
BUSINESS = "business"
EXEMPT = "exempt"
MOVE = "none"

# who we are, and whom the goods go to
PHARMACY, PRACTITIONER, WHOLESALER = "pharmacy", "practitioner", "wholesaler"
REPACKAGER, MAKER, LOGISTICS = "repackager", "manufacturer", "3pl"
RETURNS, PATIENT, RESPONDER = "returns_processor", "patient", "first_responder"
OWN = "own_company"
SELLERS = (PHARMACY, PRACTITIONER, WHOLESALER, REPACKAGER, MAKER, LOGISTICS)
GETTERS = (*SELLERS, RETURNS, PATIENT, RESPONDER, OWN)

# what is handed over
FILE, PAPER, SLIP, NEED_PAGE = "file", "paper", "slip", "need_page"
LIST, RETURN_FILE, RECORDS = "list", "return_file", "records"


@dataclass(frozen=True, slots=True)
class Leaving:
    """Facts of one delivery; None or empty: nobody knows.

    ``case`` is what a person said it is. ``we`` of SELLERS, ``to`` of GETTERS.
    ``passes``: ownership changes, and we are the owner. ``buyer_proven``: proof on file
    that the other is an authorized trading partner, ``has_identifiers``: every package
    bears its product identifier. ``prescription``: its number, never a name;
    ``practice_license`` of a practitioner; ``within_cap``: what went to practitioners
    this year is within the State's share. ``control``: how both belong together.
    ``bought_there``: every package was bought from whom it goes back to, ``invoice`` of
    that purchase. ``records_go``: the records go with the business. ``exemption``:
    number of 581(24)(B) («X3») or reason claimed, ``words`` which case it is,
    ``reason_proof`` what shows it. ``may_wholesale``: we hold a wholesaler's license,
    or know that none is needed. ``shipper_tells``: who ships for us gives TI/TS to the
    buyer and names us in it. ``bought_direct``: bought from the maker, all, none
    or (False with ``partly_direct``) some of it.
    """

    case: str = ""
    we: str = ""
    to: str = ""
    passes: bool | None = None
    buyer_proven: bool | None = None
    has_identifiers: bool | None = None
    prescription: str = ""
    practice_license: str = ""
    within_cap: bool | None = None
    control: str = ""
    bought_there: bool | None = None
    invoice: str = ""
    records_go: bool | None = None
    exemption: str = ""
    words: str = ""
    reason_proof: str = ""
    may_wholesale: bool | None = None
    shipper_tells: bool | None = None
    bought_direct: bool | None = None
    partly_direct: bool = False
