"""A known serial with another lot or date in print: kept, for the pharmacist."""

from odoo import fields
from odoo.fields import Command

_CODES = {"LOT_DIFFERS": "LOT_MISMATCH", "EXPIRY_DIFFERS": "EXPIRY_MISMATCH"}


def note_differences(hand, where):
    """One open discrepancy a package and kind, with what was read and ``where``."""
    for code in hand.codes:
        if code in _CODES and hand.epc:
            _note(hand, _CODES[code], where)


def _note(hand, code, where):
    epc, rows = hand.epc, hand.env["dscsa.discrepancy"]
    known = [
        ("company_id", "=", hand.company.id),
        ("state", "=", "open"),
        ("code", "=", code),
        ("epc_ids", "in", epc.ids),
    ]
    if rows.search_count(known, limit=1):
        return
    severities = hand.env["dscsa.severity"]._severities({code}, hand.company)
    rows.create(
        {
            "company_id": hand.company.id,
            "code": code,
            "severity": severities[code],
            "facts": _facts(hand, code, where),
            "product_id": hand.product[:1].id,
            "gtin": epc.gtin,
            "lot": epc.lot,
            "quantity": 1,
            "epc_ids": [Command.set(epc.ids)],
            "user_id": hand.user_env.uid,
        }
    )


def _facts(hand, code, where):
    printed, record = hand.printed, hand.record
    found, expected = printed.lot, record.lot
    if code == "EXPIRY_MISMATCH":
        found = fields.Date.to_string(printed.expiry)
        expected = fields.Date.to_string(record.expiry)
    examples = f"{hand.epc.serial or ''} ({where})"
    return {"found": found, "expected": expected, "examples": examples}
