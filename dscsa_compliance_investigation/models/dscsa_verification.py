from dscsa_core.investigation.call_sheet import missing_of
from dscsa_core.investigation.clock import HOURS

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.dscsa_compliance.services.words.messages import moment_text

from ..services.call_sheets import sheet_html
from ..services.facts import answer_of, moment
from ..services.missing import text_of
from .dscsa_investigation.selections import ANSWERS, SOURCES

WAYS = [
    ("phone", "Telephone"),
    ("mail", "Mail"),
    ("portal", "Maker's web page"),
    ("electronic", "Electronic (VRS)"),
]


class DscsaVerification(models.Model):
    """A question to the maker about a package, and the answer.

    FD&C Act 582(b)(4)(C), (D): a maker answers within 24 hours, by whatever way it was
    asked, and says so when it has reason to believe the product illegitimate.
    """

    _name = "dscsa.verification"
    _description = "Question to the Maker"
    _inherit = ["dscsa.ledger.mixin"]
    _order = "asked_at desc, id desc"
    _check_company_auto = True

    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    investigation_id = fields.Many2one(
        "dscsa.investigation", string="Case", index=True, check_company=True
    )
    item_id = fields.Many2one(
        "dscsa.investigation.item",
        string="Package",
        domain="[('investigation_id', '=', investigation_id)]",
        check_company=True,
    )
    maker = fields.Char(required=True)
    way = fields.Selection(WAYS, required=True, default="phone")
    number = fields.Char(string="Number or Address")
    source = fields.Selection(
        SOURCES,
        string="Where it is from",
        required=True,
        default="maker_site",
        help="Never from the package, its insert, or the seller.",
    )
    asked_at = fields.Datetime(required=True, default=fields.Datetime.now)
    asked_by_id = fields.Many2one(
        "res.users", required=True, default=lambda self: self.env.user, readonly=True
    )
    due_at = fields.Datetime(string="Due by Law", compute="_compute_due_at")
    answer = fields.Selection(ANSWERS)
    reason = fields.Char(help="In the maker's words: why not, or why nobody could say.")
    answered_by = fields.Char(string="Who answered")
    reference = fields.Char()
    answered_at = fields.Datetime()
    sheet_html = fields.Html(
        compute="_compute_sheet_html",
        sanitize=False,
        help="What to read out, and the sentence of the law.",
    )

    _ledger_fields = (
        "investigation_id",
        "item_id",
        "maker",
        "way",
        "number",
        "source",
        "asked_at",
        "asked_by_id",
        "answer",
        "reason",
        "answered_by",
        "reference",
        "answered_at",
    )
    _ledger_kept = True
    _ledger_frozen = frozenset({"investigation_id"})

    @api.depends("asked_at")
    def _compute_due_at(self):
        for asked in self:
            at = asked.asked_at
            asked.due_at = at + HOURS if at else False

    @api.depends("item_id", "investigation_id", "asked_at")
    @api.depends_context("lang", "tz")
    def _compute_sheet_html(self):
        for asked in self:
            asked.sheet_html = sheet_html(asked)

    @api.onchange("investigation_id")
    def _onchange_investigation_id(self):
        """The package of a case that has one, and the maker of its product."""
        case = self.investigation_id
        if case and not self.item_id:
            self.item_id = case.item_ids[:1]
        self.maker = self.maker or case.product_id.dscsa_manufacturer

    @api.model_create_multi
    def create(self, vals_list):
        now = fields.Datetime.now()
        for vals in vals_list:
            vals["asked_by_id"] = self.env.uid
            # one clock for both: an answer noted at once is not before its question
            vals.setdefault("asked_at", now)
        asked = super().create([self._whole(vals) for vals in vals_list])
        asked._check_answer()
        return asked

    def write(self, vals):
        """An answer stands as it was given; another one is another question."""
        if not self.env.su and self.filtered("answer"):
            raise UserError(
                self.env._("This answer is on record. Note a new question for another.")
            )
        if not self.env.su and "asked_by_id" in vals:
            raise UserError(self.env._("Who asked is noted by itself."))
        result = super().write(self._whole(vals))
        self._check_answer()
        return result

    @api.model
    def _whole(self, vals):
        if vals.get("answer") and not vals.get("answered_at"):
            return {**vals, "answered_at": fields.Datetime.now()}
        return vals

    @api.constrains("item_id", "investigation_id")
    def _check_item(self):
        self.item_id._check_of_case(self)

    def _check_answer(self):
        """An answer has a name, a source, a time; what does not confirm says why.

        What is missing says the core, all of it at once.
        """
        now = moment(fields.Datetime.now())
        if any(moment(asked.asked_at) > now for asked in self):
            raise UserError(self.env._("That time lies ahead. When was it asked?"))
        for asked in self.filtered("answer"):
            codes = missing_of(answer_of(asked), moment(asked.asked_at), now)
            if codes:
                raise UserError(text_of(self.env, codes))

    @api.depends("maker", "asked_at")
    def _compute_display_name(self):
        for asked in self:
            at = asked.asked_at and moment_text(self.env, asked.asked_at)
            asked.display_name = ", ".join(filter(None, (asked.maker, at)))

    def _how_words(self):
        """How the maker was asked: the way and the reference of the answer."""
        way = dict(self._fields["way"].selection)[self.way]
        return ", ".join(filter(None, (way, self.answered_by, self.reference)))
