from dscsa_core.investigation.clock import HOURS

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from .selections import CLASSIFICATIONS, OUTCOMES, STATES, UNDECIDED, WHOSE

# what any of the house may add, and until when
_BY_HAND = frozenset(
    {"product_name", "evidence_upload", "evidence_upload_name", "no_partners_reason"}
)
_OF_THE_MATTER = frozenset({"fda_asked_on", "fda_office", "fda_officer"})
_AFTER = ("illegitimate", "notified", "disposed", "termination_asked")
_LATER = frozenset({"incident_number", "termination_why", "sample_wanted"})
_INNER = (
    *("message_", "activity_", "check_", "verification_", "notice_", "disposal_"),
    "form_",
)


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
    storage = fields.Selection(related="product_id.dscsa_storage")
    product_name = fields.Char(string="Product as printed", copy=False)
    gtin = fields.Char(string="GTIN", copy=False)
    item_ids = fields.One2many("dscsa.investigation.item", "investigation_id")
    check_ids = fields.One2many("dscsa.investigation.check", "investigation_id")
    verification_ids = fields.One2many("dscsa.verification", "investigation_id")
    verification_count = fields.Integer(compute="_compute_counts")
    notice_ids = fields.One2many("dscsa.investigation.notice", "investigation_id")
    form_ids = fields.One2many("dscsa.form3911", "investigation_id")
    form_count = fields.Integer(compute="_compute_counts")
    partner_count = fields.Integer(
        compute="_compute_counts", help="Partners who are to be told or were."
    )
    disposal_ids = fields.One2many("dscsa.investigation.disposal", "investigation_id")
    discrepancy_ids = fields.One2many("dscsa.discrepancy", "investigation_id")
    evidence_ids = fields.Many2many(
        "dscsa.document", "dscsa_investigation_evidence_rel"
    )
    goods = fields.Char(compute="_compute_goods", store=True, string="Product and Lots")
    package_count = fields.Integer(compute="_compute_goods", store=True)
    outcome = fields.Selection(OUTCOMES, readonly=True, copy=False)
    fda_asked_on = fields.Date(
        string="FDA asked on",
        copy=False,
        help="FDA itself asked to verify it: then FDA also hears when it is cleared.",
    )
    fda_office = fields.Char(string="Office of FDA", copy=False)
    fda_officer = fields.Char(string="Officer", copy=False)
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
    no_partners_reason = fields.Char(
        string="Why no partner is told",
        copy=False,
        help="Where the list of partners is empty: whom it came from, or why nobody.",
    )
    sample_wanted = fields.Boolean(
        string="A sample is to be kept",
        copy=False,
        help="The maker, FDA or the State asked for one: 582(d)(4)(B)(i)(III).",
    )
    incident_number = fields.Char(string="FDA incident number", copy=False)
    termination_why = fields.Text(
        string="Why the notification can end",
        copy=False,
        help="What became of the product and who was told: item 18 of Form FDA 3911.",
    )
    disposed_at = fields.Datetime(readonly=True, copy=False)
    closed_at = fields.Datetime(readonly=True, copy=False)
    is_held = fields.Boolean(
        compute="_compute_is_held", help="Its goods stay aside: it is not cleared."
    )
    is_owed = fields.Boolean(compute="_compute_is_owed")
    sample_text = fields.Char(compute="_compute_is_owed")
    next_step = fields.Char(compute="_compute_next_step")
    missing_text = fields.Text(string="Still missing", compute="_compute_next_step")
    people_text = fields.Char(string="By", compute="_compute_people_text")

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

    @api.depends("verification_ids", "form_ids", "notice_ids.is_fda")
    def _compute_counts(self):
        for case in self:
            case.verification_count = len(case.verification_ids)
            case.form_count = len(case.form_ids)
            case.partner_count = len(
                case.notice_ids.filtered(lambda each: not each.is_fda)
            )

    @api.depends("determined_at")
    def _compute_due_at(self):
        for case in self:
            since = case.determined_at
            case.due_at = since + HOURS if since else False

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
        if not self.env.su:
            self._check_by_hand({name for name in vals if not name.startswith(_INNER)})
        return super().write(vals)

    def _check_by_hand(self, names):
        allowed = _BY_HAND
        if all(case.state in UNDECIDED for case in self):
            allowed |= _OF_THE_MATTER
        if all(case.state in _AFTER for case in self):
            allowed |= _LATER
        if names - allowed:
            raise UserError(
                self.env._("A case goes on with its buttons. Add what you found out.")
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_trial(self):
        if any(self.mapped("company_id.dscsa_live_date")):
            raise UserError(self.env._("A case stays on record. Clear it instead."))

    @api.model
    def _evidence_partner(self):
        return self.env["res.partner"]

    def _why_words(self):
        """Why it is odd, for the core: a sentence, or what else says so."""
        return self.why or ""

    def _packages(self):
        """The packages of the register it is about."""
        return self.item_ids.epc_id
