"""The seller's standing at a receipt: asked once, whatever number of packages."""

from functools import cached_property

from dscsa_core.rules.seller import SELLER_CODES, Purchase, hits, judge_seller

from odoo.fields import Command

from odoo.addons.dscsa_compliance.services.deliveries.exemption import (
    STILL_A_SALE,
)
from odoo.addons.dscsa_compliance.services.receiving.facts import zone_of

from .gate import classes_of, ship_to_of
from .partner_status import GRAVE, PartnerStatus, local_day

_ACTIVITY = "mail.mail_activity_data_todo"


class SellerStanding:
    """Of whom a receipt's goods were bought, and what is missing about them."""

    def __init__(self, picking):
        self.picking = picking.sudo()
        self.env = self.picking.env
        self.company = self.picking.company_id

    @cached_property
    def orders(self):
        return self.picking.move_ids.purchase_line_id.order_id

    def findings(self, products):
        """What holds for drugs from this seller; empty: nothing.

        Asked for goods in scope, and for goods nobody decided on that came as drugs:
        with TI/TS, an invoice of the delivery form, or scanned.
        """
        gate = self.company.dscsa_gate
        if gate == "off" or not self._is_sale():
            return []
        seller = self.picking._dscsa_seller()._origin
        if not seller:
            return []
        drugs = products.filtered(lambda each: hits(each.dscsa_scope))
        if not drugs and not self._came_as_drugs(products):
            return []
        files = PartnerStatus(self.env, self.company, seller)
        answers = self._answers(files, seller, classes_of(drugs))
        bad = [each for each in answers if not each.is_good]
        answer = (bad or answers)[0]
        return judge_seller(
            Purchase(
                gate,
                is_good=answer.is_good,
                was_allowed=bool(bad) and self._was_allowed(files, seller, answer),
                reasons=answer.reasons,
            )
        )

    def _day(self):
        """The day of the receipt: proof of another day proves nothing about it."""
        done = self.picking.date_done if self.picking.state == "done" else None
        return local_day(done, zone_of(self.company)) if done else None

    def _is_sale(self):
        """From a seller, and not under a reason that makes it no sale."""
        if self.picking.location_id.usage != "supplier":
            return False
        reason = self.picking.dscsa_reason_id.code
        return reason in STILL_A_SALE or not self.picking._dscsa_reason_lifts()

    def _came_as_drugs(self, products):
        if products and set(products.mapped("dscsa_scope")) == {"excluded"}:
            return False
        picking = self.picking
        return (
            bool(picking.dscsa_invoice or picking.dscsa_in_scope)
            or picking._dscsa_has_scans()
        )

    def _answers(self, files, seller, classes):
        """What the papers say for each order; without orders for the receipt."""
        day = self._day()
        return [
            files.answer(
                seller,
                day=day,
                ship_to=ship_to_of(order) if order else self._ship_to(),
                classes=classes,
                order=order,
            )
            for order in self.orders or [None]
        ]

    def _ship_to(self):
        warehouse = self.picking.picking_type_id.warehouse_id.partner_id
        places = (warehouse, self.company.partner_id)
        return next((each.state_id.code for each in places if each.state_id), "")

    def _was_allowed(self, files, seller, answer):
        """Every order went out under an exception that nothing ended since."""
        if answer.status in GRAVE or not self.orders:
            return False
        return all(self._order_was_allowed(files, seller, each) for each in self.orders)

    def _order_was_allowed(self, files, seller, order):
        if not order.date_approve:
            return False
        day = local_day(order.date_approve, zone_of(self.company))
        then = files.answer(seller, day=day, order=order)
        row = self.env["dscsa.license.override"].browse(then.override)
        return bool(row) and not row.ended_at

    def report(self, weighed, epc_ids):
        """One open row a seller and reason, however many receipts; the rows.

        ``weighed``: (finding, severity) pairs; ``epc_ids``: register rows hit.
        """
        table = self.env["dscsa.discrepancy"].with_company(self.company)
        rows = table.union(
            *(
                table._report_seller(self.picking, each, severity, epc_ids)
                for each, severity in weighed
            )
        )
        self.ask_for_proof(rows)

    def ask_for_proof(self, rows):
        """A task on each order for whoever ordered; one, however many receipts."""
        summary = self.env._("Goods came: add proof that the seller may sell to us.")
        note = " ".join(f"{row.message} {row.next_step}" for row in rows)
        for order in self.orders if rows else ():
            known = order.activity_ids.filtered(lambda each: each.summary == summary)
            if not known:
                order.activity_schedule(
                    _ACTIVITY,
                    summary=summary,
                    note=note,
                    user_id=(order.user_id or self.env.ref("base.user_admin")).id,
                )


class LateProof:
    """What waited for the proof of a seller goes on when the proof is there."""

    def __init__(self, license_row):
        self.license = license_row.sudo()
        self.env = self.license.env

    def run(self):
        """Judge the receipts of each open row anew; settle what is proven by now."""
        whole = self.license.partner_id.commercial_partner_id
        rows = self.env["dscsa.discrepancy"].search(
            [
                ("code", "in", tuple(SELLER_CODES)),
                ("state", "=", "open"),
                ("picking_id", "!=", False),
                ("company_id", "=", self.license.company_id.id),
                ("partner_id", "child_of", whole.id),
            ]
        )
        self._settle(rows.filtered(lambda row: row._is_proven()))

    def _settle(self, rows):
        """Close the rows; let go the goods that nothing else keeps back."""
        note = self.env._("Proof on file: %s.", self.license.display_name)
        packages = rows.epc_ids
        rows.write({"ended_epc_ids": [Command.link(each) for each in packages.ids]})
        rows._resolve("seller_proof", note=note)
        held = packages.filtered("hold")
        left = held._dscsa_left_holds(by_hand=False)
        free = held.filtered(lambda epc: not left[epc])
        (held - free)._dscsa_lower_hold(by_hand=False)
        if free:
            values = {"reason": "seller_proof", "is_automatic": True, "note": note}
            self.env["dscsa.release"]._let_go(free, values, rows)
