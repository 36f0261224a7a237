"""Who sells, ships and receives."""

from ..finding import BLOCK, INFO, WARNING
from .rule import DATA_ISSUE, LOCATION, NOT_HDA, Rule, _lt

RULES = (
    Rule(
        "LOC-01",
        "SENDER_UNKNOWN",
        LOCATION,
        DATA_ISSUE,
        WARNING,
        _lt("%(name)s, location number %(gln)s, is not among your partners."),
        _lt("Choose the partner it belongs to, or make a new one. Then read again."),
    ),
    Rule(
        "LOC-02",
        "GLN_UNKNOWN",
        LOCATION,
        DATA_ISSUE,
        INFO,
        _lt("Location number %(gln)s (%(name)s) is on no partner yet."),
        _lt("Accept the proposed partner, or choose another one."),
    ),
    Rule(
        "LOC-03",
        "GLN_CHECKDIGIT",
        LOCATION,
        DATA_ISSUE,
        WARNING,
        _lt("Location number %(gln)s of the %(role)s is not a valid one."),
        _lt("Ask the seller for the right number. The name and address still count."),
    ),
    Rule(
        "LOC-04",
        "GLN_MISSING",
        LOCATION,
        DATA_ISSUE,
        WARNING,
        _lt("The %(role)s has no location number in the file: %(value)s."),
        _lt("Choose the partner by hand. Ask the seller to add the number."),
    ),
    Rule(
        "LOC-05",
        "SHIPTO_NOT_OURS",
        LOCATION,
        DATA_ISSUE,
        BLOCK,
        _lt("The shipment is addressed to %(name)s, not to you."),
        _lt("If it is your own place, add its location number. Else call the seller."),
    ),
    Rule(
        "LOC-06",
        "PARTNER_NOT_AUTHORISED",
        LOCATION,
        NOT_HDA,
        BLOCK,
        _lt("No proof yet that %(name)s may sell to you."),
        _lt("Two minutes: licence number, State, screenshot."),
    ),
    Rule(
        "LOC-07",
        "PARTY_MISSING",
        LOCATION,
        DATA_ISSUE,
        BLOCK,
        _lt("The shipment does not say who is the %(role)s."),
        _lt("Ask the seller to send the file again with seller and buyer in it."),
    ),
    Rule(
        "LOC-08",
        "ADDRESS_MISSING",
        LOCATION,
        DATA_ISSUE,
        WARNING,
        _lt("The file gives no name or address for the %(role)s (%(id)s)."),
        _lt("The address on your partner is shown. Tell the seller when convenient."),
    ),
)
