"""Tables copied into a notice: each cell gets the name of its column.

>>> unfolded("NDC\\tLot\\tQty\\n99990-101-30\\tA100\\t24")
'\\nNDC 99990-101-30, Lot A100'
"""

import re

# how the cells of a line are parted
TABS, GAPS = re.compile(r"\t|[ ]?\|[ ]?"), re.compile(r"[ ]{2,}")
_WORD = re.compile(r"[a-z/#]+")
_QUANTITY = frozenset(
    "qty quantity quantities shipped ordered units count total".split()
)
_KINDS = (
    ("Serial", frozenset("serial serials s/n sn".split())),
    ("Lot", frozenset("lot lots batch batches control lot# lotno lot/batch".split())),
    ("NDC", frozenset("ndc ndcs".split())),
    ("GTIN", frozenset("gtin gtins upc upcs ean".split())),
    ("Exp", frozenset("exp expiry expiration expires expdate bud dating".split())),
)
_ORDER = ("NDC", "GTIN", "Lot", "Serial", "Exp")


def unfolded(text: str) -> str:
    """The text with the rows below a header written out; columns of other things go.

    A row of another length than its header stays as it is.
    """
    lines, kinds, split = [], [], TABS
    for line in text.split("\n"):
        header, way = _header(line)
        if header:
            kinds, split = header, way
            lines.append("")
            continue
        cells = cells_of(line, split)
        # cells that were left out at the end of a row, of columns that are none of ours
        cells += ["" for kind in kinds[len(cells) :] if not kind]
        if kinds and len(cells) == len(kinds) and any(cells):
            lines.append(_row(kinds, cells))
        else:
            lines.append(line)
    return "\n".join(lines)


def cells_of(line: str, split: re.Pattern) -> list[str]:
    """The cells of a line; the bars around one are no cells."""
    line = line.strip(" |") if split is TABS else line.strip()
    return [cell.strip() for cell in split.split(line)]


def _header(line: str) -> tuple[list[str], re.Pattern]:
    """(kind of each column, how cells are parted); no header: ``[]``."""
    for split in (TABS, GAPS):
        kinds = kinds_of(cells_of(line, split))
        if {"Lot", "Serial"} & set(kinds):
            return kinds, split
    return [], TABS


def kinds_of(cells: list[str]) -> list[str]:
    """What each column below these headings holds: Serial, Lot, NDC, GTIN, Exp, or ""
    for other things. ``[]`` when they are no headings: with a number, or one alone.
    """
    if any(map(_has_number, cells)) or len([cell for cell in cells if cell]) < 2:
        return []
    return [_kind(cell) for cell in cells]


def _has_number(cell: str) -> bool:
    return any(sign.isdigit() for sign in re.sub(r"(?i)ndc[ -]?1[01]", "", cell))


def _kind(cell: str) -> str:
    words = set(_WORD.findall(cell.lower()))
    if words & _QUANTITY:
        return ""
    return next((kind for kind, known in _KINDS if words & known), "")


def _row(kinds: list[str], cells: list[str]) -> str:
    named = [
        f"{kind} {cell}"
        for wanted in _ORDER
        for kind, cell in zip(kinds, cells, strict=True)
        if kind == wanted and cell
    ]
    return ", ".join(named)
