"""Transaction information and statement (TI/TS), FDCA s.581(26)-(27)."""

from ..finding import BLOCK, INFO, WARNING
from .rule import DATA_ISSUE, NOT_HDA, PRODUCT_NO_DATA, TRACING, Rule, _lt

RULES = (
    Rule(
        "TRC-01",
        "NO_TI",
        TRACING,
        PRODUCT_NO_DATA,
        BLOCK,
        _lt("No transaction data (TI/TS) for this delivery yet, in any form."),
        _lt("Look in the seller's portal or ask for the file. Goods wait on hold."),
    ),
    Rule(
        "TRC-02",
        "TI_INCOMPLETE",
        TRACING,
        DATA_ISSUE,
        WARNING,
        _lt("The transaction data (TI) of this shipment lack: %(missing)s."),
        _lt("Ask the seller to complete them."),
    ),
    Rule(
        "TRC-03",
        "TI_LOT_LEVEL",
        TRACING,
        PRODUCT_NO_DATA,
        INFO,
        _lt(
            "The transaction data (TI) give %(count)s packages by lot, without serials."
        ),
        _lt("Enough for a small pharmacy; others ask the seller for serials."),
    ),
    Rule(
        "TRC-04",
        "DROPSHIP_FLAG_MISSING",
        TRACING,
        DATA_ISSUE,
        INFO,
        _lt(
            "Seller and shipper differ, and the file does not call it a drop shipment."
        ),
        _lt("Check that you ordered from %(seller)s."),
    ),
    Rule(
        "TRC-06",
        "RETURN_NOT_LINKED",
        TRACING,
        NOT_HDA,
        WARNING,
        _lt("This return is linked to no delivery it came with."),
        _lt("Choose the receipt the goods came in with."),
    ),
)
