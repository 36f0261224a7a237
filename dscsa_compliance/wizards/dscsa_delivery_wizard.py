import base64
import uuid

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..models.selections import PROOFS
from ..services.deliveries.delivery import Delivery
from ..services.deliveries.exemption import PRACTITIONER
from ..services.deliveries.new_seller import seller_of_name, seller_of_party


class DscsaDeliveryWizard(models.TransientModel):
    """Any delivery: seller and invoice number, or a file, a first scan, an order."""

    _name = "dscsa.delivery.wizard"
    _inherit = ["dscsa.guess.mixin"]
    _description = "Receive a Delivery"

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Seller",
        help="No records in the list? Leave this empty: the name goes below, under "
        "“It is new”.",
    )
    new_seller = fields.Char(
        string="It is new",
        help="Name at the head of the invoice of a seller nobody entered yet.",
    )
    invoice = fields.Char(string="Invoice Number")
    purchase_id = fields.Many2one(
        "purchase.order",
        string="Order",
        domain="[('state', '=', 'purchase'), ('company_id', '=', company_id)]",
    )
    picking_id = fields.Many2one(
        "stock.picking",
        string="Open Receipt",
        compute="_compute_picking_id",
        store=True,
        readonly=False,
        domain="[('picking_type_code', '=', 'incoming'),"
        " ('company_id', '=', company_id), ('state', 'not in', ('done', 'cancel'))]",
    )
    repeated_id = fields.Many2one("stock.picking", compute="_compute_repeated_id")
    transaction_date = fields.Date(
        string="Invoice Date", default=fields.Date.context_today
    )
    proof = fields.Selection(
        PROOFS,
        string="TI/TS",
        compute="_compute_proof",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
    )
    portal = fields.Char(
        compute="_compute_proof", store=True, readonly=False, precompute=True
    )
    agreement_id = fields.Many2one(
        "dscsa.agreement",
        compute="_compute_proof",
        store=True,
        readonly=False,
        precompute=True,
    )
    is_seen = fields.Boolean(string="I see it there now")
    has_statement = fields.Boolean(string="The Transaction Statement is on it")
    initials = fields.Char(default=lambda self: self._default_initials())
    package_count = fields.Integer(string="Packages")
    line_ids = fields.One2many("dscsa.delivery.wizard.line", "wizard_id")
    has_bare_lines = fields.Boolean(compute="_compute_has_bare_lines")
    evidence_id = fields.Many2one("dscsa.document", string="Paper on File")
    file = fields.Binary()
    file_name = fields.Char()
    first_scan = fields.Char()
    is_drop_shipment = fields.Boolean(string="Drop Shipment")
    owner_id = fields.Many2one(
        "res.partner",
        string="We hold it for",
        help="340B, vaccines for children, consignment: whose goods they are.",
    )
    reason_id = fields.Many2one(
        "dscsa.reason",
        string="No TI/TS because",
        compute="_compute_reason_id",
        store=True,
        readonly=False,
        domain="[('direction', 'in', ('both', 'in'))]",
    )
    reason_until = fields.Date(string="Holds until")
    reason_note = fields.Char(string="In words")

    @api.model
    def _default_initials(self):
        names = (self.env.user.name or "").split()
        letters = [name[0] for name in names if name[0].isalpha()]
        return "".join(letters[:3]).upper()

    @api.depends("line_ids.lot", "line_ids.expiry")
    def _compute_has_bare_lines(self):
        for form in self:
            lines = form.line_ids
            form.has_bare_lines = any(not (each.lot and each.expiry) for each in lines)

    @api.depends("partner_id", "invoice", "purchase_id")
    def _compute_picking_id(self):
        for wizard in self:
            known = wizard._desk().known_receipt()
            ordered = wizard.purchase_id.picking_ids.filtered(
                lambda each: each.state not in ("done", "cancel")
            )
            wizard._guess("picking_id", known or ordered[:1])

    @api.depends("partner_id", "invoice")
    def _compute_repeated_id(self):
        for wizard in self:
            wizard.repeated_id = wizard._desk().noted_before()

    @api.depends("partner_id")
    def _compute_proof(self):
        for wizard in self:
            seller = wizard.partner_id.commercial_partner_id
            agreement = self.env["dscsa.agreement"]
            if seller:
                agreement = agreement._of(seller, wizard.company_id)
            wizard._guess(
                "proof", seller.dscsa_intake or wizard.company_id.dscsa_intake
            )
            wizard._guess(
                "portal", seller.dscsa_portal_name or seller.dscsa_portal_url or False
            )
            wizard._guess("agreement_id", agreement)

    @api.depends("owner_id", "company_id")
    def _compute_reason_id(self):
        reasons = self.env["dscsa.reason"]
        for wizard in self:
            guess = reasons
            if wizard.company_id.sudo().dscsa_profile == "practitioner":
                guess = reasons._of(PRACTITIONER)
            if wizard.owner_id:
                guess = reasons._of("OTHER_OWNER")
            wizard._guess("reason_id", guess)

    @api.onchange("purchase_id")
    def _onchange_purchase_id(self):
        if self.purchase_id:
            self.partner_id = self.purchase_id.partner_id

    def _desk(self):
        env = self.with_company(self.company_id).env
        drop = self.is_drop_shipment
        return Delivery(env, self.partner_id, self.invoice, drop_shipped=drop)

    # buttons -----------------------------------------------------------------------
    def action_open(self):
        """Note the proof and open the receipt, to scan and validate there."""
        return self._show(self._begin())

    def action_receive(self):
        """Note the proof and close the receipt: it is all here."""
        picking = self._begin()
        if not picking._dscsa_is_ours() and not picking.move_ids:
            raise UserError(
                self.env._(
                    "No TI/TS was noted yet. Tick that you see it, add the seller's "
                    "file, or open the receipt and scan."
                )
            )
        result = picking.button_validate()
        if isinstance(result, dict):
            return result
        picking._dscsa_close_noted()
        return self._show(picking)

    def _show(self, picking):
        """The delivery; whoever came from the scan station is back there."""
        if self.env.context.get("dscsa_at_station"):
            return {"type": "ir.actions.act_window_close"}
        return picking._get_records_action(name=self.env._("Delivery"))

    # steps ---------------------------------------------------------------------------
    def _begin(self):
        self.ensure_one()
        transactions = self._read_file()
        transactions |= self._announced_by_scan()
        transactions = transactions or self._desk().known_transactions()
        self._take_from(transactions)
        if not self.partner_id and self.new_seller:
            self.partner_id = seller_of_name(self.env, self.new_seller)
        if not self.partner_id:
            raise UserError(
                self.env._("Choose the seller: the name at the head of the invoice.")
            )
        picking = self.picking_id or self._desk().make_receipt(**self._new_values())
        self._complete(picking)
        if transactions:
            picking.sudo().dscsa_transaction_ids |= transactions.sudo()
        elif self.proof != "file":
            self._note_proof(picking)
        picking._dscsa_settle_owner()
        if self.first_scan:
            picking.dscsa_scan(self.first_scan, str(uuid.uuid4()))
        return picking

    def _read_file(self):
        """TI/TS of the file, read now; paper and portal pictures stay evidence."""
        if not self.file or self.proof != "file":
            return self.env["dscsa.transaction"]
        document, _new = self.env["dscsa.document"]._take_in(
            self.file_name, base64.b64decode(self.file), partner=self.partner_id
        )
        if document.state == "received":
            document._process()
        if document.state == "failed":
            raise UserError(document.failure)
        return document.transaction_ids.filtered(lambda each: each.direction == "in")

    def _take_from(self, transactions):
        """Seller, number and receipt as the file says, where nothing was typed."""
        if not transactions:
            return
        first = transactions[:1]
        if not self.partner_id:
            self.partner_id = first.seller_id or seller_of_party(first)
        if not self.invoice:
            self.invoice = first.invoice_numbers
        waiting = transactions.picking_ids.filtered(
            lambda each: each.state not in ("done", "cancel")
        )
        self.picking_id = self.picking_id or waiting[:1]

    def _announced_by_scan(self):
        """The first package names its delivery, when its TI/TS is here already."""
        register = self.env["dscsa.epc"]
        if not self.first_scan:
            return register.transaction_id
        keys = register._keys_of_text(self.first_scan)
        domain = [("company_id", "=", self.company_id.id), ("key", "in", keys)]
        return register.search(domain).transaction_id

    def _new_values(self):
        values = {}
        if self.is_drop_shipment:
            values["dscsa_drop_shipment"] = True
        return values

    def _complete(self, picking):
        """What the form adds to a receipt that was there already."""
        values = {}
        if self.invoice and not picking.dscsa_invoice:
            values["dscsa_invoice"] = self.invoice
        if self.is_drop_shipment:
            values["dscsa_drop_shipment"] = True
        if self.owner_id:
            values["owner_id"] = self.owner_id.id
        if self.reason_id:
            values["dscsa_reason_id"] = self.reason_id.id
            values["dscsa_reason_until"] = self.reason_until
            values["dscsa_reason_note"] = self.reason_note
        if values:
            picking.write(values)
        if self.reason_id and self.file and self.proof != "file":
            picking._dscsa_keep_evidence(self.file_name, self.file)

    def _note_proof(self, picking):
        shown = self.is_seen or self.line_ids or self.evidence_id
        if not shown and (self.reason_id or not self.file):
            return
        values = {
            "statement": self.has_statement or self.proof == "portal",
            "package_count": self.package_count,
            "transaction_date": self.transaction_date,
            "seen_initials": self.initials,
            "drop_shipment": self.is_drop_shipment,
            "lines": [line._line_values() for line in self.line_ids],
        }
        if self.proof == "portal":
            values["portal"] = self.portal or self.env._("Seller's portal")
            values["reference"] = values["portal"]
            values["agreement_id"] = self.agreement_id.id
        transaction = self._desk().note_proof(picking, self.proof, **values)
        if self.file:
            transaction._keep_evidence(self.file_name, self.file)
        if self.evidence_id:
            self._check_evidence()
            transaction.sudo().evidence_ids |= self.evidence_id.sudo()
        self._remember()

    def _check_evidence(self):
        """The paper is one that whoever receives may read, of the same company."""
        self.evidence_id.check_access("read")
        if self.evidence_id.company_id != self.company_id:
            raise UserError(self.env._("That paper is another company's."))

    def _remember(self):
        """The next delivery of this seller starts the same way."""
        seller = self.partner_id.commercial_partner_id
        if not seller.has_access("write"):
            return
        if not seller.dscsa_intake:
            seller.dscsa_intake = self.proof
        if self.proof == "portal" and self.portal and not seller.dscsa_portal_name:
            seller.dscsa_portal_name = self.portal
