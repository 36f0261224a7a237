"""While a recall is open, no package of its lots leaves but back or to be destroyed."""

from collections import defaultdict

from odoo.exceptions import UserError

from odoo.addons.dscsa_compliance.services.receiving.facts import item_of
from odoo.addons.dscsa_compliance.services.receiving.plan import units_of
from odoo.addons.dscsa_compliance.services.returns.going_back import (
    goes_back,
    is_end,
)
from odoo.addons.dscsa_compliance.services.returns.returning import (
    chosen_packages,
)

_OURS = ("internal", "transit")


class RecallGuard:
    """Checks move lines about to be done against open recalls.

    Which bottle of a lot leaves nobody can see, so all of the lot stay. Packages that
    a pharmacist released as not affected may go when they are scanned on the transfer.
    """

    def __init__(self, lines):
        self.env = lines.sudo().env
        self.lines = lines.sudo().filtered(self._leaves)

    def _leaves(self, line):
        # a count that finds less is a finding, no way out; the run shows it
        return (
            line.location_id.usage in _OURS
            and line.quantity > 0
            and line.location_dest_id.usage != "internal"
            and not line.is_inventory
            and not goes_back(line)
            and not is_end(line)
        )

    def check(self):
        """Raise UserError with a sentence when recalled goods would leave."""
        for company, lines in self.lines.grouped("company_id").items():
            recalls = self.env["dscsa.recall"]._opened(company)
            for line in lines if recalls else ():
                why = self._why(recalls, line)
                if why and not self._is_released(line):
                    self._refuse(line, why)
                if not why and recalls.of(self._items(line)):
                    self._check_packages(recalls, line)

    @staticmethod
    def _items(line):
        return {item_of(line.product_id.id, None)}

    def _why(self, recalls, line):
        """Why the lot of a line is recalled; a lot nobody recorded may be any lot, and
        one that looks like a recalled one is compared first."""
        lot = line.lot_id.dscsa_lot or line.lot_id.name or line.lot_name or ""
        serial = line.lot_id.name if line.product_id.tracking == "serial" else ""
        items = self._items(line)
        if why := recalls.why(items, lot, serial or ""):
            return why
        alike = recalls.with_lots().doubt(items, lot, serial or "")
        if not (alike and lot):
            return alike
        return self.env._("it looks like lot %(lots)s: compare them", lots=alike)

    # packages told apart ------------------------------------------------------------
    def _check_packages(self, recalls, line):
        """Refuse packages that serial or announced lot name, whatever lot stands on the
        transfer. Where a scan says which packages leave, only those are asked."""
        epcs = chosen_packages(line.move_id.picking_id).filtered(
            lambda epc: epc.product_id == line.product_id and epc.lot_id == line.lot_id
        )
        units = units_of(line.product_id)
        if line.quantity_product_uom > len(epcs) * units:
            epcs |= self._standing(line)
        named = epcs._dscsa_recalled_by()
        for epc in epcs.filtered(lambda each: each.id in named):
            if not epc._dscsa_is_unaffected():
                self._refuse(line, named[epc.id], epc)

    def _standing(self, line):
        """Packages of the goods that stand where the line takes from, for all known."""
        return self.env["dscsa.epc"].search(
            [
                ("company_id", "=", line.company_id.id),
                ("kind", "=", "package"),
                ("status", "=", "in_stock"),
                # what is held is found and kept apart
                ("hold", "=", False),
                ("product_id", "=", line.product_id.id),
                ("lot_id", "=", line.lot_id.id),
            ]
        )

    def _is_released(self, line):
        """Whether scanned packages released from the recall make up the quantity."""
        picking = line.move_id.picking_id
        if not picking:
            return False
        wanted = defaultdict(float)
        # a transfer made with its lines in one call may not list them yet
        mine = self.lines.filtered(lambda each: each.move_id.picking_id == picking)
        for each in picking.move_line_ids | mine:
            wanted[each.product_id, each.lot_id] += each.quantity_product_uom
        free = chosen_packages(picking).filtered(
            lambda epc: (
                epc.product_id == line.product_id
                and epc.lot_id == line.lot_id
                and not epc.hold
                and epc._dscsa_is_unaffected()
            )
        )
        quantity = wanted[line.product_id, line.lot_id]
        return quantity <= len(free) * units_of(line.product_id)

    def _refuse(self, line, why, epc=None):
        raise UserError(self._words(line, why, epc))

    def _words(self, line, why, epc):
        product = line.product_id.display_name
        if epc:
            return self.env._(
                "%(product)s: the package %(package)s is recalled (%(why)s) and can be "
                "among those that leave. Hold it under DSCSA > Doubtful > Recalls, or "
                "scan the packages that leave.",
                product=product,
                package=epc.serial or epc.lot or epc.key,
                why=why,
            )
        facts = {
            "product": product,
            "lot": line.lot_id.dscsa_lot or line.lot_id.name or "?",
            "why": why,
            "transfer": line.picking_id.name or line.reference or "",
        }
        if not facts["transfer"]:
            return self.env._(
                "%(product)s, lot %(lot)s is recalled (%(why)s) and may not leave. "
                "Keep it apart; hold it under DSCSA > Doubtful > Recalls. It may only "
                "go back to the seller or be scrapped.",
                **facts,
            )
        return self.env._(
            "%(product)s, lot %(lot)s is recalled (%(why)s) and may not leave. Take it "
            "out of %(transfer)s; hold it under DSCSA > Doubtful > Recalls. It may "
            "only go back to the seller or be scrapped.",
            **facts,
        )
