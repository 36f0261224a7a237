"""One tap: everything of a recall that is here goes on hold."""

from dscsa_core.recall.opened import Recalled

from odoo.fields import Command

from odoo.addons.dscsa_compliance.services.holds.stand_ins import (
    nameless,
    stand_ins,
)
from odoo.addons.dscsa_compliance.services.knowledge.lot_stock import (
    shelf_packages,
)
from odoo.addons.dscsa_compliance.services.receiving.facts import item_of


class TakingDown:
    """Holds the goods of one recall; ``recall`` is a superuser's.

    ``kind``, ``code``: the hold and why. Records of other rooms are taken down alike.
    """

    kind, code, field = "recall", "RECALLED", "recall_id"

    def __init__(self, recall):
        self.recall, self.env = recall, recall.env
        self.company = recall.company_id

    def run(self):
        """Hold what is here; the packages newly on hold."""
        held = self.env["dscsa.epc"]
        for goods in (each for line in self.recall.line_ids for each in line._goods()):
            self._name_the_nameless(goods)
            held |= self._hold(self._packages(goods))
        return held

    def take(self, packages):
        """Hold those of these packages that the recall names."""
        for line in self.recall.line_ids:
            for goods in line._goods():
                self._hold(self._packages(goods) & packages)

    def _hold(self, packages):
        """One row of the work list a product and lot; the packages newly on hold."""
        held = self.env["dscsa.epc"]
        for (product, lot), epcs in packages.grouped(
            lambda epc: (epc.product_id, epc.lot or "")
        ).items():
            held |= epcs._hold(self.kind, self._row(product, lot, epcs))
        return held

    def _packages(self, goods):
        """Register rows of the recalled goods that are here, held or not.

        A package whose serial nobody knows may be one of those named.
        """
        found = self.env["dscsa.epc"].search(
            [
                ("company_id", "=", self.company.id),
                ("kind", "=", "package"),
                ("status", "=", "in_stock"),
                "|",
                ("product_id", "in", goods.products.ids),
                ("gtin", "in", list(goods.gtins)),
            ]
        )
        items = {item_of(each, None) for each in goods.products.ids}
        items |= {item_of(None, gtin) for gtin in goods.gtins}
        recalled = Recalled(frozenset(items), goods.lots, goods.serials, "")
        return found.filtered(
            lambda epc: any(
                recalled.covers(lot or "", epc.serial or "")
                for lot in {epc.lot, epc.seen_lot or epc.lot}
            )
        )

    def _row(self, product, lot, epcs):
        """The work-list row that says why these are held; one a product and lot."""
        rows = self.recall.discrepancy_ids.filtered(
            lambda row: (
                row.state == "open"
                and row.product_id == product
                and (row.lot or "") == lot
            )
        )
        if rows:
            return rows[:1]
        name = product.display_name or epcs[:1].gtin or ""
        return self.env["dscsa.discrepancy"].create(
            {
                "company_id": self.company.id,
                "code": self.code,
                "severity": "hold",
                "facts": {
                    "product": name,
                    "lot": lot,
                    "reason": self.recall._why(),
                },
                "product_id": product.id,
                "gtin": epcs[:1].gtin,
                "lot": lot,
                "quantity": len(epcs),
                self.field: self.recall.id,
                "epc_ids": [Command.set(epcs.ids)],
                "user_id": self.env.uid,
            }
        )

    # goods without a serial ---------------------------------------------------------
    def _name_the_nameless(self, goods):
        """Stand-in rows for packages that are in stock and in no register row.

        Goods received by lot have no rows; while they are held they need one each.
        """
        for lot, packages in shelf_packages(self.env, goods).items():
            if count := nameless(self.env, self.company, lot, packages):
                stand_ins(self.env, self.company, lot, count, self.recall.name)
