from odoo import api, fields, models
from odoo.exceptions import UserError

from ..services.parts import ACTIONS, gaps_of, titles


class DscsaBinderPart(models.Model):
    """One part of the binder: printed with the others or alone."""

    _name = "dscsa.binder.part"
    _description = "Part of the Binder"
    _order = "sequence, id"

    binder_id = fields.Many2one(
        "dscsa.binder", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="binder_id.company_id", store=True, index=True)
    code = fields.Char(required=True)
    sequence = fields.Integer()
    title = fields.Text(compute="_compute_words")
    gap = fields.Text(compute="_compute_words", string="Missing")
    state = fields.Selection(
        [("complete", "Records complete"), ("gap", "Gap")], compute="_compute_words"
    )

    _code_unique = models.UniqueIndex("(binder_id, code)")

    @api.depends_context("lang")
    @api.depends("code")
    def _compute_words(self):
        names = titles(self.env)
        for company, parts in self.grouped("company_id").items():
            gaps = gaps_of(self.env, company)
            for part in parts:
                part.title = names.get(part.code, part.code)
                part.gap = " ".join(gaps.get(part.code, [])) or False
                part.state = "gap" if part.gap else "complete"

    @api.depends("code")
    def _compute_display_name(self):
        names = titles(self.env)
        for part in self:
            part.display_name = names.get(part.code, part.code)

    def action_print(self):
        """These parts as a document of their own."""
        return self.env.ref(
            "dscsa_compliance_binder.report_binder_action"
        ).report_action(self)

    def action_open(self):
        """Where the records of this part are kept."""
        self.ensure_one()
        xmlid = ACTIONS.get(self.code)
        if not xmlid:
            raise UserError(
                self.env._("This part is written by itself; print it to read it.")
            )
        return self.env["ir.actions.actions"]._for_xml_id(xmlid)
