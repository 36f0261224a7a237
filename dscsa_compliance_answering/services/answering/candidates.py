"""A bottle nobody scanned: in which deliveries it can have come."""

from dataclasses import dataclass
from functools import cached_property

from dateutil.relativedelta import relativedelta
from dscsa_core.recall.lots import Names

from odoo.fields import Domain

from odoo.addons.dscsa_compliance.services.knowledge.goods import EVERY, Goods
from odoo.addons.dscsa_compliance.services.knowledge.unlisted import unlisted
from odoo.addons.dscsa_compliance.services.receiving.facts import (
    local_date,
    today_of,
)
from odoo.addons.dscsa_compliance.services.scanning.in_hand import InHand
from odoo.addons.dscsa_compliance.services.scanning.open_scan import (
    is_set_aside,
    open_scans,
    scanned_words,
)
from odoo.addons.dscsa_compliance.services.words.page_words import Words

from .proof_words import proof_of
from .seller_papers import SellerPapers

MONTHS_PARAMETER = "dscsa_compliance.bottle_months"
_MONTHS = 24
_MOST = 12
_GTIN_LENGTHS = (12, 13, 14)


def months_of(env):
    """How far back deliveries are looked for, in months."""
    text = env["ir.config_parameter"].sudo().get_param(MONTHS_PARAMETER, _MONTHS)
    return int(text) if str(text).isdecimal() and int(text) else _MONTHS


@dataclass(slots=True)
class _Search:
    """What was looked for, and what came of it."""

    level: str
    transactions: object
    lines: object


