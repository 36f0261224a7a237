from odoo import api, fields, models
from odoo.exceptions import AccessError

from odoo.addons.dscsa_compliance.services.words.page_words import Words

from .selections import ITEM_KINDS

_BY_PEOPLE = frozenset({"with_original", "evidence_upload", "evidence_upload_name"})


class DscsaInformationItem(models.Model):
    """One delivery an answer speaks of: it is here, or says where to fetch it."""

    _name = "dscsa.information.item"
    _description = "Found for a Request"
    _inherit = ["dscsa.evidence.mixin"]
    _order = "request_id, kind, day desc, id"

    request_id = fields.Many2one(
        "dscsa.information.request", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="request_id.company_id", store=True, index=True
    )
    kind = fields.Selection(ITEM_KINDS, required=True, readonly=True)
    transaction_id = fields.Many2one(
        "dscsa.transaction",
        string="TI/TS",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    scope_id = fields.Many2one(
        "dscsa.information.scope", readonly=True, ondelete="cascade"
    )
    line_ids = fields.Many2many(
        "dscsa.transaction.line",
        "dscsa_information_item_line_rel",
        readonly=True,
        string="TI Lines asked for",
    )
    epc_ids = fields.Many2many(
        "dscsa.epc",
        "dscsa_information_item_epc_rel",
        "item_id",
        "epc_id",
        readonly=True,
        string="Packages asked for",
        help="Empty: all packages of the lines.",
    )
    day = fields.Date(readonly=True)
    sentence = fields.Text(string="What it is", readonly=True)
    where = fields.Text(compute="_compute_where", string="Where it lies")
    access = fields.Char(compute="_compute_where", string="Who has access")
    link = fields.Char(compute="_compute_where")
    is_fetched = fields.Boolean(
        string="Fetched", compute="_compute_is_fetched", store=True
    )
    evidence_ids = fields.Many2many(
        "dscsa.document", "dscsa_information_item_evidence_rel", string="Fetched Proof"
    )
    with_original = fields.Boolean(
        string="Original too",
        help="The file or paper as it came. It often shows other products, and paper "
        "shows prices: more than was asked. Look at it first.",
    )
    seller_name = fields.Char(
        related="transaction_id.seller_name", string="Seller as given"
    )
    seller_id = fields.Many2one(related="transaction_id.seller_id")
    invoice_numbers = fields.Char(related="transaction_id.invoice_numbers")
    reference = fields.Char(related="transaction_id.reference")

    @api.depends("evidence_ids")
    def _compute_is_fetched(self):
        for item in self:
            item.is_fetched = bool(item.evidence_ids)

    @api.depends("transaction_id")
    @api.depends_context("lang")
    def _compute_where(self):
        for item in self:
            # who may read the request may read where its proofs lie
            transaction = item.sudo().transaction_id
            item.where = item.access = item.link = False
            if not transaction:
                continue
            words = Words(self.env, item.sudo().company_id)
            told = words.reference(transaction)
            item.where = words.where_it_lies(transaction)
            item.link = told["link"]
            item.access = (
                transaction.agreement_id.user_id.name
                or transaction.seen_by_id.name
                or False
            )

    def _evidence_partner(self):
        return self.transaction_id.seller_id

    def write(self, vals):
        """What was found is not typed; the fetched proof and the tick are."""
        self.request_id._check_collecting()
        if not self.env.su and vals.keys() - _BY_PEOPLE:
            raise AccessError(
                self.env._("What was found follows from the search, and is not typed.")
            )
        return super().write(vals)

    def _keep_evidence(self, name, content):
        """A fetched proof can be added by whoever collects, while it is open."""
        self.request_id._check_collecting()
        return super()._keep_evidence(name, content)

    def action_open_transaction(self):
        """The TI/TS this is about."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "dscsa.transaction",
            "res_id": self.transaction_id.id,
            "view_mode": "form",
        }
