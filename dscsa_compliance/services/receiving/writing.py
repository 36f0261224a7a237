"""Writes a plan into the moves Odoo made: lots, lines, split moves on hold."""

from collections import defaultdict
from dataclasses import dataclass

from odoo.fields import Command

from ..days.expiry import expiry_stamp
from .plan import units_of

QUIET = {
    "tracking_disable": True,
    "mail_create_nolog": True,
    "mail_notrack": True,
    "mail_create_nosubscribe": True,
}


@dataclass(slots=True)
class Portion:
    """So much of one lot, in one box, for one place; ``quantity`` in base units."""

    lot: object
    box: object
    place: object
    quantity: float
    held: bool


class ReceiptWriter:
    """Puts decisions into the picking, which may be done: then into new moves of it."""

    def __init__(self, plan, boxes):
        self.plan, self.facts, self.env = plan, plan.facts, plan.env
        self.picking, self.company = plan.facts.picking, plan.facts.company
        self.boxes = boxes
        self.warehouse = self.picking.picking_type_id.warehouse_id
        self._fills = []

    def write_lines(self):
        """Fill the moves of every product the plan decides on."""
        self._make_lots()
        by_product = defaultdict(list)
        for decision in self.plan.decisions:
            by_product[decision.product].append(decision)
        for product, decisions in by_product.items():
            if product.type == "service" or not decisions:
                continue
            moves = self._moves(product)
            self._fill(product, moves, self._portions(product, decisions))
        self._write_fills()
        self._leave_unscanned(by_product)

    # lots --------------------------------------------------------------------------
    def _make_lots(self):
        """Find or create the lot of every decision; expiry is always given."""
        wanted = {}
        for decision in self.plan.decisions:
            if decision.product.tracking != "none":
                wanted.setdefault(self._lot_key(decision), decision)
        found = self._existing(wanted)
        for key, lot in found.items():
            self._complete(lot, wanted.get(key))
        missing = [key for key in wanted if key not in found]
        lots = self.env["stock.lot"].with_context(**QUIET)
        made = lots.create([self._lot_values(wanted[key]) for key in missing])
        found.update(zip(missing, made, strict=True))
        for decision in self.plan.decisions:
            if decision.product.tracking != "none":
                decision.lot = found[self._lot_key(decision)]

    def _lot_key(self, decision):
        package, product = decision.package, decision.product
        if product.tracking == "serial":
            return product.id, package.serial or package.real_lot
        return product.id, package.real_lot or self.env._("LOT-UNKNOWN")

    def _existing(self, wanted):
        lots = self.env["stock.lot"].search_fetch(
            [
                ("product_id", "in", list({product for product, _name in wanted})),
                ("name", "in", list({name for _product, name in wanted})),
                ("company_id", "in", (False, self.company.id)),
            ],
            ["name", "product_id"],
        )
        return {(lot.product_id.id, lot.name): lot for lot in lots}

    def _complete(self, lot, decision):
        """A lot that is there without any date gets that of the goods."""
        expiry = decision and decision.package.real_expiry
        if not expiry or lot.dscsa_expiry_date or lot.expiration_date:
            return
        values = {"dscsa_expiry_date": expiry}
        if lot.product_id.use_expiration_date:
            values["expiration_date"] = expiry_stamp(expiry, self.company)
        lot.sudo().write(values)

    def _lot_values(self, decision):
        package, product = decision.package, decision.product
        expiry = package.real_expiry
        values = {
            "name": self._lot_key(decision)[1],
            "product_id": product.id,
            "dscsa_gtin": package.gtin or False,
            "dscsa_lot": package.real_lot or False,
            "dscsa_expiry_date": expiry or False,
        }
        if product.company_id:
            values["company_id"] = self.company.id
        if product.use_expiration_date:
            values["expiration_date"] = expiry_stamp(expiry, self.company)
        if product.tracking == "serial":
            # one reminder a manufacturer's lot is enough, not one a package
            values["alert_date"] = False
        return values

    # portions ----------------------------------------------------------------------
    def _portions(self, product, decisions):
        """Clean portions first, then held ones; equal ones added up."""
        portions = {}
        units = units_of(product)
        serial = product.tracking == "serial"
        none = self.env["stock.package"]
        for decision in sorted(decisions, key=lambda each: bool(each.hold)):
            held = bool(decision.hold)
            place = self._hold_place(decision) if held else None
            box = none if held else self.boxes.box_of(decision)
            key = (decision.lot, box, place, held, serial and len(portions))
            if key not in portions:
                portions[key] = Portion(decision.lot, box, place, 0.0, held)
            portions[key].quantity += units * decision.package.count
        return list(portions.values())

    def _hold_place(self, decision):
        """The hold place, or nothing where goods are held where they are."""
        if decision.product.dscsa_storage in ("fridge", "safe"):
            return None
        return self.warehouse._dscsa_place(decision.hold)

    # moves -------------------------------------------------------------------------
    def _moves(self, product):
        moves = self.picking.move_ids.filtered(
            lambda move: (
                move.product_id == product and move.state not in ("done", "cancel")
            )
        ).sorted("id")
        return moves or self.picking._dscsa_add_move(product)

    def _fill(self, product, moves, portions):
        """Share the portions out over the moves, each up to its demand."""
        queue = list(portions)
        last = moves[-1:]
        for move in moves:
            room = float("inf") if move == last else move.product_qty
            mine = []
            while queue and room > 0:
                portion = queue[0]
                if portion.quantity <= room:
                    mine.append(queue.pop(0))
                    room -= portion.quantity
                elif product.tracking == "serial":
                    break
                else:
                    mine.append(_cut(portion, room))
                    room = 0
            self._fill_move(move, mine)

    def _fill_move(self, move, portions):
        held = defaultdict(list)
        for portion in portions:
            if portion.held:
                held[portion.place].append(portion)
        clean = [portion for portion in portions if not portion.held]
        for place, group in held.items():
            self._split_off(move, place, group)
        self._fill_lines(move, clean)

    def _split_off(self, move, place, portions):
        """A move of its own for what is held, cut off from every follow-up."""
        quantity = sum(portion.quantity for portion in portions)
        values = move._split(quantity)
        if not values:
            return
        target = place or move.location_dest_id
        for each in values:
            each.update(
                location_dest_id=target.id,
                location_final_id=target.id,
                move_dest_ids=[Command.clear()],
                dscsa_is_hold=True,
            )
        split = self.env["stock.move"].create(values)
        split._action_confirm(merge=False, create_proc=False)
        self._fill_lines(split, portions)

    def _fill_lines(self, move, portions):
        self._fills.append((move, [self._line_values(move, each) for each in portions]))

    def _write_fills(self):
        """Fill the lines that are there, add or drop the difference: all at once."""
        lines = self.env["stock.move.line"]
        there, spare, filled = lines, lines, self.env["stock.move"]
        values, new = [], []
        for move, wanted in self._fills:
            count = len(wanted)
            there += move.move_line_ids[:count]
            spare += move.move_line_ids[count:]
            have = min(count, len(move.move_line_ids))
            values += wanted[:have]
            new += [{**self._new_line(move), **each} for each in wanted[have:]]
            if wanted:
                filled += move
        there._dscsa_fill(values)
        spare.unlink()
        if new:
            lines.create(new)._apply_putaway_strategy()
        filled.picked = True

    def _line_values(self, move, portion):
        quantity, unit = in_unit_of(move, portion.quantity)
        values = {
            "lot_id": portion.lot.id if portion.lot else False,
            "quantity": quantity,
            "product_uom_id": unit.id,
            "result_package_id": portion.box.id,
            "picked": True,
        }
        if portion.held:
            values["location_dest_id"] = move.location_dest_id.id
        return values

    def _new_line(self, move):
        return {
            "move_id": move.id,
            "picking_id": move.picking_id.id,
            "product_id": move.product_id.id,
            "location_id": move.location_id.id,
            "location_dest_id": move.location_dest_id.id,
        }

    def _leave_unscanned(self, by_product):
        """Announced goods that nobody scanned stay on the order."""
        expected = {line.product_id for line in self.facts.lines}
        expected |= {double.product.id for double in self.plan.doubles}
        waiting = self.picking.move_ids.filtered(
            lambda move: (
                move.product_id.id in expected
                and move.product_id not in by_product
                and move.state not in ("done", "cancel")
            )
        )
        waiting.picked = False


def in_unit_of(move, quantity):
    """A base quantity in the unit of the move if that is exact, else as it is."""
    base, unit = move.product_id.uom_id, move.product_uom
    if base == unit:
        return quantity, base
    converted = base._compute_quantity(quantity, unit, rounding_method="HALF-UP")
    back = unit._compute_quantity(converted, base, rounding_method="HALF-UP")
    if base.compare(back, quantity) == 0:
        return converted, unit
    return quantity, base


def _cut(portion, room):
    portion.quantity -= room
    return Portion(portion.lot, portion.box, portion.place, room, portion.held)
