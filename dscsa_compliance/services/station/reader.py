"""A scanned text outside of a receipt: what it may mean to one company."""

from dataclasses import dataclass, field

from odoo import fields

from ...core.finding import WARNING, Finding
from ...core.gs1.barcode import DEFAULT_SEPARATORS, read_scan
from ..labels.own import own_reading
from ..receipt_facts import today_of

KINDS = frozenset({"package", "logistic", "gtin"})


@dataclass(slots=True)
class Found:
    """One reading, or several to choose from, or why there is none."""

    reading: object = None
    readings: list = field(default_factory=list)
    problem: Finding | None = None


class Reader:
    """Reads scans for one company; ``env`` is a superuser's."""

    def __init__(self, env, company):
        self.env, self.company = env, company

    def separators(self):
        """What the company's scanners send for the GS1 separator."""
        own = (self.company.dscsa_separators or "").split()
        return (*DEFAULT_SEPARATORS, *own)

    def meaning(self, text, choice=None):
        """What the text means; keys of the register decide between readings."""
        own = own_reading(self.env, self.company, text)
        if own:
            return Found(own)
        scan = read_scan(
            text or "",
            today=today_of(self.company),
            separators=self.separators(),
            expected=self,
        )
        if scan.problem:
            return Found(problem=scan.problem)
        readings = [each for each in scan.readings if each.kind in KINDS]
        if not readings:
            return Found(problem=Finding("BARCODE_UNREADABLE", WARNING))
        if choice is not None and 0 <= choice < len(readings):
            return Found(readings[choice])
        if len(readings) > 1:
            return Found(readings=readings)
        return Found(readings[0])

    def __contains__(self, key):
        """Whether the register knows a key: asked when a text can be read two ways."""
        return bool(key) and bool(
            self.env["dscsa.epc"].search_count(
                [("company_id", "=", self.company.id), ("key", "=", key)], limit=1
            )
        )

    def shown(self, readings):
        """Readings in the form of the contract, for a person to choose."""
        gtins = self.env["dscsa.gtin"].search(
            [
                ("company_id", "=", self.company.id),
                ("gtin", "in", [each.gtin for each in readings if each.gtin]),
            ]
        )
        names = {each.gtin: each.product_id.display_name or each.name for each in gtins}
        return [
            {
                "index": index,
                "gtin": each.gtin or "",
                "serial": each.serial or "",
                "lot": each.lot or "",
                "expiry": fields.Date.to_string(each.expiry) or False,
                "product": names.get(each.gtin) or "",
            }
            for index, each in enumerate(readings)
        ]
