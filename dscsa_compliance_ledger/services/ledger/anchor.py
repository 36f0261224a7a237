"""Compares the ledger with an anchor somebody kept outside: a mail, a printed page."""

import re

from dscsa_core.catalogue import finding

from odoo.tools import SQL

from .found import of_company

# what a mail or a printed page says, however it was copied
_SEAL = re.compile(r"(?<![0-9a-fA-F])[0-9a-fA-F]{64}(?![0-9a-fA-F])")
_TAG = re.compile(r"<[^<>]*+>")
_POSITION = re.compile(r"\b(?:entry|no\.?|position)\s*+:?\s*+#?\s*+(\d[\d,]*)", re.I)


def read_anchor(text):
    """(position, seal) of a pasted text; 0 and "" for what it does not say."""
    text = _TAG.sub(" ", text or "")
    seal, position = _SEAL.search(text), _POSITION.search(text)
    number = int(position[1].replace(",", "")) if position else 0
    return number, seal[0].lower() if seal else ""


def compare(env, company, position, seal):
    """A finding when the ledger of ``company`` does not hold the anchor, else None."""
    ledger = env["dscsa.ledger"].sudo()
    head = ledger._head(company)
    if position > head["position"]:
        return finding(
            "LEDGER_OLDER",
            position=position,
            last=head["position"],
            missing=position - head["position"],
        )
    rows = env.execute_query(
        SQL(
            "SELECT link FROM dscsa_ledger WHERE %s AND position = %s",
            of_company(company),
            position,
        )
    )
    if [row[0] for row in rows] != [seal]:
        return finding("LEDGER_OTHER", position=position)
    return None
