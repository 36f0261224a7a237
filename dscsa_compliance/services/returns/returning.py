"""Goods that go back to where they came from, or to be destroyed."""

from collections import defaultdict

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tools import SQL

from ..holds.recorded import recorded_back
from ..moves import move_values
from ..receiving.plan import units_of
from .going_back import seller_of


def chosen_packages(picking):
    """Register rows scanned on a transfer (boxes with what is in them) or chosen."""
    env = picking.sudo().env
    env.flush_all()
    rows = env.execute_query(
        SQL(
            """
            WITH RECURSIVE tree AS (
                SELECT e.id, e.kind, 0 AS depth
                  FROM dscsa_scan s JOIN dscsa_epc e
                    ON e.company_id = s.company_id AND e.key = s.key
                 WHERE s.picking_id = %(picking)s AND s.undone_at IS NULL
                UNION
                SELECT epc_id, 'package', 0 FROM dscsa_return_epc_rel
                 WHERE picking_id = %(picking)s
                UNION
                SELECT c.id, c.kind, tree.depth + 1
                  FROM tree JOIN dscsa_epc c ON c.parent_id = tree.id
                 WHERE tree.depth < 16 AND tree.kind <> 'package'
                   AND c.status NOT IN ('announced', 'missing')
            )
            SELECT DISTINCT id FROM tree ORDER BY id
            """,
            picking=picking._origin.id or 0,
        )
    )
    return env["dscsa.epc"].browse([row[0] for row in rows])


def unnamed_packages(picking):
    """How many packages left with a done transfer without being told apart.

    Only where the register has packages of the lot that could be meant.
    """
    picking = picking.sudo()
    moved = defaultdict(float)
    for line in picking.move_line_ids.filtered(
        lambda each: (
            each.state == "done" and each.lot_id and each.product_id.tracking == "lot"
        )
    ):
        moved[line.lot_id] += line.quantity_product_uom
    table = picking.env["dscsa.epc"]
    unnamed = 0
    for lot, quantity in moved.items():
        mine = [
            ("company_id", "=", picking.company_id.id),
            ("lot_id", "=", lot.id),
            ("kind", "=", "package"),
        ]
        named = table.search_count([*mine, ("left_picking_id", "=", picking.id)])
        others = table.search_count([*mine, ("status", "=", "in_stock")])
        packages = round(quantity / units_of(lot.product_id))
        unnamed += max(0, min(packages - named, others))
    return unnamed


class Returning:
    """Makes the transfer that takes packages back to their seller."""

    def __init__(self, epcs, partner=None):
        self.epcs, self.env = epcs, epcs.env
        self.partner = partner

    def action(self):
        """The transfer, opened; see ``make``."""
        return self.make()._get_records_action(name=self.env._("Return"))

    def make(self):
        """A transfer with these packages chosen on it, ready to be validated.

        Suspect goods stay (UserError), and so does what is not here.
        """
        picking = self.begin()
        picking.dscsa_return_epc_ids = [Command.set(self.epcs.ids)]
        self.fill(picking)
        return picking

    def begin(self):
        """The transfer without goods: they are scanned on it."""
        self._check()
        epcs = self.epcs.sudo()
        partner = self.partner or self._seller(epcs)
        groups = self._groups(epcs)
        source = next(iter(groups))[2] if groups else self._warehouse().lot_stock_id
        target = partner.with_company(epcs.company_id).property_stock_supplier
        return self.env["stock.picking"].create(
            {
                "picking_type_id": self._warehouse().out_type_id.id,
                "partner_id": partner.id,
                "location_id": source.id,
                "location_dest_id": target.id,
                "company_id": epcs.company_id.id,
                "origin": ", ".join(sorted(set(epcs.picking_id.mapped("name")))),
                "dscsa_return_to": "seller",
            }
        )

    def fill(self, picking):
        """Moves for these packages, from where each of them stands."""
        self._check()
        groups = self._groups(self.epcs.sudo())
        if not groups:
            return
        target = picking.location_dest_id
        moves = self.env["stock.move"].create(
            [
                {
                    **self._move_values(*key, group, target, picking.partner_id),
                    "picking_id": picking.id,
                }
                for key, group in groups.items()
            ]
        )
        # lines made inside their moves do not know their transfer yet
        moves.move_line_ids.picking_id = picking
        picking.action_confirm()
        picking.move_ids.picked = True

    def _check(self):
        if not self.env.user.has_group("dscsa_compliance.group_dscsa_technician"):
            raise AccessError(
                self.env._("Only DSCSA users return goods. Ask a technician.")
            )
        epcs = self.epcs.sudo()
        here = epcs.filtered(
            lambda epc: epc.kind == "package" and epc.status == "in_stock"
        )
        if not here or here != epcs:
            raise UserError(
                self.env._("Choose packages that are in stock; only these can go back.")
            )
        suspect = here.filtered(lambda epc: epc.hold == "suspect")
        if suspect - recorded_back(suspect, self.partner or seller_of(suspect[:1])):
            raise UserError(
                self.env._(
                    "Goods under suspicion stay here until the pharmacist has settled "
                    "it. They cannot be returned."
                )
            )
        if len(here.company_id) > 1 or len(self._sellers(here)) > 1:
            raise UserError(
                self.env._("Return the packages of one seller and company at a time.")
            )

    def _sellers(self, epcs):
        return self.env["res.partner"].union(*map(seller_of, epcs))

    def _seller(self, epcs):
        seller = self._sellers(epcs)
        if not seller:
            raise UserError(
                self.env._("Nobody is on file as the seller of these packages.")
            )
        return seller

    def _warehouse(self):
        company = self.epcs.sudo().company_id[:1]
        return self.env["stock.warehouse"].search(
            [("company_id", "=", company.id)], limit=1
        )

    def _groups(self, epcs):
        """Packages by product, lot and the place they stand in, as Odoo counts them."""
        groups = defaultdict(lambda: self.env["dscsa.epc"].sudo())
        for epc in epcs:
            product, lot = epc.product_id, epc.lot_id
            if product.is_storable:
                place = epc.hold_location_id or self._place(product, lot)
                if place:
                    groups[product, lot, place] |= epc
        return groups

    def _place(self, product, lot):
        quant = (
            self.env["stock.quant"]
            .sudo()
            .search(
                [
                    ("product_id", "=", product.id),
                    ("lot_id", "=", lot.id),
                    ("company_id", "=", self.epcs.sudo().company_id.id),
                    ("location_id.usage", "=", "internal"),
                    ("location_id.dscsa_role", "=", False),
                    ("quantity", ">", 0),
                ],
                order="quantity desc, id",
                limit=1,
            )
        )
        return quant.location_id

    def _move_values(self, product, lot, place, epcs, target, partner):
        values = move_values(
            product,
            units_of(product) * len(epcs),
            (place, target),
            {"lot_id": lot.id},
            company_id=epcs.company_id.id,
        )
        return {**values, "partner_id": partner.id}
