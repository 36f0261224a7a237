from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError


class DscsaRecallLetter(models.Model):
    """A letter to one customer about recalled goods; a draft until a person sends."""

    _name = "dscsa.recall.letter"
    _description = "Recall Letter"
    _order = "recall_id, id"
    _rec_name = "partner_id"
    _check_company_auto = True

    recall_id = fields.Many2one(
        "dscsa.recall", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="recall_id.company_id", store=True)
    partner_id = fields.Many2one("res.partner", string="Customer", required=True)
    email = fields.Char(related="partner_id.email")
    subject = fields.Char(required=True)
    body = fields.Html(sanitize_attributes=True)
    quantity = fields.Integer(string="Packages", readonly=True)
    state = fields.Selection(
        [("draft", "Draft"), ("sent", "Sent")],
        default="draft",
        required=True,
        copy=False,
        readonly=True,
    )
    sent_at = fields.Datetime(readonly=True, copy=False)
    sent_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    sent_how = fields.Char(readonly=True, copy=False)

    @api.model
    def _prepare(self, recall):
        """Drafts for customers that have none yet; returns those of the recall."""
        sold = recall.result_ids.filtered(
            lambda row: row.bucket == "sold" and row.partner_id
        )
        known = recall.letter_ids.partner_id
        for partner, rows in sold.grouped("partner_id").items():
            if partner not in known:
                recall.letter_ids.create(self._values(recall, partner, rows))
        if not sold:
            raise UserError(
                self.env._("Nothing was sold to anybody: there is nobody to write to.")
            )
        return recall.letter_ids

    @api.model
    def _values(self, recall, partner, rows):
        env = self.with_context(lang=partner.lang or self.env.lang).env
        return {
            "recall_id": recall.id,
            "partner_id": partner.id,
            "subject": env._(
                "Recall: %(goods)s",
                goods=", ".join(dict.fromkeys(rows.mapped("product_name"))),
            ),
            "body": env["ir.qweb"]._render(
                "dscsa_compliance_answering.recall_letter_body",
                {"recall": recall, "rows": rows, "company": recall.company_id},
            ),
            "quantity": sum(rows.mapped("quantity")),
        }

    def write(self, vals):
        """A letter that was sent stays as it was sent."""
        if self.filtered(lambda each: each.state == "sent") and not self.env.su:
            raise UserError(
                self.env._("This letter was sent. Write another one to correct it.")
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_sent(self):
        if self.filtered(lambda each: each.state == "sent"):
            raise UserError(self.env._("A letter that was sent stays on record."))

    def action_send(self):
        """Send by mail and keep a copy on the recall."""
        for letter in self.filtered(lambda each: each.state == "draft"):
            if not letter.partner_id.email:
                raise UserError(
                    self.env._(
                        "%(partner)s has no mail address. Print the letter, then "
                        "press Sent on paper.",
                        partner=letter.partner_id.display_name,
                    )
                )
            letter.recall_id.message_post(
                subject=letter.subject,
                body=Markup(letter.body or ""),  # noqa: S704 sanitised by the field
                partner_ids=letter.partner_id.ids,
                subtype_xmlid="mail.mt_comment",
            )
            letter._mark_sent(self.env._("mail to %s", letter.partner_id.email))
        return True

    def action_sent_on_paper(self):
        """It went by post, fax or hand."""
        drafts = self.filtered(lambda each: each.state == "draft")
        for letter in drafts:
            letter.recall_id.message_post(
                body=self.env._(
                    "Letter to %(partner)s went on paper.",
                    partner=letter.partner_id.display_name,
                )
            )
        drafts._mark_sent(self.env._("on paper"))
        return True

    def _mark_sent(self, how):
        self.sudo().write(
            {
                "state": "sent",
                "sent_at": fields.Datetime.now(),
                "sent_by_id": self.env.uid,
                "sent_how": how,
            }
        )
