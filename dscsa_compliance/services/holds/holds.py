"""Putting packages on hold and back: register first, stock as its mirror."""

from collections import defaultdict

from odoo.fields import Command

from ..moves import move_values
from ..receiving.plan import units_of
from .hold_codes import HOLD_RANK


class Holder:
    """Hold and put back for a set of register rows of one company."""

    def __init__(self, epcs):
        self.epcs = epcs.sudo()
        self.env = self.epcs.env
        self.company = self.epcs.company_id[:1]

    def hold(self, kind, discrepancy=None):
        """See ``dscsa.epc._hold``. Returns the packages that are newly on hold."""
        new = self.epcs.filtered(
            lambda epc: (
                epc.kind == "package" and HOLD_RANK.get(epc.hold, 0) < HOLD_RANK[kind]
            )
        )
        for product, group in new.grouped("product_id").items():
            for lot, epcs in group.grouped("lot_id").items():
                self._hold_lot(product, lot, epcs, kind)
        new.write({"hold": kind})
        if discrepancy:
            discrepancy.sudo().write(
                {"epc_ids": [Command.link(epc.id) for epc in self.epcs]}
            )
        if new:
            self.env["dscsa.event"]._record(
                "holding",
                new,
                company=self.company,
                picking=None,
                note=discrepancy.name if discrepancy else None,
                disposition="non_sellable_other",
            )
        return new

    def _hold_lot(self, product, lot, epcs, kind):
        """Move so many of a lot to the hold place, or mark them where they stand."""
        here = epcs.filtered(lambda epc: epc.status == "in_stock")
        if not here or not product.is_storable:
            return
        apart = here.filtered(lambda epc: epc.hold_location_id.dscsa_role)
        for place, group in apart.grouped("hold_location_id").items():
            self._change_place(product, lot, place, group, kind)
        here -= apart
        if not here:
            return
        self._unreserve(product, lot)
        if product.dscsa_storage in ("fridge", "safe"):
            quant = self._quants(product, lot)[:1]
            here.write({"hold_location_id": quant.location_id.id or False})
            return
        self._bring(self._quants(product, lot), here, kind)

    def _change_place(self, product, lot, place, epcs, kind):
        """Packages apart already go from their place to that of the stronger hold."""
        there = self.env["stock.quant"].search(
            [
                ("product_id", "=", product.id),
                ("lot_id", "=", lot.id),
                ("location_id", "=", place.id),
                ("quantity", ">", 0),
            ]
        )
        self._bring(there, epcs, kind)

    def _bring(self, quants, epcs, kind):
        """Move one package's units for each of ``epcs`` out of ``quants``."""
        left = epcs
        for quant in quants:
            units = units_of(quant.product_id)
            count = int((quant.quantity + 1e-6) // units)
            taken, left = left[:count], left[count:]
            if taken:
                place = self._place(quant.location_id, kind)
                if place != quant.location_id:
                    self._move(quant, place, units * len(taken))
                taken.write({"hold_location_id": place.id})
            if not left:
                return

    def _place(self, location, kind):
        warehouses = self.env["stock.warehouse"]
        warehouse = (
            location.warehouse_id
            or warehouses._dscsa_having_place(location)
            or warehouses.search([("company_id", "=", self.company.id)], limit=1)
        )
        return warehouse._dscsa_place(kind)

    def _quants(self, product, lot):
        """Where a lot of the company stands, outside the hold places of its kind."""
        return self.env["stock.quant"].search(
            [
                ("product_id", "=", product.id),
                ("lot_id", "=", lot.id),
                ("company_id", "=", self.company.id),
                ("location_id.usage", "=", "internal"),
                ("location_id.dscsa_role", "=", False),
                ("quantity", ">", 0),
            ],
            order="quantity desc, id",
        )

    def _unreserve(self, product, lot):
        lines = self.env["stock.move.line"].search(
            [
                ("product_id", "=", product.id),
                ("lot_id", "=", lot.id),
                ("company_id", "=", self.company.id),
                ("state", "not in", ("draft", "done", "cancel")),
                ("location_id.usage", "=", "internal"),
            ]
        )
        moves = lines.move_id
        lines.unlink()
        moves._recompute_state()

    def _move(self, quant, place, quantity):
        """One done move out of stock (and out of its case) into the hold place."""
        values = move_values(
            quant.product_id,
            quantity,
            (quant.location_id, place),
            {name: quant[name].id for name in ("lot_id", "package_id", "owner_id")},
            company_id=self.company.id,
            picked=True,
        )
        move = self.env["stock.move"].create(
            {
                **values,
                "origin": self.env._("On hold"),
                "dscsa_is_hold": True,
                "state": "confirmed",
            }
        )
        move._action_done()
        return move


class PutBack:
    """Moves released packages from the hold place to the shelf."""

    def __init__(self, release):
        self.release = release.sudo()
        self.env = self.release.env
        self.company = self.release.company_id

    def run(self):
        """One internal transfer for all that stands in a hold place; done at once."""
        waiting = self.release.epc_ids.filtered(
            lambda epc: not epc.hold and epc.hold_location_id.dscsa_role
        )
        picking = self.env["stock.picking"]
        for warehouse, epcs in self._by_warehouse(waiting).items():
            picking = self._transfer(warehouse, epcs)
        return picking

    def _by_warehouse(self, epcs):
        groups = defaultdict(lambda: self.env["dscsa.epc"])
        for place, group in epcs.grouped("hold_location_id").items():
            groups[self._warehouse(place)] |= group
        return groups

    def _warehouse(self, place):
        warehouses = self.env["stock.warehouse"]
        return warehouses._dscsa_having_place(place) or warehouses.search(
            [("company_id", "=", self.company.id)], limit=1
        )

    def _transfer(self, warehouse, epcs):
        shelf = warehouse.lot_stock_id
        moves = [
            Command.create(self._move_values(*key, shelf, group))
            for key, group in epcs.grouped(_standing).items()
        ]
        picking = self.env["stock.picking"].create(
            {
                "picking_type_id": warehouse.int_type_id.id,
                "location_id": epcs.hold_location_id[:1].id,
                "location_dest_id": shelf.id,
                "origin": self.release.name,
                "company_id": self.company.id,
                "move_ids": moves,
            }
        )
        picking.action_confirm()
        picking.move_ids.picked = True
        picking._action_done()
        return picking

    def _move_values(self, place, product, lot, owner, shelf, group):
        return move_values(
            product,
            units_of(product) * len(group),
            (place, shelf),
            {"lot_id": lot.id, "owner_id": owner.id},
            company_id=self.company.id,
        )


def _standing(epc):
    """Where and whose a held package is: place, product, lot, owner of the goods."""
    return epc.hold_location_id, epc.product_id, epc.lot_id, epc.picking_id.owner_id
