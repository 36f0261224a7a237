from collections import defaultdict

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.stock.models.stock_move_line import StockMoveLine as CoreMoveLine

from ..services.holds.guard import MoveGuard
from ..services.receiving.quant_batch import QuantCollector, is_off

# what says which goods went where; a finished line keeps it for good
_FROZEN = {
    "lot_id",
    "lot_name",
    "quantity",
    "product_id",
    "product_uom_id",
    "location_id",
    "location_dest_id",
    "package_id",
    "result_package_id",
    "owner_id",
    "quant_id",
    "move_id",
    "picking_id",
    "expiration_date",
}
# what nothing has to follow while goods come from a supplier
_UNRESERVED = {"lot_id", "quantity"}


class StockMoveLine(models.Model):
    _inherit = "stock.move.line"

    @api.model_create_multi
    def create(self, vals_list):
        """No line is added to a finished move of regulated goods."""
        self._dscsa_check_new(vals_list)
        return super().create(vals_list)

    def write(self, vals):
        """A finished line of regulated goods is never edited, by nobody."""
        if not _FROZEN.isdisjoint(vals):
            self._dscsa_check_frozen(vals)
        return super().write(vals)

    def _dscsa_check_new(self, vals_list):
        moves = self.env["stock.move"].browse(
            {vals["move_id"] for vals in vals_list if vals.get("move_id")}
        )
        pickings = self.env["stock.picking"].browse(
            {
                vals["picking_id"]
                for vals in vals_list
                if vals.get("picking_id") and not vals.get("move_id")
            }
        )
        done = pickings.filtered(lambda each: each.state == "done")
        if done:
            ids = {
                vals.get("product_id")
                for vals in vals_list
                if vals.get("picking_id") in done.ids
            }
            products = self.env["product.product"].browse(ids - {None, False})
            if any(each.dscsa_scope == "in_scope" for each in products.sudo()):
                self._dscsa_refuse_edit(done[:1].name)
        for move in moves.sudo():
            if move.state == "done" and move.product_id.dscsa_scope == "in_scope":
                self._dscsa_refuse_edit(move.reference)

    def _dscsa_check_frozen(self, vals):
        names = _FROZEN & vals.keys()
        for line in self.sudo():
            if line.state != "done" or line.product_id.dscsa_scope != "in_scope":
                continue
            if any(line._dscsa_differs(name, vals[name]) for name in names):
                self._dscsa_refuse_edit(line.reference)

    def _dscsa_differs(self, name, value):
        field = self._fields[name]
        if isinstance(value, models.BaseModel):
            value = value.id
        if field.type == "many2one":
            return (self[name].id or False) != (value or False)
        if field.type == "float":
            return self.product_uom_id.compare(self[name], value or 0.0) != 0
        if field.type == "datetime":
            return self[name] != fields.Datetime.to_datetime(value)
        return (self[name] or False) != (value or False)

    def _dscsa_refuse_edit(self, name):
        raise UserError(
            self.env._(
                "%(name)s is done and holds regulated goods: its lots, quantities and "
                "places stay as they are. Correct it with a new transfer or a return.",
                name=name or "",
            )
        )

    def _dscsa_expired(self):
        now = fields.Datetime.now()
        return self.filtered(
            lambda line: (
                line.lot_id.product_expiry_alert
                or (line.removal_date and line.removal_date <= now)
            )
        )

    def _dscsa_fill(self, values_list):  # pylint: disable=missing-return
        """Write planned values, one dict a line, into lines Odoo made: what differs.

        Lines that get the same are written together. Lot and quantity have no
        reservation to follow them on goods from a supplier.
        """
        plain = all(move._should_bypass_reservation() for move in self.move_id)
        apart = _UNRESERVED if plain else set()
        groups, own = defaultdict(list), []
        for line, values in zip(self, values_list, strict=True):
            new = [item for item in values.items() if line._dscsa_differs(*item)]
            groups[tuple(item for item in new if item[0] not in apart)].append(line.id)
            own.append({name: value for name, value in new if name in apart})
        for items, ids in groups.items():
            if items:
                self.browse(ids).write(dict(items))
        for line, values in zip(self, own, strict=True):
            # past stock's own write, which looks for reservations line by line
            # pylint: disable-next=super-method-mismatch
            super(CoreMoveLine, line).write(values)
        self.move_id._recompute_state()

    # booking ------------------------------------------------------------------------
    def _action_done(self):
        guard = MoveGuard(self)
        guard.check()
        if is_off(self.env) or not QuantCollector.wants(self):
            result = super()._action_done()
        else:
            collector = QuantCollector(self)
            lines = self.with_context(dscsa_quant_collector=collector)
            result = super(StockMoveLine, lines)._action_done()
            collector.flush()
        guard.book()
        return result

    def _dscsa_collector(self):
        # an object of our own class cannot come from outside by RPC
        found = self.env.context.get("dscsa_quant_collector")
        return found if isinstance(found, QuantCollector) else None

    def _synchronize_quant(
        self, quantity, location, action="available", in_date=False, **quants_value
    ):
        collector = self._dscsa_collector() if action == "available" else None
        lot = quants_value.get("lot", self.lot_id)
        if (
            collector
            and self.product_id.is_storable
            and not self.product_uom_id.is_zero(quantity)
            and collector.takes(self, location, lot)
        ):
            package = quants_value.get("package", self.package_id)
            owner = quants_value.get("owner", self.owner_id)
            return collector.add(self, quantity, location, lot, package, owner, in_date)
        return super()._synchronize_quant(
            quantity, location, action=action, in_date=in_date, **quants_value
        )
