from odoo import fields, models
from odoo.exceptions import UserError

RESULTS = [
    ("document", "Taken in"),
    ("known", "Was here already"),
    ("evidence", "Kept as evidence"),
    ("aside", "Set aside"),
]
REASONS = [
    ("unknown_sender", "The sender is unknown"),
    ("blocked_sender", "The sender is on the junk list"),
    ("no_attachment", "The mail has no attachment"),
    ("no_data", "It is neither data nor a paper"),
    ("inline", "A picture inside the text"),
    ("too_large", "The mail is larger than allowed"),
    ("archive", "The archive cannot be opened"),
]


class DscsaInboxItem(models.Model):
    """One attachment of a mail and what became of it; its bytes are kept."""

    _name = "dscsa.inbox.item"
    _description = "Attachment of a Seller's Mail"
    _dscsa_left_out = "log of mail; its files are documents"
    _order = "mail_id, id"

    mail_id = fields.Many2one(
        "dscsa.inbox.mail", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="mail_id.company_id", store=True, index=True)
    name = fields.Char(required=True)
    kind = fields.Char(help="Format as the first bytes show it.")
    size = fields.Integer(string="Size (bytes)")
    result = fields.Selection(RESULTS, required=True, default="aside")
    reason = fields.Selection(REASONS)
    note = fields.Char(help="What was wrong, in words.")
    attachment_id = fields.Many2one("ir.attachment", ondelete="restrict")
    document_id = fields.Many2one(
        "dscsa.document", index="btree_not_null", ondelete="restrict"
    )
    document_state = fields.Selection(related="document_id.state")
    picking_id = fields.Many2one(
        "stock.picking", string="Delivery", index="btree_not_null"
    )

    def write(self, vals):
        """What became of an attachment is not edited; people choose its delivery."""
        if not self.env.su and not vals.keys() <= {"picking_id"}:
            raise UserError(
                self.env._(
                    "Only the delivery can be changed here: the rest is history."
                )
            )
        return super().write(vals)

    def action_open(self):
        """Open the document it became."""
        self.ensure_one()
        if not self.document_id:
            raise UserError(self.env._("Nothing was made of this attachment yet."))
        return self.document_id._get_records_action()

    def action_keep_as_evidence(self):
        """Keep it as a paper, for example to attach it to a delivery."""
        self.mail_id.check_access("write")
        for item in self.filtered(lambda each: not each.document_id):
            item.sudo()._keep_as_evidence()
        return True

    def _keep_as_evidence(self):
        document, is_new = self.mail_id._documents()._take_in(
            self.name,
            self.attachment_id.raw,
            channel="mail",
            partner=self.mail_id.partner_id,
        )
        if is_new:
            document.sudo().write(
                {
                    "state": "processed",
                    "format": "evidence",
                    "processed_at": fields.Datetime.now(),
                }
            )
        self.write({"document_id": document.id, "result": "evidence", "reason": False})

    def action_attach_to_delivery(self):
        """Put the paper on the receipt that was chosen."""
        self.mail_id.check_access("write")
        for item in self:
            if not item.picking_id:
                raise UserError(self.env._("Choose the delivery first."))
            item.picking_id.check_access("write")
            if not item.document_id:
                item.sudo()._keep_as_evidence()
            item._attach()
        return True

    def _attach(self):
        """Link the kept document where receipts have evidence, and say so there."""
        receipt = self.picking_id
        if "evidence_ids" in receipt._fields:
            receipt.sudo().evidence_ids |= self.document_id
        receipt.message_post(
            body=self.env._(
                "Paper of this delivery: %(name)s, mailed by %(sender)s.",
                name=self.name,
                sender=self.mail_id.email_from or "?",
            ),
            attachments=[(self.name, self.sudo().attachment_id.raw)],
        )
