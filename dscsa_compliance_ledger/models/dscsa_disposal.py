from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command

from odoo.addons.dscsa_compliance.services.receiving.facts import today_of

from ..services.retention.disposing import Disposing
from ..services.retention.proposing import Proposing

STATES = [
    ("draft", "Being prepared"),
    ("proposed", "Proposed"),
    ("approved", "Approved"),
    ("running", "Running"),
    ("done", "Done"),
    ("cancelled", "Stopped"),
]
_GIVEN = {"company_id", "policy_ids", "before", "note", "message_follower_ids"}


class DscsaDisposal(models.Model):
    """Records past their date, proposed, approved, and deleted in batches by a job.

    Off until the company switches it on. Nothing is deleted that is not past its date
    and free of holds at that very moment. What goes leaves a tombstone; stock, lots,
    moves, products, partners and the ledger are never touched.
    """

    _name = "dscsa.disposal"
    _description = "Disposal"
    _inherit = ["mail.thread", "mail.activity.mixin", "dscsa.ledger.mixin"]
    _order = "id desc"
    _check_company_auto = True

    _ledger_fields = (
        "name",
        "state",
        "before",
        "note",
        "proposed_by_id",
        "proposed_at",
        "approved_by_id",
        "approved_at",
        "self_approved",
        "ended_at",
        "disposed_count",
        "kept_count",
        "digest",
    )

    name = fields.Char(string="Number", required=True, copy=False, default="/")
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    before = fields.Date(
        string="Last Day at the Latest",
        required=True,
        copy=False,
        default=lambda self: self._default_before(),
        help="Only records whose last day is this one or earlier.",
    )
    policy_ids = fields.Many2many(
        "dscsa.retention.policy",
        string="Which Records",
        required=True,
        copy=False,
        domain="[('company_id', '=', company_id)]",
        default=lambda self: self._default_policies(),
    )
    note = fields.Text(copy=False)
    state = fields.Selection(
        STATES,
        required=True,
        readonly=True,
        default="draft",
        copy=False,
        index=True,
        tracking=True,
    )
    proposed_by_id = fields.Many2one(
        "res.users", string="Proposed by", readonly=True, copy=False
    )
    proposed_at = fields.Datetime(string="Proposed on", readonly=True, copy=False)
    approved_by_id = fields.Many2one(
        "res.users", string="Approved by", readonly=True, copy=False
    )
    approved_at = fields.Datetime(string="Approved on", readonly=True, copy=False)
    self_approved = fields.Boolean(
        string="By the same Person", readonly=True, copy=False
    )
    started_at = fields.Datetime(readonly=True, copy=False)
    ended_at = fields.Datetime(string="Ended on", readonly=True, copy=False)
    stopped_by_id = fields.Many2one(
        "res.users", string="Stopped by", readonly=True, copy=False
    )
    line_ids = fields.One2many("dscsa.disposal.line", "disposal_id", readonly=True)
    tombstone_ids = fields.One2many("dscsa.tombstone", "disposal_id", readonly=True)
    waiting_count = fields.Integer(string="Waiting", compute="_compute_counts")
    disposed_count = fields.Integer(string="Disposed of", compute="_compute_counts")
    kept_count = fields.Integer(string="Not disposed of", compute="_compute_counts")
    digest = fields.Char(
        string="Digest of the Tombstones",
        readonly=True,
        copy=False,
        help="SHA-256 over the digests of all tombstones, in their order.",
    )

    @api.model
    def _default_before(self):
        return fields.Date.subtract(today_of(self.env.company), days=1)

    @api.model
    def _default_policies(self):
        return self.env["dscsa.retention.policy"].search(
            [("company_id", "=", self.env.company.id)]
        )

    def _compute_counts(self):
        lines, tombstones = self.env["dscsa.disposal.line"], self.env["dscsa.tombstone"]
        of_lines = {
            (disposal.id, state): count
            for disposal, state, count in lines._read_group(
                [("disposal_id", "in", self.ids)], ["disposal_id", "state"], ["__count"]
            )
        }
        gone = dict(
            tombstones._read_group(
                [("disposal_id", "in", self.ids)], ["disposal_id"], ["__count"]
            )
        )
        for disposal in self:
            key = disposal._origin.id
            disposal.waiting_count = of_lines.get((key, "waiting"), 0)
            disposal.kept_count = of_lines.get((key, "kept"), 0)
            disposal.disposed_count = gone.get(disposal._origin, 0)

    @api.constrains("before", "company_id")
    def _check_before(self):
        for disposal in self:
            if disposal.before >= today_of(disposal.company_id):
                raise ValidationError(
                    self.env._(
                        "A record is kept through its last day. Choose yesterday or an "
                        "earlier day."
                    )
                )

    # the way of a disposal -----------------------------------------------------------
    @api.model_create_multi
    def create(self, vals_list):
        """Prepare a disposal; nothing is gathered before it is proposed."""
        for vals in vals_list:
            if not self.env.su and vals.keys() - _GIVEN:
                raise AccessError(
                    self.env._("A disposal is proposed first, then approved.")
                )
            company = self.env["res.company"].browse(
                vals.get("company_id") or self.env.company.id
            )
            self._check_manager(company)
            vals["name"] = (
                self.env["ir.sequence"]
                .sudo()
                .with_company(company)
                .next_by_code("dscsa.disposal")
            ) or "/"
        return super().create(vals_list)

    @api.model
    def _check_manager(self, company):
        """Disposing is the manager's, in a company that switched it on."""
        if not self.env.su and not self.env.user.has_group(
            "dscsa_compliance.group_dscsa_manager"
        ):
            raise AccessError(self.env._("Only the compliance manager disposes."))
        if not company.sudo().dscsa_disposal_on:
            raise UserError(
                self.env._(
                    "Disposal is off at %(company)s: everything is kept. Switch it on "
                    "in the settings first.",
                    company=company.name,
                )
            )

    def write(self, vals):
        """A proposal stays as it was made; its steps are buttons."""
        free = ("note", "message_", "activity_")
        if all(self.mapped(lambda disposal: disposal.state == "draft")):
            free += ("before", "policy_ids")
        if not self.env.su and not all(name.startswith(free) for name in vals):
            raise UserError(
                self.env._("A proposal stays as it was made. Stop it and propose anew.")
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_draft(self):
        if any(disposal.state != "draft" for disposal in self):
            raise UserError(self.env._("A disposal stays on record. Stop it instead."))

    def action_propose(self):
        """Gather what is past its date and free of holds; somebody approves it then."""
        for disposal in self:
            disposal._check_manager(disposal.company_id)
            disposal.check_access("write")
            if disposal.state != "draft":
                raise UserError(
                    self.env._("%(name)s was proposed already.", name=disposal.name)
                )
            Proposing(disposal).run()
            # the steps of a disposal are ours, not fields to be written
            disposal.sudo().write(
                {
                    "state": "proposed",
                    "proposed_by_id": self.env.uid,
                    "proposed_at": fields.Datetime.now(),
                }
            )
        return True

    def action_approve(self):
        """Approve; the job begins at once. The same person may, and it is recorded."""
        self.check_access("write")
        for disposal in self:
            disposal._check_may_approve()
            # the steps of a disposal are ours, not fields to be written
            disposal.sudo().write(
                {
                    "state": "approved",
                    "approved_by_id": self.env.uid,
                    "approved_at": fields.Datetime.now(),
                    "self_approved": disposal.proposed_by_id == self.env.user,
                }
            )
        self._wake()
        return True

    def _check_may_approve(self):
        self._check_manager(self.company_id)
        if self.state != "proposed":
            raise UserError(
                self.env._("%(name)s is not waiting for approval.", name=self.name)
            )
        if not self.waiting_count:
            raise UserError(
                self.env._(
                    "%(name)s: nothing may be disposed of. Stop it.", name=self.name
                )
            )
        by_two = self.company_id.sudo().dscsa_disposal_by_two
        if by_two and self.proposed_by_id == self.env.user:
            raise UserError(
                self.env._(
                    "Here a disposal takes two people: somebody else than %(name)s "
                    "approves it.",
                    name=self.env.user.name,
                )
            )

    def action_stop(self):
        """Stop it: what was disposed of is gone, the rest stays."""
        for disposal in self:
            disposal.check_access("write")
            if disposal.state not in ("proposed", "approved", "running"):
                raise UserError(
                    self.env._("%(name)s has ended already.", name=disposal.name)
                )
            # a batch that runs right now is waited for
            self.env["dscsa.disposal.line"].sudo()._leave_waiting(disposal, "stopped")
            # the steps of a disposal are ours, not fields to be written
            disposal.sudo().write(
                {
                    "state": "cancelled",
                    "stopped_by_id": self.env.uid,
                    "ended_at": fields.Datetime.now(),
                }
            )
        return True

    @api.model
    def _wake(self):
        cron = self.env.ref(
            "dscsa_compliance_ledger.ir_cron_dispose", raise_if_not_found=False
        )
        if cron:
            # whoever approves wakes the job; that takes no right of his own
            cron.sudo()._trigger()

    def action_view_lines(self):
        """What waits and what was left, as a list."""
        return self._view("dscsa.disposal.line", self.env._("Records of %s", self.name))

    def action_view_tombstones(self):
        """What is left of what was disposed of."""
        return self._view("dscsa.tombstone", self.env._("Tombstones of %s", self.name))

    def _view(self, model, name):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": model,
            "view_mode": "list,form",
            "domain": [("disposal_id", "=", self.id)],
            "context": {"create": False},
        }

    def action_propose_again(self):
        """The same choice anew, for what was left."""
        self.ensure_one()
        again = self.create(
            {
                "company_id": self.company_id.id,
                "policy_ids": [Command.set(self.policy_ids.ids)],
            }
        )
        again.action_propose()
        return again._get_records_action()

    @api.model
    def _cron_dispose(self):
        """Carry approved disposals out, batch by batch."""
        Disposing(self.env).run()
