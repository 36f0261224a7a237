"""Helpers of the receiving tests: labels, receipts, scans and validation."""

import uuid
from datetime import timedelta

from odoo import fields

from ..services.scanning.contract import Answer
from .common import DscsaCommon, gtin_of, sscc_of
from .shapes import faults

GS = "\x1d"


class ReceivingCommon(DscsaCommon):
    """Orders with a file, and a technician who scans."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.dscsa_scan_depth = "case"
        cls.expiry = fields.Date.today().replace(month=3, day=31)
        cls.expiry = cls.expiry.replace(year=cls.expiry.year + 2)

    @classmethod
    def receipt(cls, quantities, nodes=None, *, po=None, **options):
        """The receipt of an order, with the seller's file when ``nodes`` are given."""
        order = cls.order(quantities)
        picking = order.picking_ids
        if nodes is not None:
            cls.deliver(nodes, po=po or order.name, **options)
        return picking.with_user(cls.technician)

    @classmethod
    def label(cls, serial, *, item=1, lot="L1", expiry=None, gtin=None):
        """What a scanner sends for the 2D code of a package."""
        expiry = (expiry or cls.expiry).strftime("%y%m%d")
        gtin = gtin or gtin_of(item)
        return f"]d201{gtin}21{serial}{GS}17{expiry}10{lot}"

    @classmethod
    def scan(cls, picking, text, **options):
        """Scan as the technician; the answer, which is as docs/contract.md says."""
        key = options.pop("client_uuid", None) or str(uuid.uuid4())
        answer = picking.with_user(cls.technician).dscsa_scan(text, key, **options)
        told = faults(Answer, answer)
        assert not told, told
        return answer

    @classmethod
    def scan_all(cls, picking, count, *, item=1, lot="L1", first=1, prefix="S"):
        """Scan packages as ``packages`` numbers them; the answers."""
        return [
            cls.scan(picking, cls.label(f"{prefix}{number:04d}", item=item, lot=lot))
            for number in range(first, first + count)
        ]

    @classmethod
    def sscc_label(cls, number=1):
        """What a scanner sends for a pallet label."""
        return f"]C100{sscc_of(number)}"

    @classmethod
    def validate(cls, picking, *, backorder=True, user=None):
        """Press Validate and answer Odoo's backorder question."""
        picking = picking.with_user(user or cls.technician)
        action = picking.button_validate()
        if isinstance(action, dict) and action["res_model"].startswith("stock.back"):
            wizard = (
                cls.env["stock.backorder.confirmation"]
                .with_user(user or cls.technician)
                .with_context(**action["context"])
                .create({})
            )
            action = (
                wizard.process() if backorder else wizard.process_cancel_backorder()
            )
        cls.env.invalidate_all()
        return action

    @classmethod
    def on_hand(cls, product, place=None):
        """Quantity of a product in a place, the warehouse's shelf if none is given."""
        place = place or cls.warehouse.lot_stock_id
        quants = cls.env["stock.quant"].search(
            [("product_id", "=", product.id), ("location_id", "child_of", place.id)]
        )
        return sum(quants.mapped("quantity"))

    @classmethod
    def hold_place(cls):
        """Where goods wait for data."""
        return cls.warehouse._dscsa_place("data")

    @classmethod
    def discrepancies(cls, picking):
        """Open work-list rows of a receipt."""
        return cls.env["dscsa.discrepancy"].search(
            [("picking_id", "=", picking.id), ("state", "=", "open")]
        )

    @classmethod
    def sell(cls, product, quantity, lot=None, user=None):
        """A delivery to a customer, ready to be validated."""
        way = cls.warehouse.lot_stock_id, cls.env.ref("stock.stock_location_customers")
        picking = cls.transfer(product, quantity, way, user=user or cls.stock_user)
        picking.action_assign()
        if lot:
            cls.take_lot(picking, lot)
        return picking

    @classmethod
    def transfer(cls, product, quantity, way, *, user, kind="out", **values):
        """A confirmed transfer of one product; ``way``: from where to where.

        ``move``: further values of its move.
        """
        ends = {"location_id": way[0].id, "location_dest_id": way[1].id}
        move = {
            "product_id": product.id,
            "product_uom": product.uom_id.id,
            "product_uom_qty": quantity,
            **ends,
            **values.pop("move", {}),
        }
        picking = cls.env(user=user)["stock.picking"].create(
            {
                "picking_type_id": cls.warehouse[f"{kind}_type_id"].id,
                **ends,
                "move_ids": [fields.Command.create(move)],
                **values,
            }
        )
        picking.action_confirm()
        return picking

    @classmethod
    def take_lot(cls, picking, lot, **values):
        """What goes with a transfer is of this lot."""
        move = picking.move_ids
        move.move_line_ids.unlink()
        picking.env["stock.move.line"].create(
            {
                "picking_id": picking.id,
                "move_id": move.id,
                "product_id": move.product_id.id,
                "lot_id": lot.id,
                "quantity": move.product_uom_qty,
                "location_id": picking.location_id.id,
                "location_dest_id": picking.location_dest_id.id,
                **values,
            }
        )

    def run_release(self):
        """Let the release job run once."""
        job = self.env.ref("dscsa_compliance.ir_cron_release_held")
        with self.enter_registry_test_mode():
            job.method_direct_trigger()
        self.env.invalidate_all()

    @classmethod
    def days_ago(cls, count):
        """A day in the past."""
        return fields.Date.today() - timedelta(days=count)
