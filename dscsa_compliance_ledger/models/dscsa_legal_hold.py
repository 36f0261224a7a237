from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from odoo.addons.dscsa_compliance.services.words.messages import date_text
from odoo.addons.dscsa_compliance_retention.services.blocks import retained_models
from odoo.addons.dscsa_compliance_retention.services.flags import Flags

_RULE = {"partner_ids", "goods", "lots", "date_from", "date_to", "everything"}


class DscsaLegalHold(models.Model):
    """Records that stay whatever their age: by a rule, or picked by hand.

    Set for a dispute, an inspection, a court. It stays as it was set; ending it takes a
    reason. A rule also reaches records that come later.
    """

    _name = "dscsa.legal.hold"
    _description = "Legal Hold"
    _inherit = ["mail.thread", "mail.activity.mixin", "dscsa.ledger.mixin"]
    _order = "state, id desc"
    _check_company_auto = True

    _ledger_fields = (
        "name",
        "kind",
        "reason",
        "scope_text",
        "since",
        "state",
        "ended_at",
        "ended_reason",
    )

    name = fields.Char(string="Number", required=True, copy=False, default="/")
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        readonly=True,
        default=lambda self: self.env.company,
    )
    kind = fields.Selection(
        [("rule", "By a rule"), ("hand", "Picked by hand")],
        string="What is held",
        required=True,
        default="rule",
        copy=False,
    )
    reason = fields.Text(
        required=True, copy=False, help="Who asked for it, about what, file number."
    )
    everything = fields.Boolean(string="Everything of the company", copy=False)
    partner_ids = fields.Many2many(
        "res.partner", string="Trading Partners", copy=False, help="With their sites."
    )
    goods = fields.Char(
        string="NDC or GTIN", copy=False, help="Several: separated by commas."
    )
    lots = fields.Char(copy=False, help="Several: separated by commas.")
    date_from = fields.Date(string="From", copy=False)
    date_to = fields.Date(string="Through", copy=False)
    record_ids = fields.One2many(
        "dscsa.legal.hold.record", "hold_id", string="Records", copy=False
    )
    user_id = fields.Many2one(
        "res.users",
        string="Set by",
        required=True,
        readonly=True,
        default=lambda self: self.env.user,
        copy=False,
    )
    since = fields.Datetime(
        required=True, readonly=True, default=fields.Datetime.now, copy=False
    )
    state = fields.Selection(
        [("open", "In force"), ("ended", "Ended")],
        required=True,
        readonly=True,
        default="open",
        copy=False,
        index=True,
        tracking=True,
    )
    ended_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    ended_at = fields.Datetime(readonly=True, copy=False)
    ended_reason = fields.Text(string="Why it ended", copy=False)
    scope_text = fields.Char(string="Covers", compute="_compute_scope_text")
    held_count = fields.Integer(string="Records covered", compute="_compute_held_count")

    @api.depends(
        "kind", "everything", "partner_ids", "goods", "lots", "date_from", "date_to"
    )
    @api.depends_context("lang")
    def _compute_scope_text(self):
        for hold in self:
            hold.scope_text = hold._scope_words()

    def _scope_words(self):
        if self.kind == "hand":
            return self.env._("%(count)s records picked", count=len(self.record_ids))
        if self.everything:
            return self.env._("Everything")
        parts = [", ".join(self.partner_ids.mapped("display_name")), self.goods]
        if self.lots:
            parts.append(self.env._("lot %(lots)s", lots=self.lots))
        if self.date_from:
            parts.append(
                self.env._("from %(day)s", day=date_text(self.env, self.date_from))
            )
        if self.date_to:
            parts.append(
                self.env._("through %(day)s", day=date_text(self.env, self.date_to))
            )
        return " · ".join(part for part in parts if part)

    def _compute_held_count(self):
        for hold in self:
            hold.held_count = sum(
                count for _name, count in hold.sudo()._reached_counts()
            )

    @api.constrains("kind", "state", *sorted(_RULE))
    def _check_rule(self):
        for hold in self.filtered(lambda each: each.kind == "rule"):
            if not hold._scope():
                raise ValidationError(
                    self.env._(
                        "Say what is held: a partner, an NDC or GTIN, a lot or days. "
                        "To hold all records, tick “Everything of the company”."
                    )
                )
            if hold.date_from and hold.date_to and hold.date_to < hold.date_from:
                raise ValidationError(
                    self.env._("It ends before it begins. Look at the two days.")
                )
            hold._gtins()
            hold._check_lots()

    # setting and ending --------------------------------------------------------------
    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            if not self.env.su:
                self._check_given(vals)
            if vals.get("name", "/") == "/":
                company = vals.get("company_id") or self.env.company.id
                vals["name"] = (
                    self.env["ir.sequence"]
                    .sudo()
                    .with_company(company)
                    .next_by_code("dscsa.legal.hold")
                ) or "/"
        holds = super().create(vals_list)
        holds._take_picked()
        holds.sudo()._mark_reached()
        return holds

    def _check_given(self, vals):
        """Who, when and how it ended are taken from here, not from the caller."""
        own = {"user_id", "since", "state", "ended_by_id", "ended_at", "name"}
        given = {n for n in own & vals.keys() if vals[n] not in (False, "/", "open")}
        if given:
            raise AccessError(
                self.env._("Who set a legal hold and when is noted by itself.")
            )

    def _take_picked(self):
        """Records picked in a list before the form was opened."""
        name = self.env.context.get("dscsa_hold_model")
        ids = self.env.context.get("dscsa_hold_ids")
        if name not in retained_models(self.env) or not ids:
            return
        for hold in self.filtered(lambda each: each.kind == "hand"):
            hold._add(self.env[name].browse(ids))

    def _add(self, records):
        """Put further records under this hold; those there already are left out."""
        self.ensure_one()
        if self.state != "open":
            raise UserError(
                self.env._("%(name)s has ended. Set a new hold.", name=self.name)
            )
        records.check_access("read")
        if records.company_id - self.company_id:
            raise UserError(
                self.env._("A legal hold covers the records of one company.")
            )
        known = self.record_ids.filtered(lambda each: each.model == records._name)
        new = records - records.browse(known.mapped("res_id"))
        row = {"hold_id": self.id, "model": records._name}
        # picking is this method: rows have no create right of their own
        self.env["dscsa.legal.hold.record"].sudo().create(
            [{**row, "res_id": each.id, "name": each.display_name} for each in new]
        )
        self.env.flush_all()
        Flags(self.env).mark(new)
        # a file is held with what is in it, and the other way round
        if new._name == "dscsa.document":
            Flags(self.env).mark(new.sudo().transaction_ids)
        elif new._name == "dscsa.transaction":
            Flags(self.env).mark(new.sudo().document_id)

    def write(self, vals):
        """What it covers and why stays as it was set."""
        free = ("message_", "activity_")
        if all(self.mapped(lambda hold: hold.state == "open")):
            free += ("ended_reason",)
        if not self.env.su and not all(name.startswith(free) for name in vals):
            raise UserError(
                self.env._(
                    "A legal hold stays as it was set. End it with a reason, and set a "
                    "new one."
                )
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("A legal hold stays on record. End it instead."))

    def action_end(self):
        """End the hold: managers only, with a reason; the records age again."""
        if not self.env.user.has_group("dscsa_compliance.group_dscsa_manager"):
            raise AccessError(
                self.env._("Only the compliance manager ends a legal hold.")
            )
        self.check_access("write")
        for hold in self.filtered(lambda each: each.state == "open"):
            if not (hold.ended_reason or "").strip():
                raise UserError(
                    self.env._(
                        "%(name)s: write why it ends, and who agreed.", name=hold.name
                    )
                )
            hold.sudo().write(
                {
                    "state": "ended",
                    "ended_by_id": self.env.uid,
                    "ended_at": fields.Datetime.now(),
                }
            )
            hold.sudo()._mark_reached()
        return True
