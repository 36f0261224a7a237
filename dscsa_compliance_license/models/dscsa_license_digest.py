from odoo import api, fields, models


class DscsaLicenseDigest(models.Model):
    """What ended or ends soon, once a day and company: a draft that a person sends."""

    _name = "dscsa.license.digest"
    _description = "License Digest"
    _dscsa_left_out = "lists of reminders"
    _inherit = ["mail.thread"]
    _order = "day desc, id desc"
    _rec_name = "subject"

    company_id = fields.Many2one("res.company", required=True, index=True)
    day = fields.Date(required=True)
    subject = fields.Char(required=True)
    body = fields.Html()
    license_ids = fields.Many2many("dscsa.license", string="Licenses")
    is_sent = fields.Boolean(compute="_compute_is_sent")

    _day_unique = models.UniqueIndex(
        "(company_id, day)", "There is a digest of this day already."
    )

    @api.depends("message_ids")
    def _compute_is_sent(self):
        for digest in self:
            kinds = digest.message_ids.mapped("message_type")
            digest.is_sent = "comment" in kinds

    @api.model
    def _make(self, company, today):
        """The digest of a day; none when nothing was reminded of."""
        licenses = self.env["dscsa.license"].search(
            [("company_id", "=", company.id), ("warned_on", "=", today)],
            order="valid_to",
        )
        known = self.search([("company_id", "=", company.id), ("day", "=", today)])
        if not licenses or known:
            return known
        body = self.env["ir.qweb"]._render(
            "dscsa_compliance_license.license_digest",
            {"licenses": licenses, "today": today},
        )
        return self.create(
            {
                "company_id": company.id,
                "day": today,
                "subject": self.env._(
                    "%(company)s: %(count)s licenses end or have ended",
                    company=company.name,
                    count=len(licenses),
                ),
                "body": body,
                "license_ids": [fields.Command.set(licenses.ids)],
            }
        )

    def action_send(self):
        """Open the message with the digest in it; nothing is sent by itself."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Send the Digest"),
            "res_model": "mail.compose.message",
            "view_mode": "form",
            "target": "new",
            "context": {
                "default_model": self._name,
                "default_res_ids": self.ids,
                "default_subject": self.subject,
                "default_body": self.body,
                "default_composition_mode": "comment",
            },
        }
