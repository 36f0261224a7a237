"""Packages of the register that a warning names: one question for all of its serials.

A serial is looked up as written and by its letters and digits in capitals, by the
register's index; those the register writes otherwise, by an index of these alone. Goods
named by lot, range or date are looked up by the index of keys, which begin with their
GTIN. What is found is judged by the core, one by one.
"""

from dataclasses import dataclass
from datetime import date

from dscsa_core.investigation.alert import HIT
from dscsa_core.recall.lots import name_key

from odoo.tools import SQL

from odoo.addons.dscsa_compliance.services.knowledge.goods import gtins_of, products_of
from odoo.addons.dscsa_compliance.services.receiving.facts import item_of

from .lines import watched_of

# a serial as ``name_key`` compares it, and whether the register writes it otherwise
SERIAL_KEY = "regexp_replace(upper(serial), '[^A-Z0-9]', '', 'g')"
IS_ODD_SERIAL = "serial ~ '[^A-Z0-9]'"
# here, or to come: what can still be kept apart
_OPEN = ("in_stock", "announced", "missing")
_COLUMNS = SQL(
    """
    e.id, e.product_id, e.gtin, e.serial, COALESCE(e.lot, l.lot) AS lot, e.seen_lot,
    COALESCE(e.seen_expiry, e.expiry, l.expiry) AS expiry
    """
)
# in a subquery the list has no length to the planner, which would read the whole
# register for ten thousand serials
_BY_SERIAL = """
    SELECT %(columns)s FROM unnest((SELECT %(serials)s::varchar[])) AS named(serial)
      JOIN dscsa_epc e ON e.company_id = %(company)s AND e.serial = named.serial
      LEFT JOIN dscsa_transaction_line l ON l.id = e.line_id
     WHERE e.kind = 'package' AND e.status = ANY(%(states)s)
"""
_BY_ODD_SERIAL = """
    SELECT %(columns)s FROM unnest((SELECT %(keys)s::varchar[])) AS named(key)
      JOIN dscsa_epc e ON e.company_id = %(company)s AND %(key)s = named.key
       AND %(is_odd)s
      LEFT JOIN dscsa_transaction_line l ON l.id = e.line_id
     WHERE e.kind = 'package' AND e.status = ANY(%(states)s)
"""
_BY_GTIN = """
    SELECT %(columns)s FROM unnest((SELECT %(gtins)s::varchar[])) AS named(gtin)
      JOIN dscsa_epc e ON e.company_id = %(company)s
       AND e.key >= '01' || named.gtin AND e.key < '01' || named.gtin || ':'
      LEFT JOIN dscsa_transaction_line l ON l.id = e.line_id
     WHERE e.kind = 'package' AND e.status = ANY(%(states)s)
"""
_BY_PRODUCT = """
    SELECT %(columns)s FROM dscsa_epc e
      LEFT JOIN dscsa_transaction_line l ON l.id = e.line_id
     WHERE e.company_id = %(company)s AND e.product_id = ANY(%(products)s)
       AND e.kind = 'package' AND e.status = ANY(%(states)s)
"""
_BY_ID = """
    SELECT %(columns)s FROM dscsa_epc e
      LEFT JOIN dscsa_transaction_line l ON l.id = e.line_id
     WHERE e.id = ANY(%(ids)s) AND e.company_id = %(company)s
       AND e.kind = 'package' AND e.status = ANY(%(states)s)
"""


@dataclass(frozen=True, slots=True)
class Package:
    """A row of the register, as far as warnings ask."""

    id: int
    product_id: int | None
    gtin: str | None
    serial: str | None
    lot: str | None
    seen_lot: str | None
    expiry: date | None

    def stands(self, watchlist):
        """The core's ``Hit`` of this package."""
        items = [item_of(None, self.gtin)] if self.gtin else []
        items += [item_of(self.product_id, None)] if self.product_id else []
        lots = (self.seen_lot or "", self.lot or "")
        return watchlist.found(items, lots, self.serial or "", self.expiry)


class Matching:
    """Looks in the register of one company; ``env`` is a superuser's."""

    def __init__(self, env, company):
        self.env, self.company = env, company

    def of_alert(self, alert, watchlist):
        """Ids of the packages here or to come that the warning names for certain."""
        goods = [watched_of(line) for line in alert.line_ids.filtered("is_meant")]
        found = {each.id: each for each in self._candidates(goods)}
        return sorted(_hits(found.values(), watchlist))

    def of_rows(self, ids, watchlist):
        """{id: ``Hit``} of these rows, as far as a warning names them for certain."""
        rows = self._ask(_BY_ID, ids=list(ids))
        return _hits(rows, watchlist)

    def _candidates(self, goods):
        serials = {name for each in goods for name in each.serials.names}
        if serials:
            yield from self._ask(_BY_SERIAL, serials=list(_spelled(serials)))
            odd = {"key": SQL(SERIAL_KEY), "is_odd": SQL(IS_ODD_SERIAL)}
            keys = list(set(map(name_key, serials)))
            yield from self._ask(_BY_ODD_SERIAL, keys=keys, **odd)
        codes = {code for each in goods for code in each.codes if _is_wide(each)}
        # however a serial is written: of these few products every open row is read
        gtins = gtins_of(dict.fromkeys(codes))
        if gtins:
            yield from self._ask(_BY_GTIN, gtins=gtins)
        products = products_of(self.env, self.company, codes, gtins)
        if products:
            yield from self._ask(_BY_PRODUCT, products=products.ids)

    def _ask(self, query, **values):
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                query,
                columns=_COLUMNS,
                company=self.company.id,
                states=list(_OPEN),
                **values,
            )
        )
        return [Package(*row) for row in rows]


def _is_wide(goods):
    """Whether more is meant than single serials."""
    return not goods.serials.names or bool(goods.serials.ranges or goods.lots)


def _spelled(serials):
    for serial in serials:
        key = name_key(serial)
        yield from {serial, serial.strip(), key}


def _hits(rows, watchlist):
    found = {}
    for row in rows:
        hit = row.stands(watchlist)
        if hit.kind == HIT:
            found[row.id] = hit
    return found
