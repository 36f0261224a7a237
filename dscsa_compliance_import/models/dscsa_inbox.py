from odoo import fields, models
from odoo.tools import email_normalize

from ..services.inbox import PUBLIC_DOMAINS


class DscsaInbox(models.Model):
    """A mail address of the company to which sellers send their data.

    Fetching mails is Odoo's own work (incoming mail servers, alias domain).
    """

    _name = "dscsa.inbox"
    _description = "Mail Inbox for Sellers' Data"
    _dscsa_left_out = "settings, with addresses of mailboxes"
    _inherit = ["mail.alias.mixin.optional"]
    _order = "company_id, id"
    _check_company_auto = True

    name = fields.Char(required=True, default="Sellers' data")
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    max_mb = fields.Integer(
        string="Largest Mail (MB)",
        default=30,
        required=True,
        help="Attachments of larger mails are kept, but not read by themselves.",
    )
    known_only = fields.Boolean(
        string="Known Senders only",
        default=True,
        help="Mails of unknown senders wait until somebody says whose they are.",
    )
    mail_ids = fields.One2many("dscsa.inbox.mail", "inbox_id")
    waiting_count = fields.Integer(compute="_compute_waiting_count")

    def _compute_waiting_count(self):
        counts = dict(
            self.env["dscsa.inbox.mail"]._read_group(
                [("inbox_id", "in", self.ids), ("state", "=", "aside")],
                ["inbox_id"],
                ["__count"],
            )
        )
        for inbox in self:
            inbox.waiting_count = counts.get(inbox._origin, 0)

    def _alias_get_creation_values(self):
        values = super()._alias_get_creation_values()
        values["alias_model_id"] = self.env["ir.model"]._get_id("dscsa.inbox.mail")
        values["alias_contact"] = "everyone"
        if self.id:
            values["alias_defaults"] = {
                "inbox_id": self.id,
                "company_id": self.company_id.id,
            }
        return values

    def _sender(self, email):
        """(partner, blocked) of an address: decided by a person, else by partners."""
        self.ensure_one()
        email = email_normalize(email)
        nobody = self.env["res.partner"]
        if not email:
            return nobody, False
        known = (
            self.env["dscsa.inbox.sender"]
            .sudo()
            .search([("company_id", "=", self.company_id.id), ("email", "=", email)])
        )
        if known:
            return known.partner_id, known.is_blocked
        return self._partner_of(email), False

    def _partner_of(self, email):
        """The one business with this address, else the one with its mail domain."""
        partners = self.env["res.partner"].sudo()
        company = [("company_id", "in", [False, self.company_id.id])]
        same = partners.search([("email_normalized", "=", email), *company])
        if not same:
            domain = email.rpartition("@")[2]
            if domain and domain not in PUBLIC_DOMAINS:
                same = partners.search(
                    [("email_normalized", "=like", f"%@{domain}"), *company], limit=50
                )
        businesses = same.commercial_partner_id - self.company_id.partner_id
        return businesses if len(businesses) == 1 else partners.browse()
