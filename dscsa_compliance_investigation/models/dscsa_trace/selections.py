"""Lists of a tracing: the keys are the core's, the words ours."""

REASONS = [
    ("suspect", "Suspect product"),
    ("illegitimate", "Illegitimate product"),
    ("recall", "Recalled product"),
    ("audit", "Compliance audit"),
    ("inspection", "Inspection by an authority"),
]
WANTED = [
    ("all_owners", "All owners they know"),
    ("last_owner", "The last owner before them"),
    ("transactions", "Transaction information"),
]
HOP_STATES = [
    ("draft", "To ask"),
    ("asked", "Asked"),
    ("answered", "Answered"),
    ("partial", "Answered in part"),
    ("refused", "Refused"),
    ("unclear", "Two answers differ"),
]
