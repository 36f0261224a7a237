"""What people type about one bottle: "NDC 0116-2001-16 lot 7K21", "7K21", a serial.

Words may stand before the numbers; without words an NDC or GTIN is known by its form.
Nothing is guessed about the rest: ``words`` keeps it in the order it was typed.

>>> read_typed("NDC 99990-001-07, lot 7K21")
Typed(code='99990-001-07', lot='7K21', serial='', words=())
"""

import re
from contextlib import suppress
from dataclasses import dataclass

from .errors import Gs1Error
from .gs1.keys import Gtin
from .gs1.ndc import candidates

MAX_LENGTH = 300
_LABELS = {
    **dict.fromkeys(("ndc", "gtin", "upc", "code"), "code"),
    **dict.fromkeys(("lot", "batch", "lote"), "lot"),
    **dict.fromkeys(("serial", "sn", "s/n", "ser"), "serial"),
    **dict.fromkeys(("exp", "expiry", "expires", "expiration"), "expiry"),
}
# between a word and its number
_FILLERS = frozenset(("no", "no.", "nr", "nr.", "number", "date"))
_SPLIT = re.compile(r"[\s,;|:#=]+")
_STUCK = re.compile(r"(ndc|gtin)(\d[\d-]+)", re.IGNORECASE | re.ASCII)


@dataclass(frozen=True, slots=True)
class Typed:
    """The parts of a typed text; empty where it says nothing."""

    code: str = ""
    lot: str = ""
    serial: str = ""
    words: tuple[str, ...] = ()


def is_code(text: str) -> bool:
    """Whether a text has the form of an NDC or is a GTIN with a right check digit."""
    with suppress(Gs1Error):
        return bool(candidates(text))
    with suppress(Gs1Error):
        return bool(Gtin.parse(text))
    return False


def read_typed(text: str) -> Typed:
    """The parts of a text somebody typed; longer texts are cut, none is refused."""
    found: dict[str, str] = {}
    words: list[str] = []
    label = ""
    for token in _tokens(text):
        known = _LABELS.get(token.lower().rstrip("."))
        if known:
            label = known
        elif label and token.lower() in _FILLERS:
            continue
        elif label:
            found.setdefault(label, token)
            label = ""
        elif "code" not in found and is_code(token):
            found["code"] = token
        else:
            words.append(token)
    return Typed(
        found.get("code", ""),
        found.get("lot", ""),
        found.get("serial", ""),
        tuple(words),
    )


def _tokens(text: str) -> list[str]:
    tokens: list[str] = []
    for token in _SPLIT.split(text[:MAX_LENGTH].strip()):
        stuck = _STUCK.fullmatch(token)
        tokens += stuck.groups() if stuck else [token]
    return [token for token in tokens if token]
