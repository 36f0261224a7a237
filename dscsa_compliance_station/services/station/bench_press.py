"""The buttons of a stock-take."""

from odoo.addons.dscsa_compliance.services.scanning.locks import take
from odoo.addons.dscsa_compliance.services.scanning.press import Press
from odoo.addons.dscsa_compliance.services.scanning.signing import signer_id

from .bench_standing import BenchStanding
from .count_result import CountResult, offer_counts


class BenchPress(Press):
    """One pressed button of one stock-take; uses have none."""

    def overview(self):
        return BenchStanding(self.bench).overview()

    def acts(self):
        if self.bench.kind != "count":
            return {}
        return {
            "close": self._close,
            "differences": self._differences,
            "presumed_here": self._presumed_here,
            "offer_counts": self._offer_counts,
        }

    def _close(self, _values):
        if self.bench.state == "closed":
            return self.closed()
        take(self.bench)
        signer = signer_id(self.env, self.bench.company_id)
        # the result is written by services alone
        CountResult(self.bench).close(self.env.user, signer)
        differences = self.bench.sudo().difference_count
        if not differences:
            return self.said("green", self.env._("Closed. Everything is as expected."))
        return self.said(
            "amber",
            self.env._("Closed. Differences: %(count)s.", count=differences),
            self.env._("Go through the list; each kind says what to do."),
        )

    def _differences(self, _values):
        return self.said(
            "green",
            self.env._("Differences of %s", self.bench.name),
            action={
                "type": "ir.actions.act_window",
                "name": self.env._("Differences"),
                "res_model": "dscsa.bench.line",
                "view_mode": "list,form",
                "views": [(False, "list"), (False, "form")],
                "domain": [("bench_id", "=", self.bench.id)],
                "context": {"search_default_group_result": 1},
            },
        )

    def _presumed_here(self, _values):
        """What was only presumed used is here: seen is better than presumed."""
        packages = BenchStanding(self.bench).presumed()
        if not packages:
            return self.said("green", self.env._("Nothing is left to be noted."))
        packages._dscsa_set_status("in_stock")
        self.env["dscsa.event"]._record(
            "inspecting_stock",
            packages,
            company=self.bench.company_id,
            note=self.bench.name,
        )
        return self.said(
            "green", self.env._("Noted as here: %(count)s.", count=len(packages))
        )

    def _offer_counts(self, _values):
        quants = offer_counts(self.bench)
        if not quants:
            return self.said(
                "amber",
                self.env._("Each of these lots stands in several places."),
                self.env._("Count place by place, or count them in the inventory."),
            )
        return self.said(
            "green",
            self.env._("Counts entered for %(count)s lots.", count=len(quants)),
            self.env._("Look them through in the inventory and apply them there."),
            action={
                "type": "ir.actions.act_window",
                "name": self.env._("Physical Inventory"),
                "res_model": "stock.quant",
                "view_mode": "list",
                "views": [
                    (
                        self.env.ref(
                            "stock.view_stock_quant_tree_inventory_editable"
                        ).id,
                        "list",
                    )
                ],
                "domain": [("id", "in", quants.ids)],
                "context": {"inventory_mode": True},
            },
        )
