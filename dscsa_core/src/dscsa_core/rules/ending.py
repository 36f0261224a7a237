"""What proof ends each cause of a hold. One table: nothing else may end one.

A hold has one or several causes, each a finding on the work list. A cause ends for a
package only by its own proof; the package is free when none is left. Goods that go
back to their seller or are destroyed leave all of their causes behind.

* ``FILE``: a later file that names this very package and fits what was scanned, or a
  pharmacist who has seen the data in another form or takes it on their judgement;
* ``DATE``: a date that is not past: of a later file where no label was read, else of
  the label read again. What is past its date goes to no patient, whoever judges;
* ``LICENSE``: proof that the seller was allowed to sell on the day of the receipt;
* ``RECALL``: the recall spares the package, or is over;
* ``PERSON``: a named pharmacist's word; no file, form or date ends it.
"""

from collections.abc import Collection

from ..epcis.told import CODES, RECALLED
from .seller import SELLER_CODES

FILE = "file"
DATE = "date"
LICENSE = "license"
RECALL = "recall"
PERSON = "person"

ENDS = {
    # nobody announced the package, or not this way
    "NO_TI": FILE,
    "TI_LOT_LEVEL": FILE,
    "TI_INCOMPLETE": FILE,
    "SERIAL_NOT_ANNOUNCED": FILE,
    "LOT_NOT_ANNOUNCED": FILE,
    "NDC_NOT_ANNOUNCED": FILE,
    "OVERAGE": FILE,
    "WRONG_RECEIPT": FILE,
    "TI_SELLER_OPEN": FILE,
    "TI_OTHER_BUYER": FILE,
    "SSCC_ORPHAN": FILE,
    "CHILD_MISSING": FILE,
    "X12_TEST": FILE,
    "RETURN_NOT_LINKED": FILE,
    # named by data that are taken back, of an open seller or for another buyer
    "SHIPMENT_WITHDRAWN": FILE,
    "SERIAL_OUT_OF_USE": FILE,
    "CORRECTION_DROPS_RECEIVED": FILE,
    # announced, but otherwise than it lies here
    "LOT_MISMATCH": FILE,
    "EXPIRY_MISMATCH": FILE,
    "NDC_MISMATCH": FILE,
    "EXPIRY_UNKNOWN": FILE,
    "LOT_UNKNOWN": FILE,
    "STATEMENT_MISSING": FILE,
    "STATEMENT_NEGATIVE": FILE,
    "EXPIRED": DATE,
    **dict.fromkeys(SELLER_CODES, LICENSE),
    "RECALLED": RECALL,
    "VRS_RECALLED": RECALL,
    "SERIAL_DISPENSED_BEFORE": PERSON,
    "SERIAL_DESTROYED_BEFORE": PERSON,
    "SERIAL_OTHER_SELLER": PERSON,
    "SERIAL_DECOMMISSIONED": PERSON,
    "SERIAL_ON_HOLD": PERSON,
    "EXPIRED_SHIPPED": PERSON,
    "WATCHLIST_HIT": PERSON,
    "IN_DOUBT": PERSON,
    "VRS_SUSPECT": PERSON,
    "VRS_FAILED": PERSON,
    "SAMPLE": PERSON,
    # which shipment was meant only the seller knows, and who asked him
    "SHIPMENT_IN_DOUBT": PERSON,
    # what the sender says of the package itself
    "TOLD_RECALLED": PERSON,
    "TOLD_STOLEN": PERSON,
    "TOLD_DESTROYED": PERSON,
    "TOLD_DISPENSED": PERSON,
    "TOLD_EXPIRED": PERSON,
    "TOLD_DAMAGED": PERSON,
    "TOLD_UNSELLABLE": PERSON,
    **dict.fromkeys(CODES.values(), PERSON),
    CODES[RECALLED]: RECALL,
}

# who took goods back and sold them to somebody else gave them to nobody here
_TAKEN_BACK = frozenset(
    {"SHIPMENT_WITHDRAWN", "SERIAL_OUT_OF_USE", "CORRECTION_DROPS_RECEIVED"}
)
_OF_OTHERS = frozenset({"SHIPTO_NOT_OURS", "TI_OTHER_BUYER"})

# the field of a file that ends a cause of the first kind
FIELDS = {
    "LOT_MISMATCH": "lot",
    "LOT_UNKNOWN": "lot",
    "EXPIRY_MISMATCH": "expiry",
    "EXPIRY_UNKNOWN": "expiry",
    "EXPIRED": "expiry",
    "STATEMENT_MISSING": "statement",
    "STATEMENT_NEGATIVE": "statement",
}


def ends_by(code: str) -> str:
    """The proof that ends a cause; what no table knows is for a person."""
    return ENDS.get(code, PERSON)


def may_end_by_file(code: str) -> bool:
    """Whether a later file can prove the end of a cause."""
    return ends_by(code) in (FILE, DATE)


def is_ended(code: str, found: Collection[str]) -> bool:
    """Whether a file that names the package ends a cause; ``found``: the codes of what
    speaks against the package by that file.
    """
    is_elsewhere = code in _TAKEN_BACK and not _OF_OTHERS.isdisjoint(found)
    return code not in found and not is_elsewhere


def field_of(code: str) -> str:
    """The field that ends a cause: lot, expiry, statement, else the package itself."""
    return FIELDS.get(code, "package")
