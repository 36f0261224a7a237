from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.dscsa_compliance.services.receiving.facts import today_of
from odoo.addons.dscsa_compliance.services.words.messages import date_text

from ..services.trial import Trial


class ResCompany(models.Model):
    """What the four questions ask, every one with a default that works; and the trial
    until somebody goes live.
    """

    _inherit = "res.company"

    dscsa_licensed_count = fields.Integer(
        string="Licensed People",
        help="Full-time pharmacists and qualified technicians of the whole entity. "
        "25 or fewer are exempt for longer (FDA letter of 12 June 2024).",
    )
    dscsa_licensed_date = fields.Date(string="Counted on")
    dscsa_pic_id = fields.Many2one("res.users", string="Pharmacist in Charge")
    dscsa_deputy_id = fields.Many2one("res.users", string="Deputy")
    dscsa_answered_at = fields.Datetime(string="Questions answered", copy=False)
    dscsa_is_trial = fields.Boolean(compute="_compute_dscsa_is_trial")

    @api.depends("dscsa_live_date")
    def _compute_dscsa_is_trial(self):
        for company in self:
            company.dscsa_is_trial = not company.dscsa_live_date

    def _dscsa_check_manager(self):
        mine = self in self.env.user.company_ids
        if not mine or not self.env.user.has_group(
            "dscsa_compliance.group_dscsa_manager"
        ):
            raise AccessError(self.env._("Only the compliance manager ends the trial."))

    # what other subjects add ----------------------------------------------------------
    def _dscsa_trial_models(self):
        """[(model, words for it or "", has a chatter)] of what a trial leaves behind,
        in the order in which it goes."""
        return [
            ("dscsa.signature", "", False),
            ("dscsa.release", self.env._("releases"), True),
            ("dscsa.discrepancy", self.env._("discrepancies"), True),
            ("dscsa.scan", self.env._("scans"), False),
            ("dscsa.transaction", self.env._("TI/TS"), True),
            ("dscsa.event", "", False),
            ("dscsa.epc", self.env._("packages in the register"), False),
            ("dscsa.document", self.env._("files"), True),
        ]

    def _dscsa_trial_kept(self, epcs):
        """{model: rows that stay} since real deliveries brought these packages."""
        here = [("company_id", "=", self.id)]
        return {"dscsa.signature": self.env["dscsa.signature"].search(here)}

    def _dscsa_forget_recalls(self):
        """Recalls that were tried out hold nothing any more."""

    def _dscsa_clear_trial(self, keep=None):
        """Delete what the trial recorded, but the receipts ``keep``; refused live."""
        self.ensure_one()
        self._dscsa_check_manager()
        if self.sudo().dscsa_live_date:
            raise UserError(
                self.env._(
                    "%(company)s is live: its records are kept and cannot be cleared.",
                    company=self.name,
                )
            )
        Trial(self.sudo(), keep).clear()

    def _dscsa_go_live(self, day):
        """Protection starts on ``day``; nothing that came before it is held."""
        self.ensure_one()
        self._dscsa_check_manager()
        company = self.sudo()
        if company.dscsa_live_date:
            raise UserError(
                self.env._(
                    "%(company)s is live since %(date)s already.",
                    company=company.name,
                    date=date_text(self.env, company.dscsa_live_date),
                )
            )
        if day < today_of(company):
            raise UserError(self.env._("Choose today or a later day."))
        Trial(company).let_go_of_holds()
        company.write({"dscsa_live_date": day, "dscsa_live_by_id": self.env.uid})

    def _dscsa_trial_counts(self, keep=None):
        return Trial(self.sudo(), keep).counts()
