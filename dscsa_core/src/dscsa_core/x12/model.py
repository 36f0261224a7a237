"""What an X12 file is made of, and how much one may ask of the machine."""

from dataclasses import dataclass, field

from ..errors import CoreError


class X12Error(CoreError):
    """An X12 file that cannot be read; ``code`` begins with ``x12.``."""


@dataclass(frozen=True, slots=True)
class X12Limits:
    """Bounds of one file; what breaks one is refused (``x12.size``).

    Beyond ``free_segments`` a file has ``bytes_per_segment`` signs for each segment,
    and beyond ``free_levels`` ``bytes_per_level`` for each HL (``x12.dense``): work
    goes by them, not by the bytes.
    """

    max_bytes: int = 1 << 26
    max_segments: int = 600_000
    max_segment: int = 1 << 16
    max_elements: int = 500
    max_all_elements: int = 6_000_000
    max_notices: int = 5_000
    free_segments: int = 30_000
    bytes_per_segment: int = 10
    free_levels: int = 10_000
    bytes_per_level: int = 24


@dataclass(frozen=True, slots=True)
class Segment:
    """One segment: ``tag``, its elements (``elements[0]`` is element 01), its number
    in the file from 1.
    """

    tag: str
    elements: tuple[str, ...]
    number: int

    def get(self, position: int) -> str:
        """Element ``position`` (1 is the first), trimmed; empty if absent."""
        if position > len(self.elements):
            return ""
        return self.elements[position - 1].strip()


@dataclass(frozen=True, slots=True)
class Separators:
    """Signs between elements, parts of an element, repeats (5010) and segments."""

    element: str
    component: str
    segment: str
    repetition: str = ""


@dataclass(slots=True)
class TransactionSet:
    """One ST…SE with the envelope around it. ``version`` is GS08 (``004010…``)."""

    kind: str
    control: str
    sender: str = ""
    receiver: str = ""
    interchange: str = ""
    version: str = ""
    day: str = ""
    time: str = ""
    is_test: bool = False
    separators: Separators | None = None
    segments: list[Segment] = field(default_factory=list)
