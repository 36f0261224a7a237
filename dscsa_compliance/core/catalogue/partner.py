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
    Rule(
        "LOC-09",
        "LICENSE_EXPIRED",
        LOCATION,
        NOT_HDA,
        BLOCK,
        _lt("%(license)s of %(name)s expired on %(date)s."),
        _lt(
            "Look at the State board's site. Renewed: add the new date with a "
            "screenshot, any pharmacist may. Not renewed: order elsewhere."
        ),
    ),
    Rule(
        "LOC-10",
        "LICENSE_SUSPENDED",
        LOCATION,
        NOT_HDA,
        BLOCK,
        _lt("%(license)s of %(name)s is suspended since %(date)s."),
        _lt("Do not order. Only the compliance manager decides further."),
    ),
    Rule(
        "LOC-11",
        "LICENSE_REVOKED",
        LOCATION,
        NOT_HDA,
        BLOCK,
        _lt("%(license)s of %(name)s is revoked since %(date)s."),
        _lt("Do not order. Only the compliance manager decides further."),
    ),
    Rule(
        "LOC-12",
        "LICENSE_UNCHECKED",
        LOCATION,
        NOT_HDA,
        BLOCK,
        _lt("%(license)s of %(name)s is on file, but nobody has checked it."),
        _lt("Look it up on the State board's site and press “Check now”: one minute."),
    ),
    Rule(
        "LOC-13",
        "LICENSE_OTHER_STATE",
        LOCATION,
        NOT_HDA,
        BLOCK,
        _lt("%(license)s is of %(state)s, but %(name)s ships from %(needed)s."),
        _lt(
            "Add the %(needed)s licence: number and screenshot. Or set where it "
            "ships from."
        ),
    ),
    Rule(
        "LOC-14",
        "LICENSE_OTHER_CLASS",
        LOCATION,
        NOT_HDA,
        BLOCK,
        _lt("%(license)s of %(name)s does not cover these products."),
        _lt("Order them elsewhere, or add the licence that covers them."),
    ),
    Rule(
        "LOC-15",
        "LICENSE_NOT_YET",
        LOCATION,
        NOT_HDA,
        BLOCK,
        _lt("%(license)s of %(name)s begins on %(date)s."),
        _lt("Wait until then, or add the licence that is in force today."),
    ),
    Rule(
        "LOC-16",
        "LICENSE_ENDS_SOON",
        LOCATION,
        NOT_HDA,
        INFO,
        _lt("%(license)s of %(name)s ends on %(date)s, in %(days)s days."),
        _lt("Ask for the renewal, or look at the board's site shortly before."),
    ),
    Rule(
        "LOC-17",
        "LICENSE_IN_GRACE",
        LOCATION,
        NOT_HDA,
        INFO,
        _lt("%(license)s of %(name)s ended on %(date)s; renewals are listed late."),
        _lt("Look again in a few days."),
    ),
    Rule(
        "LOC-18",
        "LICENSE_OTHER_BAD",
        LOCATION,
        NOT_HDA,
        WARNING,
        _lt(
            "%(license)s of %(name)s is suspended or revoked since %(date)s; "
            "another proof is valid."
        ),
        _lt("Ask the partner why before you order."),
    ),
    Rule(
        "LOC-19",
        "PARTNER_STATE_MISSING",
        LOCATION,
        NOT_HDA,
        INFO,
        _lt("We do not know from which State %(name)s ships."),
        _lt("Add the State to its address."),
    ),
    Rule(
        "LOC-20",
        "STATE_RULE_UNKNOWN",
        LOCATION,
        NOT_HDA,
        INFO,
        _lt(
            "No licence of %(name)s for %(state)s on file; whether it is needed we "
            "do not know."
        ),
        _lt("Ask the board of that State, and put its rule into the matrix."),
    ),
    Rule(
        "LOC-21",
        "CONTROLLED_NOT_ON_FILE",
        LOCATION,
        NOT_HDA,
        INFO,
        _lt("No valid DEA registration of %(name)s on file."),
        _lt("Look it up before ordering controlled substances."),
    ),
    Rule(
        "LOC-22",
        "PAYER_NOT_ON_FILE",
        LOCATION,
        NOT_HDA,
        INFO,
        _lt("No NABP accreditation of %(name)s on file."),
        _lt("Some payers credit only accredited wholesalers. Ask for it."),
    ),
    Rule(
        "LOC-23",
        "PARTNER_PROVEN",
        LOCATION,
        NOT_HDA,
        INFO,
        _lt("Proof on file: %(name)s may sell to you."),
        _lt("Nothing to do."),
    ),
    Rule(
        "LOC-30",
        "PARTNER_PROVEN_UNLISTED",
        LOCATION,
        NOT_HDA,
        INFO,
        _lt(
            "State license of %(name)s on file: may sell to you. Not compared with "
            "FDA's list yet."
        ),
        _lt("FDA's list shows who reported, section 503(e). Load it when you can."),
    ),
    Rule(
        "LOC-24",
        "PARTNER_ALLOWED",
        LOCATION,
        NOT_HDA,
        INFO,
        _lt("The manager allowed orders from %(name)s without proof until %(date)s."),
        _lt("Ask for the proof in the meantime."),
    ),
    Rule(
        "LOC-25",
        "PARTNER_AFFILIATE",
        LOCATION,
        NOT_HDA,
        INFO,
        _lt("%(name)s is one of your own companies: no proof is needed."),
        _lt("Nothing to do."),
    ),
    Rule(
        "LOC-26",
        "CUSTOMER_NOT_AUTHORISED",
        LOCATION,
        NOT_HDA,
        BLOCK,
        _lt("No proof yet that %(name)s may buy from you."),
        _lt("Two minutes: licence number, State, screenshot."),
    ),
    Rule(
        "LOC-27",
        "TRANSFER_FOR_STOCK",
        LOCATION,
        NOT_HDA,
        WARNING,
        _lt(
            "%(name)s is a pharmacy and names no patient: this may be wholesale "
            "distribution."
        ),
        _lt("For a named patient choose that purpose. For stock ask your board first."),
    ),
    Rule(
        "LOC-28",
        "PROOF_OF_SITE",
        LOCATION,
        NOT_HDA,
        INFO,
        _lt("The proof of %(name)s is of its site %(site)s."),
        _lt("If it ships from elsewhere, add the licence of that State."),
    ),
    Rule(
        "LOC-29",
        "CUSTOMER_OTHER_STATE",
        LOCATION,
        NOT_HDA,
        BLOCK,
        _lt("%(license)s is of %(state)s, but %(name)s is in %(needed)s."),
        _lt("Add the %(needed)s licence: number and screenshot."),
    ),
    Rule(
        "LOC-30",
        "PURPOSE_MISSING",
        LOCATION,
        NOT_HDA,
        WARNING,
        _lt("What does %(name)s, a pharmacy, need it for?"),
        _lt("Choose: a named patient, or stock. The two are not the same sale."),
    ),
    Rule(
        "LOC-31",
        "LICENSE_FOUND_EXPIRED",
        LOCATION,
        NOT_HDA,
        BLOCK,
        _lt(
            "%(license)s of %(name)s was found expired on %(date)s; its last day is "
            "not on record."
        ),
        _lt(
            "Look at the State board's site and type the last day it shows. Renewed: "
            "add the new date with a screenshot, any pharmacist may."
        ),
    ),
)
