"""Lists of values of keeping and disposing."""

RECORD_CLASSES = [
    ("ti_ts", "TI/TS"),
    ("document", "Files"),
    ("discrepancy", "Discrepancies"),
    ("investigation", "Suspect product"),
    ("license", "Licenses"),
    ("agreement", "Agreements"),
    ("request", "Information requests"),
    ("recall", "Recalls"),
    ("release", "Releases from hold"),
    ("training", "Training"),
    ("other", "Other records"),
]

COUNTS_FROM = [
    ("transaction", "Date of the transaction"),
    ("received", "Day it came to us"),
    ("conclusion", "Its conclusion"),
    ("last_use", "Last order, receipt or check"),
    ("end", "Its end (kept while in force)"),
    ("made", "Day it was made"),
]

FLAGS = [
    ("kept", "Kept"),
    ("near", "Near its date"),
    ("past", "May be disposed of"),
    ("held", "Held"),
]
