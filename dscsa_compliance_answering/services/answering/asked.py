"""What one scan or typed text about a bottle may mean, looked up in the register."""

from dataclasses import dataclass
from datetime import date

from dscsa_core.answering import read_typed
from dscsa_core.gs1.ndc import ndc10_of_gtin
from dscsa_core.numbers import (
    gtin14_of,
    gtins_of_ndc,
    ndc_forms,
    ndc_text,
)

from odoo.addons.dscsa_compliance.services.scanning.reader import (
    AMBIGUOUS,
    Reader,
)

# of one serial number under several products, so many are offered to choose from
_MANY = 10


@dataclass(frozen=True, slots=True)
class Asked:
    """A bottle the register does not know, as far as the text tells."""

    code: str = ""
    gtin: str = ""
    ndc: str = ""
    lot: str = ""
    serial: str = ""
    expiry: date | None = None
    # the whole text, when nothing in it says what it is
    typed: str = ""

    @property
    def key(self):
        """The register's key of the package, or nothing."""
        return f"01{self.gtin}21{self.serial}" if self.gtin and self.serial else ""

    @property
    def gtins(self):
        """GTIN-14s the bottle may have, every packing level of its NDC."""
        found = {self.gtin} if self.gtin else set()
        return sorted(found.union(gtins_of_ndc(self.ndc)))

    @property
    def ndcs(self):
        """Texts under which the NDC may stand in TI."""
        digits = self.ndc.replace("-", "")
        return sorted({self.ndc, digits, *ndc_forms(self.ndc)} - {""})


class Finder:
    """Finds what is meant: packages of the register, else what the text says."""

    def __init__(self, env, text):
        self.env, self.companies = env, env.companies
        self.text = (text or "").strip()
        # what the text says of a package, by its key
        self.read = {}

    def found(self):
        """Everything the text may mean: a list of register rows and ``Asked``.

        Rows come first; an empty list: the text names nothing.
        """
        # separators and what is announced are nobody's secret to a reader of it
        reader = Reader(self.env(su=True), self.env.company)
        meaning = reader.meaning(self.text)
        readings = meaning.readings or [meaning.reading] if not meaning.problem else []
        rows = self._rows([("key", "in", [r.key for r in readings if r.key])])
        self.read = {each.key: each for each in readings if each.key}
        rows = rows or self._rows([("serial", "=", self.text)])
        if not rows and not readings:
            rows, readings = self._typed()
        if rows and meaning.question != AMBIGUOUS:
            # letters in the other case: the announced one is no certain answer
            keys = set(rows.mapped("key"))
            others = [each for each in readings if each.key not in keys]
            return [*rows, *self._read(others)]
        if rows:
            return list(rows)
        return readings if self._is_asked(readings) else self._read(readings)

    @staticmethod
    def _is_asked(found):
        return any(isinstance(each, Asked) for each in found)

    def _rows(self, domain):
        # the company first: all indexes of the register begin with it
        domain = [("company_id", "in", self.companies.ids), *domain]
        return self.env["dscsa.epc"].search(domain, limit=_MANY)

    def _read(self, readings):
        asked = [
            Asked(
                code=each.gtin or each.sscc or "",
                gtin=each.gtin or "",
                ndc=self._ndc(each.gtin),
                lot=each.lot or "",
                serial=each.serial or "",
                expiry=each.expiry,
            )
            for each in readings
        ]
        return list(dict.fromkeys(asked))

    def _ndc(self, gtin):
        """NDC of a GTIN: as confirmed in the company, else the one in its digits."""
        if not gtin:
            return ""
        known = self.env["dscsa.gtin"].search(
            [("company_id", "in", self.companies.ids), ("gtin", "=", gtin)], limit=1
        )
        # readers of the register need no right to products
        ndc = known.ndc or known.sudo().product_id.dscsa_ndc
        if ndc:
            return ndc
        ten = ndc10_of_gtin(gtin)
        return ndc_text(ten) if ten else ""

    def _typed(self):
        """(rows, what was asked) of a text somebody typed."""
        typed = read_typed(self.text)
        lot = typed.lot or next(iter(typed.words), "")
        gtin = gtin14_of(typed.code)
        is_ndc = bool(gtins_of_ndc(typed.code))
        asked = Asked(
            code=typed.code,
            gtin="" if is_ndc else gtin,
            ndc=ndc_text(typed.code) if is_ndc else self._ndc(gtin),
            lot=lot,
            serial=typed.serial,
            typed="" if typed.code or typed.lot or typed.serial else self.text,
        )
        if not typed.code and not lot and not typed.serial:
            return self.env["dscsa.epc"], []
        rows = self._rows_of_serial(asked, typed.words)
        return rows, [asked]

    def _rows_of_serial(self, asked, words):
        """Packages with one of the typed numbers as serial, of that product."""
        serials = [asked.serial] if asked.serial else list(words)
        rows = self._rows([("serial", "in", serials)]) if serials else None
        if not rows:
            return self.env["dscsa.epc"]
        if asked.gtins:
            rows = rows.filtered(lambda row: row.gtin in asked.gtins)
        return rows
