"""X12 files: ship notices (856), their envelope, and what is missing in them."""

from ..finding import BLOCK, INFO, WARNING
from .rule import DATA_ISSUE, NOT_HDA, READING, Rule, _lt

_CORRECTED = _lt("Ask the seller for a corrected ship notice.")
_KNOWN = _lt("Add the NDC with hyphens to your product, then press Match again.")
_COMPARE = _lt("Compare with the goods; tell the seller when convenient.")
_NOTHING = _lt("Nothing to do.")

RULES = (
    Rule(
        "X12-01",
        "x12.isa",
        READING,
        DATA_ISSUE,
        BLOCK,
        _lt("The beginning of the X12 file is damaged: «%(found)s»."),
        _lt("Ask the seller to send the file again, untouched by a text editor."),
    ),
    Rule(
        "X12-02",
        "X12_SET_CUT",
        READING,
        DATA_ISSUE,
        WARNING,
        _lt(
            "Ship notice %(number)s breaks off: its end is missing. %(found)s levels "
            "of it were read; goods behind them are not known."
        ),
        _lt(
            "Ask the seller to send it again, whole. What was read counts; goods that "
            "are not in it are not announced yet."
        ),
    ),
    Rule(
        "X12-03",
        "x12.size",
        READING,
        NOT_HDA,
        BLOCK,
        _lt("The X12 file is larger than this program reads: %(limit)s."),
        _lt("Ask the seller to split the file."),
    ),
    Rule(
        "X12-04",
        "x12.no_856",
        READING,
        DATA_ISSUE,
        BLOCK,
        _lt("The X12 file holds no ship notice (856), but: %(kinds)s."),
        _lt(
            "Ask the seller for the 856 with DSCSA data. 810 is an invoice, 997 a mere "
            "confirmation."
        ),
    ),
    Rule(
        "X12-05",
        "X12_COUNT",
        READING,
        DATA_ISSUE,
        WARNING,
        _lt("The %(tag)s line counts %(told)s, but %(found)s are there."),
        _lt("Something may be missing. Count the goods; ask the seller to look."),
    ),
    Rule(
        "X12-06",
        "X12_CONTROL",
        READING,
        DATA_ISSUE,
        WARNING,
        _lt("The %(tag)s line ends number %(closed)s, but %(opened)s was begun."),
        _lt("Two files may have been mixed. Ask the seller to look."),
    ),
    Rule(
        "X12-07",
        "X12_TRAILER_MISSING",
        READING,
        DATA_ISSUE,
        WARNING,
        _lt("The file has no closing %(tag)s line."),
        _lt("The ship notices in it are whole. Tell the seller when convenient."),
    ),
    Rule(
        "X12-08",
        "X12_TEST",
        READING,
        NOT_HDA,
        BLOCK,
        _lt("The seller marked this file as a test."),
        _lt("Do not receive against it. Ask the seller for the real ship notice."),
    ),
    Rule(
        "X12-09",
        "X12_OTHER_SETS",
        READING,
        NOT_HDA,
        INFO,
        _lt("The file also holds other messages: %(kinds)s."),
        _lt("Only ship notices are read. Nothing to do."),
    ),
    Rule(
        "X12-10",
        "X12_SEGMENT_MISSING",
        READING,
        DATA_ISSUE,
        WARNING,
        _lt("The ship notice has no %(tag)s line."),
        _CORRECTED,
    ),
    Rule(
        "X12-11",
        "X12_EMPTY",
        READING,
        DATA_ISSUE,
        WARNING,
        _lt("The ship notice names no goods that could be read."),
        _CORRECTED,
    ),
    Rule(
        "X12-12",
        "X12_LEVEL_NUMBER",
        READING,
        DATA_ISSUE,
        INFO,
        _lt("Two levels of the ship notice have one number, or none: %(value)s."),
        _lt("Read in their order. Nothing to do unless something is missing."),
    ),
    Rule(
        "X12-13",
        "X12_LEVEL_PARENT",
        READING,
        DATA_ISSUE,
        WARNING,
        _lt("A level of the ship notice lies in one that is not there: %(value)s."),
        _lt("It was read with the level before it. Compare totes and orders."),
    ),
    Rule(
        "X12-14",
        "X12_LEVEL_SKIPPED",
        READING,
        NOT_HDA,
        INFO,
        _lt("Levels of kind %(kind)s were not read, such as transaction history."),
        _lt("They stay in the file. Nothing to do."),
    ),
    Rule(
        "X12-30",
        "X12_LEVEL_UNKNOWN",
        READING,
        NOT_HDA,
        INFO,
        _lt("Levels of kind %(kind)s are unusual; they were read where they stand."),
        _lt("Compare the lots with the goods."),
    ),
    Rule(
        "X12-31",
        "X12_NO_ENVELOPE",
        READING,
        NOT_HDA,
        INFO,
        _lt("The ship notice came without its envelope (ISA and GS)."),
        _lt("Nothing to do if it is complete; the seller stands in the notice."),
    ),
    Rule(
        "X12-15",
        "X12_PRODUCT_MISSING",
        READING,
        DATA_ISSUE,
        WARNING,
        _lt("An item has neither NDC nor GTIN: %(value)s."),
        _CORRECTED,
    ),
    Rule(
        "X12-16",
        "X12_NDC_INVALID",
        READING,
        DATA_ISSUE,
        WARNING,
        _lt("An item has an NDC that cannot be one: %(value)s."),
        _CORRECTED,
    ),
    Rule(
        "X12-17",
        "X12_NDC_SEVERAL",
        READING,
        DATA_ISSUE,
        WARNING,
        _lt("NDC %(value)s may mean several products: %(candidates)s."),
        _KNOWN,
    ),
    Rule(
        "X12-18",
        "X12_NUMBER",
        READING,
        DATA_ISSUE,
        WARNING,
        _lt("An item has a quantity that cannot be read: %(value)s."),
        _CORRECTED,
    ),
    Rule(
        "X12-19",
        "X12_CASES",
        READING,
        DATA_ISSUE,
        WARNING,
        _lt("%(count)s cases are announced, but not how many packages are in one."),
        _lt("They were counted as packages. Count the goods."),
    ),
    Rule(
        "X12-20",
        "X12_QUANTITY",
        READING,
        DATA_ISSUE,
        WARNING,
        _lt("An item announces %(told)s, but its lots and serials make %(found)s."),
        _COMPARE,
    ),
    Rule(
        "X12-21",
        "X12_SERIALS_FEWER",
        READING,
        DATA_ISSUE,
        WARNING,
        _lt(
            "Lot %(lot)s: %(count)s packages announced, %(serials)s of them by serial."
        ),
        _lt("Only those with serial count as announced. Ask the seller for the rest."),
    ),
    Rule(
        "X12-22",
        "X12_LOTS_SEVERAL",
        READING,
        DATA_ISSUE,
        WARNING,
        _lt("One quantity is given for several lots: %(value)s."),
        _lt("No lot was taken over. Ask the seller how many there are of each."),
    ),
    Rule(
        "X12-23",
        "X12_LOT_INVALID",
        READING,
        DATA_ISSUE,
        WARNING,
        _lt(
            "A lot number is longer than 20 signs or has signs no label can have: "
            "%(value)s."
        ),
        _lt("It was left out. Type the lot from the label."),
    ),
    Rule(
        "X12-24",
        "X12_SERIAL_INVALID",
        READING,
        DATA_ISSUE,
        WARNING,
        _lt(
            "A serial is longer than 20 signs or has signs no label can have: "
            "%(value)s."
        ),
        _lt("The package counts without its serial. Tell the seller."),
    ),
    Rule(
        "X12-25",
        "X12_SSCC_INVALID",
        READING,
        DATA_ISSUE,
        WARNING,
        _lt("The number of a tote or pallet has a wrong last digit: %(value)s."),
        _lt("The goods in it were read. Scan the packages instead of the tote."),
    ),
    Rule(
        "X12-26",
        "X12_DATE",
        READING,
        DATA_ISSUE,
        WARNING,
        _lt("A date cannot be read: %(value)s."),
        _COMPARE,
    ),
    Rule(
        "X12-32",
        "X12_EXPIRIES_SEVERAL",
        READING,
        DATA_ISSUE,
        WARNING,
        _lt("One item has several expiry dates: %(value)s."),
        _lt("None was taken over. Ask the seller which packages have which date."),
    ),
    Rule(
        "X12-27",
        "X12_PARTY_TAKEN",
        READING,
        DATA_ISSUE,
        INFO,
        _lt("The ship notice names no %(role)s; the place of shipping was taken."),
        _NOTHING,
    ),
)
