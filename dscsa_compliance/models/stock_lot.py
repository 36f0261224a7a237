from odoo import api, fields, models
from odoo.exceptions import UserError

from ..services.keeping.pointing import check_named

_LOCKED = {
    "name",
    "product_id",
    "company_id",
    "expiration_date",
    "dscsa_gtin",
    "dscsa_lot",
    "dscsa_expiry_date",
}
# deliveries and states of one lot whose history is told
_KINDS = 20


class StockLot(models.Model):
    """What the register knows of a lot, for the user's companies only."""

    _inherit = "stock.lot"

    dscsa_gtin = fields.Char(string="GTIN", index="btree_not_null", copy=False)
    dscsa_lot = fields.Char(string="Manufacturer's Lot", copy=False)
    dscsa_expiry_date = fields.Date(string="Expiration Date (label)", copy=False)
    dscsa_package_count = fields.Integer(
        string="Packages in Stock", compute="_compute_dscsa_counts"
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

    def write(self, vals):
        """Identity of regulated goods that moved once stays as it was received."""
        names = _LOCKED & vals.keys()
        if names:
            self._dscsa_check_locked({name: vals[name] for name in names})
        return super().write(vals)

    def _dscsa_correct_expiry(self, vals):
        """The dates of a label that a pharmacist had read again."""
        # past the lock above, on purpose
        return super().write(vals)  # pylint: disable=super-method-mismatch

    def _dscsa_check_locked(self, vals):
        lots = self.sudo().filtered(
            lambda lot: (
                lot.product_id.dscsa_scope == "in_scope"
                and any(
                    self._dscsa_changes(lot, name, value)
                    for name, value in vals.items()
                )
            )
        )
        if not lots:
            return
        moved = (
            self.env["stock.move.line"]
            .sudo()
            .search([("lot_id", "in", lots.ids), ("state", "=", "done")], limit=1)
        )
        if moved:
            raise UserError(
                self.env._(
                    "%(lot)s was received already: name, product, GTIN and dates stay "
                    "as they were on the label. If a label is wrong, set the package "
                    "aside and tell the pharmacist.",
                    lot=moved.lot_id.name,
                )
            )

    def _dscsa_changes(self, lot, name, value):
        """Filling in what was empty is no change."""
        have = lot[name].id if lot._fields[name].type == "many2one" else lot[name]
        if not have:
            return False
        if lot._fields[name].type == "datetime":
            value = fields.Datetime.to_datetime(value)
        elif lot._fields[name].type == "date":
            value = fields.Date.to_date(value)
        return have != (value or False)

    @api.depends_context("uid", "allowed_company_ids")
    def _compute_dscsa_counts(self):
        """What is here now; TI/TS of every package there ever was.

        The register shows its packages to DSCSA roles only, the count of a lot is for
        everybody who may see the lot, of their companies.
        """
        base = [
            ("lot_id", "in", self.ids),
            ("kind", "=", "package"),
            ("company_id", "in", self.env.companies.ids),
        ]
        # numbers of the user's own companies, no content: plain stock users count too
        epcs = self.env["dscsa.epc"].sudo()
        here = epcs._read_group(
            [*base, ("status", "=", "in_stock")], ["lot_id"], ["__count", "hold:count"]
        )
        proofs = epcs._read_group(base, ["lot_id"], ["transaction_id:count_distinct"])
        stock = {lot.id: numbers for lot, *numbers in here}
        transactions = {lot.id: number for lot, number in proofs}
        for lot in self:
            lot.dscsa_package_count, lot.dscsa_held_count = stock.get(
                lot._origin.id, (0, 0)
            )
            lot.dscsa_transaction_count = transactions.get(lot._origin.id, 0)

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
        here = [("lot_id", "in", self.ids), ("status", "=", "in_stock")]
        return action | {"domain": here, "context": {}}

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

    # lots of packages in the register stay ---------------------------------------
    @api.ondelete(at_uninstall=False)
    def _unlink_except_dscsa_named(self):
        # raw SQL looks for them below
        self.env.flush_all()
        check_named(self)
