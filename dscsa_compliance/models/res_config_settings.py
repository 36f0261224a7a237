from odoo import api, fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    dscsa_profile = fields.Selection(related="company_id.dscsa_profile", readonly=False)
    dscsa_live_date = fields.Date(related="company_id.dscsa_live_date", readonly=False)
    dscsa_scan_depth = fields.Selection(
        related="company_id.dscsa_scan_depth", readonly=False
    )
    dscsa_short_dated_days = fields.Integer(
        related="company_id.dscsa_short_dated_days", readonly=False
    )
    dscsa_separators = fields.Char(
        related="company_id.dscsa_separators", readonly=False
    )
    dscsa_auto_put_back = fields.Boolean(
        related="company_id.dscsa_auto_put_back", readonly=False
    )
    dscsa_duties_html = fields.Html(
        string="Duties", compute="_compute_dscsa_duties_html", sanitize=False
    )
    dscsa_jobs = fields.Integer(
        string="Files Read at Once",
        config_parameter="dscsa_compliance.jobs",
        default=2,
    )
    dscsa_intake = fields.Selection(related="company_id.dscsa_intake", readonly=False)
    dscsa_office_use_cap = fields.Float(
        related="company_id.dscsa_office_use_cap", readonly=False
    )
    dscsa_answer_days = fields.Integer(
        related="company_id.dscsa_answer_days", readonly=False
    )
    dscsa_records_only = fields.Boolean(
        related="company_id.dscsa_records_only", readonly=False
    )
    dscsa_use_days = fields.Integer(related="company_id.dscsa_use_days", readonly=False)
    dscsa_pin_required = fields.Boolean(
        related="company_id.dscsa_pin_required", readonly=False
    )
    dscsa_pin_minutes = fields.Integer(
        related="company_id.dscsa_pin_minutes", readonly=False
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
