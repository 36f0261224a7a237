"""Where goods move: nothing on hold leaves without a stored release.

Asks the register and ``dscsa.release`` rows, never the context, which callers send.
"""

from collections import defaultdict

from odoo.exceptions import UserError
from odoo.tools import SQL

from ..receiving.plan import units_of
from ..returns.going_back import goes_back, going_back, is_end, receiver_of
from ..returns.returning import chosen_packages
from .departure import Departure
from .hold_codes import ROLE_RANK, WASTE
from .recorded import Recorded

_OURS = ("internal", "transit")


class MoveGuard:
    """Checks move lines about to be done, and books what they take from holds."""

    def __init__(self, lines):
        self.lines = lines.sudo()
        self.env = self.lines.env
        self.recorded = Recorded(self.env)
        self.leaving = self.lines.filtered(
            lambda line: line.location_id.usage in _OURS and line.quantity > 0
        )

    def check(self):
        """Raise UserError with a sentence when a line may not be done."""
        self._check_counted_in()
        for company, lines in self.leaving.grouped("company_id").items():
            held = self._held(company, lines)
            groups = self._grouped(lines)
            for (product, lot, place), group in groups.items():
                if held:
                    group -= self.recorded.lines(product, lot, place, group)
                if not group:
                    continue
                if place.dscsa_role:
                    self._check_from_hold(product, lot, place, group)
                elif held:
                    self._check_from_shelf(product, lot, place, group, held)

    def _check_counted_in(self):
        for line in self.lines:
            if line.location_dest_id.dscsa_role and line.is_inventory:
                raise UserError(
                    self.env._(
                        "%(place)s is counted by the register of packages. Scan goods "
                        "into a receipt instead of adjusting the inventory.",
                        place=line.location_dest_id.display_name,
                    )
                )

    def _grouped(self, lines):
        groups = defaultdict(lambda: self.env["stock.move.line"])
        for line in lines:
            target = ROLE_RANK.get(line.location_dest_id.dscsa_role, 0)
            if target and target >= ROLE_RANK.get(line.location_id.dscsa_role, 0):
                # to the place of the same or of a stronger hold
                continue
            groups[line.product_id, line.lot_id, line.location_id] |= line
        return groups

    def _held(self, company, lines):
        """``{(product id, lot id, hold location id, kind): packages on hold}``."""
        self.env.flush_all()
        return {
            row[:4]: row[4]
            for row in self.env.execute_query(
                SQL(
                    """
                    SELECT product_id, lot_id, hold_location_id, hold, count(*)
                      FROM dscsa_epc
                     WHERE company_id = %s AND hold IS NOT NULL AND product_id IN %s
                       AND status = 'in_stock'
                     GROUP BY 1, 2, 3, 4
                    """,
                    company.id,
                    tuple(lines.product_id.ids or [0]),
                )
            )
        }

    # from a hold place --------------------------------------------------------------
    def _check_from_hold(self, product, lot, place, lines):
        if place.dscsa_role != "quarantine":
            # what waits for data or is recalled may go back without a release
            lines -= self._back(product, lot, place, lines)
        if place.dscsa_role in WASTE:
            # or be destroyed: the recall asks for it, or its date is over
            lines -= lines.filtered(is_end)
        if not lines:
            return
        quantity = sum(lines.mapped("quantity_product_uom"))
        released = len(self._released(product, lot, place)) * units_of(product)
        if product.uom_id.compare(quantity, released) > 0:
            raise UserError(
                self.env._(
                    "%(quantity)s of %(product)s %(lot)s is on hold in %(place)s, and "
                    "%(released)s of it is released. %(way)s",
                    way=self._way_out(place.dscsa_role),
                    quantity=_plain(quantity),
                    product=product.display_name,
                    lot=lot.name or "",
                    place=place.display_name,
                    released=_plain(released),
                )
            )

    def _way_out(self, role):
        """What may be done with goods of a hold place: no way that is refused too."""
        if role == "quarantine":
            return self.env._(
                "It is under suspicion: it stays until a pharmacist has settled it."
            )
        if role == "expired":
            return self.env._(
                "It is past its date: it goes back to the seller it came from, or is "
                "scrapped; else a pharmacist settles it first."
            )
        if role == "recall":
            return self.env._(
                "It is recalled: it goes back to the seller it came from, or is "
                "scrapped; else a pharmacist settles the recall first."
            )
        return self.env._(
            "A pharmacist releases it first, or it goes back to the seller it came "
            "from, with a return."
        )

    def _back(self, product, lot, place, lines):
        """Lines that take no more than came from their receiver back to him."""
        back = self.env["stock.move.line"]
        here = self._held_here(product, lot, place)
        for receiver, group in lines.grouped(receiver_of).items():
            quantity = sum(group.mapped("quantity_product_uom"))
            theirs = len(going_back(here, receiver)) * units_of(product)
            if receiver and product.uom_id.compare(quantity, theirs) <= 0:
                back |= group
        return back

    def _released(self, product, lot, place):
        """Register rows released and not yet put back, the oldest release first."""
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT e.id FROM dscsa_epc e
                  JOIN dscsa_release_epc_rel r ON r.epc_id = e.id
                 WHERE e.product_id = %s AND e.lot_id IS NOT DISTINCT FROM %s
                   AND e.hold_location_id = %s AND e.hold IS NULL
                 GROUP BY e.id ORDER BY min(r.release_id), e.id
                """,
                product.id,
                lot.id or None,
                place.id,
            )
        )
        return self.env["dscsa.epc"].browse([row[0] for row in rows])

    # from the shelf -----------------------------------------------------------------
    def _check_from_shelf(self, product, lot, place, lines, held):
        mine = {
            key: count
            for key, count in held.items()
            if key[0] == product.id and key[1] == (lot.id or None)
        }
        if all(is_end(line) for line in lines):
            mine = {key: n for key, n in mine.items() if key[3] not in WASTE}
        if product.tracking == "serial":
            if mine and not self._may_leave({key[3] for key in mine}, lines):
                self._refuse(product, lot, lines)
            return
        here = sum(count for key, count in mine.items() if key[2] == place.id)
        here -= len(self._chosen_held(product, lot, place, lines))
        if here <= 0:
            return
        on_hand = sum(
            self.env["stock.quant"]
            .search(
                [
                    ("product_id", "=", product.id),
                    ("lot_id", "=", lot.id),
                    ("location_id", "=", place.id),
                ]
            )
            .mapped("quantity")
        )
        quantity = sum(lines.mapped("quantity_product_uom"))
        if product.uom_id.compare(on_hand - quantity, here * units_of(product)) < 0:
            self._refuse(product, lot, lines)

    def _may_leave(self, kinds, lines):
        """Whether goods under these holds may leave their shelf with these lines."""
        if "suspect" in kinds:
            return False
        return all(goes_back(line) for line in lines)

    def _chosen_held(self, product, lot, place, lines):
        """Packages held in place that go back to their seller by name."""
        chosen = self.env["dscsa.epc"]
        for receiver, group in lines.grouped(receiver_of).items():
            named = self._chosen(group.move_id.picking_id)
            chosen |= going_back(named, receiver)
        return chosen.filtered(
            lambda epc: (
                epc.hold in {"data", *WASTE}
                and epc.product_id == product
                and epc.lot_id == lot
                and epc.hold_location_id == place
            )
        )

    def _chosen(self, pickings):
        chosen = self.env["dscsa.epc"]
        for picking in pickings:
            chosen |= chosen_packages(picking)
        return chosen

    def _refuse(self, product, lot, lines):
        raise UserError(
            self.env._(
                "%(product)s %(lot)s is on hold and may not move (%(transfer)s). Leave "
                "it where it is; a pharmacist can release it.",
                product=product.display_name,
                lot=lot.name or "",
                transfer=lines[:1].picking_id.name or lines[:1].reference or "",
            )
        )

    # afterwards ---------------------------------------------------------------------
    def book(self):
        """What left a hold place is no longer there; finished releases are closed."""
        lines = self.leaving.exists()
        lines -= self.recorded.book(lines)
        self._book_ended(lines.filtered(lambda line: not line.location_id.dscsa_role))
        lines = lines.filtered(lambda line: line.location_id.dscsa_role)
        groups = defaultdict(lambda: self.env["stock.move.line"])
        for line in lines:
            if not ROLE_RANK.get(line.location_dest_id.dscsa_role):
                groups[line.product_id, line.lot_id, line.location_id] |= line
        for (product, lot, place), group in groups.items():
            if place.dscsa_role != "quarantine":
                back = self._back(product, lot, place, group)
                self._book_return(product, lot, place, back)
                group -= back
            self._book_left(product, lot, place, group)

    def _book_left(self, product, lot, place, lines):
        """What was destroyed, and what was released and put back."""
        for is_scrapped, group in lines.grouped(is_end).items():
            quantity = sum(group.mapped("quantity_product_uom"))
            count = round(quantity / units_of(product))
            if is_scrapped and place.dscsa_role in WASTE:
                self._held_here(product, lot, place)[:count]._dscsa_end_recalled()
            else:
                self._book_put_back(self._released(product, lot, place)[:count])

    def _book_ended(self, lines):
        """Recalled and expired packages held in their place and scrapped there."""
        for line in lines.filtered(is_end):
            held = self._held_here(line.product_id, line.lot_id, line.location_id)
            held = held.filtered(lambda epc: epc.hold in WASTE)
            count = round(line.quantity_product_uom / units_of(line.product_id))
            held[:count]._dscsa_end_recalled()

    def _book_put_back(self, epcs):
        epcs.write({"hold_location_id": False})
        releases = self.env["dscsa.release"].search(
            [("epc_ids", "in", epcs.ids), ("put_back_state", "=", "to_do")]
        )
        releases._close_put_back()

    def _book_return(self, product, lot, place, lines):
        """Packages of a hold place that went back: those named, then the oldest."""
        for receiver, group in lines.grouped(receiver_of).items():
            here = going_back(self._held_here(product, lot, place), receiver)
            pickings = group.move_id.picking_id
            quantity = sum(group.mapped("quantity_product_uom"))
            count = round(quantity / units_of(product))
            epcs = ((self._chosen(pickings) & here) | here)[:count]
            if len(pickings) == 1:
                Departure(pickings).note(epcs, "returned")
            else:
                epcs._dscsa_set_status("returned")
                epcs._dscsa_let_go_returned()

    def _held_here(self, product, lot, place):
        """Packages that stand in a hold place, the released ones last."""
        return self.env["dscsa.epc"].search(
            [
                ("product_id", "=", product.id),
                ("lot_id", "=", lot.id),
                ("hold_location_id", "=", place.id),
                ("status", "=", "in_stock"),
            ],
            order="hold, id",
        )


def _plain(quantity):
    return int(quantity) if quantity == int(quantity) else quantity
