from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..services.wording import filled

TOPICS = [
    ("receiving", "Receiving"),
    ("suspect", "Suspect and illegitimate product"),
    ("returns", "Returns"),
    ("requests", "Requests for information"),
    ("recall", "Recalls"),
    ("downtime", "Downtime"),
    ("retention", "Keeping records"),
    ("training", "Training"),
    ("own", "Our own"),
]
_PHARMACIST = "dscsa_compliance.group_dscsa_pharmacist"


class DscsaSop(models.Model):
    """A written procedure. Shipped texts have no company; a company edits its copy.

    What is approved stays as it was approved: a change is a new version. Words in
    braces, such as ``{company}``, stand for names and are filled when it is shown.
    """

    _name = "dscsa.sop"
    _description = "Written Procedure"
    _inherit = ["mail.thread", "mail.activity.mixin", "dscsa.ledger.mixin"]
    _order = "sequence, version desc, id desc"

    _ledger_fields = (
        "name",
        "code",
        "version",
        "state",
        "approved_text",
        "approved_by_id",
        "approved_at",
    )

    name = fields.Char(required=True, translate=True)
    code = fields.Selection(TOPICS, string="Topic", required=True, default="own")
    sequence = fields.Integer(default=90)
    company_id = fields.Many2one(
        "res.company",
        index=True,
        default=lambda self: self.env.company,
        help="Empty: a text to start from.",
    )
    body = fields.Html(
        string="Text",
        required=True,
        translate=True,
        help="{company}, {pic}, {deputy}, {phones}, {portals} and {releasers} are "
        "filled in when it is shown and printed.",
    )
    text = fields.Html(compute="_compute_text", string="As it reads")
    approved_text = fields.Html(readonly=True, copy=False)
    version = fields.Integer(default=1, readonly=True, copy=False)
    state = fields.Selection(
        [
            ("template", "To start from"),
            ("draft", "Draft"),
            ("approved", "Approved"),
            ("replaced", "Replaced"),
        ],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        tracking=True,
    )
    approved_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    approved_at = fields.Datetime(readonly=True, copy=False)
    template_id = fields.Many2one("dscsa.sop", readonly=True, index="btree_not_null")
    previous_id = fields.Many2one("dscsa.sop", readonly=True, copy=False)
    training_ids = fields.One2many("dscsa.training", "sop_id", readonly=True)
    training_count = fields.Integer(compute="_compute_training")
    to_read = fields.Boolean(compute="_compute_training", string="Still to be read")

    _template_index = models.Index("(company_id, code)")

    @api.depends("body", "state", "approved_text", "company_id")
    @api.depends_context("company")
    def _compute_text(self):
        for sop in self:
            company = sop.company_id or self.env.company
            sop.text = sop.approved_text or filled(company, sop.body)

    @api.depends_context("uid")
    @api.depends("training_ids.signed_at", "state")
    def _compute_training(self):
        for sop in self:
            signed = sop.training_ids.filtered("signed_at")
            sop.training_count = len(signed)
            sop.to_read = sop.state == "approved" and (
                self.env.user not in signed.user_id
            )

    @api.depends("name", "version", "company_id")
    def _compute_display_name(self):
        for sop in self:
            text = self.env._("%(name)s, version %(number)s", name=sop.name,
                              number=sop.version)  # fmt: skip
            sop.display_name = text if sop.company_id else sop.name

    @api.model_create_multi
    def create(self, vals_list):
        """Copies are drafts; only shipped texts have no company."""
        if not self.env.su:
            vals_list = [self._as_draft(vals) for vals in vals_list]
        return super().create(vals_list)

    @api.model
    def _as_draft(self, vals):
        company = vals.get("company_id") or self.env.company.id
        return {**vals, "state": "draft", "company_id": company}

    def write(self, vals):
        """Shipped and approved texts stay as they are."""
        inner = ("message_", "activity_")
        changed = [name for name in vals if not name.startswith(inner)]
        if changed and not self.env.su:
            fixed = self.filtered(lambda sop: sop.state != "draft")
            if fixed or "state" in changed or "company_id" in changed:
                raise UserError(
                    self.env._(
                        "Texts that were shipped or approved stay as they are. Take "
                        "the text over, or press New version, and edit that."
                    )
                )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_draft(self):
        if self.filtered(lambda sop: sop.state != "draft"):
            raise UserError(
                self.env._(
                    "Only a draft can be deleted. What was approved is kept: it says "
                    "how you worked at the time."
                )
            )

    # taking over, approving ----------------------------------------------------------
    def action_take_over(self):
        """A draft of the company with this text; the copy that is there, if any."""
        copies = self.browse()
        for template in self.filtered(lambda sop: sop.state == "template"):
            copies |= template._copy_of(self.env.company) or template._take_over()
        return self._open(copies)

    def _take_over(self):
        self.ensure_one()
        return self.create(
            {
                "name": self.name,
                "code": self.code,
                "sequence": self.sequence,
                "body": self.body,
                "template_id": self.id,
                "company_id": self.env.company.id,
            }
        )

    def _copy_of(self, company):
        """The latest text of a company made of this one."""
        self.ensure_one()
        return self.search(
            [
                ("company_id", "=", company.id),
                ("code", "=", self.code),
                ("template_id", "=", self.id),
            ],
            order="version desc, id desc",
            limit=1,
        )

    def action_approve(self):
        """Approve drafts: the text, the person and the time are kept."""
        if not self.env.user.has_group(_PHARMACIST):
            raise AccessError(
                self.env._("Only a pharmacist or the manager approves procedures.")
            )
        self.check_access("write")
        for sop in self:
            if sop.state != "draft":
                raise UserError(self.env._("%(name)s is no draft.", name=sop.name))
            # who, when and the text are taken from here, not from the caller
            sop.sudo().write(
                {
                    "state": "approved",
                    "approved_text": filled(sop.company_id, sop.body),
                    "approved_by_id": self.env.uid,
                    "approved_at": fields.Datetime.now(),
                }
            )
            sop.sudo().previous_id.state = "replaced"
        return True

    def action_new_version(self):
        """A draft with the next number; until it is approved the old text counts."""
        self.ensure_one()
        if self.state != "approved":
            raise UserError(self.env._("A new version is made of an approved text."))
        draft = self.search([("previous_id", "=", self.id), ("state", "=", "draft")])
        if not draft:
            draft = self.copy({"name": self.name})
            # its number follows from the text it replaces
            draft.sudo().write({"version": self.version + 1, "previous_id": self.id})
        return self._open(draft[:1])

    def _open(self, records):
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "dscsa_compliance_binder.dscsa_sop_action"
        )
        if len(records) == 1:
            return action | {"views": [(False, "form")], "res_id": records.id}
        return action | {"domain": [("id", "in", records.ids)], "context": {}}

    def action_read_and_sign(self):
        """I have read it and work by it: signed by the user's own click."""
        for sop in self:
            if sop.state != "approved":
                raise UserError(
                    self.env._("%(name)s is not approved yet.", name=sop.name)
                )
            mark = sop.training_ids.filtered(
                lambda each: each.user_id == self.env.user and not each.signed_at
            )
            # everybody may say that he has read a text; marks are written for others
            # by pharmacists only
            mark = mark or self.env["dscsa.training"].sudo().create(
                {
                    "company_id": sop.company_id.id,
                    "user_id": self.env.uid,
                    "sop_id": sop.id,
                    "trainer": self.env._("Read by oneself"),
                }
            )
            mark.sudo(False).action_sign()
        return True
