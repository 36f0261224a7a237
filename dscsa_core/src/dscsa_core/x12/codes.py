"""Code values of the 856 that carry TI and TS, as trading partners use them.

X12 data elements 98, 128, 235, 374, 623, 88; the HDA (then HDMA) guideline for the
856 under the DSCSA uses a part of them. Several codes mean one thing here, since
sellers differ.
"""

# 235, product identifiers in LIN and SLN; the hyphens follow from the code.
NDC_FORMS = {"N1": (4, 4, 2), "N2": (5, 3, 2), "N3": (5, 4, 1), "N4": (5, 4, 2)}
NDC = frozenset((*NDC_FORMS, "ND"))
GTIN = frozenset(("UK", "UP", "EN", "EO", "U2", "UX"))
LOT, SERIAL = frozenset(("LT", "B8")), frozenset(("SN",))

# 128, references
REFERENCES = {
    "PO": "po",
    "IV": "inv",
    "IN": "inv",
    "BM": "bol",
    "PK": "packing_list",
    "VN": "seller_order",
    "CN": "carrier",
    "2I": "tracking",
}
REF_LOT, REF_SERIAL = frozenset(("LT", "BT")), frozenset(("SE",))

# 98, parties by role, likeliest first
SELLERS = ("SE", "VN", "SU", "DS", "WH")
BUYERS = ("BY", "BT", "OB")
SHIP_FROM, SHIP_TO = ("SF",), ("ST",)
MAKERS = ("MF", "MA", "M5")
GLN_QUALIFIER = "UL"

# 374, dates
TRANSACTION_DATES = ("097", "003", "102", "004")
SHIPPED, EXPIRY = ("011",), ("036", "208", "511")

# 623, hours from UTC; letters without daylight saving stand for standard time
ZONES = {
    "UT": "+00:00",
    "GM": "+00:00",
    "AT": "-04:00",
    "AD": "-03:00",
    "AS": "-04:00",
    "ET": "-05:00",
    "ED": "-04:00",
    "ES": "-05:00",
    "CT": "-06:00",
    "CD": "-05:00",
    "CS": "-06:00",
    "MT": "-07:00",
    "MD": "-06:00",
    "MS": "-07:00",
    "PT": "-08:00",
    "PD": "-07:00",
    "PS": "-08:00",
    "HT": "-10:00",
    "HS": "-10:00",
}

# 735, levels: shipment, order, tare (pallet), pack (tote, case), item
SHIPMENT, ORDER, TARE, PACK, ITEM = "S", "O", "T", "P", "I"
LEVELS = frozenset((SHIPMENT, ORDER, TARE, PACK, ITEM))
# transactions before this one
HISTORY = frozenset(("V",))

# 355, units that are one container each; a case is a number of them
CASES = frozenset(("CA", "CS"))
# 662, sub-lines that only inform or take away
NOT_INCLUDED = frozenset(("O", "D"))
# 353, purpose of the notice
CANCELLED, REPLACED = "01", "05"
