"""What came with a receipt: its TI/TS, and what of it is still to come."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property

import pytz
from dscsa_core.rules.receiving import Delivery

from odoo import fields
from odoo.tools import SQL

from ..ingest.told_over_time import LotStates
from ..scanning.told import Told
from .adoption import Adoption

# the columns of ``Line``
_LINES = """
    WITH told AS MATERIALIZED (
        SELECT line_id FROM dscsa_epc
         WHERE transaction_id IN %(transactions)s
         UNION SELECT line_id FROM dscsa_epc_transaction
         WHERE transaction_id IN %(transactions)s)
    SELECT l.id, l.transaction_id,
           COALESCE(l.product_id, g.product_id), COALESCE(l.gtin, ''),
           COALESCE(l.ndc, ''), COALESCE(l.name, ''),
           COALESCE(l.lot, ''), l.expiry,
           GREATEST(0, COALESCE(l.quantity, 0)
             - COALESCE(l.taken_back, 0) - (
               SELECT count(*) FROM dscsa_epc e
                WHERE e.line_id = l.id AND e.kind = 'package'
                  AND e.status NOT IN ('announced', 'missing')
                  AND e.picking_id IS DISTINCT FROM %(picking)s) - (
               SELECT count(*) FROM dscsa_epc_transaction h
                 JOIN dscsa_epc e ON e.id = h.epc_id
                WHERE h.line_id = l.id AND e.kind = 'package'
                  AND e.line_id IS DISTINCT FROM l.id
                  AND (e.picking_id IS DISTINCT FROM %(picking)s
                    OR e.transaction_id = h.transaction_id
                    OR e.status IN ('announced', 'missing')))),
           l.id IN (SELECT line_id FROM told)
      FROM dscsa_transaction_line l
      LEFT JOIN dscsa_gtin g
        ON g.company_id = %(company)s AND g.gtin = l.gtin
     WHERE l.transaction_id IN %(transactions)s
     ORDER BY l.id
"""


def zone_of(company):
    """The time zone in which a company's days begin and end."""
    name = company.partner_id.tz or company.env.user.tz or company.env.context.get("tz")
    return pytz.timezone(name or "UTC")


def today_of(company):
    """The calendar day at the company."""
    return datetime.now(pytz.utc).astimezone(zone_of(company)).date()


def end_of_day(day, company):
    """Last second of ``day`` at the company, as naive UTC: when a lot runs out."""
    local = zone_of(company).localize(datetime.combine(day, time.max))
    return local.astimezone(pytz.utc).replace(tzinfo=None, microsecond=0)


def item_of(product_id, gtin):
    """The word both sides use for the same goods: the product, else the GTIN."""
    return f"p{product_id}" if product_id else f"g{gtin or ''}"


def units_of(product):
    """Base units in one saleable package of a product; 100 where tablets count."""
    return product.dscsa_units_per_package or 1.0


@dataclass(frozen=True, slots=True)
class Line:
    """One TI line; ``expected`` leaves out what other receipts took already, and
    packages that the seller took back or told anew in other TI/TS.
    """

    id: int
    transaction_id: int
    product_id: int | None
    gtin: str
    ndc: str
    name: str
    lot: str
    expiry: date | None
    expected: int
    has_serials: bool

    @property
    def item(self):
        return item_of(self.product_id, self.gtin)


class Samples:
    """Goods given away to be tried: asked of a product when goods of it are judged,
    which has been read by then. Items in the words of the rules.
    """

    def __init__(self, env, company):
        self.products, self.company = env["product.product"], company
        self._known = {}

    def __contains__(self, item):
        if item not in self._known:
            self._known[item] = item.startswith("p") and self._is_one(item)
        return self._known[item]

    def _is_one(self, item):
        product = self.products.browse(int(item[1:]))
        return (
            product.dscsa_is_sample
            and product.active
            and product.company_id in (self.products.env["res.company"], self.company)
        )


