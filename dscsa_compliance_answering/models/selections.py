"""Lists of values of requests for information."""

ASKERS = [
    ("fda", "FDA"),
    ("state", "State authority"),
    ("partner", "Trading partner"),
]

REASONS = [
    ("recall", "Recall"),
    ("suspect", "Suspect product"),
    ("illegitimate", "Illegitimate product"),
    ("inspection", "Routine inspection"),
    ("other", "Something else"),
]

CHANNELS = [
    ("phone", "Telephone"),
    ("mail", "E-mail"),
    ("letter", "Letter or fax"),
    ("person", "In person, at the counter"),
    ("portal", "Portal"),
]

STATES = [
    ("received", "Received"),
    ("checked", "Caller checked"),
    ("collecting", "Collecting"),
    ("answered", "Answered"),
    ("closed", "Closed"),
]

CALLBACKS = [
    ("yes", "Confirmed: it was them"),
    ("no", "They know nothing of it"),
    ("later", "Not reached yet"),
]

ENDINGS = [
    ("answered", "Answered"),
    ("nothing", "Answered: we have nothing of it"),
    ("withdrawn", "They took it back"),
    ("false", "The caller was not who they said"),
]

ITEM_KINDS = [
    ("ours", "Here"),
    ("portal", "In the portal"),
    ("paper", "On paper"),
    ("open", "Not told in the file"),
    ("missing", "Not found"),
]

CLOCK_STATES = [
    ("none", "No clock"),
    ("quiet", "Within half time"),
    ("half", "Half time is over"),
    ("last", "Due within hours"),
    ("over", "Overdue"),
]
