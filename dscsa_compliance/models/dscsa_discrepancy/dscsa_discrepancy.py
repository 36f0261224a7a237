from dscsa_core.catalogue import rule
from dscsa_core.rules.ending import LICENSE, ends_by

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...services.holds.hold_codes import SUSPECT_CODES
from ...services.words.messages import message_of, next_step_of
from ..selections import HDA_CATEGORIES, SEVERITIES

HDA = {
    "data": "data_issue",
    "no_data": "product_no_data",
    "no_product": "data_no_product",
    "packaging": "packaging",
    "unavailable": "unavailable",
}

RESOLUTIONS = [
    ("data", "The seller sent new data"),
    ("proof", "TI/TS was there in another form"),
    ("judgement", "Released on pharmacist's judgment"),
    ("returned", "Goods went back"),
    ("credit", "Seller credited"),
    ("not_received", "Goods never came"),
    ("master_data", "Our own data was completed"),
    ("mistake", "Scanning or typing mistake"),
    ("accepted", "Accepted as delivered"),
    ("suspect", "Became a suspect case"),
    ("seller_proof", "Proof that the seller may sell was added"),
    ("recall", "Recall settled"),
    ("destroyed", "Goods were destroyed"),
]
# said by the machine alone, of what it compared
_NEVER_TYPED = frozenset({"data", "recall", "destroyed"})
# what ends the want of a seller's proof: the proof, or that the goods are gone
_LICENSE_ENDS = frozenset(
    {"seller_proof", "returned", "destroyed", "not_received", "suspect"}
)