class ReceiptFacts:
    """Facts of one receipt, each loaded once by a set query."""

    def __init__(self, picking):
        self.picking = picking.sudo()
        self.env = self.picking.env
        self.company = self.picking.company_id
        # us, the seller and the user, of whom everything here asks day and name:
        # records of one set are read together
        partners = self.company.partner_id | self.picking.partner_id
        (partners | self.env.user.partner_id).mapped("tz")
        self._unlinked = {}

    @cached_property
    def seller(self):
        return self.picking.partner_id.commercial_partner_id

    @cached_property
    def transactions(self):
        """TI/TS of the receipt that no correction replaced and nobody took back."""
        return self._given._live()

    @property
    def _given(self):
        """All TI/TS that were ever given for the receipt."""
        return self.picking.dscsa_transaction_ids.filtered(
            lambda each: each.direction == "in"
        )

    @cached_property
    def lines(self):
        """TI lines with what is still expected of each."""
        if not self.transactions:
            return []
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                _LINES,
                picking=self.picking.id,
                company=self.company.id,
                transactions=tuple(self.transactions.ids),
            )
        )
        return [Line(*row) for row in rows]

    @cached_property
    def expected(self):
        """Packages still expected by (item, lot)."""
        counts = defaultdict(int)
        for line in self.lines:
            counts[line.item, line.lot] += line.expected
        return dict(counts)

    @cached_property
    def delivery(self):
        """The same as a value for the rules."""
        told = Told(self)
        return Delivery(
            today=today_of(self.company),
            seller=self.seller.display_name or "",
            short_dated_days=self.company.dscsa_short_dated_days or 0,
            has_proof=bool(self.transactions) or self.picking._dscsa_needs_no_ti(),
            has_lines=bool(self.lines),
            quantities=self.expected,
            by_lot=frozenset(
                (line.item, line.lot) for line in self.lines if not line.has_serials
            ),
            expiries=self._expiries(),
            samples=Samples(self.env, self.company),
            recalled=self.company._dscsa_open_recalls(),
            watched=self.company._dscsa_watched(),
            by_proof=told.by_proof(),
            by_goods=told.by_goods(),
            withdrawn=self._withdrawn(),
            told_lots=LotStates(self.env, self.company).by_lot(),
        )

    def _withdrawn(self):
        """Who took back the TI/TS of goods, and when, by (item, lot)."""
        return {
            (item_of(line.product_id.id, line.gtin), line.lot or ""): (
                given.seller_id.name or given.seller_name or "",
                local_date(given.withdrawn_by_id.create_date, self.company),
            )
            for given in self._given.filtered("withdrawn_by_id")
            for line in given.line_ids
            if (item_of(line.product_id.id, line.gtin), line.lot or "")
            not in self.expected
        }

    def _expiries(self):
        """The expiry dates told by (item, lot)."""
        dates = defaultdict(set)
        for line in self.lines:
            if line.expiry:
                dates[line.item, line.lot].add(line.expiry)
        return {lot: frozenset(told) for lot, told in dates.items()}

    def unlinked(self, transaction_id):
        """What a TI/TS that is not linked here is to this receipt; asked once each."""
        if transaction_id not in self._unlinked:
            transaction = self.env["dscsa.transaction"].browse(transaction_id)
            about = Adoption(self.picking).about(transaction)
            self._unlinked[transaction_id] = about
        return self._unlinked[transaction_id]

    @property
    def depth(self):
        """How deep packages are scanned; who owes no tracing scans nothing.

        What a portal or a paper lists has no serials that could be scanned against.
        """
        if self.company.dscsa_profile == "practitioner":
            return "announced"
        if self.transactions and all(t.proof != "file" for t in self.transactions):
            return "announced"
        return self.company.dscsa_scan_depth

    @property
    def is_live(self):
        """Whether goods may be held: always in trial, and from the live date on."""
        live = self.company.dscsa_live_date
        return not live or today_of(self.company) >= live


def local_date(stamp, company):
    """The company's calendar day of a naive UTC time."""
    if not stamp:
        return None
    stamp = fields.Datetime.to_datetime(stamp)
    return pytz.utc.localize(stamp).astimezone(zone_of(company)).date()
