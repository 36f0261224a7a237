from odoo import api, fields, models

from ...services.words.place_words import place_words
from ...services.words.windows import window


class DscsaEpc(models.Model):
    """How a package is found and shown: by what is printed on it, in plain words."""

    _inherit = "dscsa.epc"

    discrepancy_ids = fields.Many2many(
        "dscsa.discrepancy",
        "dscsa_discrepancy_epc_rel",
        "epc_id",
        "discrepancy_id",
        string="Discrepancies",
        readonly=True,
    )
    printed_lot = fields.Char(
        string="Lot as Printed",
        compute="_compute_printed",
        help="As read of the label; where nobody read it, as announced.",
    )
    printed_expiry = fields.Date(
        string="Expiration as Printed", compute="_compute_printed"
    )
    title = fields.Char(compute="_compute_title")
    history = fields.Json(compute="_compute_history")
    ndc = fields.Char(string="NDC", compute="_compute_ndc")
    seller_name = fields.Char(string="Seller", related="transaction_id.seller_name")
    discrepancy_count = fields.Integer(compute="_compute_hold")
    earlier_transaction_count = fields.Integer(compute="_compute_earlier_count")
    hold_since = fields.Datetime(string="On Hold since", compute="_compute_hold")
    hold_reason = fields.Text(string="Why it is held", compute="_compute_hold")
    hold_next_step = fields.Text(string="What releases it", compute="_compute_hold")

    @api.depends("product_id", "line_id.name", "key")
    def _compute_title(self):
        for epc in self:
            name = epc.product_id.display_name or epc.line_id.name
            epc.title = name or epc.display_name

    @api.depends("line_id.ndc", "gtin_id.ndc", "product_id.dscsa_ndc")
    def _compute_ndc(self):
        for epc in self:
            epc.ndc = epc.line_id.ndc or epc.gtin_id.ndc or epc.product_id.dscsa_ndc

    @api.depends("lot", "seen_lot", "expiry", "label_expiry")
    def _compute_printed(self):
        for epc in self:
            epc.printed_lot = epc.seen_lot or epc.lot
            epc.printed_expiry = epc.label_expiry or epc.expiry

    def _compute_earlier_count(self):
        counts = dict(
            self.env["dscsa.epc.transaction"]._read_group(
                [("epc_id", "in", self.ids)], ["epc_id"], ["__count"]
            )
        )
        for epc in self:
            epc.earlier_transaction_count = counts.get(epc._origin, 0)

    @api.depends("hold", "discrepancy_ids.state")
    @api.depends_context("lang")
    def _compute_hold(self):
        for epc in self:
            rows = epc.discrepancy_ids
            still = rows.filtered(lambda r: r.state == "open").sorted("create_date")
            holding = still.filtered(lambda r: r.severity in ("hold", "stop")) or still
            epc.discrepancy_count = len(rows)
            epc.hold_since = holding[:1].create_date if epc.hold else False
            epc.hold_reason = epc._joined(holding, "message")
            steps = epc._joined(holding, "next_step")
            storage = epc.sudo().product_id.dscsa_storage
            place = epc.hold and place_words(self.env, storage, epc.hold)
            epc.hold_next_step = f"{place} {steps}" if steps else steps

    def _joined(self, rows, name):
        """Sentences of the open rows, each once; empty when the package is free."""
        if not self.hold:
            return False
        return " ".join(dict.fromkeys(text for text in rows.mapped(name) if text))

    def _compute_history(self):
        for epc in self:
            epc.history = epc.timeline()

    def action_release(self):
        """Open the release form with these packages."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "dscsa_compliance.dscsa_release_wizard_action"
        )
        return action | {"context": {"default_epc_ids": self.filtered("hold").ids}}

    def action_view_transaction(self):
        """The TI/TS this package came with."""
        self.ensure_one()
        return window(
            self.env._("TI/TS"), "dscsa.transaction", res_id=self.transaction_id.id
        )

    def action_view_earlier_transactions(self):
        """TI/TS of earlier purchases of the same package: returned and bought again."""
        self.ensure_one()
        earlier = self.env["dscsa.epc.transaction"].search([("epc_id", "=", self.id)])
        return window(
            self.env._("Earlier TI/TS"),
            "dscsa.transaction",
            domain=[("id", "in", earlier.transaction_id.ids)],
        )

    def action_view_picking(self):
        """The receipt it came in by."""
        self.ensure_one()
        return window(self.env._("Receipt"), "stock.picking", res_id=self.picking_id.id)

    def action_view_children(self):
        """What was announced directly inside this case or pallet."""
        self.ensure_one()
        return window(
            self.env._("Contents"), "dscsa.epc", domain=[("parent_id", "=", self.id)]
        )

    def action_view_discrepancies(self):
        """What did not fit, open and resolved."""
        self.ensure_one()
        return window(
            self.env._("Discrepancies"),
            "dscsa.discrepancy",
            domain=[("epc_ids", "in", self.ids)],
        )
