from odoo import api, fields, models


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
    dscsa_can_receive_as_announced = fields.Boolean(
        compute="_compute_dscsa_can_receive_as_announced"
    )

    @api.depends("dscsa_in_scope", "move_ids", "picking_type_code", "state")
    def _compute_dscsa_panel(self):
        for picking in self:
            # without an order the first scan says what came
            wanted = picking.dscsa_in_scope or not picking.move_ids
            incoming = picking.picking_type_code == "incoming"
            picking.dscsa_has_panel = bool(
                picking._origin and incoming and wanted and picking.state != "cancel"
            )
            picking.dscsa_panel = {"picking_id": picking._origin.id}

    @api.depends("dscsa_has_panel", "dscsa_transaction_ids", "state")
    @api.depends_context("lang")
    def _compute_dscsa_sentence(self):
        for picking in self:
            picking.dscsa_sentence = (
                picking._origin.dscsa_overview()["sentence"]
                if picking.dscsa_has_panel
                else False
            )

    @api.depends("dscsa_expected_count", "dscsa_missing_count", "state")
    def _compute_dscsa_can_receive_as_announced(self):
        for picking in self:
            picking.dscsa_can_receive_as_announced = bool(
                picking.company_id.dscsa_scan_depth == "announced"
                and picking.state in ("confirmed", "waiting", "assigned")
                and picking.dscsa_missing_count
            )
