from odoo import api, models
from odoo.exceptions import UserError

from ...services.trial import Trial


class ResCompany(models.Model):
    """Settings that decide what is held, stopped and kept; and the end of a trial."""

    _name = "res.company"
    _inherit = ["res.company", "dscsa.ledger.mixin"]

    _ledger_fields = (
        "dscsa_profile",
        "dscsa_live_date",
        "dscsa_live_by_id",
        "dscsa_gate",
        "dscsa_gate_user_id",
        "dscsa_removal_by_two",
        "dscsa_scan_depth",
        "dscsa_records_only",
        "dscsa_use_days",
        "dscsa_intake",
        "dscsa_answer_days",
    )

    def _ledger_company(self):
        return self

    def _ledger_subject(self):
        return self.env._("Settings of %(company)s", company=self.name)

    def _dscsa_clear_trial(self):
        """That a trial was cleared, and how much went, stays in the ledger."""
        counts = {
            words: str(count) for words, count in self._dscsa_trial_counts().items()
        }
        super()._dscsa_clear_trial()
        ledger = self.env["dscsa.ledger"].sudo()
        ledger._note_text("cleared", self.name, counts, self)
        ledger._adopt(self)

    def _dscsa_trial_counts(self):
        return Trial(self.sudo()).counts()

    @api.ondelete(at_uninstall=False)
    def _unlink_except_dscsa_ledger(self):
        """The ledger of a company that went live is kept with its records."""
        kept = self.sudo().filtered("dscsa_live_date")[:1]
        if kept:
            raise UserError(
                self.env._(
                    "%(company)s is live: its DSCSA records are kept for six years, "
                    "and with them the company. Archive it instead.",
                    company=kept.name,
                )
            )
