from odoo import fields, models

# deliveries and states of one lot whose history is told
_KINDS = 20


class StockLot(models.Model):
    """What the register knows of a lot, for the user's companies only."""

    _inherit = "stock.lot"

    dscsa_package_count = fields.Integer(
        string="DSCSA Packages", compute="_compute_dscsa_counts"
    )
    dscsa_held_count = fields.Integer(
        string="Packages on Hold", compute="_compute_dscsa_counts"
    )
    dscsa_transaction_count = fields.Integer(
        string="TI/TS Count", compute="_compute_dscsa_counts"
    )
    dscsa_timeline = fields.Json(
        string="DSCSA History", compute="_compute_dscsa_timeline"
    )

    def _compute_dscsa_counts(self):
        groups = self.env["dscsa.epc"]._read_group(
            [("lot_id", "in", self.ids), ("kind", "=", "package")],
            ["lot_id"],
            ["__count", "hold:count", "transaction_id:count_distinct"],
        )
        counts = {lot.id: numbers for lot, *numbers in groups}
        for lot in self:
            packages, held, transactions = counts.get(lot._origin.id, (0, 0, 0))
            lot.dscsa_package_count = packages
            lot.dscsa_held_count = held
            lot.dscsa_transaction_count = transactions

    def _compute_dscsa_timeline(self):
        for lot in self:
            lot.dscsa_timeline = lot._dscsa_timeline()

    def _dscsa_timeline(self):
        """Rows as of ``dscsa.epc.timeline``, each event once, newest first.

        Packages of a lot share their history but for their delivery and state, so
        one of each kind tells it.
        """
        self.ensure_one()
        kinds = self.env["dscsa.epc"]._read_group(
            [("lot_id", "=", self.id)],
            ["transaction_id", "picking_id", "status", "hold"],
            ["id:min"],
            limit=_KINDS,
        )
        packages = self.env["dscsa.epc"].browse([kind[-1] for kind in kinds])
        events = {}
        for package in packages:
            for row in package.timeline():
                events.setdefault(row["event_id"], row)
        return sorted(events.values(), key=lambda row: row["time"] or "", reverse=True)

    def action_dscsa_view_packages(self):
        """The packages of this lot in the register."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "dscsa_compliance.dscsa_epc_action"
        )
        return action | {"domain": [("lot_id", "in", self.ids)], "context": {}}

    def action_dscsa_view_held(self):
        """Those of its packages that are on hold."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "dscsa_compliance.dscsa_epc_hold_action"
        )
        action["domain"] = [("hold", "!=", False), ("lot_id", "in", self.ids)]
        return action

    def action_dscsa_view_transactions(self):
        """The TI/TS its packages came with."""
        groups = self.env["dscsa.epc"]._read_group(
            [("lot_id", "in", self.ids), ("transaction_id", "!=", False)],
            ["transaction_id"],
        )
        transactions = self.env["dscsa.transaction"].union(*(row[0] for row in groups))
        return transactions._get_records_action(name=self.env._("TI/TS"))
