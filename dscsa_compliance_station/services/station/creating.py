"""“New”: a delivery without order, a return, a stock-take, a day of uses."""

from dscsa_core.numbers import word_key

from odoo import fields
from odoo.exceptions import UserError

from odoo.addons.dscsa_compliance.services.deliveries.delivery import Delivery
from odoo.addons.dscsa_compliance.services.deliveries.new_seller import (
    seller_of_party,
    sellers_named,
)
from odoo.addons.dscsa_compliance.services.receiving.facts import today_of
from odoo.addons.dscsa_compliance.services.words.messages import date_text

from .count_result import expected_counts
from .opening import Opening

# what a person may say when beginning; anything else might be a patient's name
_TAKEN = {
    "receive": {"seller_id", "seller", "invoice", "transaction_ids", "text"},
    "return": {"seller_id", "text"},
    "count": {"location_id"},
    "dispensed": set(),
    "administered": set(),
    "wasted": set(),
}
_COMMON = {"client_uuid", "choice"}


class Creating(Opening):
    """Makes benches because a person said so."""

    def begin(self, mode, values):
        """For ``dscsa_create``. UserError says what is missing."""
        values = dict(values or {})
        strange = values.keys() - _TAKEN.get(mode, set()) - _COMMON
        if mode not in _TAKEN:
            raise UserError(self.env._("The station has no mode “%s”.", mode))
        if strange:
            raise UserError(
                self.env._(
                    "%(names)s is not recorded here. Scan packages only: no names, "
                    "no notes about patients.",
                    names=", ".join(sorted(strange)),
                )
            )
        if mode == "receive":
            return self._delivery(values)
        if mode == "return":
            raise UserError(
                self.env._(
                    "Scan the first package that goes back: it names its seller."
                )
            )
        if mode == "count":
            return self.one(self._count(values))
        return self.one(self.uses_of_today(mode))

    # deliveries ----------------------------------------------------------------------
    def _delivery(self, values):
        seller = self._seller(values) or self._seller_of_file(values)
        if not seller:
            raise UserError(
                self.env._("Choose the seller: the name at the head of the invoice.")
            )
        desk = Delivery(self.env, seller, values.get("invoice") or "")
        transactions = self._transactions(values)
        picking = desk.known_receipt() or desk.make_receipt()
        # who may receive finds the seller's data, whether or not he may open them
        known = Delivery(self.sudo, seller.sudo(), values.get("invoice") or "")
        transactions |= known.known_transactions()
        if transactions:
            # linking what the seller announced is part of receiving it
            picking.sudo().dscsa_transaction_ids |= transactions
        return self.one(
            picking,
            values.get("text") or None,
            values.get("client_uuid"),
            values.get("choice"),
        )

    def _seller(self, values):
        partners = self.env["res.partner"]
        if values.get("seller_id"):
            seller = partners.browse(values["seller_id"]).exists()
            if seller:
                return seller
        name = (values.get("seller") or "").strip()
        found = sellers(self.env, name) if name else partners
        exact = sellers_named(self.env, name) if name else partners
        if exact or len(found) == 1:
            return exact[:1] or found
        return partners

    def _seller_of_file(self, values):
        """Of a proposal the seller its file names, unless another name was typed."""
        named = self._transactions(values)[:1]
        if not self.env.user.has_group("dscsa_compliance.group_dscsa_technician"):
            return self.env["res.partner"]
        typed = (values.get("seller") or "").strip()
        if not named or (typed and word_key(typed) != word_key(named.seller_name)):
            return self.env["res.partner"]
        return seller_of_party(named.with_env(self.env))

    def _transactions(self, values):
        """TI/TS of a proposal, if they are still of this company and current."""
        rows = self.sudo["dscsa.transaction"].browse(
            values.get("transaction_ids") or []
        )
        return rows.exists().filtered(
            lambda each: (
                each.company_id == self.company
                and each.direction == "in"
                and each._live()
            )
        )

    # benches -------------------------------------------------------------------------
    def _count(self, values):
        place = self.env["stock.location"].browse(values.get("location_id") or ())
        if place:
            place.check_access("read")
            if place.company_id and place.company_id != self.company:
                raise UserError(self.env._("Choose a place of this company."))
        if place and self.company.dscsa_records_only:
            raise UserError(
                self.env._(
                    "Records only: the register does not know places. Count everything."
                )
            )
        day = today_of(self.company)
        name = self.env._("Stock-take %(day)s", day=date_text(self.env, day))
        if place:
            name = f"{name} · {place.display_name}"
        sudo_company = self.company.sudo()
        return self._bench(
            "count",
            name,
            location_id=place.id,
            expected_counts=expected_counts(sudo_company, place.sudo()),
        )

    def uses_of_today(self, mode):
        """Today's list of one kind of use; made when it is missing."""
        if not self.company.sudo().dscsa_use_packages:
            raise UserError(
                self.env._(
                    "Recording use by package is off. A manager switches it on under "
                    "Settings > DSCSA."
                )
            )
        day = today_of(self.company)
        rows = self.sudo["dscsa.bench"].search(
            [
                ("company_id", "=", self.company.id),
                ("kind", "=", mode),
                ("state", "=", "open"),
            ]
        )
        today = rows.filtered(lambda each: each.day == day)[:1]
        past = rows - today
        if past:
            past.write({"state": "closed", "closed_at": fields.Datetime.now()})
        if today:
            return today.with_env(self.env)
        kinds = dict(rows._fields["kind"]._description_selection(self.env))
        return self._bench(mode, f"{kinds[mode]} {day}")

    def _bench(self, kind, name, **values):
        # benches are begun here only; rights were checked by the station
        bench = self.sudo["dscsa.bench"].create(
            {
                "name": name,
                "kind": kind,
                "company_id": self.company.id,
                "user_id": self.env.uid,
                "day": today_of(self.company),
                **values,
            }
        )
        return bench.with_env(self.env)


def sellers(env, text):
    """Companies one may have bought from, by a part of their name."""
    return env["res.partner"].search(
        [
            ("name", "ilike", text or ""),
            ("parent_id", "=", False),
            "|",
            ("is_company", "=", True),
            ("supplier_rank", ">", 0),
            ("company_id", "in", (False, env.company.id)),
        ],
        order="supplier_rank desc, name",
        limit=10,
    )
