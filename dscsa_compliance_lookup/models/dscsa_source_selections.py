"""Lists of values of the sources of license data."""

KINDS = [
    ("wdd", "FDA: wholesalers and third-party logistics (WDD/3PL)"),
    ("decrs", "FDA: establishment registrations (DECRS)"),
    ("ndc", "FDA: NDC Directory"),
    ("soap", "Look-up by SOAP"),
    ("json", "Look-up by JSON"),
    ("manual", "By hand: a site people look at"),
]
LISTS = ("wdd", "decrs", "ndc")
LOOK_UPS = ("soap", "json")
MODES = [
    ("off", "Off: nothing goes out"),
    ("button", "When somebody presses a button"),
    ("job", "By button, and by itself at night"),
]
SIGN_INS = [
    ("none", "None"),
    ("basic", "User name and password"),
    ("header", "Key in a header"),
    ("wsse", "WS-Security user name token"),
]
# where a question goes and who we are there: for the administrator alone
CONNECTION = frozenset(
    "kind url wsdl_file wsdl_name endpoint method operation service port sign_in "
    "username secret timeout retries max_megabytes company_id snapshot_id "
    "last_run_at".split()
)
