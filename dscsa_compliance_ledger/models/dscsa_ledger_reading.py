import json

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from odoo.addons.dscsa_compliance.services.words.messages import message_of

from ..services.ledger.anchor import compare
from ..services.ledger.check import Checker
from ..services.ledger.words import content_words


class DscsaLedger(models.Model):
    """Reading the ledger: in words, by day, and whether it still holds."""

    _inherit = "dscsa.ledger"

    happened_at = fields.Datetime(
        string="When", compute="_compute_happened_at", search="_search_happened_at"
    )
    model_name = fields.Char(
        string="What", compute="_compute_model_name", search="_search_model_name"
    )
    words = fields.Html(string="What was noted", compute="_compute_words")
    is_sealed = fields.Boolean(string="Sealed", compute="_compute_is_sealed")

    @api.depends("at")
    def _compute_happened_at(self):
        for fact in self:
            text = (fact.at or "")[:19].replace("T", " ")
            try:
                fact.happened_at = fields.Datetime.to_datetime(text)
            except ValueError:
                # an altered text is no time; the check names it
                fact.happened_at = False

    @api.model
    def _search_happened_at(self, operator, value):
        """Times are texts that sort as they should."""
        if operator not in (">", ">=", "<", "<=") or not value:
            return NotImplemented
        text = fields.Datetime.to_datetime(value).isoformat()
        if operator in ("<=", ">"):
            text += ".999999+99"
        return Domain("at", operator, text)

    @api.depends("model")
    def _compute_model_name(self):
        for fact in self:
            # readers of the ledger need no right to the models of Odoo
            known = fact.model and self.env["ir.model"].sudo()._get(fact.model)
            fact.model_name = known.name if known else fact.model

    @api.model
    def _search_model_name(self, operator, value):
        if operator in Domain.NEGATIVE_OPERATORS:
            return NotImplemented
        found = self.env["ir.model"].sudo().search([("name", operator, value)])
        return Domain("model", "in", found.mapped("model"))

    @api.depends("content", "model")
    def _compute_words(self):
        for fact in self:
            before = fact.whole and fact._before()
            fact.words = content_words(
                self.env, fact.model, _json(fact.content), before and _json(before)
            )

    def _before(self):
        """The text of the fact before this one that says the whole record."""
        self.ensure_one()
        return (
            self.sudo()
            .search(
                [
                    ("model", "=", self.model),
                    ("res_id", "=", self.res_id),
                    ("company_id", "=", self.company_id.id),
                    ("whole", "=", True),
                    ("id", "<", self.id),
                ],
                limit=1,
            )
            .content
        )

    @api.depends("position")
    def _compute_is_sealed(self):
        for fact in self:
            fact.is_sealed = bool(fact.position)

    # following ------------------------------------------------------------------------
    def action_open(self):
        """Open the record this entry is about, if it is still there."""
        self.ensure_one()
        return self._open_record(self.model, self.res_id)

    @api.model
    def _open_record(self, model, res_id):
        record = (
            self.env[model].browse(res_id) if model in self.env and res_id else None
        )
        if record is None or not record.exists():
            raise UserError(
                self.env._(
                    "There is no such record any more. What it said is in its entries "
                    "in the ledger."
                )
            )
        record.check_access("read")
        return record._get_records_action()

    # checking -------------------------------------------------------------------------
    @api.model
    def _check(self, company):
        """Check the whole ledger of a company now: [{"code", "sentence"}] of faults.

        For scripts and tests of a restored backup; keeps no result.
        """
        found = Checker(self.env, company).run()
        return [self._told(each.finding) for each in found]

    @api.model
    def _compare_anchor(self, company, position, seal):
        """{"code", "sentence"} when the ledger does not hold an anchor, else False."""
        fault = compare(self.env, company, position, seal)
        return self._told(fault) if fault else False

    @api.model
    def _told(self, fault):
        return {
            "code": fault.code,
            "sentence": message_of(self.env, fault.code, fault.facts),
        }


def _json(text):
    try:
        return json.loads(text or "{}")
    except ValueError:
        return {"": text}
