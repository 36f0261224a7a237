from odoo import api, fields, models
from odoo.exceptions import UserError


class ResCompany(models.Model):
    """Settings that decide what is held, stopped and kept."""

    _name = "res.company"
    _inherit = ["res.company", "dscsa.ledger.mixin"]

    _ledger_fields = (
        "dscsa_profile",
        "dscsa_live_date",
        "dscsa_live_by_id",
        "dscsa_removal_by_two",
        "dscsa_scan_depth",
        "dscsa_records_only",
        "dscsa_use_days",
        "dscsa_intake",
        "dscsa_answer_days",
    )

    def write(self, vals):
        """Once a live company has records, its live date stays, for superusers too."""
        if "dscsa_live_date" in vals:
            self._ledger_check_live_date(fields.Date.to_date(vals["dscsa_live_date"]))
        return super().write(vals)

    def _ledger_check_live_date(self, new):
        for company in self.sudo():
            old = company.dscsa_live_date
            if not old or old == new or old > fields.Date.today():
                continue
            mine = [("company_id", "=", company.id)]
            if any(
                self.env[model].sudo().search_count(mine, limit=1)
                for model in ("dscsa.document", "dscsa.transaction")
            ):
                raise UserError(
                    self.env._(
                        "%(company)s is live since %(date)s and has records since "
                        "then. That day stays, for everybody.",
                        company=company.name,
                        date=old,
                    )
                )

    def _ledger_company(self):
        return self

    def _ledger_subject(self):
        return self.env._("Settings of %(company)s", company=self.name)

    def _dscsa_managers(self):
        """Active compliance managers of this company, people only."""
        group = self.env.ref("dscsa_compliance.group_dscsa_manager").sudo()
        return group.all_user_ids.filtered(
            lambda user: user.active and self in user.company_ids and user.id > 1
        )

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
