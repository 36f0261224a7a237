"""The next step where a finding holds nothing: words follow the severity.

``Rule.next_step`` of these codes speaks of goods on hold. An exempt company, goods of
open scope or the time before go-live make a mark or a note of the same finding.
"""

_DATA = "It may go up, with this mark. Ask the seller for the data."
_LABEL = "It may go up, with this mark. Type what is printed on the pack."
_CORRECT = "It may go up, with this mark. Ask the seller for corrected data."
_RETURN = "It is marked, not held. Call the seller before it is used."
_ASK = "It is marked, not held. Show it to the pharmacist: is it suspect?"

NOTED = "Nothing to do: it is noted."

MARKED = {
    "NO_TI": "It may go up, with this mark. Look in the portal or ask for the file.",
    "SERIAL_NOT_ANNOUNCED": _DATA,
    "LOT_NOT_ANNOUNCED": _DATA,
    "NDC_NOT_ANNOUNCED": (
        "It is marked, not held. Wrong drug in the tote, or data to come: call the "
        "seller."
    ),
    "OVERAGE": "It may go up, with this mark. Tell the seller of the surplus.",
    "TI_SELLER_OPEN": "It may go up, with this mark. Confirm the seller.",
    "TI_OTHER_BUYER": "It may go up, with this mark. Ask the seller: is it for you?",
    "STATEMENT_MISSING": (
        "The goods may go up, with this mark. Ask for the statement, or note where it "
        "is: on the invoice, in a portal, in a letter."
    ),
    "STATEMENT_NEGATIVE": "The goods are marked, not held. Call the seller.",
    "LOT_MISMATCH": _CORRECT,
    "EXPIRY_MISMATCH": _CORRECT,
    "NDC_MISMATCH": (
        "It may go up, with this mark. Compare with the pack; ask the seller which "
        "number is right."
    ),
    "LOT_UNKNOWN": _LABEL,
    "EXPIRY_UNKNOWN": _LABEL,
    "SERIAL_DECOMMISSIONED": _RETURN,
    "SERIAL_OUT_OF_USE": _RETURN,
    "SHIPMENT_WITHDRAWN": _RETURN,
    "SHIPMENT_VOIDED": _RETURN,
    "SHIPMENT_IN_DOUBT": (
        "It may go up, with this mark. Ask the seller which shipment is meant."
    ),
    "SERIAL_RETIRED": "They are marked, not held. Call the seller about them.",
    "CORRECTION_DROPS_RECEIVED": "Ask the seller for TI/TS of these packages.",
    "EXPIRED": "It is past its date. Show it to the pharmacist.",
    "EXPIRED_SHIPPED": "They are past their date. Show them to the pharmacist.",
    "SERIAL_DISPENSED_BEFORE": _ASK,
    "SERIAL_DESTROYED_BEFORE": _ASK,
    "SERIAL_OTHER_SELLER": _ASK,
    "WATCHLIST_HIT": _ASK,
    "WATCHLIST_ALIKE": (
        "Compare lot, serial and date with the warning before it is used, and ask the "
        "pharmacist."
    ),
    "IN_DOUBT": _ASK,
    "VRS_FAILED": _ASK,
    "VRS_SUSPECT": _ASK,
    "SERIAL_ON_HOLD": _ASK,
    "TOLD_STOLEN": _ASK,
    "TOLD_DESTROYED": _ASK,
    "TOLD_DISPENSED": _ASK,
    "TOLD_RECALLED": "It is marked, not held. Look for the notice.",
    "TOLD_EXPIRED": "It is marked, not held. Compare the date on the pack.",
    "TOLD_DAMAGED": "It is marked, not held. Look at the pack.",
    "TOLD_UNSELLABLE": "It is marked, not held. Ask the seller why.",
    "RECALLED": "It is marked, not held. Follow the recall letter.",
    "VRS_RECALLED": "It is marked, not held. Follow the recall letter.",
    "SAMPLE": "Keep samples in their own place; no TI/TS is owed for them.",
    "X12_TEST": "Ask the seller for the real ship notice.",
}
# said of a note too: the goods are in order, what they are has its own duty
ALWAYS_SAID = frozenset({"SAMPLE", "EXPIRED", "EXPIRED_SHIPPED"})
