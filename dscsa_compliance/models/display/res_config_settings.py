from odoo import api, fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    dscsa_duties_html = fields.Html(
        string="Duties", compute="_compute_dscsa_duties_html", sanitize=False
    )
    dscsa_jobs = fields.Integer(
        string="Files Read at Once",
        config_parameter="dscsa_compliance.jobs",
        default=2,
    )

    @api.depends("dscsa_profile")
    @api.depends_context("lang")
    def _compute_dscsa_duties_html(self):
        for settings in self:
            settings.dscsa_duties_html = self.env["ir.qweb"]._render(
                "dscsa_compliance.settings_duties",
                {
                    "duties": settings._dscsa_duties(),
                    "today": fields.Date.context_today(settings),
                },
            )

    def _dscsa_duties(self):
        """Deadlines of the chosen profile; of the nearest one when it has none."""
        deadlines = self.env["dscsa.deadline"]
        return deadlines._of_company(self.company_id, self.dscsa_profile)