class DscsaDiscrepancy(models.Model):
    """File, order, goods or master data do not fit; what it hit and how it ended."""

    _name = "dscsa.discrepancy"
    _description = "Discrepancy"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "state, id desc"
    _check_company_auto = True

    name = fields.Char(required=True, copy=False, default="/")
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    code = fields.Char(required=True, index=True, copy=False)
    number = fields.Char(string="Rule", copy=False)
    facts = fields.Json(copy=False)
    hda_category = fields.Selection(HDA_CATEGORIES, copy=False)
    severity = fields.Selection(SEVERITIES, required=True, copy=False)
    message = fields.Text(compute="_compute_words", string="What is wrong")
    next_step = fields.Text(compute="_compute_words", string="What to do")
    partner_id = fields.Many2one(
        "res.partner", string="Seller", index="btree_not_null", copy=False
    )
    document_id = fields.Many2one(
        "dscsa.document", index="btree_not_null", ondelete="restrict", copy=False
    )
    transaction_id = fields.Many2one(
        "dscsa.transaction",
        string="TI/TS",
        index="btree_not_null",
        ondelete="restrict",
        copy=False,
    )
    picking_id = fields.Many2one(
        "stock.picking", string="Receipt", index="btree_not_null", copy=False
    )
    product_id = fields.Many2one("product.product", copy=False)
    gtin = fields.Char(string="GTIN", copy=False)
    lot = fields.Char(copy=False)
    quantity = fields.Integer(string="Packages", copy=False)
    epc_ids = fields.Many2many(
        "dscsa.epc",
        "dscsa_discrepancy_epc_rel",
        "discrepancy_id",
        "epc_id",
        string="Packages hit",
        copy=False,
    )
    ended_epc_ids = fields.Many2many(
        "dscsa.epc",
        "dscsa_discrepancy_ended_rel",
        "discrepancy_id",
        "epc_id",
        string="Settled for",
        readonly=True,
        copy=False,
        help="Packages for which it has ended while others are still hit.",
    )
    user_id = fields.Many2one("res.users", string="Owner", tracking=True, copy=False)
    state = fields.Selection(
        [("open", "Open"), ("resolved", "Resolved")],
        required=True,
        default="open",
        copy=False,
        tracking=True,
        index=True,
    )
    resolution = fields.Selection(RESOLUTIONS, copy=False, tracking=True)
    resolution_note = fields.Text(copy=False)
    resolved_by_id = fields.Many2one("res.users", copy=False)
    resolved_at = fields.Datetime(copy=False)
    resolved_document_id = fields.Many2one(
        "dscsa.document", string="Resolved by Document", copy=False
    )

    age = fields.Integer(
        string="Age (days)",
        compute="_compute_age",
        help="Days since it was found, or until it was resolved.",
    )
    is_suspect = fields.Boolean(compute="_compute_is_suspect")
    held_count = fields.Integer(string="On Hold", compute="_compute_held_count")

    @api.depends("code", "facts", "severity")
    @api.depends_context("lang")
    def _compute_words(self):
        for row in self:
            facts = row.facts or {}
            row.message = message_of(self.env, row.code, facts) if row.code else False
            row.next_step = (
                next_step_of(self.env, row.code, facts, row.severity)
                if row.code
                else ""
            )

    @api.depends("code", "name", "product_id", "lot")
    def _compute_display_name(self):
        for row in self:
            parts = (row.name, row.number, row.product_id.display_name, row.lot)
            row.display_name = " · ".join(part for part in parts if part)

    def _compute_age(self):
        now = fields.Datetime.now()
        for row in self:
            start = row.create_date or now
            row.age = ((row.resolved_at or now) - start).days

    @api.depends("code")
    def _compute_is_suspect(self):
        for row in self:
            row.is_suspect = row.code in SUSPECT_CODES

    def _compute_held_count(self):
        held = dict(
            self.env["dscsa.epc"]._read_group(
                [("discrepancy_ids", "in", self.ids), ("hold", "!=", False)],
                ["discrepancy_ids"],
                ["id:recordset"],
            )
        )
        for row in self:
            packages = held.get(row._origin, self.env["dscsa.epc"])
            row.held_count = len(packages - row.ended_epc_ids)

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            code = vals.get("code", "")
            vals.setdefault("number", rule(code).number)
            vals.setdefault("hda_category", HDA.get(rule(code).hda, False))
            if vals.get("name", "/") == "/":
                vals["name"] = (
                    self.env["ir.sequence"]
                    .sudo()
                    .with_company(vals.get("company_id") or self.env.company)
                    .next_by_code("dscsa.discrepancy")
                ) or "/"
        return super().create(vals_list)

    def write(self, vals):
        """By hand only owner, resolution and note; the rest follows from the facts."""
        by_hand = {"user_id", "resolution", "resolution_note"}
        inner = ("message_", "activity_")
        if not self.env.su and any(
            name not in by_hand and not name.startswith(inner) for name in vals
        ):
            raise UserError(
                self.env._(
                    "A discrepancy says what was found. Give it an owner, say how it "
                    "ended and press Resolve; goods on hold are released."
                )
            )
        return super().write(vals)

    def _resolve(self, resolution, *, note=False, document=None, user=None):
        """Close open rows; who and when are taken from here, not from the caller."""
        rows = self.sudo().filtered(lambda row: row.state == "open")
        if rows:
            rows.write(
                {
                    "state": "resolved",
                    "resolution": resolution,
                    "resolution_note": note or False,
                    "resolved_by_id": (user or self.env.user).id,
                    "resolved_at": fields.Datetime.now(),
                    "resolved_document_id": document.id if document else False,
                }
            )
            rows.activity_unlink(["mail.mail_activity_data_todo"])
        if document:
            rows._say_settled_by(document)
        return rows

    def _end_for(self, epcs, resolution, *, note=None, document=None, user=None):
        """It has ended for these packages; a row that hits none any more is closed.

        Another package's row, and the missing proof of a seller, stay open.
        """
        closed = self.browse()
        for row in self.sudo().filtered(lambda each: each.state == "open"):
            mine = (epcs.sudo() & row.epc_ids) - row.ended_epc_ids
            if not mine:
                continue
            row.ended_epc_ids |= mine
            proven = resolution in _LICENSE_ENDS or ends_by(row.code) != LICENSE
            if proven and not row.epc_ids - row.ended_epc_ids:
                closed |= row._resolve(
                    resolution, note=note, document=document, user=user
                )
            elif note:
                row.message_post(body=note)
        return closed

    def action_resolve(self, resolution=None, note=None):
        """Close rows by hand; goods on hold are let go by a release, not by this."""
        if not self.env.user.has_group("dscsa_compliance.group_dscsa_technician"):
            raise AccessError(
                self.env._("Only DSCSA users close discrepancies. Ask a technician.")
            )
        self.check_access("write")
        self.invalidate_recordset(["held_count"])
        for row in self:
            if not (resolution or row.resolution):
                raise UserError(
                    self.env._("%(name)s: choose how it ended first.", name=row.name)
                )
            row._check_end_by_hand(resolution or row.resolution)
            if row.held_count:
                raise UserError(
                    self.env._(
                        "%(name)s: %(count)s packages are still on hold. Release them; "
                        "the discrepancy then closes by itself.",
                        name=row.name,
                        count=row.held_count,
                    )
                )
        for row in self:
            row._resolve(resolution or row.resolution, note=note or row.resolution_note)
        return True

    def _check_end_by_hand(self, resolution):
        """Refuse a statement that the machine has to prove, or another proof."""
        self.ensure_one()
        if resolution in _NEVER_TYPED and self.epc_ids:
            raise UserError(
                self.env._(
                    "%(name)s: the program closes it in this way by itself, when it is "
                    "so. Choose what you know.",
                    name=self.name,
                )
            )
        if ends_by(self.code) != LICENSE or not self.picking_id:
            return
        if resolution not in _LICENSE_ENDS:
            raise UserError(
                self.env._(
                    "%(name)s ends with the proof that %(seller)s was allowed to sell, "
                    "or when the goods are gone. Add the proof.",
                    name=self.name,
                    seller=self.partner_id.display_name or self.env._("the seller"),
                )
            )
        if resolution == "seller_proof" and not self._is_proven():
            raise UserError(
                self.env._(
                    "%(name)s: no proof on file covers the day of the receipt. Add it; "
                    "the discrepancy then closes by itself.",
                    name=self.name,
                )
            )

    def _is_proven(self):
        """Whether proof on file covers the sale by which these goods came. A hook: no,
        as nobody judged it."""
        self.ensure_one()
        return False

    def action_accept(self):
        """What was not ordered is kept: said with one tap."""
        return self.action_resolve(resolution="accepted")

    def action_release(self):
        """Open the release form with the packages of these discrepancies."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "dscsa_compliance.dscsa_release_wizard_action"
        )
        action["context"] = {"default_discrepancy_ids": self.ids}
        return action
