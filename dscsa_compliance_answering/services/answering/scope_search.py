"""What of our records a request for information asks for, and what we do not have.

Only what was received, from the previous owner (FD&C Act, section 582(d)(1)(D)).
"""

from dataclasses import dataclass, field

from dscsa_core.gs1.ndc import ndc10_of_gtin
from dscsa_core.numbers import gtin14_of, gtins_of_ndc

from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.dscsa_compliance.services.knowledge.goods import EVERY, goods_of
from odoo.addons.dscsa_compliance.services.knowledge.unlisted import unlisted

from .asked import Asked

MAX_DELIVERIES, MAX_LINES, MAX_SERIALS = 300, 10_000, 1_000


@dataclass(slots=True)
class Match:
    """Of one TI/TS: the lines asked for; ``epcs``: only these packages of them.

    ``is_whole``: all packages of the lines. ``hows``: why it was found (serial,
    lot_of_serial, lines, no_lot, no_list, deliveries).
    """

    transaction: object
    lines: object
    epcs: object
    is_whole: bool = False
    scopes: set = field(default_factory=set)
    hows: set = field(default_factory=set)


class ScopeSearch:
    """One search over all lines of a request; raises UserError when it is too much."""

    def __init__(self, request):
        # who answers sees all records of the company; it is named in every search
        self.request = request.sudo()
        self.env = self.request.env
        self.user_env = request.env
        self.company = self.request.company_id
        self.matches, self.missing = {}, []

    def run(self):
        """(matches, newest first; [(scope, sentence)] of what was not found)"""
        for scope in self.request.scope_ids:
            self._search(scope)
            if not self._is_found(scope):
                self.missing.append((scope, self._nothing(scope)))
        self._check_size()
        return sorted(
            self.matches.values(),
            key=lambda match: (_day(match.transaction), match.transaction.id),
            reverse=True,
        ), self.missing

    def _is_found(self, scope):
        return any(scope.id in match.scopes for match in self.matches.values())

    # one line -----------------------------------------------------------------------
    def _search(self, scope):
        if scope.serial:
            self._by_serial(scope)
        elif scope.code or scope.lot:
            self._by_goods(scope)
        else:
            self._by_delivery(scope)

    def _by_serial(self, scope):
        goods = self._asked(scope)
        domain = [("company_id", "=", self.company.id), ("serial", "=", scope.serial)]
        if scope.code:
            domain.append(("gtin", "in", goods.gtins))
        epcs = self.env["dscsa.epc"].search(domain, limit=MAX_SERIALS)
        if scope.lot:
            lots = scope._lot_names()
            epcs = epcs.filtered(
                lambda epc: (
                    not epc.lot or epc.lot in lots or (epc.seen_lot or "") in lots
                )
            )
        for epc in epcs:
            for transaction in self._transactions_of(epc).filtered_domain(
                self._deliveries(scope)
            ):
                self._add(
                    scope,
                    transaction,
                    self._lines_of(epc, transaction),
                    "serial",
                    epcs=epc,
                )
        if not self._is_found(scope):
            self._by_lot_of_serial(scope)

    def _by_lot_of_serial(self, scope):
        """Lists that name the lot but no serials, or nothing: it can be of them."""
        self._by_no_list(scope)
        if not (scope.lot or scope.code):
            return
        lines = self._lines(scope)
        told = self.env["dscsa.epc"]._read_group(
            [("line_id", "in", lines.ids)], ["line_id"]
        )
        told_ids = {line.id for (line,) in told}
        untold = lines.filtered(lambda line: line.id not in told_ids)
        for transaction, rows in untold.grouped("transaction_id").items():
            self._add(scope, transaction, rows, "lot_of_serial")

    def _by_goods(self, scope):
        for transaction, lines in self._lines(scope).grouped("transaction_id").items():
            self._add(scope, transaction, lines, "lines")
        if scope.lot:
            unnamed = self._lines(scope, lots=("", False))
            for transaction, lines in unnamed.grouped("transaction_id").items():
                self._add(scope, transaction, lines, "no_lot")
        self._by_no_list(scope)

    def _by_no_list(self, scope):
        for transaction in self._without_list(scope):
            # what it lists besides is other goods, and nobody asked for them
            self._add(scope, transaction, transaction.line_ids.browse(), "no_list")

    def _by_delivery(self, scope):
        transactions = self.env["dscsa.transaction"].search(
            self._deliveries(scope), limit=MAX_DELIVERIES + 1
        )
        for transaction in transactions:
            self._add(scope, transaction, transaction.line_ids, "deliveries")

    # searching ------------------------------------------------------------------------
    def _asked(self, scope):
        """The code of a line in all its forms."""
        code = (scope.code or "").strip()
        if gtins_of_ndc(code):
            return Asked(ndc=scope._ndc())
        gtin = gtin14_of(code)
        ndc = (gtin and ndc10_of_gtin(gtin)) or ""
        return Asked(gtin=gtin, ndc=ndc)

    def _lines(self, scope, lots=None):
        domain = Domain("company_id", "=", self.company.id)
        if scope.code:
            domain &= self._goods(self._asked(scope))
        if scope.lot:
            domain &= Domain("lot", "in", lots or self._recorded_lots(scope))
        domain &= Domain("transaction_id", "any", self._deliveries(scope))
        return self.env["dscsa.transaction.line"].search(domain, limit=MAX_LINES + 1)

    def _recorded_lots(self, scope):
        """The lot asked for, in every print our lists have it in."""
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """SELECT DISTINCT lot FROM dscsa_transaction_line
                    WHERE company_id = %s AND COALESCE(lot, '') <> ''""",
                self.company.id,
            )
        )
        wanted = scope._lot_names()
        return [lot for (lot,) in rows if lot in wanted]

    def _goods(self, asked):
        goods = Domain("gtin", "in", asked.gtins) | Domain("ndc", "in", asked.ndcs)
        # a portal's lines are often typed with the product alone
        bare = Domain("gtin", "=", False) & Domain("ndc", "=", False)
        products = self._products(asked)
        return goods | (bare & Domain("product_id", "in", products.ids))

    def _products(self, asked):
        gtins = self.env["dscsa.gtin"].search(
            [("company_id", "=", self.company.id), ("gtin", "in", asked.gtins)]
        )
        by_ndc = self.env["product.product"].search(
            [
                ("dscsa_ndc", "in", asked.ndcs),
                ("company_id", "in", (False, self.company.id)),
            ]
        )
        return gtins.product_id | by_ndc

    def _deliveries(self, scope):
        """TI/TS of purchases that count, in the days and from the seller asked for."""
        domain = (
            Domain("company_id", "=", self.company.id)
            & Domain("direction", "=", "in")
            & self.env["dscsa.transaction"]._told_domain()
        )
        if scope.partner_id:
            whole = scope.partner_id.commercial_partner_id
            domain &= Domain("seller_id", "child_of", whole.ids)
        for name, operator in (("date_from", ">="), ("date_to", "<=")):
            day = scope[name]
            if day:
                dated = Domain("transaction_date", operator, day)
                # undated ones are looked at rather than left out
                domain &= dated | Domain("transaction_date", "=", False)
        return domain

    def _without_list(self, scope):
        """Deliveries whose list is not here and that can hold what is asked for."""
        codes = [scope.code.strip()] if scope.code else []
        lots = scope._lot_names() if scope.lot else EVERY
        goods = goods_of(self.env, self.company, codes, lots)
        return unlisted(self.env, self._deliveries(scope), goods)

    def _transactions_of(self, epc):
        earlier = self.env["dscsa.epc.transaction"].search([("epc_id", "=", epc.id)])
        found = epc.transaction_id | earlier.transaction_id
        return found or epc.picking_id.dscsa_transaction_ids

    def _lines_of(self, epc, transaction):
        if epc.line_id.transaction_id == transaction:
            return epc.line_id
        return transaction.line_ids.filtered(
            lambda line: line.gtin == epc.gtin and line.lot == epc.lot
        )

    # results --------------------------------------------------------------------------
    def _add(self, scope, transaction, lines, how, epcs=None):
        match = self.matches.get(transaction.id)
        if not match:
            match = self.matches[transaction.id] = Match(
                transaction, lines.browse(), self.env["dscsa.epc"]
            )
        match.lines |= lines
        if epcs is None:
            match.is_whole = True
        else:
            match.epcs |= epcs
        match.scopes.add(scope.id)
        match.hows.add(how)

    def _check_size(self):
        # those only to be looked at elsewhere are short
        here = [each for each in self.matches.values() if each.hows != {"no_list"}]
        lines = sum(len(match.lines) for match in here)
        if len(here) <= MAX_DELIVERIES and lines <= MAX_LINES:
            return
        raise UserError(
            self.user_env._(
                "That is more than %(deliveries)s deliveries or %(lines)s lines in one "
                "answer. Split the request: take it in once for each seller or for "
                "each stretch of days.",
                deliveries=MAX_DELIVERIES,
                lines=MAX_LINES,
            )
        )

    def _nothing(self, scope):
        return self.user_env._(
            "%(asked)s: nothing we received is recorded under this.",
            asked=scope.with_env(self.user_env(su=True)).display_name,
        )


def _day(transaction):
    return transaction.transaction_date or transaction.create_date.date()
