"""Lists of values used by more than one model."""

PROFILES = [
    ("pharmacy_small", "Pharmacy, 25 or fewer licensed people"),
    ("pharmacy", "Pharmacy"),
    ("hospital", "Hospital pharmacy"),
    ("chain", "Pharmacy chain"),
    ("practitioner", "Practitioner or clinic without a pharmacy license"),
    ("wholesaler", "Wholesale distributor"),
    ("3pl", "Third-party logistics provider"),
    ("repackager", "Repackager"),
]

# the severity table has four columns; the other profiles follow the nearest one
SEVERITY_PROFILE = {
    "hospital": "pharmacy",
    "chain": "pharmacy",
    "3pl": "wholesaler",
    "repackager": "wholesaler",
}

SEVERITIES = [
    ("note", "Note"),
    ("amber", "Goes on, with a mark"),
    ("hold", "On hold"),
    ("stop", "Stop"),
]

HDA_CATEGORIES = [
    ("data_issue", "Data Issue"),
    ("product_no_data", "Product No Data"),
    ("data_no_product", "Data No Product"),
    ("packaging", "Packaging and Labelling"),
    ("unavailable", "Unavailable for Distribution"),
]

SCOPES = [
    ("in_scope", "In scope"),
    ("excluded", "Excluded"),
    ("undetermined", "Not determined yet"),
]

# Federal Food, Drug, and Cosmetic Act, section 581(13)
EXCLUSIONS = [
    ("P1", "P1 Blood or blood components for transfusion"),
    ("P2", "P2 Radioactive drug or biologic"),
    ("P3", "P3 Imaging drug"),
    ("P4", "P4 Intravenous product (fluids, electrolytes, calories, irrigation)"),
    ("P5", "P5 Medical gas"),
    ("P6", "P6 Homeopathic drug"),
    ("P7", "P7 Compounded drug"),
    ("P8", "P8 Not a finished human prescription drug (OTC, animal, device)"),
]

EPC_KINDS = [
    ("package", "Package"),
    ("case", "Case"),
    ("logistic", "Pallet or tote"),
]

EPC_STATUSES = [
    ("announced", "Announced"),
    ("in_stock", "In stock"),
    ("shipped", "Sold or transferred"),
    ("dispensed", "Dispensed"),
    ("returned", "Returned"),
    ("destroyed", "Destroyed"),
    ("missing", "Announced, not received"),
    ("presumed_used", "Presumed used"),
]

HOLDS = [
    ("data", "On hold, waiting for data"),
    ("expired", "Expired"),
    ("recall", "On hold: recalled"),
    ("suspect", "Quarantine: suspect"),
]

PROOFS = [
    ("file", "File from the seller"),
    ("portal", "Held in the seller's portal"),
    ("paper", "Paper, PDF or e-mail"),
]

EVENT_KINDS = [
    ("object", "Object"),
    ("aggregation", "Aggregation"),
    ("transaction", "Transaction"),
    ("quantity", "Quantity"),
    ("transformation", "Transformation"),
    ("association", "Association"),
]

# format of a document in which a person reads, not the program
EVIDENCE = "evidence"
