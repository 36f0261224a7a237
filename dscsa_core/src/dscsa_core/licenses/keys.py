"""Numbers, names and addresses in the form in which they are compared.

All keys are upper case ASCII. An empty key never equals anything: callers leave
empty keys out. Same in files and on partners, so both may be compared in SQL.

>>> number_key(" wdr 8871-a")
'WDR8871A'
>>> name_key("Northfield Drug Supply, Inc.") == name_key("NORTHFIELD DRUG SUPPLY LLC")
True
>>> state_code("US-TX"), state_code("Texas"), state_code("tx ")
('TX', 'TX', 'TX')
"""

import re
import unicodedata
from functools import lru_cache

_NOT_ALNUM = re.compile(r"[^0-9A-Z]+")
_NOT_DIGIT = re.compile(r"\D+", re.ASCII)
_LEGAL = frozenset(
    "INC INCORPORATED LLC LC CORP CORPORATION CO COMPANY LTD LIMITED LP LLP PLLC PC "
    "PLC GMBH AG SA NV BV SRL SPA USA US THE".split()
)
_STREET_WORDS = {
    "STREET": "ST",
    "STR": "ST",
    "ROAD": "RD",
    "AVENUE": "AVE",
    "AV": "AVE",
    "BOULEVARD": "BLVD",
    "DRIVE": "DR",
    "LANE": "LN",
    "COURT": "CT",
    "PLACE": "PL",
    "PARKWAY": "PKWY",
    "HIGHWAY": "HWY",
    "CIRCLE": "CIR",
    "SQUARE": "SQ",
    "TERRACE": "TER",
    "TRAIL": "TRL",
    "TURNPIKE": "TPKE",
    "NORTH": "N",
    "SOUTH": "S",
    "EAST": "E",
    "WEST": "W",
    "NORTHEAST": "NE",
    "NORTHWEST": "NW",
    "SOUTHEAST": "SE",
    "SOUTHWEST": "SW",
    "SUITE": "STE",
    "UNIT": "STE",
    "BUILDING": "BLDG",
    "FLOOR": "FL",
    "SAINT": "ST",
    "FORT": "FT",
    "MOUNT": "MT",
}
_STATES = """
AL Alabama|AK Alaska|AZ Arizona|AR Arkansas|CA California|CO Colorado|CT Connecticut
DE Delaware|DC District of Columbia|FL Florida|GA Georgia|HI Hawaii|ID Idaho
IL Illinois|IN Indiana|IA Iowa|KS Kansas|KY Kentucky|LA Louisiana|ME Maine
MD Maryland|MA Massachusetts|MI Michigan|MN Minnesota|MS Mississippi|MO Missouri
MT Montana|NE Nebraska|NV Nevada|NH New Hampshire|NJ New Jersey|NM New Mexico
NY New York|NC North Carolina|ND North Dakota|OH Ohio|OK Oklahoma|OR Oregon
PA Pennsylvania|RI Rhode Island|SC South Carolina|SD South Dakota|TN Tennessee
TX Texas|UT Utah|VT Vermont|VA Virginia|WA Washington|WV West Virginia
WI Wisconsin|WY Wyoming|PR Puerto Rico|GU Guam|VI Virgin Islands
AS American Samoa|MP Northern Mariana Islands
"""
_BY_NAME = {
    name.upper(): code
    for code, name in (
        entry.split(" ", 1) for entry in _STATES.replace("\n", "|").split("|") if entry
    )
}
_CODES = frozenset(_BY_NAME.values())
_CACHED = 1 << 16  # the sites of a list repeat: one row for each license they hold


def words(text: str | None) -> list[str]:
    """Upper-case words without accents and punctuation."""
    plain = unicodedata.normalize("NFKD", text or "").upper()
    plain = plain.encode("ascii", "ignore").decode() if not plain.isascii() else plain
    return _NOT_ALNUM.sub(" ", plain.replace("'", "").replace(".", "")).split()


def number_key(text: str | None) -> str:
    """A license number without dashes, dots, spaces and case; zeros stay."""
    plain = (text or "").upper()
    if plain.isascii():  # all of them, as good as
        return _NOT_ALNUM.sub("", plain)
    return "".join(words(plain))


def digits_key(text: str | None) -> str:
    """The digits of a FEI or DUNS number."""
    return _NOT_DIGIT.sub("", text or "")


@lru_cache(_CACHED)
def state_code(text: str | None) -> str:
    """``US-TX``, ``TX`` and ``Texas`` → ``TX``; empty for what is no US State."""
    plain = (text or "").strip().upper()
    if plain.startswith("US-"):
        plain = plain[3:].strip()
    return plain if plain in _CODES else _BY_NAME.get(plain, "")


@lru_cache(_CACHED)
def name_key(text: str | None) -> str:
    """A firm's name without legal form, spaces and punctuation."""
    found = ["AND" if word == "&" else word for word in words(_ands(text))]
    kept = [word for word in found if word not in _LEGAL]
    return "".join(kept or found)


def _ands(text: str | None) -> str:
    return (text or "").replace("&", " and ")


@lru_cache(_CACHED)
def street_key(text: str | None) -> str:
    """A street line with its usual words shortened."""
    return "".join(_STREET_WORDS.get(word, word) for word in words(text))


@lru_cache(_CACHED)
def place_key(street: str | None, city: str | None, state: str | None) -> str:
    """Street, city and State as one key; empty unless all three are known."""
    parts = street_key(street), street_key(city), state_code(state)
    return "|".join(parts) if all(parts) else ""


def zip5(text: str | None) -> str:
    """The first five digits of a ZIP code; empty for anything shorter."""
    found = digits_key(text)
    return found[:5] if len(found) >= 5 else ""
