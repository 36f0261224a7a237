"""Which product a number means."""

from ..finding import BLOCK, INFO, WARNING
from .rule import DATA_ISSUE, NOT_HDA, PRODUCT, Rule, _lt

RULES = (
    Rule(
        "PRD-01",
        "GTIN_UNKNOWN",
        PRODUCT,
        DATA_ISSUE,
        INFO,
        _lt("%(name)s (GTIN %(gtin)s) belongs to no product yet."),
        _lt("Create its product, or choose one under Drugs to confirm. Nothing waits."),
    ),
    Rule(
        "PRD-03",
        "NDC_MISMATCH",
        PRODUCT,
        DATA_ISSUE,
        BLOCK,
        _lt("The seller gives NDC %(found)s for GTIN %(gtin)s; %(expected)s is right."),
        _lt("Compare with the pack. Keep it on hold until seller and pack agree."),
    ),
    Rule(
        "PRD-07",
        "SCOPE_UNDETERMINED",
        PRODUCT,
        NOT_HDA,
        INFO,
        _lt("Nobody has said yet whether %(product)s needs transaction data (TI/TS)."),
        _lt("Set it on the product when you have a moment. Nothing waits for it."),
    ),
    Rule(
        "PRD-04",
        "MASTERDATA_MISSING",
        PRODUCT,
        DATA_ISSUE,
        INFO,
        _lt("The file leaves out %(missing)s of GTIN %(gtin)s."),
        _lt("Your own product's data are shown. Tell the seller when convenient."),
    ),
    Rule(
        "PRD-05",
        "PREFIX_SPLIT",
        PRODUCT,
        DATA_ISSUE,
        INFO,
        _lt("The file writes the number %(key)s in two ways."),
        _lt("Nothing to do: both mean the same product."),
    ),
    Rule(
        "PRD-06",
        "ZERO_STRIPPED",
        PRODUCT,
        DATA_ISSUE,
        WARNING,
        _lt("%(value)s lacks leading zeros; %(proposal)s is probably meant."),
        _lt("Confirm the proposed number. It is not taken without you."),
    ),
)
