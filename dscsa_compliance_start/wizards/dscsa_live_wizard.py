from odoo import api, fields, models

from ..services.trial import Trial
from ..services.trial_kept import received_in_trial


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
        help="Files, register, TI/TS, scans and work list of the trial, but those of "
        "the deliveries that stay. Goods booked in stock stay in any case.",
    )
    keep_ids = fields.Many2many(
        "stock.picking",
        "dscsa_live_wizard_keep_rel",
        string="Real deliveries: they stay",
        compute="_compute_keep_ids",
        store=True,
        readonly=False,
        precompute=True,
        domain="[('company_id', '=', company_id), ('state', '=', 'done'),"
        " ('picking_type_code', '=', 'incoming')]",
        help="Their TI/TS, packages and scans stay, with the whole files they came in.",
    )
    trial_text = fields.Char(string="What goes", compute="_compute_trial_text")
    trial_names = fields.Char(string="Among it", compute="_compute_trial_text")

    @api.depends("company_id")
    def _compute_keep_ids(self):
        for wizard in self:
            wizard.company_id.check_access("read")
            received = received_in_trial(wizard.company_id.sudo())
            wizard.keep_ids = received.sudo(self.env.su)

    @api.depends("company_id", "keep_ids")
    @api.depends_context("lang")
    def _compute_trial_text(self):
        for wizard in self:
            wizard.company_id.check_access("read")
            trial = Trial(wizard.company_id.sudo(), wizard.keep_ids._origin)
            counts = trial.counts()
            wizard.trial_text = ", ".join(
                f"{number} {words}" for words, number in counts.items()
            ) or self.env._("nothing")
            wizard.trial_names = trial.names() or False

    def action_go_live(self):
        """Clear if wished, then start; afterwards the opening stock is taken."""
        self.ensure_one()
        if self.clear_trial:
            self.company_id._dscsa_clear_trial(self.keep_ids)
        self.company_id._dscsa_go_live(self.live_date)
        return self.env["ir.actions.act_window"]._for_xml_id(
            "dscsa_compliance_start.dscsa_opening_action"
        )

    def action_clear_trial(self):
        """Only delete what was tried, to try again from the beginning."""
        self.ensure_one()
        self.company_id._dscsa_clear_trial(self.keep_ids)
        return {"type": "ir.actions.client", "tag": "reload"}
