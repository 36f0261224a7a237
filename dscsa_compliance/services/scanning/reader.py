"""What a scanned or typed text means to one company: worked out here and nowhere else.

The station, receipts, returns, the register's search, the bottle page, new deliveries,
opening stock and the scanner self-test all ask this.
"""

from dataclasses import dataclass, field, replace

from dscsa_core.finding import WARNING, Finding
from dscsa_core.gs1.barcode import DEFAULT_SEPARATORS, read_scan
from dscsa_core.gs1.keys import package_key
from dscsa_core.gs1.likeness import (
    LAYOUTS,
    is_one_sign_off,
    other_cases,
    other_layouts,
)
from dscsa_core.gs1.reading import BRACKETED
from dscsa_core.numbers import escaped

from odoo import fields

from ..receiving.facts import today_of
from ..words.messages import message_of, next_step_of
from .contract import Reading
from .own import OWN, own_reading

# what can be received, moved or looked up; places, assets and coupons cannot
KINDS = frozenset({"package", "logistic", "gtin"})

AMBIGUOUS, NEAR = "BARCODE_AMBIGUOUS", "SERIAL_NEAR"
OTHER_CASE, OTHER_LAYOUT = "SCAN_OTHER_CASE", "SCAN_OTHER_LAYOUT"
# a state of the keyboard, and what it made of other texts than those that arrived
_KEYBOARD = ((OTHER_CASE, other_cases), (OTHER_LAYOUT, other_layouts))
# announced packages of one product that a typed serial number is compared with
_MOST_COMPARED = 2000
_MOST_NEAR = 3
_PATTERN = frozenset("()[*+.?\\")


@dataclass(slots=True)
class Found:
    """One reading, or several to choose from and why, or why there is none."""

    reading: object = None
    readings: list = field(default_factory=list)
    problem: Finding | None = None
    question: str = AMBIGUOUS


