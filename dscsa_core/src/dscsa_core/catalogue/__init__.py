"""Every code of the core with its number, level and words: ``rules.csv``, a line each.

``RULES`` maps code -> Rule. The words are English templates; Odoo translates
``rule(code).sentence`` and fills it with ``fill``, so both show the same facts.
"""

from collections import defaultdict
from collections.abc import Mapping
from types import MappingProxyType

from ..finding import BLOCK, Finding
from .goes_on import ALWAYS_SAID, MARKED, NOTED
from .rule import Rule, read_rules

RULES: Mapping[str, Rule] = MappingProxyType({rule.code: rule for rule in read_rules()})

_UNKNOWN = Rule(
    "GEN-00",
    "UNKNOWN",
    "document",
    "data",
    BLOCK,
    "Something is wrong that this version has no words for.",
    "Send the file and this message to whoever looks after the program.",
)


def rule(code: str) -> Rule:
    """The rule of a code; a general one when the code is not in the catalogue."""
    return RULES.get(code, _UNKNOWN)


def fill(template: str, facts: Mapping[str, object]) -> str:
    """A template with its facts; «?» for a fact that is missing or empty."""
    known = {k: v for k, v in facts.items() if v is not None and v != ""}
    return template % defaultdict(lambda: "«?»", known)


def sentence(code: str, facts: Mapping[str, object]) -> str:
    """What is wrong, in one or two plain sentences."""
    return fill(rule(code).sentence, facts)


def step_for(code: str, severity: str = "hold") -> str:
    """The template of what to do now, of a finding of this severity."""
    if severity in ("hold", "stop") or code not in MARKED:
        return rule(code).next_step
    if severity == "note" and code not in ALWAYS_SAID:
        return NOTED
    return MARKED[code]


def next_step(code: str, facts: Mapping[str, object], severity: str = "hold") -> str:
    """What to do now, in one or two plain sentences."""
    return fill(step_for(code, severity), facts)


def level(code: str) -> str:
    """How the core weighs the code; Odoo has a table per company profile."""
    return rule(code).level


def finding(code: str, place: str = "", /, **facts: object) -> Finding:
    """A Finding of this code with the level of the catalogue."""
    return Finding(code, level(code), place, MappingProxyType(facts))
