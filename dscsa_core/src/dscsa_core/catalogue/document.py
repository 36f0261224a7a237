"""The file itself: header, statement, times."""

from ..finding import BLOCK, INFO, WARNING
from .rule import DATA_ISSUE, DOCUMENT, NOT_HDA, Rule, _lt

RULES = (
    Rule(
        "DOC-01",
        "FILE_UNREADABLE",
        DOCUMENT,
        DATA_ISSUE,
        BLOCK,
        _lt("This file cannot be read: %(reason)s"),
        _lt("Ask the seller to send the file again."),
    ),
    Rule(
        "DOC-03",
        "SCHEMA_UNKNOWN",
        DOCUMENT,
        DATA_ISSUE,
        INFO,
        _lt("The file names a format version that does not exist: %(version)s."),
        _lt(
            "It was read as the nearest known version. Tell the seller when convenient."
        ),
    ),
    Rule(
        "DOC-04",
        "HEADER_MISSING",
        DOCUMENT,
        DATA_ISSUE,
        INFO,
        _lt("The file does not say who sent it or to whom."),
        _lt("The parties named in the shipment are used instead. Check the seller."),
    ),
    Rule(
        "DOC-05",
        "SENDER_MISMATCH",
        DOCUMENT,
        DATA_ISSUE,
        INFO,
        _lt("The file was sent by %(sender)s, but the seller in it is %(seller)s."),
        _lt("Normal for a service provider or a 3PL. If neither is known to you, ask."),
    ),
    Rule(
        "DOC-06",
        "STATEMENT_MISSING",
        DOCUMENT,
        DATA_ISSUE,
        BLOCK,
        _lt("The file has no transaction statement (TS)."),
        _lt("Ask the seller for the transaction statement; keep the goods apart."),
    ),
    Rule(
        "DOC-07",
        "STATEMENT_NEGATIVE",
        DOCUMENT,
        DATA_ISSUE,
        BLOCK,
        _lt("The seller does not affirm the transaction statement (TS)."),
        _lt("Keep the goods on hold and tell the pharmacist. Call the seller."),
    ),
    Rule(
        "DOC-08",
        "NAIVE_TIME",
        DOCUMENT,
        DATA_ISSUE,
        INFO,
        _lt("%(count)s times in the file have no time zone."),
        _lt("They were read as %(zone)s. Nothing to do unless a date looks wrong."),
    ),
    Rule(
        "DOC-09",
        "FUTURE_TIME",
        DOCUMENT,
        DATA_ISSUE,
        WARNING,
        _lt("The file speaks of %(date)s, which is still to come."),
        _lt("Check the date with the seller; the goods themselves can be received."),
    ),
    Rule(
        "DOC-10",
        "STALE_EVENT",
        DOCUMENT,
        NOT_HDA,
        INFO,
        _lt("The shipment in this file is of %(date)s, %(days)s days ago."),
        _lt("Check that it is the delivery in front of you."),
    ),
    Rule(
        "DOC-11",
        "STEP_INVALID",
        DOCUMENT,
        DATA_ISSUE,
        INFO,
        _lt("The file uses a step that is not in the standard: %(step)s."),
        _lt("It was kept as given. Tell the seller when convenient."),
    ),
    Rule(
        "DOC-12",
        "NO_SHIPMENT",
        DOCUMENT,
        DATA_ISSUE,
        INFO,
        _lt("The file tells of packages, but of no shipment."),
        _lt("The packages are recorded. Ask the seller for the shipment file."),
    ),
    Rule(
        "DOC-13",
        "EVENT_WITHDRAWN",
        DOCUMENT,
        DATA_ISSUE,
        INFO,
        _lt("The seller takes %(count)s entries of this file back: %(reason)s."),
        _lt("They are kept for the record and no longer counted."),
    ),
    Rule(
        "DOC-14",
        "WITHDRAWAL_UNMATCHED",
        DOCUMENT,
        DATA_ISSUE,
        WARNING,
        _lt("The seller takes %(count)s entries back that no file here tells."),
        _lt("Ask the seller which delivery is meant, and for its file."),
    ),
    Rule(
        "DOC-15",
        "SHIPMENT_VOIDED",
        DOCUMENT,
        DATA_ISSUE,
        WARNING,
        _lt("The seller canceled the shipment of %(count)s things: %(examples)s."),
        _lt("They do not count as delivered. If they are here, call the seller."),
    ),
    Rule(
        "DOC-16",
        "FILE_CORRECTION",
        DOCUMENT,
        NOT_HDA,
        INFO,
        _lt("This file corrects the one of %(date)s with the same number."),
        _lt("What was on hold for the old file is matched again."),
    ),
    Rule(
        "DOC-17",
        "EVENT_REPEATED",
        DOCUMENT,
        DATA_ISSUE,
        INFO,
        _lt("%(count)s entries stand more than once in the file."),
        _lt("Each counts once. Nothing to do."),
    ),
    Rule(
        "DOC-18",
        "EVENT_ID_REUSED",
        DOCUMENT,
        DATA_ISSUE,
        INFO,
        _lt("%(count)s different entries have the number of another entry."),
        _lt("All were read. Tell the seller when convenient."),
    ),
    Rule(
        "DOC-19",
        "WITHDRAWAL_FOREIGN",
        DOCUMENT,
        DATA_ISSUE,
        WARNING,
        _lt(
            "This file takes back %(count)s packages that %(seller)s sold, and comes "
            "from somebody else: %(examples)s."
        ),
        _lt("Nothing was changed. Ask %(seller)s whether it is true."),
    ),
    Rule(
        "DOC-20",
        "NUMBER_REUSED",
        DOCUMENT,
        NOT_HDA,
        INFO,
        _lt(
            "This file has the number of the one of %(date)s, but speaks of other "
            "goods: it counts as a shipment of its own."
        ),
        _lt("Nothing to do. If it was meant as a correction, ask the seller."),
    ),
    Rule(
        "DOC-21",
        "CORRECTION_DROPS_RECEIVED",
        DOCUMENT,
        DATA_ISSUE,
        WARNING,
        _lt(
            "The corrected file no longer names %(count)s packages that were received "
            "with the first one: %(examples)s."
        ),
        _lt("Ask the seller for TI/TS of these packages, or keep them apart."),
    ),
    Rule(
        "DOC-22",
        "WITHDRAWAL_AMBIGUOUS",
        DOCUMENT,
        DATA_ISSUE,
        WARNING,
        _lt(
            "The seller canceled a shipment by a number that %(count)s shipments have: "
            "%(examples)s."
        ),
        _lt(
            "Nothing was taken back. Ask the seller which one is meant, then say so on "
            "the TI/TS."
        ),
    ),
)