class Reader:
    """Reads texts for one company; ``env`` is a superuser's."""

    def __init__(self, env, company):
        self.env, self.company = env, company.with_env(env)
        # whose day it is: records of one set are read together
        (self.company.partner_id | env.user.partner_id).mapped("tz")
        self._known = {}

    def separators(self):
        """What the company's scanners send for the GS1 separator."""
        own = (self.company.dscsa_separators or "").split()
        return (*DEFAULT_SEPARATORS, *own)

    def _nomenclature(self):
        """The signs Odoo itself is told to take for FNC1: ``(Alt029|#)``."""
        nomenclature = self.company.nomenclature_id
        if "gs1_separator_fnc1" not in nomenclature._fields:
            return ()
        signs = (nomenclature.gs1_separator_fnc1 or "").strip("()").split("|")
        # a sign of a pattern is no text to look for
        return tuple(sign for sign in signs if sign and not set(sign) & _PATTERN)

    def scan(self, text, *more):
        """The text by the standard, keys of the register deciding between readings."""
        scan = self._read(text, more)
        if scan.problem and (odoos := self._nomenclature()):
            second = self._read(text, (*more, *odoos))
            return scan if second.problem else second
        return scan

    def _read(self, text, more):
        return read_scan(
            text or "",
            today=today_of(self.company),
            separators=(*self.separators(), *more),
            expected=self,
        )

    def meaning(self, text, choice=None):
        """What the text means; ``choice`` is the place of a reading offered before."""
        own = own_reading(self.env, self.company, text)
        if own:
            return Found(own)
        scan = self.scan(text)
        if scan.problem:
            return Found(problem=scan.problem)
        readings = _distinct(each for each in scan.readings if each.kind in KINDS)
        if not readings:
            return Found(problem=Finding("BARCODE_UNREADABLE", WARNING))
        question = AMBIGUOUS
        if len(readings) == 1:
            question, readings = self._doubted(readings[0])
        if choice is not None and 0 <= choice < len(readings):
            return Found(readings[choice])
        if len(readings) > 1:
            return Found(readings=readings, question=question)
        return Found(readings[0])

    def readings(self, text):
        """Every reading of the text, none for a text that is no code."""
        found = self.meaning(text)
        return found.readings or ([found.reading] if found.reading else [])

    def __contains__(self, key):
        """Whether the register knows a key: asked when a text can be read two ways."""
        return bool(self.row(key))

    def agrees(self, reading):
        """Whether the register knows the package with this lot and this expiry."""
        row = self.row(reading.key)
        return bool(row) and all(
            not told or told == seen
            for told, seen in ((row.lot, reading.lot), (row.expiry, reading.expiry))
        )

    def row(self, key):
        """The register row of a key; asked for once."""
        if not key:
            return self.env["dscsa.epc"]
        if key not in self._known:
            self._known[key] = self._rows([("key", "=", key)], limit=1)
        return self._known[key]

    def _rows(self, domain, **options):
        domain = [("company_id", "=", self.company.id), *domain]
        return self.env["dscsa.epc"].search_fetch(domain, **options)

    # what was announced nearly so ----------------------------------------------------
    def _doubted(self, reading):
        """(why, the readings to choose from): letters of a keyboard, a slip in typing.

        Serial numbers that differ by case alone exist, so nothing is folded: a person
        says which is printed.
        """
        if reading.source == OWN or not reading.gtin:
            return AMBIGUOUS, [reading]
        for question, changes in _KEYBOARD:
            announced = self._as_announced(reading, changes)
            if announced:
                return question, [announced, reading]
        near = self._near(reading) if reading.source == BRACKETED else []
        return NEAR, [*near, reading]

    def _as_announced(self, reading, changes):
        """The reading as announced, where it differs by such changes alone."""
        serial, lot = reading.serial, reading.lot
        if serial and not serial.isdecimal() and reading.key not in self:
            serial = self._announced_serial(reading, changes) or serial
        key = package_key(reading.gtin, serial) if serial else None
        lot = self._announced_lot(reading, key, changes) or lot
        if (serial, lot) == (reading.serial, reading.lot):
            return None
        if serial == reading.serial and key not in self:
            # nobody announced this one: its signs went the way those of its lot did
            serial = serial and _as_changed(reading.lot, lot, serial)
            key = package_key(reading.gtin, serial) if serial else None
        return replace(reading, key=key, serial=serial, lot=lot)

    def _announced_serial(self, reading, changes):
        keys = [package_key(reading.gtin, s) for s in changes(reading.serial)]
        found = self._rows([("key", "in", keys)], limit=1)
        if not found and changes is other_cases:
            # a scanner that sends capitals only leaves no trace of mixed letters
            found = self._rows(
                [
                    ("key", "=like", f"01{reading.gtin}21%"),
                    ("serial", "=ilike", escaped(reading.serial)),
                ],
                limit=1,
            )
        return found.serial

    def _announced_lot(self, reading, key, changes):
        """The lot as announced, when the scanned one differs by such changes alone."""
        changed = changes(reading.lot or "")
        if not changed:
            return None
        told = self.row(key).lot
        if told:
            is_folded = changes is other_cases and told != reading.lot
            is_folded = is_folded and told.casefold() == reading.lot.casefold()
            return told if told in changed or is_folded else None
        lines = self.env["dscsa.transaction.line"].search_fetch(
            [
                ("transaction_id.company_id", "=", self.company.id),
                ("lot", "in", [reading.lot, *changed]),
            ],
            ["lot", "gtin", "product_id"],
        )
        product = self._product(reading.gtin)
        lots = {
            line.lot
            for line in lines
            if line.gtin == reading.gtin or (product and line.product_id == product)
        }
        return None if reading.lot in lots else min(lots, default=None)

    def _product(self, gtin):
        known = [("company_id", "=", self.company.id), ("gtin", "=", gtin)]
        return self.env["dscsa.gtin"].search_fetch(known, limit=1).product_id

    def _near(self, reading):
        """Open announced packages whose serial number is one sign off a typed one."""
        if not reading.serial or reading.key in self:
            return []
        rows = self._rows(
            [
                ("key", "=like", f"01{reading.gtin}21%"),
                ("status", "=", "announced"),
            ],
            limit=_MOST_COMPARED,
        )
        near = rows.filtered(
            lambda row: (
                is_one_sign_off(row.serial or "", reading.serial)
                and (not reading.lot or not row.lot or row.lot == reading.lot)
            )
        )
        return [
            replace(reading, key=row.key, serial=row.serial)
            for row in near[:_MOST_NEAR]
        ]

    # words ---------------------------------------------------------------------------
    def asked(self, env, found):
        """What an ``Answer`` says of a question: code, words and readings."""
        return {
            "code": found.question,
            "sentence": message_of(env, found.question, {}),
            "next_step": next_step_of(env, found.question, {}),
            "readings": self.shown(found.readings),
        }

    def shown(self, readings):
        """Readings for a person to choose from."""
        gtins = self.env["dscsa.gtin"].search_fetch(
            [
                ("company_id", "=", self.company.id),
                ("gtin", "in", [each.gtin for each in readings if each.gtin]),
            ]
        )
        names = {each.gtin: each.product_id.display_name or each.name for each in gtins}
        return [
            Reading(
                index=index,
                gtin=each.gtin or "",
                serial=each.serial or "",
                lot=each.lot or "",
                expiry=fields.Date.to_string(each.expiry) or False,
                product=names.get(each.gtin) or "",
            )
            for index, each in enumerate(readings)
        ]


def _distinct(readings):
    """Readings a person can tell apart, in their order."""
    found = {}
    for each in readings:
        looks = (each.gtin, each.sscc, each.serial, each.lot, each.expiry)
        found.setdefault(looks, each)
    return list(found.values())


def _as_changed(given, announced, text):
    """The text with its signs changed as those of ``given`` have to be."""
    for change in (str.swapcase, str.upper, str.lower, *LAYOUTS):
        if change(given) == announced:
            return change(text)
    return text
