from odoo import api, fields, models

from ...services.scanning.standing import Standing


class StockPicking(models.Model):
    """What the receipt form shows above the scan panel."""

    _inherit = "stock.picking"

    dscsa_panel = fields.Json(
        string="Scan Panel",
        compute="_compute_dscsa_panel",
        help="Holds the place of the scan panel, which asks for its own numbers.",
    )
    dscsa_has_panel = fields.Boolean(compute="_compute_dscsa_panel")
    dscsa_sentence = fields.Char(
        string="Where It Stands", compute="_compute_dscsa_sentence"
    )
    dscsa_is_short = fields.Boolean(
        compute="_compute_dscsa_sentence",
        help="Packages of it are on hold, or in the register only and not in stock.",
    )
    dscsa_can_receive_as_announced = fields.Boolean(
        compute="_compute_dscsa_can_receive_as_announced"
    )

    @api.depends(
        "dscsa_in_scope",
        "dscsa_is_customer_return",
        "dscsa_is_return",
        "move_ids",
        "picking_type_code",
        "state",
    )
    def _compute_dscsa_panel(self):
        for picking in self:
            if picking._dscsa_goes_back():
                wanted = picking._dscsa_has_return_goods()
            else:
                # without an order the first scan says what came
                wanted = picking.dscsa_in_scope or not picking.move_ids
                wanted &= picking.picking_type_code == "incoming"
            picking.dscsa_has_panel = bool(
                picking._origin and wanted and picking.state != "cancel"
            )
            picking.dscsa_panel = {"picking_id": picking._origin.id}

    @api.depends("dscsa_has_panel", "dscsa_transaction_ids", "state")
    @api.depends_context("lang")
    def _compute_dscsa_sentence(self):
        for picking in self:
            words = picking._dscsa_sentence() if picking.dscsa_has_panel else False
            picking.dscsa_sentence = words
            done = words and picking.state == "done"
            picking.dscsa_is_short = bool(done and Standing(picking._origin).is_short())

    def _dscsa_sentence(self):
        """What is known of this delivery; once it is closed, how it ended."""
        self.ensure_one()
        if self._dscsa_goes_back():
            return self._dscsa_return_sentence(self._dscsa_named_packages())
        if self.state == "done":
            return self._origin.dscsa_overview()["sentence"]
        found = self.dscsa_transaction_ids._live()
        return self._dscsa_announced(found) if found else self._dscsa_why_none()

    def _dscsa_why_none(self):
        """Why no TI/TS counts for this delivery."""
        if given := self.dscsa_transaction_ids:
            return self.env._(
                "TI/TS %(names)s was taken back or corrected: it counts no more. Ask "
                "the seller what was shipped.",
                names=", ".join(given.mapped("name")),
            )
        if self.dscsa_owes_no_ti:
            return self.env._(
                "No TI/TS is owed: %(why)s What the seller gives is kept all the same.",
                why=self._dscsa_why_no_ti(),
            )
        return self.env._(
            "No TI/TS is linked yet. Drop the seller's file on Documents, or "
            "choose the TI/TS on the DSCSA page."
        )

    def _dscsa_announced(self, found):
        """What the TI/TS that count announce."""
        facts = {
            "names": ", ".join(found.mapped("name")),
            "count": self.dscsa_expected_count,
        }
        if any(transaction.statement != "yes" for transaction in found):
            return self.env._(
                "TI/TS %(names)s is here: %(count)s packages announced. The "
                "Transaction Statement was not given with it.",
                **facts,
            )
        return self.env._(
            "TI/TS %(names)s is here: %(count)s packages announced.", **facts
        )

    @api.depends("dscsa_expected_count", "dscsa_missing_count", "state")
    def _compute_dscsa_can_receive_as_announced(self):
        for picking in self:
            picking.dscsa_can_receive_as_announced = bool(
                picking.company_id.dscsa_scan_depth == "announced"
                and picking.state in ("confirmed", "waiting", "assigned")
                and picking.dscsa_missing_count
            )
