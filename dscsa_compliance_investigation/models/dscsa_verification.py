from dscsa_core.investigation.clock import HOURS

from odoo import api, fields, models
from odoo.exceptions import UserError

WAYS = [("phone", "Telephone"), ("mail", "Mail"), ("portal", "Maker's web page")]
SOURCES = [
    ("site", "From the maker's own web site"),
    ("earlier", "From an earlier contact of ours"),
    ("authority", "From FDA or the State"),
]
ANSWERS = [
    ("confirmed", "Confirmed by the manufacturer"),
    ("not_confirmed", "Not confirmed"),
    ("not_checked", "Could not be checked"),
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
        "dscsa.investigation", index=True, check_company=True
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
        default="site",
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

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            vals["asked_by_id"] = self.env.uid
        asked = super().create([self._whole(vals) for vals in vals_list])
        asked._check_answer()
        return asked

    def write(self, vals):
        """An answer stands as it was given; another one is another question."""
        if not self.env.su and self.filtered("answer"):
            raise UserError(
                self.env._("This answer is on record. Note a new question for another.")
            )
        result = super().write(self._whole(vals))
        self._check_answer()
        return result

    @api.model
    def _whole(self, vals):
        if vals.get("answer") and not vals.get("answered_at"):
            return {**vals, "answered_at": fields.Datetime.now()}
        return vals

    def _check_answer(self):
        """An answer has a name; one that does not confirm says why."""
        now = fields.Datetime.now()
        for asked in self.filtered("answer"):
            if asked.answer != "not_checked" and not asked.answered_by:
                raise UserError(self.env._("Note the name of who answered."))
            if asked.answer != "confirmed" and not asked.reason:
                raise UserError(
                    self.env._("Note what the maker said, or why nobody did.")
                )
            if asked.answered_at > now or asked.answered_at < asked.asked_at:
                raise UserError(
                    self.env._("The answer came after the question, and not in future.")
                )
