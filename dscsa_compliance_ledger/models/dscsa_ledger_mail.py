from odoo import api, models


class DscsaLedger(models.Model):
    """The anchor: where the chain stands, told to somebody outside the database."""

    _inherit = "dscsa.ledger"

    @api.model
    def _cron_mail_heads(self):
        """Once a day, to companies that switched it on and have something new."""
        companies = self.env["res.company"].search([("dscsa_ledger_mail", "=", True)])
        for company in companies:
            self._mail_head(company)

    @api.model
    def _mail_head(self, company):
        """The mail to the compliance managers, or an empty record without news."""
        head = self._head(company)
        mails = self.env["mail.mail"].sudo()
        managers = company._dscsa_managers().filtered("email")
        if not managers or head["position"] <= company.dscsa_ledger_mailed:
            return mails
        values = self._mail_values(company, head)
        values["email_to"] = ", ".join(managers.mapped("email_formatted"))
        company.sudo().dscsa_ledger_mailed = head["position"]
        return mails.create(values)

    @api.model
    def _mail_values(self, company, head):
        return {
            "subject": self.env._(
                "Seal of the DSCSA ledger of %(company)s: entry %(position)s",
                company=company.name,
                position=head["position"],
            ),
            "email_from": company.email_formatted or self.env.user.email_formatted,
            "body_html": self.env["ir.qweb"]._render(
                "dscsa_compliance_ledger.ledger_mail",
                {"company": company, "head": head},
            ),
            "auto_delete": False,
        }
