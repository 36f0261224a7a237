from dscsa_core.investigation.clock import HOURS

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

STATES = [
    ("question", "Question"),
    ("suspect", "Suspect"),
    ("cleared", "Cleared"),
    ("illegitimate", "Illegitimate"),
    ("notified", "Everybody told"),
]
UNDECIDED = ("question", "suspect")
WHOSE = [
    ("ours", "Our stock"),
    ("patient", "A patient brought it"),
    ("found", "Found here, nobody knows whose"),
    ("foreign", "Belongs to somebody else"),
]
# FD&C Act 581(8), 581(21); intentional adulteration is asked by Form FDA 3911
CLASSIFICATIONS = [
    ("counterfeit", "Counterfeit: somebody else's product under this name"),
    ("diverted", "Diverted: it left the US chain and came back"),
    ("stolen", "Stolen"),
    ("adulterated", "Intentionally adulterated"),
    ("unfit", "Unfit for distribution: serious harm is likely"),
    ("fraudulent", "Fraudulent transaction: knowingly false TI/TS"),
]


class DscsaInvestigation(models.Model):
    """A doubt about packages of one product, what was found out, and what was decided.

    FD&C Act 582(d)(4): quarantine, investigation, and within 24 hours of the
    determination the notices. It opens with a tap; a question is no suspicion yet.
    """

    _name = "dscsa.investigation"
    _description = "Suspect Product Case"
    _inherit = [
        "mail.thread",
        "mail.activity.mixin",
        "dscsa.evidence.mixin",
        "dscsa.retained.mixin",
        "dscsa.ledger.mixin",
    ]
    _order = "id desc"
    _check_company_auto = True

    name = fields.Char(required=True, copy=False, default="/", readonly=True)
    company_id = fields.Many2one("res.company", required=True, index=True)
    incident = fields.Char(
        readonly=True,
        copy=False,
        help="Cases that were opened together: one case is about one product.",
    )
    state = fields.Selection(
        STATES, required=True, default="question", copy=False, tracking=True, index=True
    )
    whose = fields.Selection(WHOSE, required=True, default="ours", copy=False)
    why = fields.Text(string="What is odd", required=True, copy=False)
    product_id = fields.Many2one("product.product", copy=False, readonly=True)
    product_name = fields.Char(string="Product as printed", copy=False)
    gtin = fields.Char(string="GTIN", copy=False)
    item_ids = fields.One2many("dscsa.investigation.item", "investigation_id")
    check_ids = fields.One2many("dscsa.investigation.check", "investigation_id")
    verification_ids = fields.One2many("dscsa.verification", "investigation_id")
    notice_ids = fields.One2many("dscsa.investigation.notice", "investigation_id")
    discrepancy_ids = fields.One2many("dscsa.discrepancy", "investigation_id")
    evidence_ids = fields.Many2many(
        "dscsa.document", "dscsa_investigation_evidence_rel"
    )
    goods = fields.Char(compute="_compute_goods", store=True, string="Product and Lots")
    package_count = fields.Integer(compute="_compute_goods", store=True)
    suspect_at = fields.Datetime(string="Suspect since", readonly=True, copy=False)
    suspect_by_id = fields.Many2one(
        "res.users", string="Said by", readonly=True, copy=False
    )
    classification = fields.Selection(CLASSIFICATIONS, readonly=True, copy=False)
    determined_at = fields.Datetime(
        string="Determined",
        readonly=True,
        copy=False,
        help="When it was decided that the product is illegitimate: 24 hours run from "
        "then.",
    )
    due_at = fields.Datetime(
        string="Tell everybody until", compute="_compute_due_at", store=True
    )
    no_maker_reason = fields.Char(
        string="Why the maker was not reached", readonly=True, copy=False
    )
    conclusion = fields.Text(readonly=True, copy=False)
    concluded_at = fields.Datetime(readonly=True, copy=False)
    concluded_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    next_step = fields.Char(compute="_compute_next_step")

    _undecided_index = models.Index(
        "(company_id, id) WHERE state IN ('question', 'suspect')"
    )

    @api.depends("product_id", "product_name", "gtin", "item_ids.lot")
    def _compute_goods(self):
        for case in self:
            name = case.product_id.display_name or case.product_name or case.gtin
            lots = sorted({lot for lot in case.item_ids.mapped("lot") if lot})
            case.goods = ", ".join(filter(None, (name, *lots)))
            case.package_count = len(case.item_ids)

    @api.depends("determined_at")
    def _compute_due_at(self):
        for case in self:
            since = case.determined_at
            case.due_at = since + HOURS if since else False

    @api.depends("state", "check_ids.result", "notice_ids.told_at")
    @api.depends_context("lang")
    def _compute_next_step(self):
        steps = {
            "question": self.env._(
                "The pharmacist looks at it: is it suspect, or is there a reason?"
            ),
            "suspect": self.env._(
                "Find out: does the lot correspond, does the TI/TS fit, does the maker "
                "know it? Then decide."
            ),
            "cleared": self.env._("It was cleared. Nothing is left to do here."),
            "illegitimate": self.env._(
                "Tell FDA and everybody below before the time is over, and note when."
            ),
            "notified": self.env._(
                "Everybody was told. The goods stay in quarantine until they are "
                "disposed of."
            ),
        }
        for case in self:
            case.next_step = steps[case.state]

    @api.depends("name", "goods")
    def _compute_display_name(self):
        for case in self:
            case.display_name = " · ".join(filter(None, (case.name, case.goods)))

    @api.model_create_multi
    def create(self, vals_list):
        """Cases are opened by a doubt; see ``services/opening.py``."""
        if not self.env.su:
            raise AccessError(
                self.env._("Press “I have a doubt” on the goods: it opens the case.")
            )
        for vals in vals_list:
            if vals.get("name", "/") == "/":
                sequence = self.env["ir.sequence"].with_company(vals["company_id"])
                vals["name"] = sequence.next_by_code("dscsa.investigation") or "/"
        return super().create(vals_list)

    def write(self, vals):
        """By hand only what is odd, in more words, and papers."""
        by_hand = {"product_name", "evidence_upload", "evidence_upload_name"}
        inner = ("message_", "activity_", "check_", "verification_", "notice_")
        if not self.env.su and any(
            name not in by_hand and not name.startswith(inner) for name in vals
        ):
            raise UserError(
                self.env._("A case goes on with its buttons. Add what you found out.")
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_trial(self):
        if any(self.mapped("company_id.dscsa_live_date")):
            raise UserError(self.env._("A case stays on record. Clear it instead."))

    @api.model
    def _evidence_partner(self):
        return self.env["res.partner"]

    def _packages(self):
        """The packages of the register it is about."""
        return self.item_ids.epc_id

    def action_view_packages(self):
        """The packages of the register it is about."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "dscsa_compliance.dscsa_epc_hold_action"
        )
        return action | {"domain": [("id", "in", self._packages().ids)], "context": {}}
