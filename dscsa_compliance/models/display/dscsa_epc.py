from odoo import api, fields, models
from odoo.fields import Domain

from ...core.gs1.barcode import DEFAULT_SEPARATORS, read_scan
from ...services.numbers import gtin14_of, gtins_of_ndc
from .windows import window

# GTIN, SSCC or more: shorter texts are serials and lots
_SHORTEST_SCAN = 14


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
    search_code = fields.Char(
        string="Printed on it",
        store=False,
        search="_search_search_code",
        help="Serial, lot, NDC, GTIN, pallet number, or a whole scan: exact.",
    )
    title = fields.Char(compute="_compute_title")
    ndc = fields.Char(string="NDC", compute="_compute_ndc")
    seller_name = fields.Char(string="Seller", related="transaction_id.seller_name")
    discrepancy_count = fields.Integer(compute="_compute_hold")
    earlier_transaction_count = fields.Integer(compute="_compute_earlier_count")
    hold_since = fields.Datetime(string="On Hold since", compute="_compute_hold")
    hold_reason = fields.Text(string="Why it is held", compute="_compute_hold")
    hold_next_step = fields.Text(string="What releases it", compute="_compute_hold")

    @api.depends("kind", "product_id", "serial", "key")
    def _compute_title(self):
        for epc in self:
            name = epc.product_id.display_name or epc.line_id.name
            number = epc.serial or epc.key
            epc.title = f"{name} · {number}" if name else number

    @api.depends("line_id.ndc", "gtin_id.ndc", "product_id.dscsa_ndc")
    def _compute_ndc(self):
        for epc in self:
            epc.ndc = epc.line_id.ndc or epc.gtin_id.ndc or epc.product_id.dscsa_ndc

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
            epc.hold_next_step = epc._joined(holding, "next_step")

    def _joined(self, rows, name):
        """Sentences of the open rows, each once; empty when the package is free."""
        if not self.hold:
            return False
        return " ".join(dict.fromkeys(text for text in rows.mapped(name) if text))

    @api.model
    def _search_search_code(self, operator, value):
        """Exact look-ups only: each can use an index of the register."""
        if operator not in ("=", "in", "ilike", "=ilike", "like"):
            return NotImplemented
        texts = value if operator == "in" else [value]
        return Domain.OR(self._domain_of_code(str(t).strip()) for t in texts if t)

    @api.model
    def _domain_of_code(self, text):
        gtins = [*gtins_of_ndc(text), *filter(None, [gtin14_of(text)])]
        parts = [Domain("serial", "=", text), Domain("key", "=", text)]
        if gtins:
            parts.append(Domain("gtin", "in", gtins))
        parts.append(Domain("key", "in", self._keys_of_scan(text)))
        parts.append(self._domain_of_lot(text))
        return Domain.OR(parts)

    @api.model
    def _keys_of_scan(self, text):
        """Keys a scan or a pallet number may mean; none when it is another text."""
        if len(text) < _SHORTEST_SCAN:
            return []
        own = tuple(self.env.company.dscsa_separators or "")
        scan = read_scan(
            text,
            today=fields.Date.context_today(self),
            separators=own + tuple(DEFAULT_SEPARATORS),
        )
        return [reading.key for reading in scan.readings if reading.key]

    @api.model
    def _domain_of_lot(self, text):
        # the register has no index on the lot's text: go by its TI line or its lot
        lines = self.env["dscsa.transaction.line"]._search([("lot", "=", text)])
        lots = self.env["stock.lot"].sudo()._search([("dscsa_lot", "=", text)])
        announced = lines.subselect("transaction_id")
        return Domain("lot", "=", text) & (
            Domain("transaction_id", "in", announced) | Domain("lot_id", "in", lots)
        )

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
