"""The pieces of a recall notice: words, numbers, dates; what each word stands for."""

import re

# "74**", "74XX": stands for several numbers
_WILD = re.compile(r"\d(?:\*\*+|[Xx]{2,})$")
_NOISE = str.maketrans({"#": " ", ":": " ", "=": " ", "№": " ", "*": " ", "†": " "})
_TOKEN = re.compile(r"[,;|()\[\]{}\n\t•·]|[^\s,;|()\[\]{}•·]+")
_EDGES = ".'\"‘’“”®™‡!?"
SEPARATORS = frozenset(",;|()[]{}\n\t•·")

LOT = frozenset("lot lots lotno lote batch batches control b/n b.no l/n".split())
# of what a recall may take all
GOODS = frozenset("code codes product products unit units inventory stock".split())
SERIAL = frozenset("serial serials s/n sn".split())
CODE = frozenset("ndc ndcs upc upcs gtin gtins ean".split())
EXPIRY = frozenset(
    "exp expiry expires expire expiring expiration expirations exp.date "
    "expdate bud mfg manufactured expired best".split()
)
# said instead of a number
NOTHING = frozenset(
    "n/a na none nil unknown various multiple several tbd pending unspecified".split()
)
# with these a notice means more lots, or fewer, than it writes down
OPEN = frozenset(
    "earlier later present current newer older higher lower above below after "
    "prior followed subsequent onward onwards forward through thru until up "
    "beginning begin begins starting ending end ends prefix suffix except "
    "excluding other others".split()
)
BEGINS = frozenset(
    "beginning begin begins starting start starts prefix prefixed".split()
)
ENDS = frozenset("ending end ends suffix".split())
WITH = frozenset("with in by the letter letters digit digits number numbers".split())
# a date behind one of these dates the notice or the sale
DATED = frozenset(
    "date dated issued initiated distributed shipped sent between from since".split()
)
ALL = frozenset("all every any entire".split())
AND = frozenset(("and", "&", "or", "plus", "+", "und", "y"))
RANGE = frozenset(("through", "thru", "to", "until", "-", "up"))
# between a word and its number
FILLERS = frozenset(
    "no nos nr nrs id ids num number numbers code codes s is are of the "
    "following affected recalled include includes including date dates dt on "
    "by with these".split()
)
# what letters are made of; a line that begins with one is no list of lots
SPEECH = frozenset(
    "one two three four five six seven eight nine ten single printed stamped "
    "imprinted located found bottom top side label labels labeled were was "
    "been being has have had will may which their there our we you your "
    "shipped sold sent recall recalls recalling urgent drug notice pharmacy "
    "pharmacies customer customers consumer please call contact phone fax "
    "questions return manufactured manufacturer lists only involved impacted "
    "retail user hospital wholesale level distribution distributed to".split()
)
# words beside lots that neither add nor take away any
HARMLESS = (
    FILLERS
    | SPEECH
    | frozenset(
        "a an in for at from this that each per and/or only rx usp product products "
        "within remaining currently unexpired unexpired. nonexpired shelf life market "
        "distribution distributed units bottle bottles carton cartons vial vials case "
        "cases pack packs package packages box boxes tablet tablets capsule capsules "
        "syringe syringes tube tubes bag bags blister blisters count ct mg mcg g ml l "
        "size sizes nationwide us usa before use dating item description company "
        "strength quantity qty as follows be note see x between "
        "ea each pieces kits pens".split()
    )
)
UNITS = frozenset(
    "count ct cts mg mcg g ml l iu unit units bottle bottles carton cartons "
    "vial vials case cases pack packs box boxes tablet tablets tabs capsule "
    "capsules caps syringe syringes tube tubes bag bags blister blisters x "
    "per % ea each pcs pieces kit kits pen pens pouch pouches inhaler "
    "inhalers ampule ampules ampul ampuls dose doses jar jars canister "
    "canisters hour hours day days week weeks month months year years minutes "
    "lbs pounds".split()
)
_UNITED = re.compile(r"\d+(?:\.\d+)?-?(?:count|ct|mg|mcg|ml|iu|%|pack|'s)", re.ASCII)
_NUMBER = re.compile(r"\d{1,6}(?:\.\d{1,3})?", re.ASCII)
_MONTH = (
    "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    "sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_MONTH_NAME = re.compile(_MONTH)
_WITH_MONTH = re.compile(
    rf"(?:\d{{1,4}}[-/.]?)?{_MONTH}[-/.]{{0,2}}\d{{0,4}}(?:[-/.]\d{{1,4}})?", re.ASCII
)
_YEAR = re.compile(r"(?:19|20)\d\d", re.ASCII)
_DAY = re.compile(r"\d{1,2}", re.ASCII)
_SLASHED = re.compile(
    r"\d{1,2}/\d{2,4}|\d{4}/\d{1,2}|\d{1,2}/\d{1,2}/\d{2,4}|\d{4}/\d{1,2}/\d{1,2}",
    re.ASCII,
)
_PLAIN_DATE = re.compile(
    r"\d{4}|\d{6}|\d{8}|\d{1,2}[-.]\d{2,4}|\d{4}[-.]\d{1,2}"
    r"|\d{1,2}[-.]\d{1,2}[-.]\d{2,4}|\d{4}[-.]\d{1,2}[-.]\d{1,2}",
    re.ASCII,
)


def tokens_of(text: str) -> list[str]:
    """Words and separators of a text, in order; nothing but blanks is lost."""
    found = _TOKEN.findall(text.translate(_NOISE))
    return [token for token in map(_stripped, found) if token]


def wildcards_of(text: str) -> list[str]:
    """Numbers of which some digits are left open: "LF-74**"."""
    words = (word.strip(_EDGES + ",;()") for word in text.split())
    return [word for word in words if _WILD.search(word)]


def _stripped(token: str) -> str:
    return token if token in SEPARATORS else token.strip(_EDGES)


def is_quantity(token: str, following: str) -> bool:
    """Whether a number counts or measures: "30 count", "30-count", "10mg"."""
    lower = token.lower()
    if _UNITED.fullmatch(lower):
        return True
    return bool(_NUMBER.fullmatch(token)) and following.lower() in UNITS


def is_plain_date(token: str) -> bool:
    """A text that can only be a date: with slashes, or with the name of a month."""
    lower = token.lower()
    if _SLASHED.fullmatch(lower):
        return True
    return bool(_WITH_MONTH.fullmatch(lower)) and has_digit(lower)


def date_length(tokens: list[str], start: int) -> int:
    """How many tokens from ``start`` make up one date; 0: there is none.

    Read where a date is due, so that plain digits count as one.
    """
    first = tokens[start].lower() if start < len(tokens) else ""
    # "30 Sep 2028" begins with digits, "2028 Sep 30" too
    is_headed = first.isdecimal() and len(first) <= 4 and _month_at(tokens, start + 1)
    if is_headed or _MONTH_NAME.fullmatch(first):
        return _parts(tokens, start)
    return 1 if is_plain_date(first) or _PLAIN_DATE.fullmatch(first) else 0


def is_date_end(tokens: list[str], place: int) -> bool:
    """Whether a date ends right before a place."""
    before = tokens[place - 1] if place else ""
    is_year = _is_year(tokens, place - 1) and place > 1
    return is_plain_date(before) or is_year and _month_at(tokens, place - 2)


def is_month_and_year(tokens: list[str], place: int) -> bool:
    """ "09 2028", where a date is due."""
    is_month = place < len(tokens) and _DAY.fullmatch(tokens[place])
    return bool(is_month) and _is_year(tokens, place + 1)


def _month_at(tokens: list[str], place: int) -> bool:
    return place < len(tokens) and bool(_MONTH_NAME.fullmatch(tokens[place].lower()))


def _parts(tokens: list[str], start: int) -> int:
    """Tokens of a date written with the name of a month: "Sep 30, 2028"."""
    end, numbers = start, 0
    while end < len(tokens):
        token = tokens[end].lower()
        if numbers < 2 and (_is_year(tokens, end) or _DAY.fullmatch(token)):
            numbers += 1
            if len(token) == 4 and _seen_month(tokens, start, end):
                return end + 1 - start
        elif token == "," and numbers and _is_year(tokens, end + 1):
            pass
        elif not _MONTH_NAME.fullmatch(token) or _seen_month(tokens, start, end):
            break
        end += 1
    return end - start


def _seen_month(tokens: list[str], start: int, end: int) -> bool:
    return any(_MONTH_NAME.fullmatch(each.lower()) for each in tokens[start:end])


def _is_year(tokens: list[str], place: int) -> bool:
    return place < len(tokens) and bool(_YEAR.fullmatch(tokens[place]))


def has_digit(text: str) -> bool:
    """Whether any sign of a text is a digit: numbers of lots have some, words none."""
    return any(sign.isdigit() for sign in text)
