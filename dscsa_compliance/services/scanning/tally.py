"""What the scans of one transfer amount to beside the counts of goods: asked once."""

from functools import cached_property

from odoo import fields
from odoo.tools import SQL

from ..holds.severity import HELD
from ..receiving.adoption import TO_COME
from .contract import Person

_TALLY = """
    SELECT u.id, n.name, s.code, s.severity, count(*), max(s.scanned_at),
           array_agg(DISTINCT e.transaction_id) FILTER (
               WHERE e.status IN %(to_come)s AND e.transaction_id IS NOT NULL)
      FROM dscsa_scan s JOIN res_users u ON u.id = COALESCE(s.signed_by_id, s.user_id)
      JOIN res_partner n ON n.id = u.partner_id
      LEFT JOIN dscsa_epc e ON e.company_id = s.company_id AND e.key = s.key
     WHERE s.picking_id = %(picking)s AND s.undone_at IS NULL
     GROUP BY u.id, n.name, s.code, s.severity
"""


class Tally:
    """Scans that count, by who scanned and what was found; ``picking`` as superuser."""

    def __init__(self, picking):
        self.picking, self.env = picking, picking.env

    @cached_property
    def _rows(self):
        self.env.flush_all()
        return self.env.execute_query(
            SQL(_TALLY, picking=self.picking.id, to_come=TO_COME)
        )

    @property
    def people(self):
        """Who scanned, last first."""
        found = {}
        for user_id, name, _code, _severity, count, last, _named in self._rows:
            _name, before, at = found.get(user_id, (name, 0, last))
            found[user_id] = (name, before + count, max(at, last))
        return [
            Person(name=name, scans=count, last_at=fields.Datetime.to_string(last))
            for name, count, last in sorted(found.values(), key=_last, reverse=True)
        ]

    @property
    def held(self):
        """Readings that will be held at validation."""
        return sum(row[4] for row in self._rows if row[3] in HELD)

    @property
    def named(self):
        """Ids of TI/TS that name what is still to be received and was scanned here."""
        return {each for row in self._rows for each in row[6] or ()}

    def said(self, code):
        """How many readings were answered with a code."""
        return sum(row[4] for row in self._rows if row[2] == code)

    def differs(self, codes):
        """Whether one of the codes was more than a note."""
        return any(row[2] in codes and row[3] != "note" for row in self._rows)


def _last(person):
    return person[2]
