from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import email_normalize

from ..services.inbox import Intake
from .dscsa_inbox_item import REASONS

STATES = [
    ("done", "Data taken in"),
    ("partly", "Taken in, but not everything"),
    ("evidence", "Papers kept"),
    ("aside", "Set aside"),
]


class DscsaInboxMail(models.Model):
    """A mail that came to an inbox: its attachments become documents or stay here.

    Nothing in body or headers is ever executed or followed; the sender's address is
    a hint, never a proof.
    """

    _name = "dscsa.inbox.mail"
    _description = "Mail with Sellers' Data"
    _dscsa_left_out = "log of mail; its files are documents"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "id desc"
    _check_company_auto = True
    _mail_post_access = "read"

    name = fields.Char(string="Subject", required=True)
    inbox_id = fields.Many2one(
        "dscsa.inbox", index="btree_not_null", check_company=True
    )
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    email_from = fields.Char(string="From", readonly=True)
    email_key = fields.Char(readonly=True, index="btree_not_null")
    partner_id = fields.Many2one(
        "res.partner", string="Seller", check_company=True, index="btree_not_null"
    )
    state = fields.Selection(
        STATES, required=True, default="aside", readonly=True, tracking=True
    )
    reason = fields.Selection(REASONS, string="Why set aside", readonly=True)
    item_ids = fields.One2many("dscsa.inbox.item", "mail_id", readonly=True)
    document_count = fields.Integer(compute="_compute_document_count")
    left_out = fields.Text(
        compute="_compute_left_out",
        help="Files of this mail that became no document, each with its reason.",
    )

    @api.depends("item_ids.document_id")
    def _compute_document_count(self):
        for mail in self:
            mail.document_count = len(mail.item_ids.document_id)

    @api.depends("item_ids.result", "item_ids.reason", "item_ids.note")
    def _compute_left_out(self):
        reasons = dict(
            self.env["dscsa.inbox.item"]
            ._fields["reason"]
            ._description_selection(self.env)
        )
        for mail in self:
            told = [
                f"{item.name}: {item.note or reasons.get(item.reason, '')}"
                for item in mail.item_ids
                if item.note or item.result == "aside"
            ]
            mail.left_out = "\n".join(told) if mail.state != "aside" else False

    def write(self, vals):
        """A mail stays as it came; people say whose it is."""
        mixins = ("activity_", "message_")
        locked = {name for name in vals if not name.startswith(mixins)}
        if not self.env.su and not locked <= {"partner_id"}:
            raise UserError(
                self.env._("A mail stays as it came: only the seller can be chosen.")
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_kept(self):
        if self.item_ids.document_id:
            raise UserError(
                self.env._("Documents were made of this mail: it is kept with them.")
            )

    @api.private
    @api.model
    def message_new(self, msg_dict, custom_values=None):
        """A mail came to an alias of an inbox: the gateway's door, nobody else's."""
        values = dict(custom_values or {})
        inbox = self.env["dscsa.inbox"].sudo().browse(values.get("inbox_id") or [])
        company = inbox.company_id or self.env.company
        sender = msg_dict.get("email_from") or ""
        mail = (
            self.sudo()
            .with_company(company)
            .create(
                {
                    "name": msg_dict.get("subject") or self.env._("(no subject)"),
                    "inbox_id": inbox.id,
                    "company_id": company.id,
                    "email_from": sender,
                    "email_key": email_normalize(sender),
                }
            )
        )
        # kept once, as items: Odoo would store each again, its text in the database,
        # and open every picture
        Intake(mail).run(msg_dict.pop("attachments", None) or [])
        return mail.with_env(self.env)

    @api.private
    def message_update(self, msg_dict, update_vals=None):
        """An answer to a mail is kept in its thread; it changes nothing of it."""
        return super().message_update(msg_dict)

    def _documents(self):
        """Documents as the company of this mail takes them in."""
        return self.env["dscsa.document"].sudo().with_company(self.company_id)

    def action_take_in(self):
        """Take the data in although the mail was set aside; the seller was chosen."""
        self.check_access("write")
        for mail in self:
            if not mail.partner_id:
                raise UserError(
                    self.env._("Choose the seller first: whose data are these?")
                )
            Intake(mail.sudo()).again()
        return True

    def action_take_in_and_remember(self):
        """The same, and mails of this sender are taken in from now on."""
        self.action_take_in()
        for mail in self:
            self.env["dscsa.inbox.sender"]._remember(
                mail.email_key,
                mail.company_id,
                partner_id=mail.partner_id.id,
                is_blocked=False,
            )
        return True

    def action_block(self):
        """Junk: mails of this sender are set aside from now on. They stay here."""
        self.check_access("write")
        for mail in self:
            self.env["dscsa.inbox.sender"]._remember(
                mail.email_key, mail.company_id, is_blocked=True
            )
            if mail.state == "aside":
                mail.sudo().reason = "blocked_sender"
        return True
