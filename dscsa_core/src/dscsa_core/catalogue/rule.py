"""What a code means: the record behind every finding and error of the core."""

import re
from dataclasses import dataclass

# Families of requirements 5.3, and what happens at the receiving bench.
DOCUMENT, LOCATION, PRODUCT, SERIAL = "document", "location", "product", "serial"
AGGREGATION, QUANTITY, TRACING = "aggregation", "quantity", "tracing"
PACKAGING, VERIFICATION, TRANSPORT = "packaging", "verification", "transport"
RECEIVING, READING, GS1 = "receiving", "reading", "gs1"
LISTS, LEDGER = "lists", "ledger"

# HDA exception categories, 2023 edition. Own names; empty = no exchange concerned.
DATA_ISSUE, PRODUCT_NO_DATA, DATA_NO_PRODUCT = "data", "no_data", "no_product"
LABELLING, UNAVAILABLE, NOT_HDA = "packaging", "unavailable", ""

_NAMES = re.compile(r"%\((\w+)\)s")


def _lt(text: str) -> str:
    """Mark a text for the translation extractor; translated where it is shown."""
    return text


@dataclass(frozen=True, slots=True)
class Rule:
    """One numbered rule.

    ``number`` (``DOC-03``) is stable and unique; ``code`` is what a Finding or a
    CoreError carries; ``hda`` one of the HDA categories above; ``level`` a level of
    ``finding``. ``sentence`` says what is wrong, ``next_step`` what to do now; both
    are templates with ``%(name)s`` facts, for a pharmacy technician to read.
    """

    number: str
    code: str
    family: str
    hda: str
    level: str
    sentence: str
    next_step: str

    @property
    def facts(self) -> tuple[str, ...]:
        """Names of the facts the two texts show, in order of appearance."""
        names = _NAMES.findall(self.sentence + self.next_step)
        return tuple(dict.fromkeys(names))
