"""Which signs our own records tell of: proposed to a person, never taken for seen."""

from dscsa_core.investigation.signs import SIGNS, prefilled
from dscsa_core.recall.lots import name_key

# deliveries of a seller below which it is one we have hardly bought from
_FEW_DELIVERIES = 3
# dollars for a package; and the share of its cost below which a price is no price
_DEAR, _CHEAP = 1000, 0.5
_SEEN = frozenset({"dispensed", "destroyed", "shipped", "returned"})
_LATE = frozenset({"NO_TI", "STATEMENT_MISSING"})
_OWN = frozenset({"IN_DOUBT", "RECALLED"})
# the second and third digit of a GTIN that spells an NDC
_NDC_PREFIX = "03"


class SignHints:
    """Looks through the records of one case."""

    def __init__(self, case):
        # hints are about sellers, prices and files: a sentence is told, no record
        self.case, self.env = case.sudo(), case.env
        self.items = self.case.item_ids
        self.epcs = self.items.epc_id
        self.codes = set(self.epcs.discrepancy_ids.mapped("code"))

    def told(self):
        """{code of a sign: what our records say}."""
        asked = {
            "partner_new": self._new_seller,
            "partner_cases": self._seller_cases,
            "partner_score": self._seller_score,
            "ti_late": self._late,
            "ti_findings": self._findings,
            "product_cost": self._dear,
            "price_low": self._cheap,
            "code_foreign": self._foreign,
            "print_missing": self._missing,
            "name_differs": self._name,
            "outer_inner": self._outside,
            "serial_seen": self._seen_before,
            "maker_answer": self._maker,
        }
        said = {name: words for name, ask in asked.items() if (words := ask())}
        return {code: said[SIGNS[code].prefill] for code in prefilled(said)}

    @property
    def _sellers(self):
        sellers = self.epcs.transaction_id.seller_id | self.epcs.picking_id.partner_id
        return sellers.commercial_partner_id

    def _count(self, model, *domain):
        mine = [("company_id", "=", self.case.company_id.id), *domain]
        return self.env[model].sudo().search_count(mine)

    def _new_seller(self):
        for seller in self._sellers:
            count = self._count(
                "stock.picking",
                ("partner_id", "child_of", seller.id),
                ("picking_type_code", "=", "incoming"),
                ("state", "=", "done"),
            )
            if count < _FEW_DELIVERIES:
                return self.env._(
                    "%(seller)s: %(count)s deliveries so far",
                    seller=seller.name,
                    count=count,
                )
        return ""

    def _seller_cases(self):
        if not self._sellers:
            return ""
        count = self._count(
            "dscsa.investigation",
            ("id", "!=", self.case.id),
            ("outcome", "=", "illegitimate"),
            ("item_ids.epc_id.picking_id.partner_id", "child_of", self._sellers.ids),
        )
        return count and self.env._("Illegitimate product before: %s", count)

    def _seller_score(self):
        if not self._sellers:
            return ""
        count = self._count(
            "dscsa.discrepancy",
            ("partner_id", "child_of", self._sellers.ids),
            ("severity", "!=", "note"),
            ("code", "not in", list(_OWN)),
        )
        return count and self.env._("Discrepancies of this seller: %s", count)

    def _late(self):
        if self.codes & _LATE or self.epcs.filtered(lambda epc: not epc.transaction_id):
            return self.env._("Its TI/TS was, or is, missing")
        return ""

    def _findings(self):
        odd = self.epcs.discrepancy_ids.filtered(
            lambda row: row.code not in _LATE | _OWN
        )
        return odd[:1].message or ""

    def _dear(self):
        cost = self.case.product_id.with_company(self.case.company_id).standard_price
        if cost < _DEAR:
            return ""
        return self.env._("Cost of a package: %s", f"{cost:,.0f}")

    def _cheap(self):
        product = self.case.product_id.with_company(self.case.company_id)
        lines = self.epcs.picking_id.move_ids.purchase_line_id.filtered(
            lambda line: line.product_id == product and line.price_unit > 0
        )
        price = min(lines.mapped("price_unit"), default=0)
        if not price or price >= _CHEAP * product.standard_price:
            return ""
        return self.env._("Bought for less than half of its cost")

    def _foreign(self):
        gtin = self.case.gtin or ""
        is_foreign = len(gtin) == 14 and gtin[1:3] != _NDC_PREFIX
        return is_foreign and self.env._("The number %s holds no NDC", gtin)

    def _missing(self):
        typed = self.items.filtered(lambda item: not item.epc_id)
        lacking = typed.filtered(lambda item: not (item.lot and item.expiry))
        return lacking and self.env._("Lot or expiration date was not typed")

    def _name(self):
        typed, known = self.case.product_name or "", self.case.product_id.name or ""
        differs = typed and known and name_key(typed) not in name_key(known)
        return differs and self.env._("Here it is called %s", known)

    def _outside(self):
        differing = self.epcs.filtered(
            lambda epc: (
                (
                    epc.seen_lot
                    and epc.lot
                    and name_key(epc.seen_lot) != name_key(epc.lot)
                )
                or (epc.seen_expiry and epc.expiry and epc.seen_expiry != epc.expiry)
            )
        )
        return differing and self.env._("The label differs from what was announced")

    def _seen_before(self):
        gone = self.epcs.filtered(lambda epc: epc.status in _SEEN)
        if gone:
            words = dict(gone._fields["status"]._description_selection(self.env))
            return self.env._("By the register: %s", words[gone[0].status].lower())
        if any(code.startswith("SERIAL_") for code in self.codes):
            return self.env._("Its serial number was seen before")
        return ""

    def _maker(self):
        answers = self.case.verification_ids.mapped("answer")
        is_denied = "not_confirmed" in answers
        return is_denied and self.env._("The maker did not confirm it")
