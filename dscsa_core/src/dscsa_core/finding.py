"""Findings: what is not as it should be in something that could be read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

INFO, WARNING, BLOCK = "info", "warning", "block"
LEVELS = (INFO, WARNING, BLOCK)


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault, worded by ``catalogue.sentence(finding.code, finding.facts)``.

    ``level`` is what the fault means for a reader that knows no company profile;
    Odoo maps ``code`` and profile to a severity of its own. ``place`` says where in
    the file (``event 12``, ``line 40``, ``header``) or which key.
    """

    code: str
    level: str
    place: str = ""
    facts: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))
