"""Numbers that a notice calls by another name than lot: recall number, invoice, item.

>>> labelled("Recall Number D-0123-2026, Lot A100")
' , , Lot A100'
"""

import re

_I = re.IGNORECASE | re.ASCII
# those that are followed by their number without any mark between
_PLAIN = (
    "event id|recall event|invoice|account|acct|fei|dea|anda|nda|bla|docket|page|pages|"
    "pg|item|catalog|catalogue|sku|p/n|license|license|po|p\\.o\\.|customer|material"
)
# these are plain words too: only with "no.", "number" or "#" behind them, for
# "Recall: A100" names a lot
_MARKED = (
    "recall|event|reference|ref|order|part|list|model|case|report|delivery|tracking|"
    "letter|notice|rma|ra|authorization|form|ticket"
)
_MARK = r"[ ]{0,2}(?:numbers?|nos?\b\.?|num\b|id\b|#s?)[ .:#]{0,4}"
_VALUE = r"(?=[\w./-]{0,24}\d)[A-Z0-9][\w./-]{0,30}"
_OTHER = re.compile(
    rf"(?<![\w/-])(?:(?:{_PLAIN})(?:{_MARK}|[ :]{{1,2}})|(?:{_MARKED}){_MARK}){_VALUE}"
    r"(?![\w-])",
    _I,
)
_QUANTITY = re.compile(
    r"(?<![\w/-])(?:qty|quantity|quantities|total|units shipped|shipped qty)"
    r"(?:[ ](?:shipped|ordered|received|returned|distributed|affected|in commerce))?"
    r"[ .:=]{1,4}(?:approximately[ ]|approx\.?[ ])?"
    r"\d{1,3}(?:,?\d{3}){0,3}(?!\w|[,-]\d)",
    _I,
)
# FDA's own numbers of recalls: "D-0123-2026"
_FDA = re.compile(r"(?<![\w-])[BDFHVZ]-\d{3,4}-20\d\d(?![\w-])", re.ASCII)
_LOT_WORD = re.compile(
    r"(?:lots?|batch(?:es)?)[ .:#]{0,4}(?:no|number)?s?[ .:#]{0,4}\Z", _I
)


def labelled(text: str) -> str:
    """The text without numbers that are called something else."""
    text = _OTHER.sub(_unless_of_lot, _QUANTITY.sub(" , ", text))
    return _FDA.sub(_unless_of_lot, text)


def _unless_of_lot(found: re.Match) -> str:
    """ "Lot ID 123" stays: it is the lot's."""
    before = found.string[max(0, found.start() - 24) : found.start()]
    return found[0] if _LOT_WORD.search(before) else " , "
