"""Use by NDC and quantity, from a pharmacy system's CSV: oldest packages first."""

import csv
import io
from collections import defaultdict

from dscsa_core.numbers import gtins_of_ndc

from odoo.exceptions import UserError
from odoo.tools import SQL

_NDC = ("ndc", "ndc11", "ndc_11", "product_ndc")
_QUANTITY = ("quantity", "qty", "packages")


class UseReport:
    """One file for one company; ``env`` is a superuser's."""

    def __init__(self, env, company, name):
        self.env, self.company, self.name = env, company, name

    def take_in(self, content):
        """Mark packages, and return the numbers of the report."""
        rows = list(self._rows(content))
        used, unknown = defaultdict(float), []
        for ndc, quantity in rows:
            if gtins_of_ndc(ndc):
                used[ndc] += quantity
            else:
                unknown.append(ndc)
        found = surplus = 0
        for ndc, quantity in used.items():
            marked = self._mark(ndc, int(quantity))
            found += marked
            surplus += int(quantity) - marked
        return {
            "row_count": len(rows),
            "package_count": found,
            "surplus_count": surplus,
            "unknown": "\n".join(dict.fromkeys(unknown)) or False,
        }

    def _rows(self, content):
        """(NDC, packages) of each line."""
        text = content.decode("utf-8-sig", errors="replace")
        reader = csv.DictReader(io.StringIO(text))
        names = {(name or "").strip().lower(): name for name in reader.fieldnames or ()}
        ndc = next((names[name] for name in _NDC if name in names), None)
        count = next((names[name] for name in _QUANTITY if name in names), None)
        if not ndc or not count:
            raise UserError(
                self.env._(
                    "The first line of the file has to name the columns ndc and "
                    "quantity; it names: %(names)s.",
                    names=", ".join(reader.fieldnames or ()) or "-",
                )
            )
        for number, row in enumerate(reader, 2):
            yield (row[ndc] or "").strip(), self._number(row[count], number)

    def _number(self, text, line):
        try:
            value = float((text or "").replace(",", "").strip())
        except ValueError:
            value = -1
        if not 0 <= value < 1_000_000:
            raise UserError(
                self.env._(
                    "Line %(line)s: “%(text)s” is no number of packages.",
                    line=line,
                    text=text or "",
                )
            )
        return value

    def _mark(self, ndc, quantity):
        """So many packages, those that run out first, are presumed used."""
        if quantity <= 0:
            return 0
        rows = self.env.execute_query(
            SQL(
                """
                UPDATE dscsa_epc SET status = 'presumed_used' WHERE id IN (
                    SELECT id FROM dscsa_epc
                     WHERE company_id = %s AND status = 'in_stock' AND hold IS NULL
                       AND kind = 'package' AND gtin IN %s
                     ORDER BY expiry NULLS LAST, id LIMIT %s)
                RETURNING id
                """,
                self.company.id,
                tuple(gtins_of_ndc(ndc)),
                quantity,
            )
        )
        self.env["dscsa.epc"]._note_used(
            self.company, [row[0] for row in rows], self.name
        )
        return len(rows)
