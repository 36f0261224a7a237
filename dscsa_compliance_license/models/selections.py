"""Lists of values of the license register."""

# FD&C Act 581(2) speaks of the first track only; the others are shown beside it
TRACKS = [
    ("authorised", "Authorized trading partner"),
    ("controlled", "Controlled substances"),
    ("payer", "Payer's accreditation"),
]

ROLES = [
    ("manufacturer", "Manufacturer"),
    ("repackager", "Repackager"),
    ("wholesaler", "Wholesale distributor"),
    ("3pl", "Third-party logistics provider"),
    ("dispenser", "Pharmacy or other dispenser"),
    ("practitioner", "Practitioner"),
]

METHODS = [
    ("board_site", "State board's site"),
    ("fda_list", "FDA's list"),
    ("pulse", "Pulse profile"),
    ("oci", "OCI credential"),
    ("copy", "Copy of the license"),
    ("call", "Telephone call"),
    ("soap", "Look-up service (SOAP)"),
    ("json", "Look-up service (JSON)"),
]

RESULTS = [
    ("confirmed", "Confirmed"),
    ("not_found", "Not in the list"),
    ("differs", "Text differs"),
    ("expired", "Expired"),
    ("suspended", "Suspended"),
    ("revoked", "Revoked"),
    ("unreachable", "Could not be checked"),
]

# what may change a status; the other results are notes for a person to read
DECISIVE = ("confirmed", "expired", "suspended", "revoked")

STANDINGS = [
    ("unchecked", "Never checked"),
    ("valid", "In force"),
    ("not_yet", "Not in force yet"),
    ("expired", "Expired"),
    ("suspended", "Suspended"),
    ("revoked", "Revoked"),
]

PARTNER_STATUSES = [
    ("ok", "Proof on file"),
    ("override", "Allowed by the manager"),
    ("none", "No proof on file"),
    ("unchecked", "Never checked"),
    ("other_state", "Proof of another State"),
    ("other_class", "Proof of other products"),
    ("not_yet", "Not in force yet"),
    ("expired", "Expired"),
    ("suspended", "Suspended"),
    ("revoked", "Revoked"),
    ("affiliate", "Our own company"),
]

ISSUERS = [
    ("ship_from", "The State it ships from"),
    ("ship_to", "The State it ships to"),
    ("any", "Any State"),
    ("federal", "A federal agency or a private body"),
]

GATES = [
    ("off", "Off: nothing is shown"),
    ("warn", "Warn: orders go through with a warning"),
    ("stop", "Stop: no proof, no order"),
]

OVERRIDE_REASONS = [
    ("renewal", "Renewal is under way; the board was asked"),
    ("list_lag", "The board's or FDA's list is late"),
    ("site", "Shipped from another place that is licensed"),
    ("shortage", "Shortage: no other seller has it"),
    ("patient", "A named patient needs it now"),
    ("emergency", "Emergency medical reasons"),
    ("other", "Another reason, see note"),
]
