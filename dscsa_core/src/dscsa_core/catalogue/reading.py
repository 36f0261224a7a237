"""Faults met while a file is read, and why a file cannot be read at all."""

from . import reading_document, reading_errors, reading_fields
from .rule import Rule

RULES: tuple[Rule, ...] = (
    *reading_document.RULES,
    *reading_fields.RULES,
    *reading_errors.RULES,
)