class Candidates:
    """Deliveries of one company that can have brought a bottle."""

    def __init__(self, env, company, asked):
        # who may read the register may see which delivery a bottle can have come by;
        # the company is named in every search
        self.env = env(su=True)
        self.user_env, self.company, self.asked = env, company, asked
        self.words = Words(env, company)
        self.months = months_of(env)
        self.since = today_of(company) - relativedelta(months=self.months)

    def values(self):
        """The page of the deliveries in question; see ``Bottle.values``."""
        found = self._search()
        kind = {"lot": "lot", "ndc": "ndc"}.get(found.level, "none")
        rows = found.transactions[:_MOST]
        papers = SellerPapers(self.words, rows.seller_id)
        return {
            "kind": kind,
            "title": self._title(found.lines),
            "identity": self._identity(kind),
            "level": self._level(),
            "warnings": self._warnings(),
            "sentence": self._sentence(found),
            "proofs": [
                proof_of(self.words, row, self._shown(found, row))
                | {
                    "is_earlier": False,
                    "receipts": self._receipts(row),
                    "license": papers.on(row.seller_id, self._day_of(row)),
                }
                for row in rows
            ],
            "more": max(0, len(found.transactions) - _MOST),
            "portals": self._portals() if kind != "lot" else [],
            "company": self.company,
            "epc_id": False,
        }

    # searching ----------------------------------------------------------------------
    def _search(self):
        goods = self._goods()
        if self.asked.lot:
            # as printed, or in capitals: the index knows no case
            lots = {self.asked.lot, self.asked.lot.upper()}
            lines = self._lines(goods & Domain("lot", "in", list(lots)))
            transactions = lines.transaction_id | self._scanned(goods)
            if transactions:
                return _Search("lot", self._sorted(transactions), lines)
        lines = self.env["dscsa.transaction.line"]
        if self.asked.gtins or self.asked.ndcs:
            # the bottle's own lot is on none of them: those that name no lot first
            lines = self._lines(goods)
            unnamed = lines.filtered(lambda line: not line.lot)
            lines = (unnamed or lines) if self.asked.lot else lines
        transactions = lines.transaction_id | self._received()
        level = "ndc" if transactions else "none"
        return _Search(level, self._sorted(transactions), lines)

    def _goods(self):
        """Lines of this drug; of any drug when only a lot is known."""
        gtins, ndcs = self.asked.gtins, self.asked.ndcs
        if not (gtins or ndcs):
            return Domain.TRUE
        goods = Domain("gtin", "in", gtins) | Domain("ndc", "in", ndcs)
        products = self._products()
        return goods | Domain("product_id", "in", products.ids) if products else goods

    def _products(self):
        """Products of the company with one of these numbers."""
        gtins = self.env["dscsa.gtin"].search_fetch(
            [("company_id", "=", self.company.id), ("gtin", "in", self.asked.gtins)]
        )
        by_ndc = self.env["product.product"].search(
            [
                ("dscsa_ndc", "in", self.asked.ndcs),
                ("company_id", "in", (False, self.company.id)),
            ]
        )
        return gtins.product_id | by_ndc

    def _lines(self, domain):
        """Lines of deliveries that count and are not too old."""
        return self.env["dscsa.transaction.line"].search_fetch(
            Domain("company_id", "=", self.company.id)
            & domain
            & Domain("transaction_id", "any", self._deliveries()),
            limit=500,
        )

    def _deliveries(self):
        recent = Domain("transaction_date", ">=", self.since) | (
            Domain("transaction_date", "=", False)
            & Domain("create_date", ">=", self.since)
        )
        return (
            Domain("company_id", "=", self.company.id)
            & Domain("direction", "=", "in")
            & self.env["dscsa.transaction"]._told_domain()
            & recent
        )

    def _scanned(self, goods):
        """TI/TS of receipts at which somebody scanned this lot."""
        if not self.asked.gtins:
            return self.env["dscsa.transaction"]
        scans = self.env["dscsa.scan"].search_fetch(
            [
                ("company_id", "=", self.company.id),
                ("gtin", "in", self.asked.gtins),
                ("lot", "=", self.asked.lot),
                ("undone_at", "=", False),
            ],
            limit=200,
        )
        return scans.picking_id.dscsa_transaction_ids.filtered_domain(
            self._deliveries()
        )

    def _received(self):
        """Proofs without a list whose receipt brought this drug, or tells no drug."""
        return unlisted(self.env, self._deliveries(), self._wanted(), limit=500)

    def _wanted(self):
        """The bottle as goods that are asked about."""
        asked = self.asked
        named = asked.gtins or asked.ndcs
        products = self._products() if named else self.env["product.product"]
        lots = Names((asked.lot,)) if asked.lot else EVERY
        return Goods(
            self.company, products, tuple(asked.gtins), tuple(asked.ndcs), lots
        )

    def _sorted(self, transactions):
        return transactions.sorted(
            lambda row: (row.transaction_date or row.create_date.date(), row.id),
            reverse=True,
        )

    @cached_property
    def _hand(self):
        return InHand(self.user_env, self.company, self.asked, None)

    def _warnings(self):
        """What speaks against the bottle, though nobody scanned it here."""
        hand = self._hand
        codes = [code for code in hand.codes if code != "NOT_IN_REGISTER"]
        return [f"{hand.sentence(code)} {hand.next_step(code)}" for code in codes]

    def _level(self):
        if self._warnings() or is_set_aside(self._in_work):
            return "red"
        return "amber" if self._in_work else "grey"

    @cached_property
    def _in_work(self):
        """Scans of it at receipts in work; a lone number may be its serial."""
        asked = self.asked
        if asked.serial or asked.gtins:
            serials = (asked.serial,)
        else:
            serials = (asked.lot, asked.typed)
        return open_scans(self.company, serials=serials, gtins=asked.gtins)

    # words ----------------------------------------------------------------------------
    def _title(self, lines):
        named = lines[:1].name or lines[:1].product_id.name
        if not named and (self.asked.gtins or self.asked.ndcs):
            named = self._products()[:1].name
        return named or self.user_env._("A bottle that is not in the register")

    def _identity(self, kind):
        asked, env = self.asked, self.user_env
        if kind == "none" and asked.typed:
            return [(env._("Scanned or typed"), asked.typed)]
        rows = [
            (env._("NDC"), asked.ndc),
            (env._("GTIN"), asked.gtin),
            (env._("Serial number"), asked.serial),
            (env._("Lot"), asked.lot),
            (env._("Expires"), self.words.day(asked.expiry)),
        ]
        return [(title, value) for title, value in rows if value]

    def _sentence(self, found):
        env = self.user_env
        if self._in_work:
            return scanned_words(env, self.company, self._in_work)
        if found.level in ("lot", "ndc"):
            return self._came_words(found.level)
        if self.asked.typed.isdecimal() and len(self.asked.typed) in _GTIN_LENGTHS:
            return env._(
                "This is no product number: its last digit does not fit the others. "
                "Compare it with the print, and type it again or scan the code."
            )
        return env._(
            "No list kept here names it. That alone says nothing about the bottle: "
            "packages need not be scanned at receipt, and many sellers keep their "
            "lists in a portal. Look there with NDC and lot, or ask the seller."
        )

    def _came_words(self, level):
        env, facts = self.user_env, {"months": self.months, "lot": self.asked.lot}
        if level == "lot":
            return env._(
                "This one was not scanned here, and did not have to be. Lot %(lot)s "
                "came with the following:",
                **facts,
            )
        if self.asked.lot:
            return env._(
                "This one was not scanned here, and did not have to be. No list here "
                "names lot %(lot)s. The drug came with the following in the last "
                "%(months)s months; where the seller keeps the list, look there:",
                **facts,
            )
        return env._(
            "This one was not scanned here, and did not have to be. The drug came with "
            "the following in the last %(months)s months:",
            **facts,
        )

    def _shown(self, found, transaction):
        """Lines of this drug and lot; nothing else of the delivery."""
        return found.lines.filtered(lambda line: line.transaction_id == transaction)[:3]

    def _receipts(self, transaction):
        done = transaction.picking_ids.filtered(lambda each: each.state == "done")
        return [
            self.user_env._(
                "Received %(day)s on %(name)s",
                day=self.words.moment(each.date_done),
                name=each.name,
            )
            for each in done
        ]

    def _day_of(self, transaction):
        """Day of the purchase, else of the receipt."""
        done = transaction.picking_ids.filtered("date_done")[:1]
        return transaction.transaction_date or local_date(done.date_done, self.company)

    def _portals(self):
        """Sellers whose portal may hold the list: {name, portal, link}."""
        groups = self.env["dscsa.transaction"]._read_group(
            self._deliveries() & Domain("proof", "=", "portal"),
            ["seller_id", "portal"],
            limit=20,
        )
        found = []
        for seller, portal in groups:
            link = seller.dscsa_portal_url or ""
            found.append(
                {
                    "name": seller.name or "",
                    "portal": portal or seller.dscsa_portal_name or "",
                    "link": link if link.startswith(("https://", "http://")) else "",
                }
            )
        return found
