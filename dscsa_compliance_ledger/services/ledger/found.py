"""What a check found, and what a reader of a ledger needs: shared by its parts."""

from typing import NamedTuple

from dscsa_core.finding import Finding
from dscsa_core.ledger import Fact

from odoo.tools import SQL

COLUMNS = SQL(
    """kind, model, subject, content, at, COALESCE(user_name, ''), digest,
    COALESCE(position, 0), COALESCE(previous, ''), COALESCE(link, ''), id, res_id"""
)


class Found(NamedTuple):
    """A finding and the record it leads to, if any."""

    finding: Finding
    model: str = ""
    res_id: int = 0


def fact_of(row):
    """The fact of a row of ``COLUMNS``."""
    return Fact(*row[:10])


def of_company(company):
    """SQL: rows of ``dscsa_ledger`` in the chain of a company, or of the database."""
    return SQL("COALESCE(company_id, 0) = %s", company.id or 0)
