from odoo import api, fields, models
from odoo.exceptions import AccessError

from ..services.archive.handover import Handover


class DscsaHandover(models.TransientModel):
    """The list to work through before a pharmacy or a site passes to somebody else."""

    _name = "dscsa.handover"
    _description = "Hand-over List"

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    warehouse_id = fields.Many2one(
        "stock.warehouse",
        string="Site",
        domain="[('company_id', '=', company_id)]",
        help="Empty: the whole company.",
    )
    body = fields.Html(compute="_compute_body", sanitize=False)
    headline = fields.Char(compute="_compute_body")

    @api.depends("company_id", "warehouse_id")
    @api.depends_context("lang", "tz")
    def _compute_body(self):
        for wizard in self:
            sections = wizard._sections()
            wizard.headline = wizard._title()
            wizard.body = self.env["ir.qweb"]._render(
                "dscsa_compliance_ledger.dscsa_sections", {"sections": sections}
            )

    @api.depends("headline")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for wizard in self:
            wizard.display_name = wizard.headline or self.env._("Hand-over list")

    @api.model
    def _handover_sections(self, company):
        """Sections of other subjects, as ``services.archive.sections.section``."""
        return []

    def _title(self):
        """Whose list it is."""
        site = self.warehouse_id.name
        name = self.company_id.name
        return f"{name}, {site}" if site else name

    def _sections(self):
        self.ensure_one()
        if not self.env.user.has_group("dscsa_compliance.group_dscsa_pharmacist"):
            raise AccessError(
                self.env._("Ask the pharmacist in charge for the hand-over list.")
            )
        if self.company_id not in self.env.companies:
            raise AccessError(self.env._("That is not one of your companies."))
        # the list tells of everything open, whatever app it is in
        env = self.with_company(self.company_id).sudo().env
        return self._service(env).sections()

    def _service(self, env):
        company = self.company_id.with_env(env)
        return Handover(env, company, self.warehouse_id.with_env(env))

    def action_print(self):
        """The list on paper, with lines for signatures."""
        return self.env.ref(
            "dscsa_compliance_ledger.report_handover_action"
        ).report_action(self)
