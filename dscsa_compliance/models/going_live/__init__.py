"""Live from a date on, and files that should never have come."""

from . import dscsa_document, res_company
