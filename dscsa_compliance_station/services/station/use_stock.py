"""The stock move of one package used, and the move back when the use is undone."""

from odoo.addons.dscsa_compliance.services.moves import move_values
from odoo.addons.dscsa_compliance.services.receiving.plan import units_of


class UseStock:
    """Moves of one company out of stock; ``bench`` names them and may give a place."""

    def __init__(self, company, bench):
        self.company, self.bench, self.env = company, bench, bench.env

    def take(self, product, lot):
        """One package leaves stock; the done move, or nothing where none is left."""
        units = units_of(product)
        quant = self._quant(product, lot, units)
        if not quant:
            return self.env["stock.move"]
        return self._move(quant, quant.location_id, self._target(product), units)

    def give_back(self, move):
        """The same the other way round, to where it was taken from."""
        line = move.move_line_ids[:1]
        return self._move(
            line, move.location_dest_id, move.location_id, line.quantity_product_uom
        )

    def _quant(self, product, lot, units):
        """Where a whole package of the lot stands: the place with most of it."""
        domain = [
            ("product_id", "=", product.id),
            ("lot_id", "=", lot.id),
            ("company_id", "=", self.company.id),
            ("location_id.usage", "=", "internal"),
            ("location_id.dscsa_role", "=", False),
            ("quantity", ">=", units),
        ]
        if self.bench.location_id:
            domain.append(("location_id", "child_of", self.bench.location_id.id))
        return self.env["stock.quant"].search(
            domain, order="quantity desc, id", limit=1
        )

    def _target(self, product):
        """To patients; what is wasted is a loss."""
        product = product.with_company(self.company)
        if self.bench.kind == "wasted":
            return product.property_stock_inventory
        return self.env["stock.location"].search(
            [
                ("usage", "=", "customer"),
                ("company_id", "in", (False, self.company.id)),
            ],
            order="id",
            limit=1,
        )

    def _move(self, thing, source, target, quantity):
        """One done move; ``thing`` is a quant or move line that says what goes."""
        line = {"lot_id": thing.lot_id.id, "owner_id": thing.owner_id.id}
        if source.usage == "internal":
            line["package_id"] = thing.package_id.id
        values = move_values(
            thing.product_id,
            quantity,
            (source, target),
            line,
            company_id=self.company.id,
            picked=True,
        )
        move = self.env["stock.move"].create(
            {**values, "origin": self.bench.name, "state": "confirmed"}
        )
        move._action_done()
        return move
