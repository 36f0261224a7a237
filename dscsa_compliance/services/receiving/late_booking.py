"""Packages that came before their drug had a product: booked in stock afterwards.

They are in the register from the day they came. What people decided about them since
stays: a hold is no less a hold because the goods are counted now.
"""

from collections import Counter
from functools import cached_property

from odoo.exceptions import UserError
from odoo.tools import SQL

from ..holds.hold_codes import HOLD_RANK
from ..holds.severity import HELD
from ..keeping.received import note_booked
from ..knowledge.seller_goods import UnprovenGoods
from ..scanning.scanned import Package
from .boxes import Boxes
from .facts import ReceiptFacts, units_of
from .plan import Decision, Plan
from .register import ReceiptRegister
from .writing import ReceiptWriter

# what can be true now and was not when they were received, or needs the product
_SINCE = frozenset({"RECALLED", "WATCHLIST_HIT", "EXPIRED", "SAMPLE"})


def unbooked_domain(companies):
    """Packages here that Odoo's stock does not count, though it is to."""
    return [
        ("company_id", "in", companies.ids),
        ("is_unbooked", "=", True),
        ("status", "=", "in_stock"),
    ]


class LateBooking:
    """What one done receipt brought that stock does not count yet."""

    def __init__(self, picking):
        self.picking = picking.sudo()
        self.env, self.company = self.picking.env, self.picking.company_id

    @cached_property
    def waiting(self):
        """Packages in the register that are not booked in stock."""
        domain = unbooked_domain(self.company)
        return self.env["dscsa.epc"].search(
            [*domain, ("picking_id", "=", self.picking.id)], order="id"
        )

    @cached_property
    def _gtins(self):
        table = self.env["dscsa.gtin"].with_company(self.company)
        return table._map_known(set(self.waiting.mapped("gtin")) - {False})

    @cached_property
    def ready(self):
        """Those whose drug has a product by now."""
        return self.waiting.filtered(self._product_of)

    @cached_property
    def nameless(self):
        """Numbers of those for which a product is still to be made."""
        return {
            gtin
            for gtin in self.waiting.mapped("gtin")
            if gtin and not (gtin in self._gtins and self._gtins[gtin].product_id)
        }

    @cached_property
    def unconfirmed(self):
        """Numbers of those whose product nobody confirmed yet."""
        proposed = {key for key, row in self._gtins.items() if row.state == "proposed"}
        return proposed & set(self.waiting.mapped("gtin"))

    def _product_of(self, epc):
        """The product, if the number on the package stands for one package of it."""
        known = self._gtins.get(epc.gtin)
        if not known or known.level != "package" or known.state != "confirmed":
            return self.env["product.product"]
        return known.product_id

    def book(self):
        """Book all that is ready; the packages booked. A second call finds none.

        Raises UserError when somebody counted the same lots in by hand.
        """
        if self.picking.state != "done" or not self.ready:
            return self.env["dscsa.epc"]
        self._lock()
        plan = self._plan()
        self._check_not_counted(plan)
        self._take_from_orders(plan)
        self._add_moves(plan)
        boxes = Boxes(plan)
        ReceiptWriter(plan, boxes).write_lines()
        self._finish(self._open_moves())
        self._tell_register(plan, ReceiptRegister(plan, boxes).places())
        self._report(plan)
        self._say(plan)
        return self.ready

    def _lock(self):
        """Who presses at the same time waits, and is asked to begin anew by Odoo."""
        query = "SELECT id FROM dscsa_epc WHERE id IN %s ORDER BY id FOR UPDATE"
        self.env.flush_all()
        self.env.execute_query(SQL(query, tuple(self.ready.ids)))

    # judging -------------------------------------------------------------------------
    def _plan(self):
        plan = Plan(ReceiptFacts(self.picking))
        products = self.env["product.product"].union(*map(self._product_of, self.ready))
        plan.booked.learn(products, set(self.ready.mapped("printed_lot")) - {False})
        for epc in self.ready:
            decision = Decision(_package(epc, self._product_of(epc)), None)
            decision.product, decision.epc_ids = self._product_of(epc), [epc.id]
            decision.findings = [
                each
                for each in plan._findings(decision.package, decision.product)
                if each.code in _SINCE and not _is_settled(epc, each.code)
            ]
            plan.decisions.append(decision)
        plan._weigh()
        plan.seller = UnprovenGoods(self.picking, plan.weights, plan.decisions)
        plan.seller.hold()
        for epc, decision in zip(self.ready, plan.decisions, strict=True):
            kinds = (epc.hold or "", decision.hold)
            decision.hold = max(kinds, key=lambda kind: HOLD_RANK.get(kind, 0))
        return plan

    def _check_not_counted(self, plan):
        """The same goods twice in stock would be worse than not at all."""
        lots = {(each.product, each.package.real_lot) for each in plan.decisions}
        lines = self.env["stock.move.line"].search(
            [
                ("company_id", "=", self.company.id),
                ("product_id", "in", [product.id for product, _lot in lots]),
                ("state", "=", "done"),
                ("is_inventory", "=", True),
                ("location_dest_id.usage", "=", "internal"),
                ("date", ">=", self.picking.date_done),
            ]
        )
        counted = lines.filtered(
            lambda line: (
                line.product_id.tracking != "lot"
                or (line.product_id, line.lot_id.name) in lots
            )
        )
        if counted:
            raise UserError(
                self.env._(
                    "%(product)s %(lot)s was counted in by hand since these packages "
                    "came: %(quantity)s. Booking them now would count them twice. Set "
                    "that count back in Physical Inventory, then book.",
                    product=counted[0].product_id.display_name,
                    lot=counted[0].lot_id.name or "",
                    quantity=f"{sum(counted.mapped('quantity_product_uom')):g}",
                )
            )

    # writing -------------------------------------------------------------------------
    def _open_moves(self):
        return self.picking.move_ids.filtered(
            lambda move: move.state not in ("done", "cancel")
        )

    def _finish(self, moves):
        """As Odoo ends a transfer: goods of another owner stay his."""
        owner = self.picking.owner_id
        if owner:
            moves.restrict_partner_id = owner
            moves.move_line_ids.owner_id = owner
        moves._action_done()

    def _take_from_orders(self, plan):
        """What the rest of the order still waits for has come here already."""
        rest = self.picking.backorder_ids.move_ids.filtered(
            lambda move: move.state not in ("done", "cancel")
        )
        wanted = Counter()
        for each in plan.decisions:
            wanted[each.product] += units_of(each.product)
        for move in rest.filtered(lambda each: each.product_id in wanted):
            quantity = min(wanted[move.product_id], move.product_qty)
            if quantity <= 0:
                continue
            wanted[move.product_id] -= quantity
            values = move._split(quantity)
            mine = self.env["stock.move"].create(values) if values else move
            mine.picking_id = self.picking
            mine._action_confirm(merge=False)
        empty = rest.picking_id.filtered(
            lambda each: each != self.picking and not each.move_ids
        )
        empty.action_cancel()

    def _add_moves(self, plan):
        """A move for each product; born outside, as Odoo ends what a done transfer
        gets at once."""
        products = {each.product for each in plan.decisions}
        for product in products - set(self._open_moves().product_id):
            self.picking._dscsa_add_move(product, picking_id=False).write(
                {"picking_id": self.picking.id}
            )

    def _tell_register(self, plan, places):
        """Product, lot and place of each; what is newly held says so itself."""
        role_of = self.env["stock.warehouse"]._dscsa_role_of
        groups = {}
        for epc, decision in zip(self.ready, plan.decisions, strict=True):
            lot = decision.lot or self.env["stock.lot"]
            place = self.env["stock.location"]
            if decision.hold:
                key = decision.product.id, role_of(decision.hold)
                place = places.get(key) or places.get((key[0], False)) or place
            key = decision.product, lot, place, decision.hold
            groups[key] = groups.get(key, self.env["dscsa.epc"]) | epc
        for (product, lot, place, hold), epcs in groups.items():
            epcs.write(
                {
                    "is_unbooked": False,
                    "product_id": product.id,
                    "lot_id": lot.id,
                    "hold_location_id": place.id,
                }
            )
            epcs.filtered(lambda epc, hold=hold: hold and epc.hold != hold).write(
                {"hold": hold}
            )

    def _report(self, plan):
        found = plan.reportable()
        if found["findings"]:
            self.env["dscsa.discrepancy"]._report(
                **found,
                company=self.company,
                picking=self.picking,
                partner=plan.facts.seller,
            )
        plan.seller.report()

    def _say(self, plan):
        """Once in the ledger and once for people."""
        note_booked(self.picking, plan)
        self.picking.message_post(body=booked_words(self.env, self.ready))


def booked_words(env, epcs):
    """What was booked, in one sentence; held packages are told apart."""
    held = len(epcs.filtered("hold"))
    if held:
        return env._(
            "Booked in stock now: %(count)s, of these on hold: %(held)s.",
            count=len(epcs),
            held=held,
        )
    return env._("Booked in stock now: %(count)s.", count=len(epcs))


def _package(epc, product):
    """A register row as the plan takes packages."""
    return Package(
        key=epc.key,
        epc_id=epc.id,
        gtin=epc.gtin or "",
        serial=epc.serial or "",
        lot=epc.printed_lot or "",
        expiry=epc.printed_expiry or None,
        product_id=product.id,
        count=1,
        scan_id=0,
        parent_id=None,
        is_inside=False,
        known=None,
    )


def _is_settled(epc, code):
    """Whether somebody settled such a finding about this very package before."""
    rows = epc.discrepancy_ids.filtered(
        lambda row: row.code == code and row.severity in HELD
    )
    return any(row.state != "open" or epc in row.ended_epc_ids for row in rows)
