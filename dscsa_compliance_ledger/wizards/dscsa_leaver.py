from odoo import api, fields, models

from ..services.archive.leaver import Leaver


class DscsaLeaver(models.TransientModel):
    """The list for a person who goes: what to take over, what stays on record."""

    _name = "dscsa.leaver"
    _description = "Leaver List"
    _inherit = "dscsa.handover"

    user_id = fields.Many2one(
        "res.users",
        string="Who goes",
        required=True,
        default=lambda self: self.env.user,
        domain="[('company_ids', 'in', company_id)]",
    )

    @api.depends("user_id")
    def _compute_body(self):
        return super()._compute_body()

    def _title(self):
        return f"{self.user_id.name}, {self.company_id.name}"

    def _service(self, env):
        return Leaver(env, self.company_id.with_env(env), self.user_id.with_env(env))

    @api.model
    def _open_lists(self, company, user):
        """Sections of what else this person began and did not close; same form."""
        return []

    @api.model
    def _leaver_sections(self, company, user):
        """Sections of other subjects, as ``services.archive.sections.section``."""
        return []

    def action_print(self):
        """The list on paper, with lines for signatures."""
        return self.env.ref(
            "dscsa_compliance_ledger.report_leaver_action"
        ).report_action(self)
