"""Deliveries B to E of the demo: portal, late data, drop shipment, paper.

Each is made through the form a technician uses, once; a second run finds it again.
"""

import base64
import csv
import uuid
from datetime import timedelta

from demo_files import DEMO, element_string, read_shifted

from odoo import fields
from odoo.fields import Command

PAPER = (
    b"%PDF-1.4\n% Northfield Drug, invoice 44921 with lots and transaction statement\n"
)
# ten tablets and capsules off one invoice: 14 packages each make 140
PORTAL_PACKAGES = 14


class Delivery:
    """One delivery, begun from the seller and an invoice number, without an order."""

    letter, invoice, title = "", "", ""

    def __init__(self, world, company, people, goods, sellers):
        self.world, self.company, self.people = world, company, people
        self.goods, self.sellers = goods, sellers
        self.env = self.of(people["lee"])
        self.seller = sellers["northfield"]
        self.picking = self.find()

    def of(self, user):
        """The environment of one of the people at the pharmacy."""
        return self.world.env(
            user=user, context={"allowed_company_ids": self.company.ids}
        )

    def find(self):
        """The receipt of this invoice, or none."""
        return self.env["stock.picking"].search(
            [
                ("company_id", "=", self.company.id),
                ("dscsa_invoice", "=", self.invoice),
            ],
            limit=1,
        )

    def run(self):
        """Do it if it was not done; True when it was done now."""
        if self.picking.state == "done":
            return False
        self.receive()
        self.picking = self.find()
        return True

    def form(self, **values):
        """The New delivery form, filled in."""
        return self.env["dscsa.delivery.wizard"].create(
            {
                "company_id": self.company.id,
                "partner_id": self.seller.id,
                "invoice": self.invoice,
                **values,
            }
        )

    def lines(self, rows):
        """Lines of the form: (drug, lot, packages); they run out in two years."""
        until = fields.Date.today().replace(month=12, day=31) + timedelta(days=731)
        return [
            Command.create(
                {
                    "product_id": product.id,
                    "ndc": product.dscsa_ndc,
                    "name": product.name,
                    "lot": lot,
                    "expiry": until,
                    "quantity": count,
                }
            )
            for product, lot, count in rows
        ]

    def scan(self, picking, name):
        """Scan the labels of a bundled file, moved to today's dates."""
        _content, days = read_shifted(f"{name}.xml")
        with open(DEMO / f"{name}-labels.csv", encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                picking.dscsa_scan(element_string(row, days), str(uuid.uuid4()))

    def account(self):
        """How it stands, in a few lines."""
        yield f"{self.letter}: {self.title} ({self.picking.name})"
        for transaction in self.picking.dscsa_transaction_ids:
            proof = dict(transaction._fields["proof"]._description_selection(self.env))
            where = transaction.portal or transaction.document_id.name
            where = where or ", ".join(transaction.evidence_ids.mapped("name"))
            yield f"  proof         {proof[transaction.proof]}: {where}"
        moved = sum(self.picking.move_ids.mapped("quantity"))
        held = self.env["dscsa.epc"].search_count(
            [("picking_id", "=", self.picking.id), ("hold", "!=", False)]
        )
        yield f"  received      {round(moved)} packages, {held} on hold"


class Portal(Delivery):
    """B: one tote of 140, TI/TS in the seller's portal, no order."""

    letter, invoice = "B", "44902"
    title = "140 packages, TI/TS in Northfield's portal, no order"

    def receive(self):
        bottles = [p for p in self.goods if p.dscsa_storage == "ambient"][:10]
        rows = [
            (product, f"B{number}07", PORTAL_PACKAGES)
            for number, product in enumerate(bottles, 1)
        ]
        short = 10 * PORTAL_PACKAGES - sum(count for _p, _lot, count in rows)
        if short:
            rows.append((bottles[0], "B907", short))
        self.form(
            proof="portal",
            portal="Northfield Connect",
            is_seen=True,
            line_ids=self.lines(rows),
        ).action_receive()


class LateVials(Delivery):
    """C: two vials, data late; one is needed today."""

    letter, invoice = "C", "44915"
    title = "two vials, the data are late, one was needed today"

    def receive(self):
        action = self.form(proof="file").action_open()
        picking = self.env["stock.picking"].browse(action["res_id"])
        self.scan(picking, "northfield-vials-late")
        picking.button_validate()
        vial = self.env["dscsa.epc"].search(
            [("picking_id", "=", picking.id), ("hold", "=", "data")], limit=1
        )
        dana = self.of(self.people["dana"])
        form = dana["dscsa.needed.wizard"].create(
            {
                "epc_ids": [Command.set(vial.ids)],
                "way": "judgement",
                "reason": "patient_need",
                "call_note": "Northfield, DSCSA desk: the file follows in two days",
            }
        )
        release = dana["dscsa.release"].browse(form.action_release()["res_id"])
        release.action_put_back()

    def account(self):
        yield from super().account()
        for release in self.of(self.people["dana"])["dscsa.release"].search(
            [("picking_id", "=", self.picking.id)]
        ):
            states = dict(
                release._fields["proof_state"]._description_selection(release.env)
            )
            yield (
                f"  released      {release.package_count} by {release.user_id.name}: "
                f"{states[release.proof_state]}"
            )
        yield "  to play with  drop setup/demo/northfield-vials-late.xml on Documents"


class DropShipment(Delivery):
    """D: ordered from Northfield, sent with its data by the maker."""

    letter, invoice = "D", "OL-90077"
    title = "insulin ordered from Northfield, drop-shipped by Orchard Labs"

    def order(self):
        """The order; the file names its number."""
        insulin = [p for p in self.goods if p.dscsa_storage == "fridge"][:1]
        return self.world.order(
            "order_drop",
            "MSP-1052",
            self.company,
            self.seller,
            [(product, 6) for product in insulin],
        )

    def find(self):
        order = self.world.find("order_drop")
        picking = order.picking_ids[:1] if order else self.env["stock.picking"]
        return picking.with_env(self.env)

    def receive(self):
        name = "orchard-insulin-drop"
        picking = self.order().picking_ids.with_env(self.env)
        content, _days = read_shifted(f"{name}.xml")
        document, _new = self.env["dscsa.document"]._take_in(
            f"{name}.xml", content.encode("utf-8")
        )
        document._process()
        self.scan(picking, name)
        picking.button_validate()


class Paper(Delivery):
    """E: one paper invoice with lots, keyed in."""

    letter, invoice = "E", "44921"
    title = "a paper invoice with three lots, keyed in"

    def receive(self):
        rows = [
            (product, lot, count)
            for product, lot, count in zip(
                self.goods[:3], ("E101", "E102", "E103"), (2, 4, 1), strict=True
            )
        ]
        self.form(
            proof="paper",
            has_statement=True,
            is_seen=True,
            line_ids=self.lines(rows),
            file=base64.b64encode(PAPER),
            file_name="northfield-invoice-44921.pdf",
        ).action_receive()


def deliveries(*facts):
    """B to E; ``facts`` are world, company, people, goods in scope, sellers."""
    return [kind(*facts) for kind in (Portal, LateVials, DropShipment, Paper)]
