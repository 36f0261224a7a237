from dscsa_core.numbers import gtin14_of, gtins_of_ndc

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...services.deliveries.reconcile import Reconciliation
from ...services.keeping.frozen import check_frozen
from ...services.receiving.matching import Matching
from ...services.receiving.pairing import Pairing
from ..selections import PROOFS

# what people may set on a TI/TS that came in a file
_LINKS = {
    "seller_id",
    "buyer_id",
    "ship_from_id",
    "ship_to_id",
    "purchase_ids",
    "picking_ids",
}
# as given by the seller, in a file or on paper
_GIVEN = frozenset(
    {
        "transaction_date",
        "shipment_at",
        "seller_name",
        "seller_address",
        "seller_gln",
        "buyer_name",
        "buyer_address",
        "buyer_gln",
        "ship_from_text",
        "ship_to_text",
        "po_numbers",
        "invoice_numbers",
        "delivery_numbers",
        "statement_text",
        "direct_purchase",
        "direct_purchase_text",
        "indirect_packages",
        "received_direct_purchase",
        "seen_by_id",
        "seen_at",
        "seen_initials",
    }
)
PARTIES = ("seller", "buyer", "ship_from", "ship_to")


class DscsaTransaction(models.Model):
    """One change of ownership: Transaction Information and Statement (TI/TS).

    Sections 581(26) and (27) of the FD&C Act. Parties are kept as given (text) beside
    the partners they were matched with.
    """

    _name = "dscsa.transaction"
    _description = "TI/TS"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "transaction_date desc, id desc"
    _check_company_auto = True

    name = fields.Char(required=True, copy=False, default="/")
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    direction = fields.Selection(
        [("in", "Bought"), ("out", "Sold")], required=True, default="in", copy=False
    )
    proof = fields.Selection(PROOFS, required=True, default="file", copy=False)
    document_id = fields.Many2one(
        "dscsa.document", index="btree_not_null", ondelete="restrict", copy=False
    )
    event_id = fields.Many2one("dscsa.event", ondelete="restrict", copy=False)
    transaction_date = fields.Date(copy=False)
    shipment_at = fields.Datetime(string="Shipped", copy=False)
    seller_id = fields.Many2one("res.partner", index="btree_not_null", copy=False)
    buyer_id = fields.Many2one("res.partner", copy=False)
    ship_from_id = fields.Many2one("res.partner", copy=False)
    ship_to_id = fields.Many2one("res.partner", copy=False)
    seller_party_id = fields.Many2one("dscsa.party", copy=False, index=True)
    buyer_party_id = fields.Many2one("dscsa.party", copy=False)
    ship_from_party_id = fields.Many2one("dscsa.party", copy=False)
    ship_to_party_id = fields.Many2one("dscsa.party", copy=False)
    seller_name = fields.Char(string="Seller as given", copy=False)
    seller_address = fields.Text(copy=False)
    seller_gln = fields.Char(string="Seller GLN", copy=False)
    buyer_name = fields.Char(string="Buyer as given", copy=False)
    buyer_address = fields.Text(copy=False)
    buyer_gln = fields.Char(string="Buyer GLN", copy=False)
    ship_from_text = fields.Text(string="Shipped from, as given", copy=False)
    ship_to_text = fields.Text(string="Shipped to, as given", copy=False)
    po_numbers = fields.Char(string="Purchase Orders", copy=False)
    invoice_numbers = fields.Char(string="Invoices", copy=False)
    delivery_numbers = fields.Char(string="Deliveries", copy=False)
    statement = fields.Selection(
        [("yes", "Given"), ("no", "Denied"), ("missing", "Not in the document")],
        string="Transaction Statement",
        required=True,
        default="missing",
        copy=False,
    )
    statement_text = fields.Text(copy=False)
    direct_purchase = fields.Char(copy=False)
    direct_purchase_text = fields.Text(string="Direct Purchase Statement", copy=False)
    indirect_packages = fields.Text(string="Not bought directly", copy=False)
    received_direct_purchase = fields.Text(
        string="Statement of the Seller before",
        copy=False,
        help="What the seller was told of the purchase before his own.",
    )
    drop_shipment = fields.Boolean(copy=False)
    reference = fields.Char(help="Number or address under which the proof is found.")
    seen_by_id = fields.Many2one("res.users", copy=False)
    seen_at = fields.Datetime(copy=False)
    line_ids = fields.One2many("dscsa.transaction.line", "transaction_id", copy=False)
    package_count = fields.Integer(string="Packages", copy=False)
    purchase_ids = fields.Many2many(
        "purchase.order", "dscsa_transaction_purchase_rel", copy=False
    )
    picking_ids = fields.Many2many(
        "stock.picking",
        "dscsa_transaction_picking_rel",
        string="Receipts",
        copy=False,
    )
    superseded_by_id = fields.Many2one(
        "dscsa.transaction", index="btree_not_null", copy=False
    )
    withdrawn_by_id = fields.Many2one(
        "dscsa.document",
        string="Taken back by",
        copy=False,
        help="File in which the seller declares that this never happened.",
    )

    _open_index = models.Index(
        "(company_id, id) WHERE superseded_by_id IS NULL AND withdrawn_by_id IS NULL"
    )

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            if vals.get("name", "/") == "/":
                vals["name"] = self._next_name(vals)
            if vals.get("proof", "file") != "file":
                vals.setdefault("seen_by_id", self.env.uid)
                vals.setdefault("seen_at", fields.Datetime.now())
            elif not self.env.su:
                raise UserError(
                    self.env._("Upload the file: its TI/TS is made of it by itself.")
                )
        return super().create(vals_list)

    def write(self, vals):
        """What the seller gave stays, for everybody: a corrected file makes a new one.

        So does what was typed of a portal or a paper, once its goods were received. Of
        what came in a file people set the links.
        """
        given = self.filtered(lambda each: each.document_id or each._is_received())
        check_frozen(given, vals, _GIVEN)
        locked = vals.keys() - _LINKS
        if locked and not self.env.su and self.filtered("document_id"):
            locked = {n for n in locked if not n.startswith(("activity_", "message_"))}
            if locked:
                raise UserError(
                    self.env._(
                        "This TI/TS came in a file and stays as the seller gave it. "
                        "Partners, orders and receipts can be set; for other changes "
                        "ask the seller for a corrected file."
                    )
                )
        return super().write(vals)

    @api.model
    def _live_domain(self):
        """TI/TS that count: neither corrected by another nor taken back."""
        return Domain("superseded_by_id", "=", False) & Domain(
            "withdrawn_by_id", "=", False
        )

    @api.model
    def _told_domain(self):
        """TI/TS under which goods may be here: those that count, and those taken back
        after their receipt.
        """
        received = Domain("picking_ids.state", "=", "done")
        taken_back = Domain("superseded_by_id", "=", False) & received
        return self._live_domain() | taken_back

    def _live(self):
        """Those of these that count as proof; see ``_live_domain``."""
        return self.filtered(
            lambda each: not each.superseded_by_id and not each.withdrawn_by_id
        )

    @api.model
    def _next_name(self, vals):
        """Seller and invoice or order number, as people call it; else a number."""
        number = vals.get("invoice_numbers") or vals.get("po_numbers")
        partner = self.env["res.partner"].browse(vals.get("seller_id") or [])
        seller = vals.get("seller_name") or partner.name
        if seller and number:
            return f"{seller} {number}"
        sequence = self.env["ir.sequence"].with_company(vals.get("company_id"))
        return sequence.next_by_code("dscsa.transaction") or "/"

    @api.ondelete(at_uninstall=False)
    def _unlink_except_kept(self):
        from_file = self.filtered("document_id")
        if from_file or any(self.company_id.mapped("dscsa_live_date")):
            raise UserError(
                self.env._(
                    "Transaction data are kept for six years and cannot be deleted "
                    "(FD&C Act, section 582)."
                )
            )

    @api.model
    def _search_display_name(self, operator, value):
        """Name, invoice, order or delivery number, seller, NDC, GTIN, lot, serial."""
        if operator in Domain.NEGATIVE_OPERATORS or not isinstance(value, str):
            return super()._search_display_name(operator, value)
        text = value.strip()
        names = ("name", "po_numbers", "invoice_numbers", "delivery_numbers")
        found = Domain.OR(
            Domain(name, "ilike", text)
            for name in (*names, "seller_name", "seller_id.name", "reference")
        )
        return found | Domain("id", "in", self._ids_of_goods(text))

    @api.model
    def _ids_of_goods(self, text):
        """Those whose goods have this lot, NDC, GTIN or serial number."""
        gtins = [*gtins_of_ndc(text), *filter(None, [gtin14_of(text)])]
        lines = self.env["dscsa.transaction.line"].search(
            Domain("lot", "=", text) | Domain("gtin", "in", gtins), limit=1000
        )
        packages = self.env["dscsa.epc"].search(
            Domain("serial", "=", text) & Domain("transaction_id", "!=", False),
            limit=1000,
        )
        return [*lines.transaction_id.ids, *packages.transaction_id.ids]

    @api.model
    def _of_parties(self, parties):
        """TI/TS that name one of these parties in any role."""
        return self.search(
            Domain.OR(Domain(f"{role}_party_id", "in", parties.ids) for role in PARTIES)
        )

    def _fill_partners(self):
        """Take the partners of the parties, where people have set none."""
        for transaction in self:
            values = {}
            for role in PARTIES:
                partner = transaction[f"{role}_party_id"].partner_id
                if partner and not transaction[f"{role}_id"]:
                    values[f"{role}_id"] = partner.id
            if values:
                transaction.write(values)

    def _match_orders(self):
        """Link purchase orders and receipts, those begun by invoice number too."""
        by_company = self.grouped("company_id").items()
        for company, transactions in by_company:
            Matching(self.env(su=True), company).link(transactions.sudo())
        for company, transactions in by_company:
            Pairing(self.env(su=True), company).link(transactions.sudo())
        for transaction in self.sudo().filtered("document_id"):
            Reconciliation(transaction).run()

    def action_view_packages(self):
        """Its packages in the register, with those that were bought again since."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "dscsa_compliance.dscsa_epc_action"
        )
        return action | {"domain": list(self._packages_domain()), "context": {}}
