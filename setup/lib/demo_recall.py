"""A recall at noon: six bottles came, one is at a clinic, the use of two is unknown.

And the SPECIMEN sheet of the tote, so that a visitor scans for himself.
"""

import base64
from datetime import UTC
from pathlib import Path

from demo_deliveries import PAPER, Delivery
from demo_places import LAKESIDE

from odoo.fields import Command
from odoo.tools import config

LOT = "R410"


class Recall(Delivery):
    """An older delivery, what became of it, and the notice."""

    letter, invoice = "R", "44790"
    title = "six bottles of a lot that is recalled now"

    @property
    def product(self):
        """An ambient drug in bottles."""
        return [each for each in self.goods if each.dscsa_storage == "ambient"][3]

    def run(self):
        """Receive, hand out and enter the notice, each if it was not done."""
        received = super().run()
        lakeside = self.world.record(
            "lakeside", "res.partner", self.world.address(LAKESIDE, customer_rank=1)
        )
        if received:
            self.hand_out(lakeside, 1)
            self.hand_out(self.env["res.partner"], 2)
        made = self.world.made
        self.notice()
        return received or self.world.made > made

    def receive(self):
        self.form(
            proof="paper",
            has_statement=True,
            is_seen=True,
            line_ids=self.lines([(self.product, LOT, 6)]),
            file=base64.b64encode(PAPER.replace(b"44921", b"44790")),
            file_name="northfield-invoice-44790.pdf",
        ).action_receive()

    def hand_out(self, partner, count):
        """Bottles that leave the shelf: to a clinic, or over the counter unnamed."""
        kind = self.env["stock.picking.type"].search(
            [("code", "=", "outgoing"), ("company_id", "=", self.company.id)], limit=1
        )
        source, target = kind.default_location_src_id, kind.default_location_dest_id
        target = target or self.env.ref("stock.stock_location_customers")
        lot = self.env["stock.lot"].search(
            [("product_id", "=", self.product.id), ("name", "=", LOT)]
        )
        places = {"location_id": source.id, "location_dest_id": target.id}
        facts = {"product_id": self.product.id, **places}
        line = {**facts, "lot_id": lot.id, "quantity": count, "picked": True}
        move = {
            **facts,
            "product_uom_qty": count,
            "product_uom": self.product.uom_id.id,
            "move_line_ids": [Command.create(line)],
        }
        picking = self.env["stock.picking"].create(
            {
                "picking_type_id": kind.id,
                "partner_id": partner.id,
                **places,
                "move_ids": [Command.create(move)],
            }
        )
        picking.move_ids.move_line_ids.picking_id = picking
        picking.action_confirm()
        picking.button_validate()

    def notice(self):
        """The recall as Lee entered it; nothing is held yet: that is one tap."""
        recall = self.world.find("recall")
        if recall:
            return recall.with_env(self.env)
        world = type(self.world)(self.env(su=True))
        recall = world.record(
            "recall",
            "dscsa.recall",
            {
                "company_id": self.company.id,
                "reference": "N-2217",
                "issuer": self.seller.name,
                "reason": "Dissolution below specification",
                "recall_class": "2",
                "line_ids": [
                    Command.create({"code": self.product.dscsa_ndc, "lots": LOT})
                ],
            },
        )
        self.world.made += world.made
        return recall.with_env(self.env)

    def account(self):
        recall = self.notice()
        yield f"{self.letter}: {self.title} ({recall.name}, {recall.reference})"
        yield f"  where it is   {recall.sentence}"
        for row in recall.result_ids.filtered("partner_name"):
            yield f"    {row.quantity} with {row.partner_name}"
        yield "  to play with  DSCSA > Doubtful > Recalls: Hold everything"


class Specimen:
    """The sheet of a delivery's codes as a file beside the demo's data."""

    def __init__(self, story):
        self.story = story
        folder = Path(config["data_dir"]).parent / "demo"
        self.paths = {
            "letter": folder / "specimen-northfield-next-tote-letter.pdf",
            "a4": folder / "specimen-northfield-next-tote-a4.pdf",
        }

    def run(self):
        """Write the sheets that are missing or old; True when any was."""
        made = False
        for size, path in self.paths.items():
            if path.exists() and path.stat().st_mtime > self._announced():
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            content, _kind = self.story.env["ir.actions.report"]._render_qweb_pdf(
                f"dscsa_compliance.drawn_specimen_{size}",
                self.story.picking.dscsa_transaction_ids.ids,
            )
            path.write_bytes(content)
            made = True
        return made

    def _announced(self):
        """When its file came: a sheet from before is one of an earlier demo."""
        transactions = self.story.picking.dscsa_transaction_ids
        return max(transactions.mapped("create_date")).replace(tzinfo=UTC).timestamp()

    def account(self):
        """Where the sheets lie."""
        yield "SPECIMEN sheet: the next tote's 24 codes, to be scanned or photographed"
        for path in self.paths.values():
            yield f"  print or show {path}"
