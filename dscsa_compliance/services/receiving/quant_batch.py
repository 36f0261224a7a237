"""Creates the quants of new lots of a receipt in one go instead of one by one.

Only what is certain to be new is collected: goods from a supplier whose lot has no
quant yet. Everything else takes Odoo's own way.
"""

from odoo import fields
from odoo.tools import SQL

from odoo.addons.stock.models.stock_quant import StockQuant

SWITCH = "dscsa_compliance.one_by_one_quants"
_USED_LOTS = "SELECT DISTINCT lot_id FROM stock_quant WHERE lot_id IN %s"
# quantities without a lot take part in Odoo's own sums
_MIXED_PRODUCTS = """
    SELECT DISTINCT product_id FROM stock_quant
     WHERE lot_id IS NULL AND quantity <> 0 AND product_id IN %s
"""


def _incoming(lines):
    """Those with a lot that come from a supplier."""
    return lines.filtered(
        lambda line: line.lot_id and line.location_id.usage == "supplier"
    )


def is_off(env):
    """The one switch: a system parameter with any value but 0 turns this off."""
    value = env["ir.config_parameter"].sudo().get_param(SWITCH)
    return value not in (False, None, "", "0", "False")


class QuantCollector:
    """Gathers quantities per place and lot while the lines of one call are done."""

    def __init__(self, lines):
        self.env = lines.env
        self.waiting = {}
        self.lots = self._new_lots(lines)

    @staticmethod
    def wants(lines):
        """Whether collecting pays: at least two lines with lots from a supplier."""
        return len(_incoming(lines)) > 1

    def _new_lots(self, lines):
        incoming = _incoming(lines)
        if not incoming:
            return set()
        self.env.flush_all()
        used, mixed = (
            {each for (each,) in self.env.execute_query(SQL(query, tuple(found.ids)))}
            for query, found in (
                (_USED_LOTS, incoming.lot_id),
                (_MIXED_PRODUCTS, incoming.product_id),
            )
        )
        return {
            line.lot_id.id
            for line in incoming
            if line.lot_id.id not in used and line.product_id.id not in mixed
        }

    def takes(self, line, location, lot):
        """Whether a change of quantity is collected."""
        return (
            bool(lot)
            and lot.id in self.lots
            and line.location_id.usage == "supplier"
            and not location.dscsa_role
        )

    def add(self, line, quantity, location, lot, package, owner, in_date):
        """Remember a change; answers what Odoo's quant would have answered."""
        in_date = in_date or fields.Datetime.now()
        key = (line.product_id.id, location.id, lot.id, package.id, owner.id)
        have, since = self.waiting.get(key, (0.0, in_date))
        self.waiting[key] = (have + quantity, min(since, in_date))
        return 0.0, in_date

    def flush(self):
        """Create what was collected; a second call finds nothing."""
        if not self.waiting:
            return
        values = [
            {
                "product_id": product,
                "location_id": location,
                "lot_id": lot,
                "package_id": package,
                "owner_id": owner,
                "quantity": quantity,
                "in_date": in_date,
                "inventory_quantity_set": False,
            }
            for (product, location, lot, package, owner), (
                quantity,
                in_date,
            ) in self.waiting.items()
        ]
        self.waiting = {}
        create_quants(self.env, values)


def create_quants(env, values):
    """All at once, past core's loop over single values, if no addon steps in."""
    quants = env["stock.quant"].sudo()
    owners = [each for each in type(quants).mro() if "create" in vars(each)]
    if owners and owners[0] is StockQuant:
        super(StockQuant, quants).create(values)
    else:
        quants.create(values)
