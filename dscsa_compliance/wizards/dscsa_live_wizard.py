from odoo import api, fields, models

from ..services.trial import Trial


class DscsaLiveWizard(models.TransientModel):
    """End the trial: clear what was tried, and go live on a date."""

    _name = "dscsa.live.wizard"
    _description = "Go live"

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    is_trial = fields.Boolean(related="company_id.dscsa_is_trial")
    live_date = fields.Date(
        string="Live from", required=True, default=fields.Date.context_today
    )
    clear_trial = fields.Boolean(
        string="Delete what was tried",
        default=True,
        help="Files, register, TI/TS, scans and work list of the trial. Goods booked "
        "in stock stay: they are your opening stock.",
    )
    trial_text = fields.Char(string="In the trial", compute="_compute_trial_text")

    @api.depends("company_id")
    @api.depends_context("lang")
    def _compute_trial_text(self):
        for wizard in self:
            counts = Trial(wizard.company_id.sudo()).counts()
            wizard.trial_text = ", ".join(
                f"{number} {words}" for words, number in counts.items()
            )

    def action_go_live(self):
        """Clear if wished, then start; afterwards the opening stock is taken."""
        self.ensure_one()
        if self.clear_trial:
            self.company_id._dscsa_clear_trial()
        self.company_id._dscsa_go_live(self.live_date)
        return self.env["ir.actions.act_window"]._for_xml_id(
            "dscsa_compliance.dscsa_opening_action"
        )

    def action_clear_trial(self):
        """Only delete what was tried, to try again from the beginning."""
        self.ensure_one()
        self.company_id._dscsa_clear_trial()
        return {"type": "ir.actions.client", "tag": "reload"}
