from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from ...services.receiving.announced import take_announced
from ...services.receiving.facts import ReceiptFacts
from ...services.scanning.box import recount
from ...services.scanning.out import OutgoingScanner
from ...services.scanning.pictures import read_pictures_text
from ...services.scanning.progress import tell_others
from ...services.scanning.scan import Scanner
from ...services.scanning.signing import check_signed
from ...services.scanning.standing import Standing
from ...services.scanning.ways import with_ways

_NUMBERS = ("expected", "scanned", "missing", "unannounced", "held")


class StockPicking(models.Model):
    """What the receiving screen calls, and the numbers it shows."""

    _inherit = "stock.picking"

    dscsa_transaction_ids = fields.Many2many(
        "dscsa.transaction",
        "dscsa_transaction_picking_rel",
        string="TI/TS",
        copy=False,
    )
    dscsa_in_scope = fields.Boolean(
        string="Has DSCSA Goods", compute="_compute_dscsa_in_scope"
    )
    dscsa_transaction_count = fields.Integer(
        string="TI/TS Count", compute="_compute_dscsa_transaction_count"
    )
    dscsa_expected_count = fields.Integer(
        string="Announced", compute="_compute_dscsa_counts"
    )
    dscsa_scanned_count = fields.Integer(
        string="Scanned", compute="_compute_dscsa_counts"
    )
    dscsa_missing_count = fields.Integer(
        string="Still to Scan", compute="_compute_dscsa_counts"
    )
    dscsa_unannounced_count = fields.Integer(
        string="Not Announced", compute="_compute_dscsa_counts"
    )
    dscsa_held_count = fields.Integer(string="On Hold", compute="_compute_dscsa_counts")
    dscsa_discrepancy_count = fields.Integer(
        string="Discrepancies", compute="_compute_dscsa_discrepancy_count"
    )

    @api.depends("move_ids.product_id.dscsa_scope", "dscsa_transaction_ids")
    def _compute_dscsa_in_scope(self):
        for picking in self:
            products = picking.move_ids.product_id
            # whether there is a TI/TS, for stock users who may not read them
            picking.dscsa_in_scope = bool(picking.sudo().dscsa_transaction_ids) or any(
                product.dscsa_scope == "in_scope" for product in products
            )

    @api.depends("dscsa_transaction_ids")
    def _compute_dscsa_transaction_count(self):
        for picking in self:
            picking.dscsa_transaction_count = len(picking.sudo().dscsa_transaction_ids)

    def _compute_dscsa_counts(self):
        shown = self.filtered(lambda p: p.id and p.picking_type_code == "incoming")
        for picking in self:
            totals = dict.fromkeys(_NUMBERS, 0)
            if picking in shown and (
                picking.dscsa_in_scope or picking._dscsa_has_scans()
            ):
                totals = Standing(ReceiptFacts(picking)).totals()
            for name in _NUMBERS:
                picking[f"dscsa_{name}_count"] = totals[name]

    def _compute_dscsa_discrepancy_count(self):
        groups = (
            self.env["dscsa.discrepancy"]
            .sudo()
            ._read_group([("picking_id", "in", self.ids)], ["picking_id"], ["__count"])
        )
        counts = {picking.id: count for picking, count in groups}
        for picking in self:
            picking.dscsa_discrepancy_count = counts.get(picking.id, 0)

    # scanning ------------------------------------------------------------------------
    def dscsa_scan(
        self, text, client_uuid, scanned_at=None, seal_broken=False, choice=None
    ):
        """Take one scan; docs/contract.md says what is in the answer."""
        self.ensure_one()
        if not self.env.user.has_group("stock.group_stock_user"):
            raise AccessError(
                self.env._(
                    "Only inventory users scan receipts. Ask for the right role."
                )
            )
        self.check_access("read")
        if self._dscsa_is_receipt():
            scanner = Scanner(self)
        else:
            scanner = OutgoingScanner(self)
        answer = scanner.scan(text, client_uuid, scanned_at, seal_broken, choice)
        return with_ways(self.env, answer, text, choice, self)

    def dscsa_scan_picture(
        self, image, client_uuid, scanned_at=None, seal_broken=False, choice=None
    ):
        """Take one scan from a picture (base64) of a barcode."""
        self.ensure_one()
        self.check_access("read")
        text = read_pictures_text(self.env, image)
        return self.dscsa_scan(text, client_uuid, scanned_at, seal_broken, choice)

    def dscsa_undo_scan(self, scan_id):
        """Take one scan back; it stays on record. Returns the overview."""
        self.ensure_one()
        check_signed(self.env, self.company_id)
        self._dscsa_check_receiver()
        scan = self.env["dscsa.scan"].sudo().browse(scan_id).exists()
        if not scan or scan.picking_id != self:
            raise UserError(self.env._("This scan belongs to another transfer."))
        if self.state in ("done", "cancel"):
            raise UserError(
                self.env._("The transfer is closed. Correct it with a new transfer.")
            )
        if not scan.undone_at:
            scan._undo(self.env.user)
            recount(ReceiptFacts(self))
        overview = self.dscsa_overview()
        tell_others(self)
        return overview

    def dscsa_overview(self):
        """Where the receipt stands; docs/contract.md says what is in it."""
        self.ensure_one()
        self.check_access("read")
        return Standing(self).overview().as_dict()

    def action_dscsa_receive_as_announced(self):
        """Count everything that is announced and still on order as here."""
        for picking in self:
            picking._dscsa_check_receiver()
            take_announced(picking)
        return True

    # buttons -------------------------------------------------------------------------
    def action_dscsa_view_transactions(self):
        """The TI/TS of these receipts."""
        return self.dscsa_transaction_ids._get_records_action(name=self.env._("TI/TS"))

    def action_dscsa_view_packages(self):
        """Packages that came with these receipts or are announced for them."""
        domain = Domain("picking_id", "in", self.ids) | Domain(
            "transaction_id", "in", self.dscsa_transaction_ids.ids
        )
        return self._dscsa_window("dscsa.epc", self.env._("Packages"), list(domain))

    def action_dscsa_view_scans(self):
        """Every scan, with those taken back."""
        domain = [("picking_id", "in", self.ids)]
        return self._dscsa_window("dscsa.scan", self.env._("Scans"), domain)

    def action_dscsa_view_discrepancies(self):
        """What did not fit."""
        domain = [("picking_id", "in", self.ids)]
        return self._dscsa_window(
            "dscsa.discrepancy", self.env._("Discrepancies"), domain
        )

    def _dscsa_window(self, model, name, domain):
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": model,
            "view_mode": "list,form",
            "domain": domain,
        }

    # helpers -------------------------------------------------------------------------
    def _dscsa_check_receiver(self):
        if not self.env.user.has_group("stock.group_stock_user"):
            raise AccessError(
                self.env._("Only inventory users receive goods. Ask for the role.")
            )
        self.check_access("write")

    def _dscsa_is_receipt(self):
        """Goods from a seller, not from a customer or another place of ours."""
        self.ensure_one()
        return (
            self.picking_type_code == "incoming"
            and not self.return_id
            and self.location_id.usage != "customer"
        )

    def _dscsa_has_scans(self):
        return bool(
            self.env["dscsa.scan"]
            .sudo()
            .search_count(
                [("picking_id", "in", self.ids), ("undone_at", "=", False)], limit=1
            )
        )
